//! The same answers for the terminal and for files: sentences, and JSON as the server sends it.

use beatbook_core::{
    AreaRates, Autocorrelation, Backtest, BacktestMethod, BeforeAfter, Behind, Comparison,
    DensityAsked, DensityMap, DensitySurface, Deprivation, Draws, Emerging, Evaluation, EventList,
    Forecaster, GridStability, HotTest, Hotspots, HourlyHotspots, Inequality, NearBand,
    NearRepeats, Nights, Outbreaks, Outreach, PlacesHeld, PremisesRanking, PremisesSchedule,
    Profile, Recent, Released, RepeatPlaces, ScanAsked, Seasons, StableGroup, StepLength, Streets,
    Suspect, UnitCounts, Week, WeekOf, Why, With,
};
use beatbook_store::Store;
use serde::Serialize;

use crate::asked;
use crate::dto::backtest::BacktestReply;
use crate::dto::before_after::BeforeAfterReply;
use crate::dto::compare::CompareReply;
use crate::dto::concentration::ConcentrationReply;
use crate::dto::counts::CountsReply;
use crate::dto::density::DensityReply;
use crate::dto::deprivation::{DeprivationReply, index_label};
use crate::dto::emerging::EmergingReply;
use crate::dto::evaluate::EvaluateReply;
use crate::dto::events::EventsReply;
use crate::dto::hotspots::HotspotsReply;
use crate::dto::hourly::HourlyReply;
use crate::dto::inequality::InequalityReply;
use crate::dto::moran::MoranReply;
use crate::dto::near_repeats::NearRepeatReply;
use crate::dto::nights::NightsReply;
use crate::dto::outreach::OutreachReply;
use crate::dto::places::PlacesReply;
use crate::dto::premises::PremisesReply;
use crate::dto::profile::ProfileReply;
use crate::dto::rates::RatesReply;
use crate::dto::recent::RecentReply;
use crate::dto::scan::ScanReply;
use crate::dto::schedule::ScheduleReply;
use crate::dto::seasons::SeasonsReply;
use crate::dto::sentences;
use crate::dto::stability::StabilityReply;
use crate::dto::streets::StreetsReply;
use crate::dto::week::WeekReply;
use crate::dto::why::WhyReply;
use crate::etag::Key;

/// The rows of `/api/v1/schedule` as a table.
pub use crate::dto::schedule::schedule_table;

/// What `/api/v1/profile` counts as attenders.
pub use crate::dto::profile::ATTENDERS;

/// Released hotspots as JSON: what `/api/v1/hotspots` answers.
///
/// # Errors
/// What the encoder says; so for all functions of this module that end in `_json`.
pub fn hotspots_json(
    released: &Released<Hotspots>,
    test: HotTest,
    store: &Store,
) -> Result<String, String> {
    json(released, &test.to_string(), |key| {
        HotspotsReply::new(released, key, store)
    })
}

/// What `/api/v1/places` answers.
///
/// # Errors
/// What the encoder says.
pub fn places_json(released: &Released<RepeatPlaces>, store: &Store) -> Result<String, String> {
    json(released, "", |key| PlacesReply::new(released, key, store))
}

/// What `/api/v1/premises` answers.
///
/// # Errors
/// What the encoder says.
pub fn premises_json(
    released: &Released<PremisesRanking>,
    store: &Store,
) -> Result<String, String> {
    let names = asked::names_text(released.value().names);
    json(released, &names, |key| {
        PremisesReply::new(released, key, store)
    })
}

/// What `/api/v1/premises` says first.
pub fn premises_sentence(released: &Released<PremisesRanking>) -> String {
    sentences::premises(released)
}

/// What `/api/v1/schedule` answers.
///
/// # Errors
/// What the encoder says.
pub fn schedule_json(
    released: &Released<PremisesSchedule>,
    store: &Store,
) -> Result<String, String> {
    let premises = asked::premises_text(&released.value().id);
    json(released, &premises, |key| {
        ScheduleReply::new(released, key, store)
    })
}

