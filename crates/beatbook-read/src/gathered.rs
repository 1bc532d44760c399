//! The features of one file as they come: the wanted properties are picked by name.

use std::collections::HashSet;

use beatbook_core::Crs;
use geo_types::Geometry;

use crate::asked::Wanted;
use crate::events::is_synthetic;
use crate::features::{Feature, FeatureFile};

/// Properties and features found so far.
pub(crate) struct Gathered<'a> {
    wanted: Wanted<'a>,
    properties: Vec<String>,
    known: HashSet<String>,
    features: Vec<Feature>,
}

impl<'a> Gathered<'a> {
    pub fn new(wanted: Wanted<'a>) -> Self {
        Self {
            wanted,
            properties: Vec::new(),
            known: HashSet::new(),
            features: Vec::new(),
        }
    }

    /// Notes that the file has this property.
    pub fn property(&mut self, name: &str) {
        if !self.known.contains(name) {
            self.known.insert(name.to_owned());
            self.properties.push(name.to_owned());
        }
    }

    /// Adds a feature; `value` gives the text of a property, `None` where it is absent or null.
    pub fn add(&mut self, value: &dyn Fn(&str) -> Option<String>, geometry: Option<Geometry<f64>>) {
        let values = match self.wanted {
            Wanted::These(names) => names.iter().map(|name| value(name)).collect(),
            Wanted::All => self.properties.iter().map(|name| value(name)).collect(),
        };
        self.features.push(Feature { values, geometry });
    }

    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    pub fn into_file(mut self, crs: Result<Crs, String>) -> FeatureFile {
        if matches!(self.wanted, Wanted::All) {
            for feature in &mut self.features {
                feature.values.resize(self.properties.len(), None);
            }
        }
        FeatureFile {
            crs,
            synthetic: is_synthetic(&self.properties),
            properties: self.properties,
            features: self.features,
            parts_repeat: false,
        }
    }
}
