//! What is asked, and what each version of the book has to answer.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use beatbook_testkit::{BookWords, Day, FinestTime, RandomSelections, SourceWords};
use serde_json::Value;

use super::Result;
use super::client::{Client, Reply};

/// An answer as far as it has to be the same: status, tag, and a hash of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub tag: String,
    bytes: u64,
}

impl Answer {
    pub fn of(reply: &Reply) -> Self {
        let mut hasher = DefaultHasher::new();
        reply.body.hash(&mut hasher);
        Self {
            status: reply.status,
            tag: reply.tag.clone(),
            bytes: hasher.finish(),
        }
    }
}

/// An address, and the answers of the two versions.
#[derive(Debug)]
pub struct Question {
    pub path: String,
    pub kind: &'static str,
    pub answers: [Answer; 2],
}

/// Kinds of addresses, and how many of a hundred are of each. `{}` is the selection, `{tile}` a tile of the
/// study area.
const KINDS: [(&str, &str, u64); 20] = [
    ("tile", "/tiles/hotspots/{tile}.mvt?{}", 30),
    ("tile", "/tiles/areas-lsoa11/{tile}.mvt?{}", 10),
    ("tile", "/tiles/base/{tile}.mvt", 6),
    ("api", "/api/v1/hotspots?{}", 14),
    ("api", "/api/v1/areas?layer=lsoa11&{}", 6),
    ("api", "/api/v1/places?{}", 4),
    ("api", "/api/v1/streets?{}", 4),
    ("api", "/api/v1/week?{}", 3),
    ("api", "/api/v1/nights?{}", 2),
    ("api", "/api/v1/hours?{}", 2),
    ("api", "/api/v1/counts?{}", 3),
    ("api", "/api/v1/compare?with=before&{}", 2),
    ("api", "/api/v1/emerging?{}", 1),
    ("api", "/api/v1/seasons?{}", 2),
    ("api", "/api/v1/density?{}", 1),
    ("api", "/api/v1/near-repeat?permutations=199&{}", 1),
    ("api", "/api/v1/moran?permutations=199&{}", 1),
    ("api", "/api/v1/events?{}", 2),
    ("api", "/api/v1/meta", 2),
    ("tile", "/tiles/hotspots.json?{}", 2),
];
/// Asked as well where the program has them.
const EXPORTS: [&str; 4] = [
    "/api/v1/export/hotspots.csv?{}",
    "/api/v1/export/cells.geojson?{}",
    "/api/v1/export/areas.csv?layer=lsoa11&{}",
    "/api/v1/export/places.parquet?{}",
];

/// A row of numbers without end that looks random and is the same for the same start
/// (`SplitMix64`, <https://doi.org/10.1145/2660193.2660195>).
#[derive(Debug, Clone)]
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// Random questions that both versions answer, with the answers of servers that ask nothing else and work
/// on one thread: one for each version.
///
/// - `urls`: the two servers.
pub fn questions(urls: [&str; 2], number: usize, seed: u64) -> Result<Vec<Question>> {
    let [mut first, mut second] = [Client::to(urls[0])?, Client::to(urls[1])?];
    let meta: Value = serde_json::from_slice(&first.get("/api/v1/meta", "")?.body)?;
    let about: Value = serde_json::from_slice(&first.get("/tiles/base.json", "")?.body)?;
    let described = String::from_utf8(first.get("/api/v1/openapi.json", "")?.body)?;
    let exports = described.contains("/api/v1/export/");
    let words = words_of(&meta).ok_or("/api/v1/meta does not describe the book")?;
    let mut selections = RandomSelections::new(words, seed);
    let mut numbers = Numbers(seed);
    let mut found: HashMap<String, Question> = HashMap::new();
    let mut order = Vec::new();
    // A few of a hundred are refused, since a source does not bear them.
    for _ in 0..number * 4 {
        if found.len() == number {
            break;
        }
        let (kind, template) = template(&mut numbers, exports);
        let selection = selections.next().unwrap_or_default();
        let path = template
            .replace("{}", &selection)
            .replace("{tile}", &tile(&about, &mut numbers));
        if found.contains_key(&path) {
            continue;
        }
        let replies = [first.get(&path, "")?, second.get(&path, "")?];
        if replies
            .iter()
            .all(|reply| matches!(reply.status, 200 | 204))
        {
            order.push(path.clone());
            let answers = replies.each_ref().map(Answer::of);
            let question = Question {
                path: path.clone(),
                kind,
                answers,
            };
            found.insert(path, question);
        }
    }
    if found.len() < number {
        return Err(format!("only {} of {number} questions are answered", found.len()).into());
    }
    Ok(order
        .into_iter()
        .filter_map(|path| found.remove(&path))
        .collect())
}

fn template(numbers: &mut Numbers, exports: bool) -> (&'static str, &'static str) {
    if exports && numbers.below(100) < 6 {
        return (
            "export",
            EXPORTS[numbers.below(EXPORTS.len() as u64) as usize],
        );
    }
    let all: u64 = KINDS.iter().map(|(.., share)| share).sum();
    let mut drawn = numbers.below(all);
    for (kind, template, share) in KINDS {
        if drawn < share {
            return (kind, template);
        }
        drawn -= share;
    }
    (KINDS[0].0, KINDS[0].1)
}

/// A tile over the study area, from where all of it is seen to where one street is.
fn tile(about: &Value, numbers: &mut Numbers) -> String {
    let zoom = 9 + numbers.below(7) as u32;
    let side = f64::from(1_u32 << zoom);
    let mut part = |from: usize, to: usize| {
        let [from, to] = [from, to].map(|at| about["bounds"][at].as_f64().unwrap_or_default());
        from + (to - from) * numbers.below(1_000) as f64 / 1_000.0
    };
    let (lon, lat) = (part(0, 2), part(1, 3));
    let north = lat.to_radians().tan().asinh() / std::f64::consts::PI;
    let (x, y) = ((lon + 180.0) / 360.0 * side, (1.0 - north) / 2.0 * side);
    format!("{zoom}/{}/{}", x as u32, y as u32)
}

/// What the server says of its book.
fn words_of(meta: &Value) -> Option<BookWords> {
    let words = |value: &Value, key: &str| -> Option<Vec<String>> {
        let word = |entry: &Value| {
            let word = if key.is_empty() { entry } else { &entry[key] };
            word.as_str().map(str::to_owned)
        };
        value.as_array()?.iter().map(word).collect()
    };
    let source = |source: &Value| {
        let day = |key: &str| Day::parse(source[key].as_str()?).ok();
        Some(SourceWords {
            source: source["id"].as_str()?.to_owned(),
            categories: words(&source["categories"], "id")?,
            flags: words(&source["flags"], "")?,
            settings: words(&source["settings"], "")?,
            period: (day("from")?, day("to")?),
            finest: match source["precision"].as_str()? {
                "month" => FinestTime::Month,
                "date" => FinestTime::Day,
                _ => FinestTime::Hour,
            },
        })
    };
    Some(BookWords {
        sources: meta["sources"]
            .as_array()?
            .iter()
            .map(source)
            .collect::<Option<_>>()?,
        areas: Vec::new(),
        days: words(&meta["calendar"], "kind")?,
        times: words(&meta["accepted"]["time"], "")?,
        units: words(&meta["units"], "id")?,
        against: Vec::new(),
    })
}
