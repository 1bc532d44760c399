//! When things happen: a weight for each of the 168 hours of the week, Monday 00:00 first.

/// A pattern of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rhythm {
    /// The ordinary week: quiet before dawn, busiest in the evening.
    Everyday,
    /// Bars and clubs: the nights to Saturday and Sunday.
    Night,
    /// A square that is busy by day and by night.
    Square,
    /// Student streets: evenings, most from Wednesday to Saturday.
    Student,
    /// Restaurants and takeaways: late evenings.
    Evening,
    /// Shops: afternoons, closed on Sunday night.
    Shops,
    /// Behind walls: the hours of association.
    Custody,
    /// Children on streets and in parks: from the end of school until late evening.
    AfterSchool,
}

/// Weights of the hours of the week; their mean is 1.
pub(crate) type Week = [f64; 168];

const DAY: [f64; 24] = [
    0.9, 0.75, 0.65, 0.5, 0.4, 0.35, 0.4, 0.55, 0.8, 0.9, 0.95, 1.0, 1.1, 1.1, 1.15, 1.3, 1.35,
    1.35, 1.35, 1.35, 1.35, 1.35, 1.3, 1.15,
];
const NIGHT: [f64; 24] = [
    2.0, 2.0, 1.9, 1.5, 0.7, 0.25, 0.1, 0.06, 0.06, 0.08, 0.08, 0.1, 0.12, 0.14, 0.14, 0.16, 0.2,
    0.25, 0.35, 0.5, 0.7, 0.9, 1.3, 1.8,
];
const STUDENT: [f64; 24] = [
    1.6, 1.3, 1.0, 0.7, 0.3, 0.1, 0.1, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1,
    1.3, 1.5, 1.7, 1.8, 1.8,
];
const EVENING: [f64; 24] = [
    1.3, 0.9, 0.5, 0.3, 0.15, 0.1, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.8, 0.8, 1.0, 1.2, 1.4, 1.6,
    1.8, 2.0, 2.1, 2.0, 1.7,
];
const SHOPS: [f64; 24] = [
    0.1, 0.08, 0.06, 0.05, 0.05, 0.05, 0.1, 0.25, 0.6, 1.1, 1.6, 1.9, 2.1, 2.1, 2.2, 2.3, 2.2, 1.9,
    1.4, 1.0, 0.7, 0.5, 0.3, 0.15,
];
const CUSTODY: [f64; 24] = [
    0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.6, 1.6, 2.0, 2.0, 1.8, 1.4, 1.2, 2.0, 2.2, 2.0, 1.6, 1.0,
    0.6, 0.4, 0.3, 0.2, 0.1,
];

const AFTER_SCHOOL: [f64; 24] = [
    0.3, 0.15, 0.1, 0.05, 0.03, 0.03, 0.05, 0.1, 0.4, 0.3, 0.3, 0.4, 0.6, 0.7, 0.9, 2.2, 2.6, 2.5,
    2.5, 2.6, 2.5, 2.3, 1.6, 0.8,
];

impl Rhythm {
    pub(crate) fn week(self) -> Week {
        let mut week = [0.0; 168];
        for (i, weight) in week.iter_mut().enumerate() {
            let (weekday, hour) = (i / 24, i % 24);
            // The night that an hour belongs to: the small hours count to the evening before.
            let evening = if hour < 7 { (weekday + 6) % 7 } else { weekday };
            let weekend_night = evening == 4 || evening == 5;
            *weight = match self {
                Self::Everyday => {
                    DAY[hour]
                        * if weekend_night && !(7..19).contains(&hour) {
                            1.25
                        } else {
                            1.0
                        }
                }
                Self::Night => NIGHT[hour] * [0.35, 0.4, 0.5, 0.8, 2.3, 2.7, 0.6][evening],
                Self::Square => {
                    DAY[hour] + 0.9 * NIGHT[hour] * [0.3, 0.4, 0.5, 0.8, 2.3, 2.6, 0.6][evening]
                }
                Self::Student => STUDENT[hour] * [0.8, 0.9, 1.3, 1.1, 1.4, 1.3, 0.7][evening],
                Self::Evening => EVENING[hour] * [0.8, 0.8, 0.9, 1.0, 1.4, 1.5, 0.9][evening],
                Self::Shops => SHOPS[hour] * [1.0, 1.0, 1.0, 1.05, 1.15, 1.2, 0.6][weekday],
                Self::Custody => CUSTODY[hour],
                Self::AfterSchool => {
                    AFTER_SCHOOL[hour] * [0.95, 0.95, 1.0, 1.0, 1.15, 1.05, 0.9][weekday]
                }
            };
        }
        let mean = week.iter().sum::<f64>() / 168.0;
        week.map(|weight| weight / mean)
    }
}

/// Share of a week inside Friday 22:00 to Saturday 07:00 and Saturday 22:00 to Sunday 07:00.
pub(crate) fn weekend_night_share(week: &Week) -> f64 {
    let night = |first: usize| week[first..first + 9].iter().sum::<f64>();
    (night(4 * 24 + 22) + night(5 * 24 + 22)) / week.iter().sum::<f64>()
}
