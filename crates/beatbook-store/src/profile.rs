//! Everything known about one area.

use beatbook_analyse::{Level, poisson_interval};
use beatbook_core::{
    Answer, Caveat, Count, Day, Indicator, Profile, RepeatPlace, Selection, SelectionError,
    Setting, Trend,
};

use crate::homes::{Residents, km2};
use crate::parts::without;
use crate::scan::{Question, Scope};
use crate::source::SourceData;
use crate::store::{Layer, Store};

/// Categories told one by one.
const MOST_CATEGORIES: usize = 12;
/// Repeat locations told.
const MOST_PLACES: usize = 5;
/// Rates are per so many residents.
const RESIDENTS: f64 = 1_000.0;
const DAYS_A_YEAR: f64 = 365.25;

impl Store {
    /// The profile of the area of a selection.
    ///
    /// Rates are per 1,000 residents and year, with the exact (Garwood) 95% interval of a Poisson
    /// count, beside the rate of the whole study area. Residents are those of the area's own layer or,
    /// where no estimate is of that layer, of the smaller areas whose middle lies in it. Repeat
    /// locations are left out where the source cannot be asked for them.
    ///
    /// # Errors
    /// [`SelectionError`] without an area, over a gap of the source, or when the book cannot answer the
    /// selection.
    pub fn profile(&self, selection: &Selection) -> Result<Answer<Profile>, SelectionError> {
        let Some(area) = &selection.area else {
            let layers: Vec<&str> = self.layers.iter().map(|layer| layer.id.as_str()).collect();
            let reason = format!(
                "a profile is of one area; write area=layer:code with one of the layers {}",
                layers.join(", ")
            );
            return Err(SelectionError::new("area", reason, layers));
        };
        let scope = Scope::new(self, selection, Question::Table)?;
        scope.source.check_rates(scope.period)?;
        let scan = scope.scan(self, selection);
        scope.check_enough(&scan)?;
        let (layer, number) = self.area(area)?;
        let everywhere = without(selection, &["area"]);
        let city_scope = Scope::new(self, &everywhere, Question::Table)?;
        let city = city_scope.scan(self, &everywhere);
        let residents = self.residents_in(layer, number);
        let rates = years_held(scope.source, scope.period).zip(residents.as_ref());
        let rates = rates.map(|(years, residents)| Rates::new(residents, years));
        let source = scope.source;
        let counts = [&scan.rows, &city.rows].map(|rows| by_category(source, rows));
        let similar = self.similar_to(layer, number);
        let like = similar.as_deref().unwrap_or_default();
        let like = years_held(source, scope.period)
            .map(|years| self.rates_in(layer, like, &city_scope, &city.rows, years))
            .unwrap_or_default();
        let mut by_setting = [0_u32; Setting::ALL.len()];
        for &row in &scan.rows {
            by_setting[source.happened.kind(row as usize).setting as usize] += 1;
        }
        let settings = Setting::ALL.into_iter().zip(by_setting);
        let settings = settings
            .filter(|(_, count)| *count > 0)
            .map(|(setting, count)| (setting, scope.count(count)));
        let value = Profile {
            area: area.clone(),
            name: layer.shapes[number as usize].name.clone(),
            km2: km2(layer, number),
            indicators: indicators(&scope, &counts, rates.as_ref(), &like),
            similar: self.similar_areas(layer, similar.as_deref()),
            // By their ages people are told of for a year at least.
            trend: if scope.about_people {
                Trend::none("by the ages or standing of people no month is told")
            } else {
                let here = self.months(selection, &scope, &scan.rows);
                let city = self.months(&everywhere, &city_scope, &city.rows);
                self.trend(&scope, here, &city)
            },
            places: self.busiest(selection),
            settings: settings.collect(),
            deciles: self.decile_mix(layer, number),
            attenders: self
                .attenders(selection, &scope)
                .filter(|_| self.attenders_told_in(layer))
                .and_then(|(people, rows)| self.living_in(people, &rows, layer, number))
                .map(Count::Exact),
            attender_terms: self.terms_of_attenders(selection, &scope),
            residents: residents.map(|residents| (residents.number, residents.says)),
        };
        let rated = value.residents.is_some();
        let mut answer = self.answer(value, None, selection, &scope, &scan);
        if rated {
            answer.caveats.insert(
                0,
                Caveat::Said(
                    "Rates are per resident: those who work, shop or go out there are not among them, so in a centre they say little of risk.".into(),
                ),
            );
        }
        Ok(answer)
    }

    /// The repeat locations with the most incidents; none where the source cannot be asked for them.
    fn busiest(&self, selection: &Selection) -> Vec<RepeatPlace> {
        let Ok(answer) = self.places(selection) else {
            return Vec::new();
        };
        let places = answer.value.places.iter().take(MOST_PLACES);
        places.cloned().collect()
    }