/// What `/api/v1/schedule` says first.
pub fn schedule_sentence(released: &Released<PremisesSchedule>) -> String {
    sentences::schedule(released)
}

/// What `/api/v1/before-after` answers.
///
/// # Errors
/// What the encoder says.
pub fn before_after_json(
    released: &Released<BeforeAfter>,
    store: &Store,
) -> Result<String, String> {
    let asked = asked::before_after_text(&released.value().asked);
    json(released, &asked, |key| {
        BeforeAfterReply::new(released, key, store)
    })
}

/// What `/api/v1/before-after` says first.
pub fn before_after_sentence(released: &Released<BeforeAfter>) -> String {
    sentences::before_after(released)
}

/// What `/api/v1/evaluate` answers.
///
/// # Errors
/// What the encoder says.
pub fn evaluate_json(released: &Released<Evaluation>, store: &Store) -> Result<String, String> {
    let asked = asked::evaluate_text(&released.value().asked);
    json(released, &asked, |key| {
        EvaluateReply::new(released, key, store)
    })
}

/// What `/api/v1/evaluate` says first.
pub fn evaluate_sentence(released: &Released<Evaluation>) -> String {
    sentences::evaluate(released)
}

/// Incidents fewer or more than expected, in words: `33 fewer`.
pub fn net_words(incidents: f64) -> String {
    sentences::net_words(incidents)
}

/// What `/api/v1/backtest` answers.
///
/// # Errors
/// What the encoder says.
pub fn backtest_json(released: &Released<Backtest>, store: &Store) -> Result<String, String> {
    let asked = released.value().asked.to_string();
    json(released, &asked, |key| {
        BacktestReply::new(released, key, store)
    })
}

/// What `/api/v1/backtest` says first.
pub fn backtest_sentence(released: &Released<Backtest>) -> String {
    sentences::backtest(released)
}

/// The name of a forecaster: `same as before`.
pub fn forecaster_name(forecaster: Forecaster) -> String {
    forecaster.word().replace('-', " ")
}

/// A forecaster and its figures in words: its name, hit rate, accuracy index, efficiency index,
/// recapture rate index, and hit rate against the baseline.
pub fn forecaster_words(method: &BacktestMethod) -> [String; 6] {
    let figures = &method.figures;
    [
        forecaster_name(method.forecaster),
        sentences::in_percent(figures.hit_rate),
        sentences::number(figures.pai),
        format!("{:.1}%", figures.pei.value * 100.0),
        figures
            .recapture
            .map_or_else(String::new, |rate| format!("{rate:.2}")),
        figures.beyond_baseline.map_or_else(String::new, |found| {
            sentences::points(found).replace(" points", "")
        }),
    ]
}

/// What `/api/v1/streets` answers.
///
/// # Errors
/// What the encoder says.
pub fn streets_json(released: &Released<Streets>, store: &Store) -> Result<String, String> {
    let asked = released.value().asked.to_string();
    json(released, &asked, |key| {
        StreetsReply::new(released, key, store)
    })
}

/// What `/api/v1/week` answers.
///
/// # Errors
/// What the encoder says.
pub fn week_json(released: &Released<Week>, of: &WeekOf, store: &Store) -> Result<String, String> {
    json(released, &asked::week_of_text(of), |key| {
        WeekReply::new(released, of, key, store)
    })
}

/// What `/api/v1/counts` answers.
///
/// # Errors
/// What the encoder says.
pub fn counts_json(released: &Released<UnitCounts>, store: &Store) -> Result<String, String> {
    json(released, "", |key| CountsReply::new(released, key, store))
}

/// What `/api/v1/moran` answers.
///
/// # Errors
/// What the encoder says.
pub fn moran_json(
    released: &Released<Autocorrelation>,
    draws: Draws,
    store: &Store,
) -> Result<String, String> {
    json(released, &draws.to_string(), |key| {
        MoranReply::new(released, key, store)
    })
}

