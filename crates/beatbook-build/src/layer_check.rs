//! What is known about the ground of a layer: rings put right, gaps and overlaps, detail.

use beatbook_core::{Metres, distance_words, share_words, thousands};
use beatbook_locate::{
    Coverage, Detail, FaultKind, Generalisation, Refusal, RingFault, Spots, coverage, detail,
    repair,
};
use geo_types::MultiPolygon;

use crate::BuildError;
use crate::agreement::FAR;
use crate::gather::FileCheck;

/// Faults, gaps and overlaps named one by one in a note.
const NAMED: usize = 5;
/// Of fewer rows a share says nothing: they are counted.
const HANDFUL: u64 = 20;

/// A layer, and what was found in its boundaries.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerCheck {
    /// Kind and year.
    pub id: String,
    /// File it was read from.
    pub file: String,
    /// Number of its areas.
    pub areas: u32,
    /// Areas whose rings were put right, in file order.
    pub faults: Vec<AreaFaults>,
    /// Gaps between areas and overlaps of areas.
    pub coverage: Coverage,
    /// Codes of the areas, for those named in `coverage`.
    codes: Vec<String>,
    /// How closely the boundaries follow the ground.
    pub detail: Detail,
    /// How the join agrees with the codes that the rows of a file carry; empty where none do.
    pub agreements: Vec<FileAgreement>,
    /// How far from an area the join bridges a sliver.
    bridged: Metres,
}

/// An area whose rings were put right.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaFaults {
    /// Its code.
    pub code: String,
    /// What was wrong, and where.
    pub faults: Vec<RingFault>,
    /// Its size in square metres as written: outer rings less holes.
    pub before_m2: f64,
    /// Its size in square metres as it is used.
    pub after_m2: f64,
}

/// Rows of a file and the areas of a layer that they name.
#[derive(Debug, Clone, PartialEq)]
pub struct FileAgreement {
    /// The file.
    pub file: String,
    /// Rows that name an area of the layer.
    pub comparable: u64,
    /// Of these, rows that the join puts into it.
    pub agree: u64,
    /// The farthest that one of the others lies from the area it names.
    pub farthest: Metres,
}

/// Puts broken areas right in place.
///
/// # Errors
/// [`BuildError::BrokenAreas`] when an area cannot be put right: without it the layer would lose
/// events, so there is no layer without it.
pub(crate) fn mend(
    file: &str,
    codes: &[String],
    polygons: &mut [MultiPolygon<f64>],
) -> Result<Vec<AreaFaults>, BuildError> {
    let (mut mended, mut refused) = (Vec::new(), Vec::new());
    for (code, polygon) in codes.iter().zip(polygons) {
        let Some(repair) = repair(polygon) else {
            continue;
        };
        if let Some(refusal) = repair.refusal {
            refused.push((code, refusal));
            continue;
        }
        *polygon = repair.polygon;
        mended.push(AreaFaults {
            code: code.clone(),
            faults: repair.faults,
            before_m2: repair.before_m2,
            after_m2: repair.after_m2,
        });
    }
    if refused.is_empty() {
        return Ok(mended);
    }
    let named = |(code, refusal): &(&String, Refusal)| format!("{code}: {refusal}");
    Err(BuildError::BrokenAreas {
        file: file.to_owned(),
        refused: refused.len() as u64,
        areas: codes.len() as u64,
        reasons: some_of(refused.iter().map(named), refused.len()),
    })
}

impl LayerCheck {
    /// Looks at a layer whose rings are sound.
    pub(crate) fn new(
        (id, file): (String, String),
        codes: &[String],
        polygons: &[MultiPolygon<f64>],
        faults: Vec<AreaFaults>,
        bridged: Metres,
    ) -> Self {
        let official = codes.iter().filter(|code| is_official(code)).count();
        let detail = detail(polygons, official * 10 >= codes.len() * 9, &file);
        Self {
            id,
            areas: polygons.len() as u32,
            faults,
            coverage: coverage(polygons, bridged),
            codes: codes.to_vec(),
            detail,
            agreements: Vec::new(),
            bridged,
            file,
        }
    }

    /// The same of areas that are meant to overlap, and need not cover all ground: neither is a fault.
    pub(crate) fn of_overlapping(
        named: (String, String),
        codes: &[String],
        polygons: &[MultiPolygon<f64>],
        faults: Vec<AreaFaults>,
        bridged: Metres,
    ) -> Self {
        Self {
            coverage: Coverage::default(),
            ..Self::new(named, codes, polygons, faults, bridged)
        }
    }

