//! One change: what differs, what becomes of the object, and what to type.

use serde_json::Value;
use workload_core::predict::diff::{Action, Change, Effect, FieldChange, Note};

use super::paint::{BAD, CHANGED, DONE, GOOD, painted};
use crate::terminal::{Page, STRONG, visible};

/// Values longer than this are cut.
const LONGEST: usize = 60;

/// Values longer than this are cut where a change has one line.
const BRIEF: usize = 24;

/// So many fields are told where a change has one line.
const FIELDS: usize = 3;

/// The path to the Pod template, which a change in one line leaves out.
const TEMPLATES: &[&str] = &["spec.jobTemplate.spec.template.spec.", "spec.template.spec."];

/// One object: what changes, and what becomes of it.
pub(crate) fn one(page: &mut Page, change: &Change) {
    page.raw(&format!("  {}\n", header(change)));
    if let Some(other) = &change.counterpart {
        page.line(6, &format!("It looks like {other} under another name."));
    }
    if let Some(refusal) = &change.refusal {
        page.line(6, &format!("The server refuses it, and none of it happens: {refusal}"));
    }
    // Of several fields that are taken each has words of its own; else the whole has.
    let is_told = change.fields.len() > 1 && !change.is_forbidden();
    let is_alike = change.fields.iter().all(|field| Some(&field.effect) == change.effect());
    for field in &change.fields {
        this(page, field, is_told, !is_alike);
    }
    if change.action != Action::Added && !is_told {
        // That it is refused is said.
        let message = if change.refusal.is_some() { String::new() } else { change.note.message.clone() };
        sentences(page, 6, &Note { message, ..change.note.clone() });
        commands(page, 8, &change.note);
    }
}

/// The sign, the object and what becomes of it.
fn header(change: &Change) -> String {
    let (style, sign) = match change.action {
        Action::Added => (GOOD, "+"),
        Action::Removed => (BAD, "-"),
        Action::Changed if change.is_forbidden() => (BAD, "!"),
        Action::Changed => (CHANGED, "~"),
    };
    let effect = change.effect().map(|effect| format!("  {}", named(effect))).unwrap_or_default();
    format!("{} {STRONG}{}{STRONG:#}{effect}", painted(style, sign), change.object)
}

/// One object in a line or two: what becomes of it, and the first fields that differ.
pub(super) fn brief(page: &mut Page, change: &Change) {
    let told = |field: &FieldChange| {
        let path = TEMPLATES.iter().find_map(|start| field.path.strip_prefix(start)).unwrap_or(&field.path);
        let (old, new) = values(field.old.as_ref(), field.new.as_ref(), BRIEF);
        format!("{path} {old} → {new}")
    };
    let mut said: Vec<_> = change.refusal.iter().cloned().collect();
    if said.is_empty() {
        said.extend(change.fields.iter().take(FIELDS).map(told));
        match change.fields.len().saturating_sub(FIELDS) {
            0 => {}
            1 => said.push("1 more field".to_owned()),
            left => said.push(format!("{left} more fields")),
        }
    }
    let colon = if said.is_empty() { "" } else { ":" };
    page.opened(&format!("{}{colon}", header(change)), 6, &said.join("; "));
}

fn this(page: &mut Page, field: &FieldChange, is_told: bool, has_effect: bool) {
    let effect = if has_effect { format!(" {}", named(&field.effect)) } else { String::new() };
    page.raw(&format!("      {}{effect}\n", painted(DONE, &field.path)));
    let (old, new) = values(field.old.as_ref(), field.new.as_ref(), LONGEST);
    let pair = format!("{old} → {new}");
    if page.has_room(8, &pair) {
        page.raw(&format!("        {pair}\n"));
    } else {
        page.raw(&format!("        {old}\n        → {new}\n"));
    }
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

/// Both values in few words: of long ones that begin alike, the ends that differ.
fn values(old: Option<&Value>, new: Option<&Value>, longest: usize) -> (String, String) {
    let value = |value: Option<&Value>| cut(value, longest);
    let both = [value(old), value(new)];
    let (Some(Value::String(before)), Some(Value::String(after))) = (old, new) else { return both.into() };
    let is_cut = both.iter().any(|text| text.ends_with('…'));
    if !is_cut || before.contains('\n') || after.contains('\n') {
        return both.into();
    }
    let same = before.char_indices().zip(after.chars()).take_while(|((_, own), other)| own == other);
    let alike = same.last().map_or(0, |((at, own), _)| at + own.len_utf8());
    let from = before[..alike].rfind(['/', ' ', ',']).map_or(0, |at| at + 1);
    let end = |text: &String| value(Some(&Value::String(format!("…{}", &text[from..]))));
    if from == 0 { both.into() } else { (end(before), end(after)) }
}

/// A value in few words.
#[cfg(feature = "cluster")]
pub(crate) fn value(value: Option<&Value>) -> String {
    cut(value, LONGEST)
}

/// The first line of a value, and of that so many characters.
fn cut(value: Option<&Value>, longest: usize) -> String {
    let text = match value {
        None => return "nothing".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let text = visible(&text).into_owned();
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > longest || line.len() < text.len() {
        return line.chars().take(longest).collect::<String>() + "…";
    }
    text
}

/// What happens, to Pods, to data.
pub(super) fn sentences(page: &mut Page, indent: usize, note: &Note) {
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

pub(super) fn commands(page: &mut Page, indent: usize, note: &Note) {
    for command in &note.commands {
        page.raw(&format!("{}{}\n", " ".repeat(indent), painted(DONE, command)));
    }
}
