//! Why a file could not be read.

use crate::{FileReport, Problem};

/// Reading ended without a result. `Display` is the whole message, over several lines.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file as a whole, or a thing in it that nothing can be read without.
    #[error("{0}")]
    Problem(Box<Problem>),
    /// Rows were refused, and the caller did not ask to skip them. The whole file was looked at.
    #[error("{0}")]
    BadRows(Box<FileReport>),
}

impl From<Problem> for ReadError {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<Box<Problem>> for ReadError {
    fn from(problem: Box<Problem>) -> Self {
        Self::Problem(problem)
    }
}
