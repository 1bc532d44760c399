//! `[[people]]`: linked to the source whose records they name; attenders wait for their agreement.

use super::events::{Given, Group, agreement};
use super::paths::Paths;
use super::text::{Table, Text};
use crate::mapped::plain;
use crate::recognise::{Kind, People, Recognised};

/// Writes all files of people.
pub(super) fn write(
    found: &[Recognised],
    groups: &[Group<'_>],
    given: &[Given],
    paths: &Paths,
    text: &mut Text,
    used: &mut [String],
) {
    let has_key = found.iter().any(|file| file.what == Kind::Key);
    for (at, file) in found.iter().enumerate() {
        let Kind::People(people) = &file.what else {
            continue;
        };
        let mut table = Table::new("[[people]]");
        table.set("path", &paths.relative(&file.path));
        if people.tiig {
            table.set("format", "tiig");
            columns(&mut table, people, has_key);
            agreement(&mut table, "people");
            text.comment("A&E attenders by where they live; they can be linked to no event. Health data are read only under an agreement: fill it in, and take the # away.");
            say(text, file);
            text.commented(&table);
            used[at] =
                "not used: waits for its agreement: health data are read only under one".into();
            continue;
        }
        let linked = linked(people, groups, given);
        let id = linked.map_or("offence", |given| given.id.as_str());
        table.set("source", id);
        table.set_if("crs", people.crs.map(|crs| crs.to_string()).as_deref());
        columns(&mut table, people, has_key);
        text.comment(
            "People linked to events, for deprivation and ages only; never an input of a hotspot.",
        );
        say(text, file);
        match linked {
            Some(given) if given.active => {
                text.table(&table);
                used[at] = format!("people of source {id}");
                if !has_key && people.columns.person.is_some() {
                    used[at]
                        .push_str(", without their ids: there is no key to make pseudonyms with");
                }
            }
            Some(_) => {
                text.say(&format!("Not used: source {id} waits for its agreement."));
                text.commented(&table);
                used[at] = format!("not used: source {id} waits for its agreement");
            }
            None => {
                let why = "no source has records with the ids these people name";
                text.say(&format!("Not used: {why}."));
                text.commented(&table);
                used[at] = format!("not used: {why}");
            }
        }
    }
}

fn say(text: &mut Text, file: &Recognised) {
    for note in &file.notes {
        text.say(&format!("{note}."));
    }
}

/// The source whose record id is called as theirs.
fn linked<'a>(people: &People, groups: &[Group<'_>], given: &'a [Given]) -> Option<&'a Given> {
    let event = plain(people.columns.event.as_deref()?);
    given.iter().find(|given| {
        let columns = &groups[given.group].events.columns;
        let fixed = match groups[given.group].events.format {
            crate::Format::PoliceUk => Some("Crime ID"),
            _ => None,
        };
        let id = columns.id.as_deref().or(fixed);
        id.is_some_and(|id| plain(id) == event)
    })
}

fn columns(table: &mut Table, people: &People, has_key: bool) {
    table.line("[people.columns]");
    let of = &people.columns;
    table
        .set_if("event", of.event.as_deref())
        .set_if("month", of.month.as_deref())
        .set_if("role", of.role.as_deref());
    match &of.person {
        Some(person) if has_key => {
            table
                .set("person", person)
                .remark("kept only as a keyed pseudonym");
        }
        Some(person) => {
            let line = format!("# person = {}", super::text::quoted(person));
            table
                .line(&line)
                .remark("needs key = \"...\" at the top: a file with one line of your own");
        }
        None => {}
    }
    table
        .set_if("age", of.age.as_deref())
        .set_if("age_band", of.age_band.as_deref())
        .set_if("sex", of.sex.as_deref())
        .set_if("ethnicity", of.ethnicity.as_deref())
        .set_if("postcode", of.postcode.as_deref())
        .set_if("x", of.x.as_deref())
        .set_if("y", of.y.as_deref())
        .set_if("area", of.area.as_deref())
        .set_if("street_community", of.street_community.as_deref());
}
