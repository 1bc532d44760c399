//! Where a table comes from and who may see it.

use beatbook_core::{Method, Released};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Source, period, setting, selection, book, audience, terms, mark of synthetic data, method and caveats
/// of a released answer, as texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// What every row of a CSV says.
    said: Vec<(&'static str, String)>,
    method: Option<String>,
    caveats: Vec<String>,
}

impl Provenance {
    /// Of a released answer.
    pub fn new<T>(released: &Released<T>) -> Self {
        let answer = released.answer();
        let mut said = vec![
            ("source", answer.source.to_string()),
            ("from", answer.period.0.to_string()),
            ("to", answer.period.1.to_string()),
            ("setting", answer.setting.to_string()),
            ("selection", answer.selection.to_string()),
            ("book", answer.book.to_string()),
            ("audience", released.audience().to_string()),
        ];
        if let Some(agreement) = &answer.agreement {
            let terms = format!("{}: {}", agreement.name, agreement.purpose);
            said.push(("agreement", terms));
        }
        if answer.synthetic {
            said.push(("SYNTHETIC", "SYNTHETIC".into()));
        }
        Self {
            said,
            method: answer.method.as_ref().map(method),
            caveats: answer.caveats.iter().map(ToString::to_string).collect(),
        }
    }

    /// Names and values of what every row of a CSV says, in the order of its columns: source, from, to,
    /// setting, selection, book, audience and, where there is one, agreement and SYNTHETIC.
    pub fn said(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.said
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
    }

    /// The value under a name of [`Provenance::said`].
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut said = self.said();
        said.find_map(|(known, value)| (known == name).then_some(value))
    }
}

/// One object: what is said, then `method` where something was tested, and `caveats`.
impl Serialize for Provenance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.said() {
            map.serialize_entry(name, value)?;
        }
        if let Some(method) = &self.method {
            map.serialize_entry("method", method)?;
        }
        map.serialize_entry("caveats", &self.caveats)?;
        map.end()
    }
}

fn method(method: &Method) -> String {
    format!(
        "{}, {}, {} at {}%, {} units, against {}",
        method.statistic,
        method.p_value,
        method.correction,
        method.alpha * 100.0,
        method.units,
        method.against
    )
}
