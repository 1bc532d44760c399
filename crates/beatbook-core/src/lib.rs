//! The vocabulary of beatbook: the words of the field, one meaning each, shared by every crate.
//!
//! No files, no network, no clock. Values are checked when they are built and trusted afterwards.

mod agreement;
mod amount;
mod answer;
mod area;
mod autocorrelation;
mod backtest;
mod before_after;
mod civil;
mod comparison;
mod concentration;
mod crs;
mod density;
mod emerging;
mod evaluation;
mod event;
mod event_list;
mod finding;
mod harm;
mod hourly;
mod inequality;
mod link;
mod measured;
mod near_repeats;
mod neighbours;
mod offence_code;
mod outbreaks;
mod outreach;
mod parent;
mod people;
mod places_shown;
mod policy;
mod premises_ranking;
mod profile;
mod question;
mod rates;
mod recent;
mod repeat_places;
mod schedule;
mod seasons;
mod selection;
mod setting;
mod similar;
mod source;
mod stability;
mod stop;
mod streets;
mod strings;
mod trend;
mod unit;
mod unit_counts;
mod week;
mod window;

pub use agreement::{Agreement, FinestTime};
pub use amount::{distance_words, share_words};
pub use answer::{Accounting, Answer, BookId, Caveat, Method};
pub use area::{AreaCode, AreaError, LayerId, Vintage};
pub use autocorrelation::{Autocorrelation, MapStatistic, MoranCell, MoranClass};
pub use backtest::{
    Backtest, BacktestAsked, BacktestFigures, BacktestMethod, BacktestMonth, Between, Forecaster,
};
pub use before_after::{
    BeforeAfter, BeforeAfterAsked, BeforeAfterChange, BeforeAfterStep, ComparedWith,
};
pub use civil::{CivilError, Day, HourOfWeek, Month, SECONDS_PER_HOUR, local_hour};
pub use comparison::{Change, Compared, Compares, Comparison, Side, Standing};
pub use concentration::{ConcentrationIndices, HeldShare, PlacesHeld};
pub use crs::{Bng, Crs, CrsError, Metres, Transform, Wgs84};
pub use density::{DensityAsked, DensityMap, DensitySurface, DensityTop, RadiusRule};
pub use emerging::{
    Emerging, EmergingCell, EmergingPlace, PlaceTrend, StepLeftOut, StepLength, TimeStep,
};
pub use evaluation::{
    ChosenFrom, EvaluateAsked, Evaluation, EvaluationFigures, EvaluationFinding, EvaluationStep,
    InWindows, NetChange, RingOf, Target, TrendBefore,
};
pub use event::{BATCH_ROWS, EventBatch, EventRow, MOST_FLAGS, Precision};
pub use event_list::{EventList, ListedEvent};
pub use finding::{
    Activity, AreaCount, AreaCounts, CellFinding, HotClass, HotspotGroup, Hotspots, Hours, Petal,
    Verdict, Why, WhyTest, ZSpread,
};
pub use harm::{CodeCount, HarmBasis, HarmTable, NoHarm, PlaceHarm};
pub use hourly::{HourFrame, HourlyCell, HourlyGroup, HourlyHotspots};
pub use inequality::{DecileRate, Inequality, InequalityAsked, Ladder, Slope};
pub use link::Link;
pub use measured::Measure;
pub use near_repeats::{NearBand, NearLink, NearPairs, NearPeriod, NearRepeatAsk, NearRepeats};
pub use neighbours::{Neighbours, NeighboursError};
pub use offence_code::{
    OffenceClass, OffenceCode, POLICE_UK_TYPES, code_spelling, looks_like_a_code, police_uk_type,
};
pub use outbreaks::{Outbreak, Outbreaks, ScanAsked, ScanStep, ScanVerdict};
pub use outreach::{Outreach, OutreachArea};
pub use parent::{ParentCount, ParentUnit};
pub use people::{HomeRoute, Role};
pub use policy::{Audience, Count, Policy, Protect, Released, UnknownAudience};
pub use premises_ranking::{
    Names, PremisesEstimate, PremisesRanking, PremisesStanding, RankedPremises,
};
pub use profile::{
    AttenderTerms, Concerned, DecileGroup, DecileShare, Deprivation, Indicator, Profile,
};
pub use question::{Behind, Draws, HotTest, WeekOf, With};
pub use rates::{AreaRate, AreaRates, AreasDiffer, FunnelStatus, Per, RatedArea};
pub use recent::{Recent, RecentGroup};
pub use repeat_places::{Block, NoTargets, RepeatPlace, RepeatPlaces, Suspect};
pub use schedule::{PremisesSchedule, ScheduleRow};
pub use seasons::{Seasons, WholeYear, YearMonth};
pub use selection::{CountBy, Located, Selection, SelectionError, TimeRule};
pub use setting::{Hidden, Setting, SettingRule};
pub use similar::{DecileMix, SimilarAreas};
pub use source::{Source, SourceError};
pub use stability::{GridStability, StableGroup};
pub use stop::{Rest, Stop, Stopped};
pub use streets::{
    RankedStreet, StreetKernel, StreetPeak, StreetShare, StreetUnit, Streets, StreetsAsked,
    StreetsBy,
};
pub use strings::{Str, Strings, Texts, slug, thousands};
pub use trend::{MonthState, Trend, TrendMonth, YearOnYear};
pub use unit::{Against, H3Resolution, Unit, UnitError, square_number, square_of};
pub use unit_counts::{UnitCount, UnitCounts};
pub use week::{Night, NightGroup, Nights, Week, WeekHour};
pub use window::{Window, WindowError};
