//! Long lists in parts: `limit` and `offset`.
//!
//! A part has the ranks, counts and order of the whole list.

use std::ops::RangeInclusive;

use axum::http::{HeaderValue, Uri};
use beatbook_core::SelectionError;
use serde::Serialize;
use utoipa::ToSchema;

/// What of a list is asked for; by default all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Paging(Option<Part>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    offset: u32,
    limit: u32,
}

/// Which part of the list this is. Absent where neither `limit` nor `offset` was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub(crate) struct Page {
    /// Rows of the whole list, as this audience may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    total: Option<u32>,
    /// Rows before the first of this part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    offset: Option<u32>,
    /// Most rows of a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    limit: Option<u32>,
}

/// An answer with a long list.
pub(crate) trait Paged {
    /// Leaves only a part of the list.
    fn keep(&mut self, paging: Paging) -> Page;
}

impl Paging {
    pub(crate) const KEYS: [&str; 2] = ["limit", "offset"];
    pub(crate) const LIMITS: RangeInclusive<u32> = 1..=10_000;
    pub(crate) const OFFSETS: RangeInclusive<u32> = 0..=1_000_000_000;
    /// Rows of a part where only `offset` is given.
    pub(crate) const LIMIT: u32 = 100;

    /// Reads both, in the order of [`Self::KEYS`].
    pub(crate) fn parse(asked: &[Option<String>; 2]) -> Result<Self, SelectionError> {
        Self::parse_up_to(*Self::LIMITS.end(), asked)
    }

    /// As [`Self::parse`], with another greatest limit.
    pub(crate) fn parse_up_to(
        most: u32,
        asked: &[Option<String>; 2],
    ) -> Result<Self, SelectionError> {
        let [limit, offset] = asked;
        if limit.is_none() && offset.is_none() {
            return Ok(Self::default());
        }
        let [limit_key, offset_key] = Self::KEYS;
        Ok(Self(Some(Part {
            limit: number(limit_key, limit.as_deref(), 1..=most, Self::LIMIT)?,
            offset: number(offset_key, offset.as_deref(), Self::OFFSETS, 0)?,
        })))
    }

    /// First row and most rows; `None` for all.
    pub(crate) fn part(self) -> Option<(u32, u32)> {
        self.0.map(|part| (part.offset, part.limit))
    }

    /// What is asked beside a selection, this included.
    pub(crate) fn beside(self, asked: &str) -> String {
        match self.0 {
            None => asked.to_owned(),
            Some(Part { offset, limit }) => format!("{asked}&limit={limit}&offset={offset}"),
        }
    }

    /// Leaves only the part.
    pub(crate) fn cut<T>(self, rows: &mut Vec<T>) -> Page {
        let total = rows.len();
        if let Some(Part { offset, limit }) = self.0 {
            rows.drain(..total.min(offset as usize));
            rows.truncate(limit as usize);
        }
        self.page(total as u32)
    }

    /// The part of so many rows.
    pub(crate) fn page(self, total: u32) -> Page {
        Page {
            total: self.0.map(|_| total),
            offset: self.0.map(|part| part.offset),
            limit: self.0.map(|part| part.limit),
        }
    }
}

impl Page {
    /// Addresses of the parts before and after this one
    /// (RFC 8288, <https://www.rfc-editor.org/rfc/rfc8288>).
    pub(crate) fn links(self, uri: &Uri) -> Option<HeaderValue> {
        let (total, offset, limit) = (self.total?, self.offset?, self.limit?);
        let others = uri.query().into_iter().flat_map(|query| query.split('&'));
        let others: String = others
            .filter(|pair| {
                let key = pair.split('=').next().unwrap_or_default();
                !pair.is_empty() && !Paging::KEYS.contains(&key)
            })
            .map(|pair| format!("{pair}&"))
            .collect();
        let path = uri.path();
        let link = |offset: u32, relation: &str| {
            format!("<{path}?{others}limit={limit}&offset={offset}>; rel=\"{relation}\"")
        };
        let next = offset.saturating_add(limit);
        let next = (next < total).then(|| link(next, "next"));
        // Before a part that lies beyond the end comes the last one that holds anything.
        let before = offset
            .min(total.next_multiple_of(limit))
            .saturating_sub(limit);
        let before = (offset > 0 && total > 0).then(|| link(before, "prev"));
        let links: Vec<String> = before.into_iter().chain(next).collect();
        let links = (!links.is_empty()).then(|| links.join(", "))?;
        HeaderValue::try_from(links).ok()
    }
}

/// Reads a whole number.
///
/// - `usual`: what it is where it is not given.
pub(crate) fn number(
    key: &str,
    text: Option<&str>,
    accepted: RangeInclusive<u32>,
    usual: u32,
) -> Result<u32, SelectionError> {
    let Some(text) = text else { return Ok(usual) };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()); // no sign
    let number = text
        .parse()
        .ok()
        .filter(|number| digits && accepted.contains(number));
    number.ok_or_else(|| {
        let (least, most) = accepted.into_inner();
        let reason =
            format!("`{text}` cannot be used; write a whole number from {least} to {most}");
        SelectionError::new(key, reason, [""; 0])
    })
}

#[cfg(test)]
#[path = "paging_tests.rs"]
mod tests;
