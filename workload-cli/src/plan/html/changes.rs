//! What changes, object by object.

use std::fmt::Write as _;

use serde_json::Value;
use workload_core::predict::diff::{Action, Change, Changes, ClaimChange, Effect, Fate, FieldChange, Note};

use super::escape::text;

pub(super) fn changes(page: &mut String, changes: &Changes) {
    let _ = writeln!(page, "<section>\n<h2>Changes ({})</h2>", changes.changes.len());
    for change in &changes.changes {
        one(page, change);
    }
    if !changes.claims.is_empty() {
        page.push_str("<h3>Claims</h3>\n<ul>\n");
        for claim in &changes.claims {
            item(page, claim);
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</section>\n");
}

fn item(page: &mut String, claim: &ClaimChange) {
    let fate = match claim.fate {
        Fate::Made => "made",
        Fate::Kept => "kept",
        Fate::Orphaned => "orphaned",
        Fate::Deleted => "deleted",
    };
    let (name, note) = (text(&claim.name), said(&claim.note));
    let _ = writeln!(page, "<li tabindex=\"0\"><code>{name}</code> <em>{fate}</em>: {note}</li>");
}

fn one(page: &mut String, change: &Change) {
    let word = match change.action {
        Action::Added => "added",
        Action::Removed => "removed",
        Action::Changed => change.effect().map_or("changed", named),
    };
    let (open, class) = if change.is_forbidden() { (" open", " class=\"bad\"") } else { ("", "") };
    let (object, note) = (text(&change.object.to_string()), said(&change.note));
    let _ = writeln!(
        page,
        "<details{open}>\n<summary{class}><b>{object}</b> <em>{word}</em></summary>\n<p>{note}</p>",
    );
    if let Some(refusal) = &change.refusal {
        let _ = writeln!(page, "<p class=\"bad\">The server answers: {}</p>", text(refusal));
    }
    commands(page, &change.note);
    if !change.fields.is_empty() {
        table(page, &change.fields);
    }
    page.push_str("</details>\n");
}

fn table(page: &mut String, fields: &[FieldChange]) {
    page.push_str(
        "<table>\n<thead><tr><th>field</th><th>from</th><th>to</th><th>effect</th></tr></thead>\n<tbody>\n",
    );
    for field in fields {
        row(page, field);
    }
    page.push_str("</tbody>\n</table>\n");
}

fn row(page: &mut String, field: &FieldChange) {
    let effect = match &field.effect {
        Effect::Ignored { until } => format!("ignored until {until}"),
        other => named(other).to_owned(),
    };
    let _ = writeln!(
        page,
        "<tr tabindex=\"0\"><td><code>{}</code></td><td>{}</td><td>{}</td><td><em>{}</em><br>{}</td></tr>",
        text(&field.path),
        value(field.old.as_ref()),
        value(field.new.as_ref()),
        text(&effect),
        said(&field.note)
    );
}

fn named(effect: &Effect) -> &'static str {
    match effect {
        Effect::InPlace => "in place",
        Effect::Ignored { .. } => "ignored for now",
        Effect::RollsPods { .. } if effect.touches_pods() => "rolls the Pods",
        Effect::RollsPods { .. } => "for what is made from now on",
        Effect::Forbidden { .. } => "forbidden",
    }
}

fn value(value: Option<&Value>) -> String {
    match value {
        None => "<em>nothing</em>".to_owned(),
        Some(Value::String(written)) => format!("<code>{}</code>", text(written)),
        Some(other) => format!("<code>{}</code>", text(&other.to_string())),
    }
}

/// What happens, to Pods, to data.
fn said(note: &Note) -> String {
    let parts = [&note.message, &note.why, &note.pods, &note.data];
    let ended = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| if part.ends_with(['.', '!', ':']) { text(part) } else { format!("{}.", text(part)) });
    ended.collect::<Vec<_>>().join(" ")
}

fn commands(page: &mut String, note: &Note) {
    if !note.commands.is_empty() {
        let _ = writeln!(page, "<pre tabindex=\"0\">{}</pre>", text(&note.commands.join("\n")));
    }
}
