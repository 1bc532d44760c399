//! Columns and cells.

use std::borrow::Cow;

use beatbook_core::Count;

/// How a number is written in CSV. Typed formats hold the number that is so written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// As few digits as tell it from its neighbours.
    Shortest,
    /// So many digits after the point.
    Fixed(u8),
    /// `1.2e-5`, for what may be very small.
    Scientific,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number(Notation),
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name in the head of the file: lower case, no blanks.
    pub name: Cow<'static, str>,
    /// What its cells hold.
    pub kind: Kind,
    /// Unit of its numbers; empty where they have none.
    pub unit: &'static str,
    /// What it says, in one sentence.
    pub description: &'static str,
    /// Whether a small number in it may be withheld ([`Cell::Suppressed`]). Typed formats then have a
    /// column of texts beside it, with `_shown` after its name.
    pub is_protected: bool,
}

impl Column {
    /// A column of texts.
    pub fn text(name: impl Into<Cow<'static, str>>, description: &'static str) -> Self {
        Self::new(name.into(), Kind::Text, "", description)
    }

    /// A column of whole numbers.
    pub fn whole(name: &'static str, unit: &'static str, description: &'static str) -> Self {
        Self::new(name.into(), Kind::Whole, unit, description)
    }

    /// A column of numbers.
    pub fn number(
        name: &'static str,
        notation: Notation,
        unit: &'static str,
        description: &'static str,
    ) -> Self {
        Self::new(name.into(), Kind::Number(notation), unit, description)
    }

    /// A column of counts, small ones of which may be withheld.
    pub fn count(name: impl Into<Cow<'static, str>>, description: &'static str) -> Self {
        let mut column = Self::new(name.into(), Kind::Whole, "", description);
        column.is_protected = true;
        column
    }

    /// The same column, small numbers of which may be withheld.
    #[must_use]
    pub fn protected(mut self) -> Self {
        self.is_protected = true;
        self
    }

    /// The same column under a name that depends on what was asked.
    #[must_use]
    pub fn named(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.name = name.into();
        self
    }

    fn new(
        name: Cow<'static, str>,
        kind: Kind,
        unit: &'static str,
        description: &'static str,
    ) -> Self {
        Self {
            name,
            kind,
            unit,
            description,
            is_protected: false,
        }
    }

    /// The column of texts beside this one in typed formats.
    pub(crate) fn shown_name(&self) -> Option<String> {
        self.is_protected.then(|| format!("{}_shown", self.name))
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// There is none, or this audience may not see it.
    Empty,
    /// A count too small to be shown: `*`.
    Suppressed,
    /// Text.
    Text(Box<str>),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
}

impl Cell {
    /// A text; an empty one is no value.
    pub fn text(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.into())
        }
    }

    /// A whole number, where there is one.
    pub fn whole(number: Option<impl Into<i64>>) -> Self {
        number.map_or(Self::Empty, |number| Self::Whole(number.into()))
    }

    /// A number, where there is one that is a number.
    pub fn number(number: Option<f64>) -> Self {
        let number = number.filter(|number| number.is_finite());
        number.map_or(Self::Empty, Self::Number)
    }

    /// Yes, no, or not told.
    pub fn yes_or_no(yes: Option<bool>) -> Self {
        yes.map_or(Self::Empty, |yes| {
            Self::text(if yes { "yes" } else { "no" })
        })
    }

    /// What is written in text, in the notation of its column.
    pub(crate) fn written(&self, kind: Kind) -> Cow<'_, str> {
        match (self, kind) {
            (Self::Empty, _) => "".into(),
            (Self::Suppressed, _) => "*".into(),
            (Self::Text(text), _) => (&**text).into(),
            (Self::Whole(number), _) => number.to_string().into(),
            (Self::Number(number), Kind::Number(Notation::Fixed(digits))) => {
                format!("{number:.*}", usize::from(digits)).into()
            }
            (Self::Number(number), Kind::Number(Notation::Scientific)) => {
                format!("{number:e}").into()
            }
            (Self::Number(number), _) => number.to_string().into(),
        }
    }

    /// The cell with the number that its column writes, so that every format holds the same one.
    pub(crate) fn rounded(self, kind: Kind) -> Self {
        match (&self, kind) {
            (Self::Number(number), Kind::Number(Notation::Fixed(digits))) => {
                let text = format!("{number:.*}", usize::from(digits));
                text.parse().map_or(self, Self::Number)
            }
            _ => self,
        }
    }
}

impl From<Count> for Cell {
    fn from(count: Count) -> Self {
        count
            .number()
            .map_or(Self::Suppressed, |number| Self::Whole(number.into()))
    }
}
