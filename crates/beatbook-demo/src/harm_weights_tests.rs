use super::*;

#[test]
fn every_code_but_one_has_a_weight_and_every_row_says_synthetic() {
    let text = harm_weights();
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(rows.len(), OFFENCES.len() - 1);
    assert!(rows.iter().all(|row| row.starts_with("SYNTHETIC,")));
    assert!(!rows.iter().any(|row| row.starts_with("SYNTHETIC,66,")));
    assert!(rows.contains(&"SYNTHETIC,1,\"Homicide\",5000"));
}
