//! What holds still, and what happens together.

use serde_json::Value;

/// What nothing follows for so long has settled; what follows sooner is one burst.
pub const SETTLE: f64 = 0.6;

/// Times are recorded in tenths, so a hair of slack.
const HAIR: f64 = 1e-9;

/// Longer than the controller of Jobs gathers news.
pub const BATCH: f64 = 1.05;

/// The states after which nothing changed for a while, without repetitions.
pub fn settled(history: &[(f64, Value)]) -> Vec<(f64, Value)> {
    settled_for(history, SETTLE)
}

/// The states after which nothing changed for so long.
pub fn settled_for(history: &[(f64, Value)], long: f64) -> Vec<(f64, Value)> {
    let mut states: Vec<(f64, Value)> = Vec::new();
    for (place, (at, state)) in history.iter().enumerate() {
        let next = history.get(place + 1).map_or(f64::INFINITY, |(next, _)| *next);
        if next - at >= long - HAIR && states.last().is_none_or(|(_, last)| last != state) {
            states.push((*at, state.clone()));
        }
    }
    states
}

/// Names grouped by what happened within the time, each group sorted.
pub fn bursts(happened: &[(f64, String)]) -> Vec<Vec<String>> {
    let mut bursts: Vec<Vec<String>> = Vec::new();
    let mut last = f64::NEG_INFINITY;
    for (at, name) in happened {
        if at - last > SETTLE {
            bursts.push(Vec::new());
        }
        bursts.last_mut().unwrap().push(name.clone());
        last = *at;
    }
    for burst in &mut bursts {
        burst.sort();
    }
    bursts
}

/// Run lengths: `web/r1 x3`.
pub fn run_lengths(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut runs: Vec<(String, usize)> = Vec::new();
    for name in names {
        match runs.last_mut() {
            Some((last, count)) if *last == name => *count += 1,
            _ => runs.push((name, 1)),
        }
    }
    runs.into_iter().map(|(name, count)| format!("{name} x{count}")).collect()
}

/// A text field of an event; empty without it.
pub fn text<'a>(event: &'a Value, field: &str) -> &'a str {
    event[field].as_str().unwrap_or_default()
}

/// When an event was.
pub fn time(event: &Value) -> f64 {
    event["t"].as_f64().unwrap()
}
