//! The police extract and the people linked to it, row by row: a city of any size takes the same memory.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::city::{City, DAYS, DemoEvent, DemoSite, first_day};
use crate::error::DemoError;
use crate::istv::{ONLY_HERE, middle_of_street};
use crate::people::{HEADER as PEOPLE_HEADER, People};
use crate::planned::{DemoStated, MINUTES};
use crate::planted::DEFAULT_PIN;
use crate::save::field;
use crate::tally::Tally;
use crate::town::Town;
use crate::truth::Truth;

/// Rows between two calls of the progress function.
const PROGRESS_EVERY: u64 = 20_000;

/// Writes both files and adds to the truth what became of the rows.
pub(crate) fn write_extract(
    city: &City,
    dir: &Path,
    truth: &mut Truth,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), DemoError> {
    let town = city.town();
    let mut rows = Lines::create(&dir.join("police-extract.csv"), HEADER)?;
    let mut linked = Lines::create(&dir.join("people.csv"), PEOPLE_HEADER)?;
    // Recording runs on for some weeks after the last day.
    let days: Vec<String> = (0..DAYS + 60)
        .map(|i| first_day().plus(i).to_string())
        .collect();
    let null = city.params().null;
    let only_here = (!null).then(|| middle_of_street(town, ONLY_HERE)).flatten();
    let mut tally = Tally::new(city, only_here);
    let mut people = People::new(city.params().seed, town, null);
    let mut events = city.rows_of_extract();
    for event in events.by_ref() {
        add_row(&mut rows.text, town, &event, &days);
        people.add(&mut linked.text, &event);
        tally.add(&event);
        rows.flush_text()?;
        linked.flush_text()?;
        if tally.rows().is_multiple_of(PROGRESS_EVERY) {
            progress(tally.rows(), city.rows());
        }
    }
    rows.finish()?;
    linked.finish()?;
    truth.people = Some(people.truth);
    tally.finish(truth, events.not_yet_recorded());
    Ok(())
}

/// A file that is written line by line.
struct Lines {
    path: PathBuf,
    out: BufWriter<File>,
    /// What is to be written next.
    text: String,
}

impl Lines {
    fn create(path: &Path, header: &str) -> Result<Self, DemoError> {
        let file = File::create(path).map_err(|e| DemoError::write(path, e))?;
        Ok(Self {
            path: path.to_owned(),
            out: BufWriter::with_capacity(1 << 20, file),
            text: header.to_owned(),
        })
    }

    fn flush_text(&mut self) -> Result<(), DemoError> {
        let written = self.out.write_all(self.text.as_bytes());
        self.text.clear();
        written.map_err(|e| DemoError::write(&self.path, e))
    }

    fn finish(mut self) -> Result<(), DemoError> {
        self.flush_text()?;
        self.out
            .flush()
            .map_err(|e| DemoError::write(&self.path, e))
    }
}

const HEADER: &str = "SYNTHETIC,crime_ref,incident_ref,ho_code,offence,category,from,to,recorded,easting,northing,location,location_role,happened_easting,happened_northing,happened_location,setting,domestic,hate,alcohol,drugs,knife,beat,lsoa\n";

fn add_row(line: &mut String, town: &Town, event: &DemoEvent, days: &[String]) {
    let time = |minute: i32| {
        let (hour, minute_of_hour) = (minute / 60 % 24, minute % 60);
        (&days[(minute / MINUTES) as usize], hour, minute_of_hour)
    };
    let ((from_day, from_hour, from_minute), (to_day, to_hour, to_minute)) =
        (time(event.from), time(event.to));
    let recorded = &days[(event.recorded as usize).min(days.len() - 1)];
    // Writing to a string cannot fail.
    let _ = write!(
        line,
        "SYNTHETIC,SYN-{:08},INC-{:08},{},{},{},{from_day} {from_hour:02}:{from_minute:02}:00,{to_day} {to_hour:02}:{to_minute:02}:00,{recorded}",
        event.row,
        event.incident,
        event.offence.ho_code,
        field(event.offence.words),
        event.offence.category,
    );
    let position = event.site.position().map(|p| [p.easting, p.northing]);
    match position {
        Some([x, y]) => {
            let _ = write!(line, ",{x},{y},");
        }
        None => line.push_str(",,,"),
    }
    match event.site {
        DemoSite::Inside(p) => {
            let street = town.street_near([p.easting, p.northing]);
            line.push_str(street.unwrap_or("Open ground"));
        }
        DemoSite::Place(place, _) => line.push_str(&field(&town.places()[place].name)),
        DemoSite::Outside(_) => line.push_str("Outside the city"),
        DemoSite::DefaultPin(_) => line.push_str(&field(DEFAULT_PIN)),
        DemoSite::Blank => {}
    }
    add_stated(line, town, event);
    line.push(',');
    line.push_str(event.setting.map_or("", beatbook_core::Setting::word));
    for flag in event.flags.all() {
        line.push_str(match flag {
            Some(true) => ",Y",
            Some(false) => ",N",
            None => ",",
        });
    }
    // The pin says nothing about the beat; the code of its own area is what a gazetteer gives.
    let beat = event
        .site
        .within()
        .map(|p| town.beat([p.easting, p.northing]));
    line.push(',');
    line.push_str(beat.unwrap_or(""));
    line.push(',');
    line.push_str(
        position
            .and_then(|p| town.area_of(p))
            .map_or("", |area| &town.areas()[area].code),
    );
    line.push('\n');
}

/// The role of the recorded place, and where it is said to have happened.
fn add_stated(line: &mut String, town: &Town, event: &DemoEvent) {
    let Some(stated) = event.stated else {
        line.push_str(",,,,");
        return;
    };
    line.push_str(",discovered");
    let _ = match stated {
        DemoStated::At(p) => {
            let words = town.street_near([p.easting, p.northing]);
            let words = field(words.unwrap_or("Open ground"));
            write!(line, ",{},{},{words}", p.easting, p.northing)
        }
        DemoStated::Words(words) => write!(line, ",,,{}", field(words)),
        DemoStated::Nowhere => write!(line, ",,,"),
    };
}
