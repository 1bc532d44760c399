//! How dense events are: what may be asked, and what is answered.

use std::fmt;

use crate::{Bng, Count, Metres, Policy, Protect, SelectionError, Source, Wgs84};

/// A rule that chooses how far to smooth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RadiusRule {
    /// The radius at which each position is best foretold by the others.
    #[default]
    Likelihood,
    /// Cronie and van Lieshout's.
    Cronie,
    /// Berman and Diggle's mean square error.
    Diggle,
    /// The normal reference rule of MASS and sfhotspot.
    Normal,
    /// Silverman's.
    Silverman,
}

impl RadiusRule {
    /// The words for them, in order.
    pub const WORDS: [&str; 5] = ["likelihood", "cronie", "diggle", "normal", "silverman"];

    /// The word used in files and addresses.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Likelihood => "leave-one-out likelihood",
            Self::Cronie => "Cronie and van Lieshout's rule",
            Self::Diggle => "Berman and Diggle's mean square error",
            Self::Normal => "the normal reference rule",
            Self::Silverman => "Silverman's rule",
        }
    }

    fn parse(word: &str) -> Result<Self, SelectionError> {
        let all = [
            Self::Likelihood,
            Self::Cronie,
            Self::Diggle,
            Self::Normal,
            Self::Silverman,
        ];
        all.into_iter()
            .find(|rule| rule.word() == word)
            .ok_or_else(|| {
                let reason = format!("`{word}` is no rule; use {}", Self::WORDS.join(", "));
                SelectionError::new("rule", reason, Self::WORDS)
            })
    }
}

/// What is asked of a density beside the selection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DensityAsked {
    /// The radius; `None` to have it chosen.
    pub radius: Option<Metres>,
    /// The rule that chooses it.
    pub rule: RadiusRule,
    /// Whether the border of the study area is corrected for.
    pub edge: bool,
    /// Whether every event has a radius of its own.
    pub adaptive: bool,
    /// The side of a cell; `None` to have it chosen.
    pub cell: Option<Metres>,
}

impl Default for DensityAsked {
    fn default() -> Self {
        Self {
            radius: None,
            rule: RadiusRule::default(),
            edge: true,
            adaptive: false,
            cell: None,
        }
    }
}

impl DensityAsked {
    /// What may be asked, in the order of [`parse`](Self::parse).
    pub const KEYS: [&str; 5] = ["radius", "rule", "edge", "adaptive", "cell"];

    /// Reads what is asked: a radius and a cell in metres, a [`RadiusRule`], on or off.
    ///
    /// # Errors
    /// [`SelectionError`], naming the part and what would be accepted.
    pub fn parse(
        [radius, rule, edge, adaptive, cell]: [Option<&str>; 5],
    ) -> Result<Self, SelectionError> {
        if radius.is_some() && rule.is_some() {
            let reason = "stands beside `radius`; give a radius, or the rule that chooses one";
            return Err(SelectionError::new("rule", reason, ["radius", "rule"]));
        }
        let asked = Self {
            radius: radius
                .map(|text| metres("radius", text, 10.0, 5_000.0))
                .transpose()?,
            rule: rule.map(RadiusRule::parse).transpose()?.unwrap_or_default(),
            edge: edge.map_or(Ok(true), |word| on_or_off("edge", word))?,
            adaptive: adaptive.map_or(Ok(false), |word| on_or_off("adaptive", word))?,
            cell: cell
                .map(|text| metres("cell", text, 5.0, 1_000.0))
                .transpose()?,
        };
        match (asked.radius, asked.cell) {
            (Some(radius), Some(cell)) if radius.0 < cell.0 => {
                let reason = format!(
                    "a cell of {} m is larger than the radius of {} m, so that events would fall between cells; \
                     choose cells of at most {} m",
                    cell.0, radius.0, radius.0
                );
                Err(SelectionError::new("cell", reason, [""; 0]))
            }
            _ => Ok(asked),
        }
    }
}