/// What `/api/v1/nights` answers.
///
/// # Errors
/// What the encoder says.
pub fn nights_json(released: &Released<Nights>, store: &Store) -> Result<String, String> {
    json(released, "", |key| NightsReply::new(released, key, store))
}

/// What `/api/v1/recent` answers.
///
/// # Errors
/// What the encoder says.
pub fn recent_json(
    released: &Released<Recent>,
    days: u16,
    store: &Store,
) -> Result<String, String> {
    json(released, &asked::last_text(days), |key| {
        RecentReply::new(released, key, store)
    })
}

/// What `/api/v1/outreach` answers.
///
/// # Errors
/// What the encoder says.
pub fn outreach_json(released: &Released<Outreach>, store: &Store) -> Result<String, String> {
    let beside = asked::layer_text(&released.value().layer);
    json(released, &beside, |key| {
        OutreachReply::new(released, key, store)
    })
}

/// What `/api/v1/hours` answers.
///
/// # Errors
/// What the encoder says.
pub fn hourly_json(released: &Released<HourlyHotspots>, store: &Store) -> Result<String, String> {
    json(released, "", |key| HourlyReply::new(released, key, store))
}

/// What `/api/v1/hotspots/{id}` answers.
///
/// # Errors
/// What the encoder says.
pub fn why_json(released: &Released<Why>, store: &Store) -> Result<String, String> {
    json(released, "", |key| WhyReply::new(released, key, store))
}

/// What `/api/v1/near-repeat` answers.
///
/// # Errors
/// What the encoder says.
pub fn near_repeats_json(
    released: &Released<NearRepeats>,
    store: &Store,
) -> Result<String, String> {
    json(released, &released.value().ask.to_string(), |key| {
        NearRepeatReply::new(released, key, store)
    })
}

/// What `/api/v1/scan` answers.
///
/// # Errors
/// What the encoder says.
pub fn scan_json(
    released: &Released<Outbreaks>,
    asked: &ScanAsked,
    store: &Store,
) -> Result<String, String> {
    json(released, &asked.to_string(), |key| {
        ScanReply::new(released, key, store)
    })
}

/// What `/api/v1/compare` answers.
///
/// # Errors
/// What the encoder says.
pub fn compare_json(
    released: &Released<Comparison>,
    with: &With,
    store: &Store,
) -> Result<String, String> {
    json(released, &asked::with_text(with), |key| {
        CompareReply::new(released, key, store)
    })
}

/// What `/api/v1/emerging` answers.
///
/// # Errors
/// What the encoder says.
pub fn emerging_json(
    released: &Released<Emerging>,
    step: Option<StepLength>,
    store: &Store,
) -> Result<String, String> {
    json(released, &asked::step_text(step), |key| {
        EmergingReply::new(released, key, store)
    })
}

/// What `/api/v1/seasons` answers.
///
/// # Errors
/// What the encoder says.
pub fn seasons_json(released: &Released<Seasons>, store: &Store) -> Result<String, String> {
    json(released, "", |key| SeasonsReply::new(released, key, store))
}

/// What `/api/v1/profile` answers.
///
/// # Errors
/// What the encoder says.
pub fn profile_json(released: &Released<Profile>, store: &Store) -> Result<String, String> {
    json(released, "", |key| ProfileReply::new(released, key, store))
}

/// What `/api/v1/deprivation` answers.
///
/// # Errors
/// What the encoder says.
pub fn deprivation_json(
    released: &Released<Deprivation>,
    index: Option<&str>,
    store: &Store,
) -> Result<String, String> {
    json(released, &asked::index_text(index), |key| {
        DeprivationReply::new(released, key, store)
    })
}

