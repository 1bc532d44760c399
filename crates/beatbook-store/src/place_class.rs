//! Classes of registered places, and what follows from them.

use beatbook_core::Setting;

/// The gazetteer's default pin: words for any place, drawn at one point.
pub const PIN: &str = "pin";

/// Whether events at such a place are discovered or held there rather than patrolled away: custody and
/// hospital addresses are listed, and no target.
pub fn is_no_target(class: &str) -> bool {
    not_a_target(class).is_some()
}

/// Why such a place is no target; `None` where it may be one.
pub fn not_a_target(class: &str) -> Option<&'static str> {
    match class {
        "custody" => Some("a custody address: not a patrol target"),
        "hospital" => {
            Some("a hospital, where violence is often only discovered: not a patrol target")
        }
        "police-station" => Some("a police station: not a patrol target"),
        "court" => Some("a court: not a patrol target"),
        _ => None,
    }
}

/// Whether such a place is premises that an event can belong to: somebody holds them, and can be asked
/// to keep them in order.
pub fn is_premises(class: &str) -> bool {
    matches!(class, "venue" | "retail")
}

/// Whether nobody lives at such a place: it is registered for something else, and is no pin.
pub fn is_non_residential(class: &str) -> bool {
    !matches!(class, PIN | "dwelling" | "home" | "residential")
}

/// The setting of an event at such a place, where its row does not say.
pub fn setting(class: &str) -> Setting {
    match class {
        "venue" => Setting::Licensed,
        "retail" => Setting::Retail,
        "station" => Setting::Transport,
        "ground" => Setting::OpenSpace,
        "school" | "hospital" | "custody" | "police-station" | "court" => Setting::Institution,
        _ => Setting::Unknown,
    }
}

/// How far from its point such a place reaches, in metres, where its file does not say.
pub fn reach(class: &str) -> f64 {
    match class {
        "hospital" => 150.0,
        "custody" => 100.0,
        "ground" | "station" => 60.0,
        "school" | "police-station" | "court" => 40.0,
        PIN => 1.0,
        _ => 15.0,
    }
}
