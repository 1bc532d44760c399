//! Spatial autocorrelation: do neighbouring cells resemble each other, and which?

use beatbook_core::{Autocorrelation, Released, Verdict, thousands};

use super::{Counted, percent};

/// What came out, the map first, then its cells.
pub(crate) fn moran(released: &Released<Autocorrelation>) -> String {
    let answer = released.answer();
    let value = &answer.value;
    let (Some(moran), Some(method)) = (&value.moran, &answer.method) else {
        let counted = Counted::of(&answer.selection);
        return match value.verdict {
            Verdict::NoEvents => format!("No {} selected.", counted.none_is()),
            Verdict::TooFew => format!(
                "Too few {} to say whether neighbouring hexagons resemble each other.",
                counted.word(2)
            ),
            _ => "All hexagons hold the same count, so none can resemble its neighbours more than others.".into(),
        };
    };
    let resemble = if moran.p <= method.alpha {
        "Neighbouring hexagons resemble each other more than chance explains"
    } else {
        "Counts lie as they would by chance"
    };
    let whole = format!(
        "{resemble}: Moran's I is {:.3}, where {:.4} is expected (p {}).",
        moran.value,
        moran.expected,
        p(moran.p)
    );
    let [high, high_low, low_high, low] = value.classes;
    let passed = value.classes.iter().sum::<u32>();
    let percent = percent(method.alpha);
    let units = thousands(method.units.into());
    let cells = if passed == 0 {
        format!("None of {units} hexagons stands out by itself at {percent}.")
    } else {
        format!(
            "Of {units} hexagons {} are high among high ones, {} high among low, {} low among high and {} low among low, at {percent}.",
            thousands(high.into()),
            thousands(high_low.into()),
            thousands(low_high.into()),
            thousands(low.into())
        )
    };
    format!("{whole} {cells}")
}

fn p(p: f64) -> String {
    if p < 0.001 {
        "under 0.001".into()
    } else {
        format!("{p:.3}")
    }
}
