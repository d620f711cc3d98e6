//! What was done, for people and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::done::{Done, Fate};
use crate::plan::{BAD, CHANGED, GOOD, painted};
use crate::terminal::visible;

/// The version of the JSON.
const VERSION: u32 = 1;

/// All fates, with the words that count them.
const FATES: [(Fate, &str); 8] = [
    (Fate::Created, "created"),
    (Fate::Changed, "changed"),
    (Fate::Recreated, "recreated"),
    (Fate::Pruned, "pruned"),
    (Fate::Unchanged, "unchanged"),
    (Fate::Refused, "refused"),
    (Fate::Failed, "failed"),
    (Fate::Skipped, "skipped"),
];

fn word(fate: Fate) -> &'static str {
    FATES.iter().find(|(own, _)| *own == fate).map_or("", |(_, word)| word)
}

/// A line for an object, and one for each thing to be said of it; nothing when nothing was done.
pub(crate) fn line(done: &Done) -> String {
    if done.result == Fate::Unchanged && done.notes.is_empty() && done.warnings.is_empty() {
        return String::new();
    }
    let style = match done.result {
        Fate::Created | Fate::Unchanged => GOOD,
        Fate::Changed | Fate::Recreated | Fate::Pruned => CHANGED,
        Fate::Refused | Fate::Failed | Fate::Skipped => BAD,
    };
    let why = if done.why.is_empty() { String::new() } else { format!(": {}", visible(&done.why)) };
    let mut text = format!("{} {}{why}\n", painted(style, &format!("{:9}", word(done.result))), done.object);
    // Writing to a String cannot fail.
    for note in &done.notes {
        let _ = writeln!(text, "          {}", visible(note));
    }
    for warning in &done.warnings {
        let _ = writeln!(text, "          warning: {}", visible(warning));
    }
    text
}

/// `1 created, 2 changed, 3 unchanged`.
pub(crate) fn tally(all: &[Done]) -> String {
    let count = |fate| all.iter().filter(|done| done.result == fate).count();
    let told = FATES.iter().map(|(fate, word)| (count(*fate), word)).filter(|(count, _)| *count > 0);
    told.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ") + "\n"
}

/// One JSON object: what was forecast and what was done.
pub(crate) fn as_json(forecast: Value, all: &[Done]) -> Value {
    let counts: serde_json::Map<String, Value> = FATES
        .iter()
        .map(|(fate, word)| {
            ((*word).to_owned(), all.iter().filter(|done| done.result == *fate).count().into())
        })
        .collect();
    json!({"version": VERSION, "results": all, "summary": counts, "forecast": forecast})
}