    /// Rates of the categories of a source in each of some areas of a layer; none of one without residents.
    ///
    /// - `rows`: those of the whole study area.
    fn rates_in(
        &self,
        layer: &Layer,
        areas: &[u32],
        scope: &Scope<'_>,
        rows: &[u32],
        years: f64,
    ) -> Vec<Vec<f64>> {
        let mut within: Vec<Vec<u32>> = vec![Vec::new(); areas.len()];
        for &row in rows {
            let location = scope.location[row as usize] as usize;
            for area in layer.area_of.of(location) {
                if let Some(at) = areas.iter().position(|like| like == area) {
                    within[at].push(row);
                }
            }
        }
        let residents = self.residents_by_area(layer);
        let rates = areas.iter().zip(within).filter_map(|(&area, rows)| {
            let living = residents.get(area as usize).copied().flatten()?;
            let exposed = per_1000(living) * years;
            let counts = by_category(scope.source, &rows).into_iter();
            (exposed > 0.0).then(|| counts.map(|count| f64::from(count) / exposed).collect())
        });
        rates.collect()
    }
}

/// The part of a period that a source holds.
fn held(source: &SourceData, (from, to): (Day, Day)) -> Option<(Day, Day)> {
    let (first, last) = source.about.period;
    let (from, to) = (from.max(first), to.min(last));
    (from <= to).then_some((from, to))
}

/// Years of a period that a source holds; `None` where it holds none of it.
pub(crate) fn years_held(source: &SourceData, period: (Day, Day)) -> Option<f64> {
    Some(f64::from(source.days_held(held(source, period)?)) / DAYS_A_YEAR)
}

/// Residents in the thousands that rates are of.
pub(crate) fn per_1000(residents: u32) -> f64 {
    f64::from(residents) / RESIDENTS
}

/// What turns counts into rates: thousands of residents times years.
struct Rates {
    area: f64,
    city: f64,
}

impl Rates {
    fn new(residents: &Residents, years: f64) -> Self {
        let thousands = |residents: f64| residents / RESIDENTS * years;
        Self {
            area: thousands(f64::from(residents.number)),
            city: thousands(residents.city as f64),
        }
    }
}

/// Count of each category, in the order of the source.
fn by_category(source: &SourceData, rows: &[u32]) -> Vec<u32> {
    let mut counts = vec![0; source.about.categories.len()];
    for &row in rows {
        counts[source.happened.kind(row as usize).category as usize] += 1;
    }
    counts
}

/// All categories together, then the most frequent in the area.
///
/// - `counts`: of each category in the area and in the whole study area.
/// - `like`: rates of each category in the areas like it.
fn indicators(
    scope: &Scope<'_>,
    counts: &[Vec<u32>; 2],
    rates: Option<&Rates>,
    like: &[Vec<f64>],
) -> Vec<Indicator> {
    let range = |of: &dyn Fn(&[f64]) -> f64| {
        let rates = || like.iter().map(|area| of(area));
        Some((
            rates().min_by(f64::total_cmp)?,
            rates().max_by(f64::total_cmp)?,
        ))
    };
    let indicator = |id: &str, label: &str, count: u32, city: u32, of: &dyn Fn(&[f64]) -> f64| {
        let shown = scope.count(count);
        let rates = rates.filter(|rates| rates.area > 0.0 && shown.is_exact());
        let interval = poisson_interval(count.into(), Level::P95);
        Indicator {
            id: id.into(),
            label: label.into(),
            count: shown,
            rate: rates.map(|rates| f64::from(count) / rates.area),
            interval: rates.map(|rates| (interval.low / rates.area, interval.high / rates.area)),
            city_rate: rates
                .filter(|rates| rates.city > 0.0)
                .map(|rates| f64::from(city) / rates.city),
            similar: rates.and_then(|_| range(of)),
        }
    };
    let [here, city] = counts;
    let all = indicator(
        "all",
        "All categories",
        here.iter().sum(),
        city.iter().sum(),
        &|area| area.iter().sum(),
    );
    let mut order: Vec<usize> = (0..here.len()).filter(|&number| city[number] > 0).collect();
    order.sort_by_key(|&number| std::cmp::Reverse(here[number])); // stable: then by the whole source
    let categories = order.into_iter().take(MOST_CATEGORIES).map(|number| {
        let category = &scope.source.about.categories[number];
        indicator(
            &category.slug,
            &category.label,
            here[number],
            city[number],
            &|area| area[number],
        )
    });
    std::iter::once(all).chain(categories).collect()
}

#[cfg(test)]
#[path = "profile_tests.rs"]
mod tests;
