//! A city whose police extract comes as one file a month, as extracts do in practice.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Cuts the extract of a demo city into `month-YYYY-MM.csv` beside it and points its config at them.
/// Gives the months, in order.
pub fn cut(city: &Path) -> Vec<String> {
    let extract = city.join("police-extract.csv");
    let text = fs::read_to_string(&extract).unwrap();
    let mut lines = text.lines();
    let header = lines.next().unwrap();
    let mut months: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for line in lines {
        // The start is the first time of a row; texts before it may hold commas.
        let mut fields = line.split(',');
        let start = fields.find(|field| field.len() == 19 && field.as_bytes()[13] == b':');
        months
            .entry(start.unwrap()[..7].to_owned())
            .or_default()
            .push(line);
    }
    for (month, rows) in &months {
        let text = format!("{header}\n{}\n", rows.join("\n"));
        fs::write(city.join(format!("month-{month}.csv")), text).unwrap();
    }
    fs::remove_file(extract).unwrap();
    let config = city.join("beatbook.toml");
    let text = fs::read_to_string(&config).unwrap();
    let monthly = text.replace("\"police-extract.csv\"", "\"month-*.csv\"");
    assert_ne!(text, monthly, "the config does not name the extract");
    fs::write(config, monthly).unwrap();
    months.into_keys().collect()
}

/// The file of a month as it was first issued: without every fifth row.
pub fn first_issue(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let kept = text.lines().enumerate();
    let kept: Vec<&str> = kept
        .filter(|(number, _)| number % 5 != 4)
        .map(|(_, line)| line)
        .collect();
    kept.join("\n") + "\n"
}
