//! People linked to events, in and out of objects. No name, no address: a home is an area.

use beatbook_core::{HomeRoute, LayerId, Month, Role, Str, Strings};

use super::columns::{Reading, Writing};

/// Where a person lives, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Home {
    /// In the study area.
    Inside,
    /// Outside it.
    Outside,
    /// Not known.
    Unknown,
}

impl Home {
    const ALL: [Self; 3] = [Self::Inside, Self::Outside, Self::Unknown];

    fn word(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Outside => "outside",
            Self::Unknown => "unknown",
        }
    }
}

/// People, one array per column; all arrays have the same length.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Texts of the columns that hold a [`Str`].
    pub strings: Strings,
    /// Position of the event among those of its source, in the order of the book; `u32::MAX` for
    /// attenders, who are linked to none.
    pub event: Vec<u32>,
    /// Month of an attendance.
    pub month: Vec<Option<Month>>,
    /// What links them.
    pub role: Vec<Role>,
    /// Pseudonym, made with a key that is not in the book.
    pub person: Vec<Option<Box<str>>>,
    /// Least and greatest age in years.
    pub age: Vec<Option<(u8, u8)>>,
    /// Sex as written.
    pub sex: Vec<Option<Str>>,
    /// Ethnicity as written.
    pub ethnicity: Vec<Option<Str>>,
    /// How the home became known.
    pub route: Vec<HomeRoute>,
    /// Where it is.
    pub home: Vec<Home>,
    /// For each layer: number of the area of the home, `u32::MAX` where it is not known.
    pub area: Vec<(LayerId, Vec<u32>)>,
    /// Whether marked as a member of the street community.
    pub street_community: Vec<bool>,
}

impl People {
    /// Nobody, with a column for each layer.
    pub fn new(layers: impl IntoIterator<Item = LayerId>) -> Self {
        Self {
            area: layers.into_iter().map(|id| (id, Vec::new())).collect(),
            ..Self::default()
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.role.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.role.is_empty()
    }

    /// Adds the people of another file; both have the same layers.
    pub fn append(&mut self, other: Self) {
        let strings = &mut self.strings;
        let mut own = |text: Option<Str>| text.map(|text| strings.intern(other.strings.get(text)));
        self.sex.extend(other.sex.into_iter().map(&mut own));
        self.ethnicity
            .extend(other.ethnicity.into_iter().map(&mut own));
        self.event.extend(other.event);
        self.month.extend(other.month);
        self.role.extend(other.role);
        self.person.extend(other.person);
        self.age.extend(other.age);
        self.route.extend(other.route);
        self.home.extend(other.home);
        for ((_, areas), (_, others)) in self.area.iter_mut().zip(other.area) {
            areas.extend(others);
        }
        self.street_community.extend(other.street_community);
    }

    /// Parquet bytes.
    ///
    /// # Errors
    /// What the encoder says.
    pub fn encode(&self) -> Result<Vec<u8>, String> {
        let known = |n: &u32| (*n != u32::MAX).then_some(*n);
        let years = |pick: fn((u8, u8)) -> u8| -> Vec<Option<u32>> {
            let age = self.age.iter();
            age.map(|age| age.map(|age| u32::from(pick(age)))).collect()
        };
        let words = |column: &[Option<Str>]| -> Vec<Option<&str>> {
            let texts = column.iter();
            texts
                .map(|text| text.map(|text| self.strings.get(text)))
                .collect()
        };
        let months = self.month.iter().map(|m| m.map(|m| m.to_string()));
        let mut table = Writing::default()
            .with("event", self.event.iter().map(known).collect::<Vec<_>>())
            .with("month", months.collect::<Vec<_>>())
            .with(
                "role",
                self.role.iter().map(|r| r.word()).collect::<Vec<_>>(),
            )
            .with(
                "person",
                self.person.iter().map(|p| p.as_deref()).collect::<Vec<_>>(),
            )
            .with("age_least", years(|age| age.0))
            .with("age_greatest", years(|age| age.1))
            .with("sex", words(&self.sex))
            .with("ethnicity", words(&self.ethnicity))
            .with(
                "home_by",
                self.route.iter().map(|r| r.word()).collect::<Vec<_>>(),
            )
            .with(
                "home",
                self.home.iter().map(|h| h.word()).collect::<Vec<_>>(),
            )
            .with("street_community", self.street_community.clone());
        for (layer, areas) in &self.area {
            table = table.with(layer.as_str(), areas.iter().map(known).collect::<Vec<_>>());
        }
        table.into_bytes().map_err(|e| e.to_string())
    }

    /// Reads an object back.
    ///
    /// # Errors
    /// What the decoder says.
    pub fn decode(bytes: &[u8], layers: &[LayerId]) -> Result<Self, String> {
        let mut columns = vec![
            "event",
            "month",
            "role",
            "person",
            "age_least",
            "age_greatest",
            "sex",
            "ethnicity",
            "home_by",
            "home",
            "street_community",
        ];
        columns.extend(layers.iter().map(LayerId::as_str));
        let text = |e: polars::error::PolarsError| e.to_string();
        let read = Reading::new(bytes, &columns).map_err(text)?;
        let mut people = Self::new(layers.iter().cloned());
        people.event = read.u32("event").map_err(text)?;
        people.month = read
            .texts("month", |t| t.and_then(|t| Month::parse(t).ok()))
            .map_err(text)?;
        let roles = read
            .texts("role", |t| t.and_then(Role::parse))
            .map_err(text)?;
        people.role = all(roles, "an unknown role")?;
        people.person = read.texts("person", |t| t.map(Into::into)).map_err(text)?;
        let (least, greatest) = (
            read.u32("age_least").map_err(text)?,
            read.u32("age_greatest").map_err(text)?,
        );
        let ages = least.into_iter().zip(greatest);
        people.age = ages
            .map(|(least, greatest)| (least != u32::MAX).then_some((least as u8, greatest as u8)))
            .collect();
        let strings = &mut people.strings;
        people.sex = read
            .texts("sex", |t| t.map(|t| strings.intern(t)))
            .map_err(text)?;
        people.ethnicity = read
            .texts("ethnicity", |t| t.map(|t| strings.intern(t)))
            .map_err(text)?;
        let routes = read
            .texts("home_by", |t| t.and_then(HomeRoute::parse))
            .map_err(text)?;
        people.route = all(routes, "an unknown way to a home")?;
        let home = |t: Option<&str>| Home::ALL.into_iter().find(|h| Some(h.word()) == t);
        people.home = all(read.texts("home", home).map_err(text)?, "an unknown home")?;
        people.street_community = read.bool("street_community").map_err(text)?;
        for (layer, areas) in &mut people.area {
            *areas = read.u32(layer.as_str()).map_err(text)?;
        }
        Ok(people)
    }
}

fn all<T>(values: Vec<Option<T>>, otherwise: &str) -> Result<Vec<T>, String> {
    let values: Option<Vec<T>> = values.into_iter().collect();
    values.ok_or_else(|| otherwise.to_owned())
}
