//! Several files to one layer: the districts of a force, the neighbourhoods of a city.

use std::path::PathBuf;

use crate::Problem;
use crate::asked::Wanted;
use crate::features::{Feature, FeatureFile};
use crate::problem::listed;

/// Joins layers in order. They need the same properties and reference system; which properties of a
/// KML file are there depends on what its Placemarks say, so that those may differ.
pub(crate) fn join(
    layers: Vec<(PathBuf, FeatureFile)>,
    subject: &'static str,
    wanted: Wanted<'_>,
) -> Result<FeatureFile, Box<Problem>> {
    let mut layers = layers.into_iter();
    let Some((first, mut whole)) = layers.next() else {
        let reason = "there is no layer in it";
        let help = "check the path in the config";
        return Err(Box::new(Problem::new(
            subject,
            &PathBuf::new(),
            reason,
            help,
        )));
    };
    for (path, layer) in layers {
        if whole.crs != layer.crs {
            let said = |crs: &Result<_, String>| match crs {
                Ok(crs) => format!("{crs}"),
                Err(_) => "not known".to_owned(),
            };
            let reason = format!(
                "its reference system is {}, that of {} is {}",
                said(&layer.crs),
                first.display(),
                said(&whole.crs)
            );
            let help =
                "bring the files into one reference system, or name them as layers of their own";
            return Err(Box::new(Problem::new(subject, &path, reason, help)));
        }
        let (ours, theirs) = (sorted(&whole), sorted(&layer));
        if ours != theirs && !(whole.parts_repeat && layer.parts_repeat) {
            let reason = format!(
                "it has the fields {}; {} has {}",
                listed(&layer.properties),
                first.display(),
                listed(&whole.properties)
            );
            let help = "files that are joined need the same fields: export them in one way";
            return Err(Box::new(Problem::new(subject, &path, reason, help)));
        }
        append(&mut whole, layer, wanted);
    }
    Ok(whole)
}

fn sorted(layer: &FeatureFile) -> Vec<&String> {
    let mut names: Vec<_> = layer.properties.iter().collect();
    names.sort();
    names
}

/// Adds the features of another file; where all properties were read, its values go by name.
fn append(whole: &mut FeatureFile, layer: FeatureFile, wanted: Wanted<'_>) {
    whole.synthetic |= layer.synthetic;
    for name in &layer.properties {
        if !whole.properties.contains(name) {
            whole.properties.push(name.clone());
        }
    }
    if matches!(wanted, Wanted::These(_)) {
        whole.features.extend(layer.features);
        return;
    }
    for feature in &mut whole.features {
        feature.values.resize(whole.properties.len(), None);
    }
    let place = |name| layer.properties.iter().position(|known| known == name);
    let places: Vec<_> = whole.properties.iter().map(place).collect();
    whole
        .features
        .extend(layer.features.into_iter().map(|mut feature| {
            let value = |place: &Option<usize>| {
                let value = place.and_then(|at| feature.values.get_mut(at));
                value.and_then(Option::take)
            };
            Feature {
                values: places.iter().map(value).collect(),
                geometry: feature.geometry,
            }
        }));
}

#[cfg(test)]
#[path = "joined_tests.rs"]
mod tests;
