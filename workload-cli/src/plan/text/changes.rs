//! What changes, object by object.

use serde_json::Value;
use workload_core::predict::diff::{Action, Change, Changes, ClaimChange, Effect, Fate, FieldChange, Note};

use super::paint::{BAD, CHANGED, DONE, GOOD, painted};
use crate::terminal::{Page, STRONG};

/// Values longer than this are cut.
const LONGEST: usize = 60;

pub(super) fn changes(page: &mut Page, changes: &Changes) {
    page.heading("Changes");
    if changes.is_empty() {
        page.raw("  nothing changes\n");
    }
    for change in &changes.changes {
        one(page, change);
    }
    if !changes.claims.is_empty() {
        page.heading("Claims");
    }
    for claim in &changes.claims {
        item(page, claim);
    }
}

fn item(page: &mut Page, claim: &ClaimChange) {
    let (style, word) = match claim.fate {
        Fate::Made => (GOOD, "made"),
        Fate::Kept => (STRONG, "kept"),
        Fate::Orphaned => (CHANGED, "orphaned"),
        Fate::Deleted => (BAD, "deleted"),
    };
    page.raw(&format!("  {} {}\n", painted(style, &format!("{word:9}")), claim.name));
    if claim.fate != Fate::Made {
        sentences(page, 12, &claim.note);
        commands(page, 14, &claim.note);
    }
}

fn one(page: &mut Page, change: &Change) {
    let (style, sign) = match change.action {
        Action::Added => (GOOD, '+'),
        Action::Removed => (BAD, '-'),
        Action::Changed if change.is_forbidden() => (BAD, '!'),
        Action::Changed => (CHANGED, '~'),
    };
    let effect = change.effect().map(|effect| format!("  {}", named(effect))).unwrap_or_default();
    let (sign, object) = (painted(style, &sign.to_string()), &change.object);
    page.raw(&format!("  {sign} {STRONG}{object}{STRONG:#}{effect}\n"));
    if let Some(other) = &change.counterpart {
        page.line(6, &format!("It looks like {other} under another name."));
    }
    if let Some(refusal) = &change.refusal {
        page.line(6, &format!("The server refuses it: {refusal}"));
    }
    // Of several fields that are taken each has words of its own; else the whole has.
    let is_told = change.fields.len() > 1 && !change.is_forbidden();
    for field in &change.fields {
        this(page, field, is_told);
    }
    if change.action != Action::Added && !is_told {
        sentences(page, 6, &change.note);
        commands(page, 8, &change.note);
    }
}

fn this(page: &mut Page, field: &FieldChange, is_told: bool) {
    page.raw(&format!("      {} {}\n", painted(DONE, &field.path), named(&field.effect)));
    page.raw(&format!("        {} → {}\n", value(field.old.as_ref()), value(field.new.as_ref())));
    if is_told {
        sentences(page, 8, &field.note);
        commands(page, 10, &field.note);
    }
}

/// What becomes of it, in a word or two.
fn named(effect: &Effect) -> String {
    match effect {
        Effect::InPlace => painted(GOOD, "in place"),
        Effect::Ignored { until } => painted(CHANGED, &format!("ignored until {until}")),
        Effect::RollsPods { .. } if effect.touches_pods() => painted(CHANGED, "rolls the Pods"),
        Effect::RollsPods { .. } => painted(GOOD, "for what is made from now on"),
        Effect::Forbidden { .. } => painted(BAD, "forbidden"),
    }
}

fn value(value: Option<&Value>) -> String {
    let text = match value {
        None => return "nothing".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > LONGEST || line.len() < text.len() {
        return line.chars().take(LONGEST).collect::<String>() + "…";
    }
    text
}

/// What happens, to Pods, to data.
fn sentences(page: &mut Page, indent: usize, note: &Note) {
    let ended = |text: &str| match text.trim() {
        "" => None,
        text if text.ends_with(['.', '!', '?', ':']) => Some(text.to_owned()),
        text => Some(format!("{text}.")),
    };
    let said: Vec<_> = [&note.message, &note.why, &note.pods, &note.data]
        .into_iter()
        .filter_map(|text| ended(text))
        .collect();
    page.line(indent, &said.join(" "));
}

fn commands(page: &mut Page, indent: usize, note: &Note) {
    for command in &note.commands {
        page.raw(&format!("{}{}\n", " ".repeat(indent), painted(DONE, command)));
    }
}
