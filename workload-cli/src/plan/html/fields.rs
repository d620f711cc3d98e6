//! The fields of a changed object: from, to, what becomes of each, and the words for it.

use std::fmt::Write as _;

use serde_json::Value;
use workload_core::predict::diff::{Change, Effect, FieldChange};

use super::notes::{commands, sentences};
use crate::html::{name, text};

/// A value that is longer is cut.
const LONGEST: usize = 400;

/// Draws the table, and under it what is said of the fields, each sentence once.
pub(super) fn fields(page: &mut String, change: &Change) {
    if !change.fields.is_empty() {
        page.push_str(
            "<table class=\"stack fields\">\n<thead><tr><th scope=\"col\">field</th><th scope=\"col\">from</th>\
             <th scope=\"col\">to</th><th scope=\"col\">effect</th></tr></thead>\n<tbody>\n",
        );
        change.fields.iter().for_each(|field| row(page, field));
        page.push_str("</tbody>\n</table>\n");
    }
    // Of several fields that are taken each has words of its own; else the whole has.
    if change.fields.len() < 2 || change.is_forbidden() {
        let _ = writeln!(page, "<p>{}</p>", sentences(&change.note));
        if change.is_forbidden() && !change.note.commands.is_empty() {
            page.push_str("<p><a href=\"#way\">The way around</a></p>\n");
        } else {
            page.push_str(&commands(&change.note));
        }
        return;
    }
    words(page, &change.fields);
}

/// What is said of several fields: after the first, only what differs from what was said before.
fn words(page: &mut String, fields: &[FieldChange]) {
    let mut said = Vec::new();
    for field in fields {
        let note = &field.note;
        let rest = (note.why.as_str(), note.pods.as_str(), note.data.as_str());
        if said.contains(&rest) && note.message.len() < LONGEST {
            continue;
        }
        said.push(rest);
        let _ = writeln!(page, "<p>{}</p>", sentences(note));
    }
    let mut lines: Vec<&String> = Vec::new();
    for command in fields.iter().flat_map(|field| &field.note.commands) {
        if !lines.contains(&command) {
            lines.push(command);
        }
    }
    if !lines.is_empty() {
        let lines: Vec<_> = lines.into_iter().map(|line| text(line)).collect();
        let _ = writeln!(page, "<pre>{}</pre>", lines.join("\n"));
    }
}

fn row(page: &mut String, field: &FieldChange) {
    let _ = writeln!(
        page,
        "<tr><th scope=\"row\"><code>{}</code></th><td data-label=\"from\">{}</td><td data-label=\"to\">{}</td><td>{}</td></tr>",
        name(&field.path),
        value(field.old.as_ref()),
        value(field.new.as_ref()),
        effect(&field.effect)
    );
}

fn effect(effect: &Effect) -> String {
    let (level, word) = match effect {
        Effect::InPlace => ("good", "in place".to_owned()),
        Effect::Ignored { until } => ("info", format!("ignored until {until}")),
        Effect::RollsPods { .. } if effect.touches_pods() => ("warn", "rolls the Pods".to_owned()),
        Effect::RollsPods { .. } => ("good", "for what is made from now on".to_owned()),
        Effect::Forbidden { .. } => ("bad", "refused".to_owned()),
    };
    format!("<span class=\"{level}\">{}</span>", text(&word))
}

fn value(value: Option<&Value>) -> String {
    let written = match value {
        None => return "<em>nothing</em>".to_owned(),
        Some(Value::String(written)) => written.clone(),
        Some(other) => other.to_string(),
    };
    let cut: String = written.chars().take(LONGEST).collect();
    let end = if cut.len() < written.len() { "…" } else { "" };
    format!("<code>{}{end}</code>", name(&cut))
}