impl fmt::Display for DensityAsked {
    /// What differs from the defaults, as an address writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let switch = |on: bool| if on { "on" } else { "off" };
        let default = Self::default();
        let parts = [
            self.radius.map(|radius| format!("radius={}", radius.0)),
            (self.rule != default.rule).then(|| format!("rule={}", self.rule.word())),
            (self.edge != default.edge).then(|| format!("edge={}", switch(self.edge))),
            (self.adaptive != default.adaptive)
                .then(|| format!("adaptive={}", switch(self.adaptive))),
            self.cell.map(|cell| format!("cell={}", cell.0)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        f.write_str(&parts.join("&"))
    }
}

fn metres(key: &str, text: &str, least: f64, most: f64) -> Result<Metres, SelectionError> {
    let number = text.trim().parse::<f64>().ok();
    let number = number.filter(|number| (least..=most).contains(number));
    number.map(Metres).ok_or_else(|| {
        let reason =
            format!("`{text}` is no length to use here; write metres from {least} to {most}");
        SelectionError::new(key, reason, [""; 0])
    })
}

fn on_or_off(key: &str, word: &str) -> Result<bool, SelectionError> {
    match word {
        "on" => Ok(true),
        "off" => Ok(false),
        other => {
            let reason = format!("`{other}` is neither; use on or off");
            Err(SelectionError::new(key, reason, ["on", "off"]))
        }
    }
}

/// A top of the density.
#[derive(Debug, Clone, PartialEq)]
pub struct DensityTop {
    /// From 1, the densest.
    pub rank: u32,
    /// Best name: place, else street, else area.
    pub name: String,
    /// Nearest or commonest street, unless it is the name.
    pub street: Option<String>,
    /// Name of its area in the study layer.
    pub area: Option<String>,
    /// Middle of its cell.
    pub grid: Bng,
    /// The same in WGS 84.
    pub at: Wgs84,
    /// Incidents (or events) per square kilometre there.
    pub per_km2: f64,
    /// How many lie within the radius of it.
    pub within: Count,
}

/// A density on a grid, and every parameter that was really used.
#[derive(Debug, Clone, PartialEq)]
pub struct DensitySurface {
    /// The search radius of the quartic kernel; of an adaptive density the pilot's.
    pub radius: Metres,
    /// The rule that chose it; `None` where it was given.
    pub rule: Option<RadiusRule>,
    /// Radii the rule looked at, if it searched.
    pub searched: Option<[Metres; 2]>,
    /// The best radius is the smallest or the largest looked at.
    pub at_limit: bool,
    /// Left out of choosing the radius, and of nothing else: at the position of another.
    pub repeats: u32,
    /// Smallest and largest radius of an adaptive density.
    pub adaptive: Option<[Metres; 2]>,
    /// Whether the border of what is looked at is corrected for.
    pub edge: bool,
    /// Whether the side of a cell was chosen by the program.
    pub cell_chosen: bool,
    /// Left bottom corner of the grid.
    pub corner: Bng,
    /// Side of a cell.
    pub cell: Metres,
    /// Cells from west to east.
    pub columns: u32,
    /// Cells from south to north.
    pub rows: u32,
    /// Per square kilometre, row by row from the south-west; `None` outside what is looked at.
    pub per_km2: Vec<Option<f64>>,
    /// If all were spread evenly.
    pub mean_per_km2: f64,
    /// The densest places, none within a radius of another.
    pub tops: Vec<DensityTop>,
}

impl DensitySurface {
    /// Middle of a cell.
    pub fn centre_of(&self, number: usize) -> Bng {
        let columns = self.columns as usize;
        Bng {
            easting: self.corner.easting + ((number % columns) as f64 + 0.5) * self.cell.0,
            northing: self.corner.northing + ((number / columns) as f64 + 0.5) * self.cell.0,
        }
    }
}

/// A density, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct DensityMap {
    /// Incidents (or events) smoothed.
    pub counted: Count,
    /// `None` where too few are selected.
    pub surface: Option<DensitySurface>,
}

impl DensityMap {
    /// Of fewer no density is drawn: it would show each event, not a place.
    pub const FEWEST: u32 = 8;
}

impl Protect for DensityMap {
    const IS_MAPPED: bool = true;

    /// A density is as exact as the events: who knows the kernel can work them out from it, one by one.
    /// Neither rounding nor leaving cells out mends that, so it is shown to those who may see true counts.
    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        Err("a density can be worked back into the single events, so it is for the analyst and, of police \
             sources, for operational use only; `hotspots` shows this audience what stands out"
            .into())
    }
}

#[cfg(test)]
#[path = "density_tests.rs"]
mod tests;