    /// Keeps how files agree with this layer.
    pub(crate) fn compare(&mut self, files: &[FileCheck]) {
        let agreements = files.iter().filter_map(|file| {
            let agreement = file.agreement.as_ref().filter(|a| a.layer == self.id)?;
            Some(FileAgreement {
                file: file.input.file.clone(),
                comparable: agreement.comparable,
                agree: agreement.agree,
                farthest: agreement.farthest,
            })
        });
        self.agreements = agreements.collect();
    }

    /// What a user should know, one sentence each; nothing for a sound layer at full resolution.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.ground_notes();
        notes.extend(generalised_notes(std::slice::from_ref(self)));
        notes
    }

    /// The same without the detail of the boundaries, which [`generalised_notes`] tells of several layers
    /// at once.
    pub fn ground_notes(&self) -> Vec<String> {
        let said = [
            self.repaired(),
            self.repeated(),
            self.gaps(),
            self.overlaps(),
            self.slivers(),
        ];
        let said = said.into_iter().flatten();
        said.map(|words| format!("layer {} ({}): {words}", self.id, self.file))
            .collect()
    }

    fn repaired(&self) -> Option<String> {
        let broken = self.faults.iter().filter(|area| area.is_invalid());
        let count = broken.clone().count();
        let named = broken.map(|area| {
            let faults = area.faults.iter().filter(|fault| fault.kind.is_invalid());
            let faults: Vec<String> = faults
                .map(|fault| {
                    let RingFault { kind, at, .. } = fault;
                    format!("{kind} at {:.0}, {:.0}", at.easting, at.northing)
                })
                .collect();
            format!(
                "{} ({}; {} m² before, {} m² after)",
                area.code,
                faults.join(", "),
                whole(area.before_m2),
                whole(area.after_m2)
            )
        });
        (count > 0).then(|| {
            format!(
                "{} with broken rings put right by the even-odd rule: {}",
                counted(count as u64, "area"),
                some_of(named, count)
            )
        })
    }

    fn repeated(&self) -> Option<String> {
        let repeated = self.faults.iter().flat_map(|area| &area.faults);
        let repeated = repeated.filter(|fault| fault.kind == FaultKind::RepeatedCorner);
        let places: u64 = repeated.map(|fault| u64::from(fault.places)).sum();
        (places > 0).then(|| {
            let corners = counted(places, "corner");
            format!("{corners} stood twice in a row and now once; no ground changed")
        })
    }

    fn gaps(&self) -> Option<String> {
        let spots = &self.coverage.gaps;
        (spots.number > 0).then(|| {
            format!(
                "{} between areas, {}; positions in them are outside",
                counted(spots.number, "gap"),
                self.largest(spots, "beside")
            )
        })
    }

    fn overlaps(&self) -> Option<String> {
        let spots = &self.coverage.overlaps;
        (spots.number > 0).then(|| {
            format!(
                "{} of areas, {}; a position in one belongs to the area that the file lists first",
                counted(spots.number, "overlap"),
                self.largest(spots, "of")
            )
        })
    }

    fn largest(&self, spots: &Spots, word: &str) -> String {
        let total = whole(spots.total_m2);
        let Some(spot) = spots.largest.first() else {
            return format!("{total} m²");
        };
        let codes = spot
            .areas
            .iter()
            .filter_map(|&area| self.codes.get(area as usize));
        let count = codes.clone().count();
        format!(
            "{total} m², the largest {} m² at {:.0}, {:.0} {word} {}",
            whole(spot.area_m2),
            spot.at.easting,
            spot.at.northing,
            some_of(codes.cloned(), count)
        )
    }

    fn slivers(&self) -> Option<String> {
        let Coverage { gaps, overlaps } = &self.coverage;
        (gaps.slivers + overlaps.slivers > 0).then(|| {
            format!(
                "{} and {} no wider than {} m, {:.1} and {:.1} m²; the join bridges them",
                counted(gaps.slivers, "gap"),
                counted(overlaps.slivers, "overlap"),
                2.0 * self.bridged.0,
                gaps.slivers_m2,
                overlaps.slivers_m2
            )
        })
    }

    /// What the coarse boundaries cost, measured where rows name their own area. Files with rows far from
    /// the area they name have another fault, of which a check warns.
    fn measured(&self) -> impl Iterator<Item = String> {
        let found = self.agreements.iter();
        let found = found.filter(|found| found.farthest.0 <= FAR.0);
        found.map(move |found| {
            let others = found.comparable - found.agree;
            let share = if found.comparable < HANDFUL {
                thousands(others)
            } else {
                share_words(others, found.comparable, 1)
            };
            let off = match others {
                0 => String::new(),
                _ => format!(", up to {} off", distance_words(found.farthest)),
            };
            format!(
                "of {} of {} that name an area of {} {share} fall in another{off}",
                counted(found.comparable, "row"),
                found.file,
                self.id,
            )
        })
    }
}

