use super::*;

#[test]
fn the_public_rule_keeps_homes_and_institutions_out_and_says_why() {
    let rule = SettingRule::Public;
    assert_eq!(rule.leaves_out(Setting::Street, false, false), None);
    assert_eq!(rule.leaves_out(Setting::Unknown, false, false), None);
    assert_eq!(
        rule.leaves_out(Setting::Dwelling, false, false),
        Some(Hidden::Dwelling)
    );
    assert_eq!(
        rule.leaves_out(Setting::Street, true, false),
        Some(Hidden::Dwelling)
    );
    // A street at the prison gate is still the prison's address.
    assert_eq!(
        rule.leaves_out(Setting::Street, false, true),
        Some(Hidden::Institution)
    );
}

#[test]
fn places_keep_institutions_in_and_homes_out() {
    let rule = SettingRule::NonDwelling;
    assert_eq!(rule.leaves_out(Setting::Institution, false, true), None);
    assert_eq!(
        rule.leaves_out(Setting::Institution, true, true),
        Some(Hidden::Dwelling)
    );
}

#[test]
fn a_list_of_settings_looks_at_nothing_else() {
    let rule = SettingRule::parse("street, retail").unwrap();
    assert_eq!(rule.to_string(), "street,retail");
    assert_eq!(rule.leaves_out(Setting::Retail, true, false), None);
    assert_eq!(
        rule.leaves_out(Setting::Transport, false, false),
        Some(Hidden::Setting)
    );
    assert_eq!(SettingRule::parse("street,pub"), None);
}
