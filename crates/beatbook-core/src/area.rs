//! Named polygons that cover ground, and the year they belong to.

use std::fmt;

use crate::source::is_word;

/// A layer name, vintage or code that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AreaError {
    /// A layer id is a word and a two-digit year.
    #[error(
        "`{0}` is not a layer id; write the kind and its year, such as lsoa11, lsoa21, ward22 or beat24"
    )]
    Layer(String),
    /// An area is written `layer:code`.
    #[error("`{0}` is not an area; write layer:code, such as ward22:E05011376")]
    Area(String),
}

/// The year a boundary or an index belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Vintage(pub u16);

/// A layer of areas with its vintage: `lsoa11` and `lsoa21` are different layers, and their codes
/// never compare.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LayerId(Box<str>);

impl LayerId {
    /// Reads a layer id such as `lsoa11` or `patrol-zone24`.
    ///
    /// # Errors
    /// [`AreaError::Layer`] unless it is a word that ends in exactly two digits.
    pub fn parse(text: &str) -> Result<Self, AreaError> {
        let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
        // `h3-10` names cells.
        if is_word(text) && digits == 2 && text.len() > 2 && !text.starts_with("h3-") {
            Ok(Self(text.into()))
        } else {
            Err(AreaError::Layer(text.into()))
        }
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The kind without its year: `lsoa`.
    pub fn kind(&self) -> &str {
        &self.0[..self.0.len() - 2]
    }

    /// Whether its areas are surely no finer than a beat: what may not be told of smaller ground may be
    /// told of these. Of a layer of one's own nobody can say.
    pub fn is_coarse(&self) -> bool {
        ["ward", "beat", "district", "lad", "msoa", "csp"].contains(&self.kind())
    }

    /// The year; two digits from 70 on belong to the last century.
    pub fn vintage(&self) -> Vintage {
        let two: u16 = self.0[self.0.len() - 2..].parse().unwrap_or(0);
        Vintage(if two >= 70 { 1900 + two } else { 2000 + two })
    }
}

impl fmt::Display for LayerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One area of one layer. Codes of different layers or vintages are never equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AreaCode {
    layer: LayerId,
    code: Box<str>,
}

impl AreaCode {
    /// An area by its layer and its code in that layer.
    ///
    /// # Errors
    /// [`AreaError::Area`] when the code is empty or holds anything but letters, digits, `-`, `_` and `.`.
    pub fn new(layer: LayerId, code: &str) -> Result<Self, AreaError> {
        let sound = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if code.is_empty() || !code.chars().all(sound) {
            return Err(AreaError::Area(format!("{layer}:{code}")));
        }
        Ok(Self {
            layer,
            code: code.into(),
        })
    }

    /// Reads `layer:code`.
    ///
    /// # Errors
    /// [`AreaError`] when either part is not sound.
    pub fn parse(text: &str) -> Result<Self, AreaError> {
        let (layer, code) = text
            .split_once(':')
            .ok_or_else(|| AreaError::Area(text.into()))?;
        Self::new(LayerId::parse(layer)?, code)
    }

    /// The layer, vintage included.
    pub fn layer(&self) -> &LayerId {
        &self.layer
    }

    /// The code within the layer.
    pub fn code(&self) -> &str {
        &self.code
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.layer, self.code)
    }
}
