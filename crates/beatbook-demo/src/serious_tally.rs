//! Counts of serious violence, year by year, taken from the rows as they are written.

use std::collections::{BTreeMap, BTreeSet};

use crate::city::{DemoEvent, first_day};
use crate::plane::{Xy, distance};
use crate::planned::{DemoAges, DemoStated, MINUTES, YEARS, year_of};
use crate::serious::wards_hold;
use crate::serious_numbers::{BESIDE_WARDS, CENTRE_WARDS, HOSPITALS};
use crate::town::Town;
use crate::truth::Truth;
use crate::truth_planted::{TruthPlace, TruthSeriousYear, TruthUnder18};

/// Metres around Piccadilly Gardens that count as the Gardens.
const GARDENS_METRES: f64 = 60.0;
/// Serious violence of one year while it is counted.
#[derive(Default)]
struct SeriousYear {
    truth: TruthSeriousYear,
    last_incident: u64,
    prison: Place,
    gardens: Place,
    hospitals: [Place; 3],
    elsewhere: BTreeMap<[i64; 2], u64>,
}

#[derive(Default)]
struct Place {
    rows: u64,
    incidents: BTreeSet<u64>,
    dates: BTreeSet<i32>,
}

impl Place {
    fn add(&mut self, event: &DemoEvent) {
        self.rows += 1;
        self.incidents.insert(event.incident);
        self.dates.insert(event.from / MINUTES);
    }

    fn truth(&self, name: &str) -> TruthPlace {
        TruthPlace {
            name: name.to_owned(),
            offences: self.rows,
            incidents: self.incidents.len() as u64,
            dates: self.dates.len() as u64,
        }
    }
}

/// Counts one row after another.
pub(crate) struct SeriousTally {
    town: &'static Town,
    years: [SeriousYear; 3],
    under_18: TruthUnder18,
    prison: Xy,
    gardens: Xy,
    hospitals: [Xy; 3],
}

impl SeriousTally {
    pub(crate) fn new(town: &'static Town) -> Self {
        let at = |name: &str| {
            let place = town.places().iter().find(|place| place.name == name);
            place.map_or([0.0, 0.0], |place| place.at)
        };
        Self {
            town,
            years: Default::default(),
            under_18: TruthUnder18::default(),
            prison: at("HMP Manchester"),
            gardens: at("Piccadilly Gardens"),
            hospitals: HOSPITALS.map(at),
        }
    }

    pub(crate) fn add(&mut self, event: &DemoEvent, day: i32) {
        let town = self.town;
        let number = year_of(day);
        let recorded = event.site.position().map(|p| [p.easting, p.northing]);
        let happened = match event.stated {
            Some(DemoStated::At(p)) => Some([p.easting, p.northing]),
            Some(DemoStated::Words(_) | DemoStated::Nowhere) => None,
            None => recorded,
        };
        let centre = happened.is_some_and(|p| wards_hold(town, p, &CENTRE_WARDS));
        let is = |flag: Option<bool>| u64::from(flag == Some(true));
        let both = |a: u64, b: bool| a * u64::from(b);
        let year = &mut self.years[number];
        let (truth, flags) = (&mut year.truth, &event.flags);
        truth.offences += 1;
        truth.incidents += u64::from(event.incident != year.last_incident);
        year.last_incident = event.incident;
        truth.domestic += is(flags.domestic);
        truth.hate += is(flags.hate);
        truth.alcohol += is(flags.alcohol);
        truth.drugs += is(flags.drugs);
        truth.knife += is(flags.knife);
        truth.centre += u64::from(centre);
        truth.centre_alcohol += both(is(flags.alcohol), centre);
        truth.domestic_knife += both(is(flags.knife), flags.domestic == Some(true));
        truth.domestic_alcohol += both(is(flags.alcohol), flags.domestic == Some(true));
        match event.ages {
            DemoAges::Child => {
                truth.with_child += 1;
                truth.with_child_knife += is(flags.knife);
                truth.with_child_centre += u64::from(centre);
                if happened.is_some_and(|p| wards_hold(town, p, &BESIDE_WARDS)) {
                    self.under_18.offences += 1;
                    let setting = event.setting.map(beatbook_core::Setting::word);
                    self.under_18.street += u64::from(setting == Some("street"));
                    self.under_18.open_space += u64::from(setting == Some("open-space"));
                }
            }
            DemoAges::Young => {
                truth.with_young += 1;
                truth.with_young_knife += is(flags.knife);
                truth.with_young_centre += u64::from(centre);
            }
            DemoAges::Any | DemoAges::Older => {}
        }
        let hospital = self.hospitals.iter().position(|at| recorded == Some(*at));
        if let Some(hospital) = hospital {
            let truth = &mut truth.hospitals;
            truth.linked += 1;
            match event.stated {
                None => {
                    truth.happened += 1;
                    year.hospitals[hospital].add(event);
                }
                Some(stated) => {
                    truth.discovered += 1;
                    truth.discovered_with_knife += is(flags.knife);
                    match stated {
                        DemoStated::At(_) => truth.stated_position += 1,
                        DemoStated::Words(_) => truth.stated_words += 1,
                        DemoStated::Nowhere => truth.stated_nothing += 1,
                    }
                }
            }
        }
        let Some(p) = happened else {
            return;
        };
        if p == self.prison {
            year.prison.add(event);
        } else if distance(p, self.gardens) <= GARDENS_METRES {
            year.gardens.add(event);
        } else {
            *year.elsewhere.entry(p.map(|v| v as i64)).or_default() += 1;
        }
    }

    /// Puts the counts into the truth.
    pub(crate) fn finish(self, truth: &mut Truth) {
        let day = |number: i32| first_day().plus(number).to_string();
        truth.under_18 = Some(TruthUnder18 {
            wards: BESIDE_WARDS.map(String::from).to_vec(),
            ..self.under_18
        });
        let years = self.years.into_iter().enumerate();
        truth.serious_violence = years
            .map(|(number, year)| {
                let mut truth = year.truth;
                truth.from = day(YEARS[number]);
                truth.to = day(YEARS[number + 1] - 1);
                truth.prison = year.prison.truth("HMP Manchester");
                truth.gardens = year.gardens.truth("Piccadilly Gardens");
                truth.most_elsewhere = year.elsewhere.values().copied().max().unwrap_or(0);
                let hospitals = HOSPITALS.iter().zip(&year.hospitals);
                truth.hospitals.happened_at =
                    hospitals.map(|(name, place)| place.truth(name)).collect();
                truth
            })
            .collect();
    }
}
