//! Weights of harm for the codes of the extract. Made up, as the city is: no published table.

use std::fmt::Write as _;

use crate::offences::OFFENCES;

/// Left without a weight, so that a reader sees what is said of such a code.
const WITHOUT: &str = "66";

/// The table: one row for each code of the extract but one.
pub(crate) fn harm_weights() -> String {
    let mut text = String::from("SYNTHETIC,code,offence,weight\n");
    for offence in OFFENCES.iter().filter(|one| one.ho_code != WITHOUT) {
        let _ = writeln!(
            text,
            "SYNTHETIC,{},\"{}\",{}",
            offence.ho_code,
            offence.words,
            weight(offence.ho_code)
        );
    }
    text
}

/// Days in prison that nobody was sentenced to.
fn weight(ho_code: &str) -> u32 {
    match ho_code {
        "1" => 5_000,
        "2" => 3_000,
        "5D" => 1_500,
        "34A" | "34B" => 350,
        "17A" => 200,
        "8N" | "28E" | "48" => 20,
        "30C" => 15,
        "8L" => 10,
        _ => 2,
    }
}

#[cfg(test)]
#[path = "harm_weights_tests.rs"]
mod tests;
