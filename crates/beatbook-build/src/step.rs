//! What is being done, for progress lines.

/// A step of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is being done, such as "reading police-extract.csv".
    pub what: String,
    /// How much is done, in rows or objects.
    pub done: u64,
    /// How much there is, where that is known.
    pub of: Option<u64>,
}

/// Is told about each step.
pub type Progress<'a> = dyn FnMut(Step) + 'a;

pub(crate) fn tell(
    progress: &mut Progress<'_>,
    what: impl Into<String>,
    done: u64,
    of: Option<u64>,
) {
    progress(Step {
        what: what.into(),
        done,
        of,
    });
}