/// One sentence for all layers whose boundaries are generalised alike; none for those at full resolution.
pub fn generalised_notes(layers: &[LayerCheck]) -> Vec<String> {
    let kinds = [
        Generalisation::Generalised,
        Generalisation::SuperGeneralised,
    ];
    let note = |kind| {
        let alike = layers
            .iter()
            .filter(|layer| layer.detail.generalisation == kind);
        let alike: Vec<&LayerCheck> = alike.collect();
        (!alike.is_empty()).then(|| generalised(kind, &alike))
    };
    kinds.into_iter().filter_map(note).collect()
}

fn generalised(kind: Generalisation, layers: &[&LayerCheck]) -> String {
    let which = match layers {
        [layer] => format!("layer {} ({}): its", layer.id, layer.file),
        layers => {
            let ids: Vec<&str> = layers.iter().map(|layer| layer.id.as_str()).collect();
            format!("layers {}: their", ids.join(", "))
        }
    };
    let evidence: Vec<String> = said_by_names(layers)
        .into_iter()
        .chain(shown_by_corners(layers))
        .collect();
    let measured: Vec<String> = layers.iter().flat_map(|layer| layer.measured()).collect();
    let cost = match (measured.len(), kind) {
        (0, Generalisation::SuperGeneralised) => {
            "they are for display: a position near an edge may count for an area that is 200 m off"
                .to_owned()
        }
        (0, _) => "with such boundaries 4 to 5% of published street-level rows fall in another area than they name, up to 20 m off"
            .to_owned(),
        (count, _) => some_of(measured.into_iter(), count),
    };
    format!(
        "{which} boundaries are {kind} ({}); {cost}; use boundaries at full resolution (BFC or BFE of the Open Geography Portal) where counts matter",
        evidence.join("; "),
    )
}

fn said_by_names(layers: &[&LayerCheck]) -> Option<String> {
    let named = layers.iter().filter_map(|layer| {
        let word = layer.detail.said?;
        Some((layer.id.as_str(), word))
    });
    let named: Vec<(&str, &str)> = named.collect();
    match named.as_slice() {
        [] => None,
        [(_, word)] if layers.len() == 1 => Some(format!("its name says {word}")),
        named => {
            let named: Vec<String> = named
                .iter()
                .map(|(id, word)| format!("{word} for {id}"))
                .collect();
            Some(format!("file names say {}", named.join(", ")))
        }
    }
}

fn shown_by_corners(layers: &[&LayerCheck]) -> Option<String> {
    let offsets = layers
        .iter()
        .filter_map(|layer| layer.detail.corner_offset)
        .map(|offset| offset.0.round());
    let offsets: Vec<f64> = offsets.collect();
    let least = offsets.iter().copied().reduce(f64::min)?;
    let most = offsets.iter().copied().fold(least, f64::max);
    let span = if least < most {
        format!("{least:.0} to {most:.0}")
    } else {
        format!("{least:.0}")
    };
    let whose = if layers.len() == 1 { "its" } else { "their" };
    Some(format!(
        "half of {whose} corners stand more than {span} m off the line between their neighbours, at full resolution about 1 m"
    ))
}

impl AreaFaults {
    /// Whether other GIS programs, too, call the area invalid.
    pub fn is_invalid(&self) -> bool {
        self.faults.iter().any(|fault| fault.kind.is_invalid())
    }
}

/// A code of the Office for National Statistics or its sisters: a letter for the country and eight
/// digits.
fn is_official(code: &str) -> bool {
    let mut rest = code.chars();
    let country = rest.next().is_some_and(|c| "EWSNKJ".contains(c));
    country && code.len() == 9 && rest.all(|c| c.is_ascii_digit())
}

/// The first few, and how many more there are.
fn some_of(all: impl Iterator<Item = String>, count: usize) -> String {
    let named: Vec<String> = all.take(NAMED).collect();
    let more = count.saturating_sub(named.len());
    let named = named.join("; ");
    if more == 0 {
        named
    } else {
        format!("{named}; and {} more", thousands(more as u64))
    }
}

fn counted(number: u64, what: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {what}{ending}", thousands(number))
}

fn whole(m2: f64) -> String {
    thousands(m2.round().max(0.0) as u64)
}

#[cfg(test)]
#[path = "layer_check_tests.rs"]
mod tests;