/// What `/api/v1/concentration` answers.
///
/// # Errors
/// What the encoder says.
pub fn concentration_json(
    released: &Released<PlacesHeld>,
    store: &Store,
) -> Result<String, String> {
    json(released, "concentration", |key| {
        ConcentrationReply::new(released, key, store)
    })
}

/// What `/api/v1/concentration` says first.
pub fn concentration_sentence(released: &Released<PlacesHeld>) -> String {
    sentences::concentration(released)
}

/// What `/api/v1/rates` answers.
///
/// # Errors
/// What the encoder says.
pub fn rates_json(released: &Released<AreaRates>, store: &Store) -> Result<String, String> {
    let found = released.value();
    let asked = asked::rates_text(&found.layer, found.per);
    json(released, &asked, |key| {
        RatesReply::new(released, key, store)
    })
}

/// What `/api/v1/rates` says first.
pub fn rates_sentence(released: &Released<AreaRates>) -> String {
    sentences::rates(released)
}

/// What `/api/v1/inequality` answers.
///
/// # Errors
/// What the encoder says.
pub fn inequality_json(released: &Released<Inequality>, store: &Store) -> Result<String, String> {
    let asked = asked::inequality_text(&released.value().asked);
    json(released, &asked, |key| {
        InequalityReply::new(released, key, store)
    })
}

/// What `/api/v1/inequality` says first.
pub fn inequality_sentence(released: &Released<Inequality>, store: &Store) -> String {
    sentences::inequality(released, store)
}

/// What `/api/v1/events` answers. [`log_listing`](crate::log_listing) comes first.
///
/// # Errors
/// What the encoder says.
pub fn events_json(
    released: &Released<EventList>,
    behind: &Behind,
    store: &Store,
) -> Result<String, String> {
    json(released, &asked::behind_text(behind), |key| {
        EventsReply::new(released, key, store)
    })
}

/// What `/api/v1/density` answers.
///
/// # Errors
/// What the encoder says.
pub fn density_json(
    released: &Released<DensityMap>,
    asked: &DensityAsked,
    store: &Store,
) -> Result<String, String> {
    json(released, &asked.to_string(), |key| {
        DensityReply::new(released, key, store)
    })
}

/// What `/api/v1/stability` answers.
///
/// # Errors
/// What the encoder says.
pub fn stability_json(released: &Released<GridStability>, store: &Store) -> Result<String, String> {
    json(
        released,
        &asked::grids_text(released.value().grids),
        |key| StabilityReply::new(released, key, store),
    )
}

fn json<T, R: Serialize>(
    released: &Released<T>,
    beside: &str,
    reply: impl FnOnce(&Key) -> R,
) -> Result<String, String> {
    let answer = released.answer();
    let selection = Some(&answer.selection);
    let key = Key::new(&answer.book, selection, beside, released.audience());
    serde_json::to_string_pretty(&reply(&key)).map_err(|e| e.to_string())
}

/// What was found, in one sentence or two.
pub fn hotspots_sentence(released: &Released<Hotspots>) -> String {
    sentences::hotspots(released)
}

/// Which hotspot comes first by harm and whether one event makes it so, or why harm cannot be said.
pub fn harm_sentence(released: &Released<Hotspots>) -> String {
    sentences::harm(released)
}

/// How many places repeat, and which most.
pub fn places_sentence(released: &Released<RepeatPlaces>) -> String {
    sentences::places(released)
}

/// Which street comes first, how many stand out, and how few segments hold most.
pub fn streets_sentence(released: &Released<Streets>) -> String {
    sentences::streets(released)
}

/// What is asked of a coordinate that many events share.
pub fn place_question(suspect: &Suspect) -> String {
    sentences::question(suspect)
}

/// How much there is in a week, and when.
pub fn week_sentence(released: &Released<Week>, of: &WeekOf, store: &Store) -> String {
    sentences::week(released, of, store.about().alpha)
}

