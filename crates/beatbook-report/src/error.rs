//! Why a file could not be written.

/// Why a table did not become a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The disk, or whatever is written to, refused.
    #[error("the file could not be written")]
    Write(#[from] std::io::Error),
    /// A value could not be written as JSON.
    #[error("the table could not be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The columns could not be written as Parquet; the reason of the encoder.
    #[error("the table could not be written as Parquet: {0}")]
    Parquet(String),
}