/// Stretches of hours in the order of the week, such as `Fri 22:00 to Sat 04:00`.
///
/// - `sign`: 1 for the unusually busy ones, -1 for the unusually quiet ones.
pub fn unusual_hours(week: &Week, sign: i8) -> Vec<String> {
    sentences::unusual_hours(week, sign)
}

/// How many units hold anything.
pub fn counts_sentence(released: &Released<UnitCounts>) -> String {
    sentences::counts(released)
}

/// Whether neighbouring cells resemble each other.
pub fn moran_sentence(released: &Released<Autocorrelation>) -> String {
    sentences::moran(released)
}

/// Why a place is, or is not, hot.
pub fn why_sentence(released: &Released<Why>) -> String {
    sentences::why(released)
}

/// At which hours places stand out.
pub fn hourly_sentence(released: &Released<HourlyHotspots>) -> String {
    sentences::hourly(released)
}

/// How much there is at night, at which hour and in which night most.
pub fn nights_sentence(released: &Released<Nights>) -> String {
    sentences::nights(released)
}

/// How far near repeats reach, or that there are none.
pub fn near_repeats_sentence(released: &Released<NearRepeats>, store: &Store) -> String {
    sentences::near_repeats(released, store.about().alpha)
}

/// A band in words, such as `within 200 m and within 7 days`.
pub fn near_extent(band: NearBand) -> String {
    sentences::extent(band)
}

/// Whether an outbreak stands out, and which most.
pub fn scan_sentence(released: &Released<Outbreaks>) -> String {
    sentences::scan(released)
}

/// Both sides and what changed.
pub fn compare_sentence(released: &Released<Comparison>) -> String {
    sentences::compare(released)
}

/// How many places are new, growing, persistent or gone.
pub fn emerging_sentence(released: &Released<Emerging>) -> String {
    sentences::emerging(released)
}

/// Which months stand out from a flat year.
pub fn seasons_sentence(released: &Released<Seasons>) -> String {
    sentences::seasons(released)
}

/// One area, with its rate and that of the whole.
pub fn profile_sentence(released: &Released<Profile>) -> String {
    sentences::profile(released)
}

/// The last twelve complete months against the twelve before, or why they cannot be told apart.
pub fn year_sentence(released: &Released<Profile>) -> String {
    sentences::year(released)
}

/// Why the rates of an area mislead; `None` where they do not.
pub fn rate_warning(profile: &Profile) -> Option<String> {
    profile.crowded().map(crate::dto::profile::rate_warning)
}

/// What share of each group is in the most deprived tenth.
pub fn deprivation_sentence(released: &Released<Deprivation>, store: &Store) -> String {
    let label = index_label(&released.value().index, store);
    sentences::deprivation(released, &label)
}

/// How many rows lie behind a figure.
pub fn events_sentence(released: &Released<EventList>) -> String {
    sentences::events(released)
}

/// How much is smoothed over how far, and where it is densest.
pub fn density_sentence(released: &Released<DensityMap>) -> String {
    sentences::density(released)
}

/// The radius and how it was found, such as `210 m (chosen by leave-one-out likelihood)`.
pub fn density_radius(surface: &DensitySurface) -> String {
    sentences::radius(surface)
}

/// How much began in the last days, and where most.
pub fn recent_sentence(released: &Released<Recent>) -> String {
    sentences::recent(released)
}

/// When most happens, and how much at night.
pub fn outreach_sentence(released: &Released<Outreach>) -> String {
    sentences::outreach(released)
}

/// `16:00–20:00`.
pub fn part_of_day(hours: (u8, u8)) -> String {
    sentences::part_of_day(hours)
}

/// How many hotspots stay hot as the grid moves.
pub fn stability_sentence(released: &Released<GridStability>) -> String {
    sentences::stability(released)
}

/// Whether a hotspot stays hot on at least three in four of the grids.
pub fn is_stable(group: &StableGroup) -> bool {
    sentences::is_stable(group)
}
