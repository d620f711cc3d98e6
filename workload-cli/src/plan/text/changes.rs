//! What changes, object by object.

use std::collections::BTreeMap;

use serde_json::Value;
use workload_core::predict::diff::{Action, Change, Changes, ClaimChange, Effect, Fate, FieldChange, Note};
use workload_core::predict::plan::natural_order;

use super::paint::{BAD, CHANGED, DONE, GOOD, painted};
use super::parts::Parts;
use crate::terminal::{Page, STRONG, visible};

/// Values longer than this are cut.
const LONGEST: usize = 60;

/// Of more added objects than this, those of one kind are in one line.
const ADDED: usize = 8;

/// So many names are in such a line.
const NAMES: usize = 5;

/// What becomes worse comes first, what is added last.
pub(super) fn changes(page: &mut Page, changes: &Changes, parts: &dyn Fn(&'static str) -> Parts) {
    page.heading("Changes");
    if changes.is_empty() {
        page.raw("  no changes\n");
    }
    let mut shown = parts("change");
    let (added, mut others): (Vec<_>, Vec<_>) =
        changes.changes.iter().partition(|change| change.action == Action::Added);
    others.sort_by_key(|change| (rank(change), kind_rank(&change.object.kind)));
    for change in others {
        shown.add(part(|page| one(page, change)));
    }
    if shown.is_bounded() && added.len() > ADDED {
        for (kind, names) in by_kind(&added) {
            shown.add(part(|page| page.labelled(&painted(GOOD, "+"), 1, &counted(kind, &names))));
        }
    } else {
        for change in added {
            shown.add(part(|page| one(page, change)));
        }
    }
    shown.show(page);
    claims(page, &changes.claims, parts("claim"));
}

fn claims(page: &mut Page, claims: &[ClaimChange], mut parts: Parts) {
    if claims.is_empty() {
        return;
    }
    page.heading("Claims");
    let mut claims: Vec<_> = claims.iter().collect();
    let made_last = |claim: &ClaimChange| u8::from(claim.fate == Fate::Made);
    claims.sort_by(|one, other| {
        made_last(one).cmp(&made_last(other)).then_with(|| natural_order(&one.name, &other.name))
    });
    for alike in alike(&claims, parts.is_bounded()) {
        parts.add(part(|page| item(page, &alike)));
    }
    parts.show(page);
}

/// Claims of which the same is said, one after the other; each for itself where everything is shown.
fn alike<'c>(claims: &[&'c ClaimChange], together: bool) -> Vec<Vec<&'c ClaimChange>> {
    let said = |claim: &ClaimChange| {
        let note = &claim.note;
        let text = [&note.message, &note.why, &note.pods, &note.data].map(String::as_str).join(" ");
        // Of a claim that is made nothing more is said.
        let text = if claim.fate == Fate::Made { String::new() } else { text.replace(&claim.name, "") };
        (claim.fate, text, claim.fate == Fate::Made || note.commands.is_empty())
    };
    let mut groups: Vec<Vec<&ClaimChange>> = Vec::new();
    for claim in claims {
        let same = |group: &&mut Vec<&ClaimChange>| said(group[0]) == said(claim) && said(claim).2;
        match groups.iter_mut().find(|group| together && same(group)) {
            Some(group) => group.push(claim),
            None => groups.push(vec![claim]),
        }
    }
    groups
}

/// What a page of its own says.
fn part(write: impl FnOnce(&mut Page)) -> String {
    let mut page = Page::new();
    write(&mut page);
    page.into_text()
}

/// The place of a change: refused, removed, Pods replaced, changed.
fn rank(change: &Change) -> u8 {
    match change.action {
        Action::Changed if change.is_forbidden() => 0,
        Action::Removed => 1,
        Action::Changed if change.effect().is_some_and(Effect::touches_pods) => 2,
        Action::Changed => 3,
        Action::Added => 4,
    }
}

/// Kinds that take a Pod away before its successor is there come before those that need not.
fn kind_rank(kind: &str) -> u8 {
    match kind {
        "StatefulSet" | "DaemonSet" | "Job" | "Pod" => 0,
        _ => 1,
    }
}

/// `12 Deployments: api, web and 10 more`.
fn counted(kind: &str, names: &[String]) -> String {
    let kind = if names.len() == 1 { kind.to_owned() } else { plural(kind) };
    let left = names.len().saturating_sub(NAMES);
    let end = if left > 0 { format!(" and {left} more") } else { String::new() };
    let shown: Vec<_> = names.iter().take(NAMES).map(String::as_str).collect();
    format!("{} {kind}: {}{end}", names.len(), shown.join(", "))
}

/// `Deployments`, `Ingresses`, `NetworkPolicies`.
fn plural(kind: &str) -> String {
    match kind {
        "Endpoints" => kind.to_owned(),
        _ if kind.ends_with('s') => format!("{kind}es"),
        _ => match kind.strip_suffix("cy") {
            Some(start) => format!("{start}cies"),
            None => format!("{kind}s"),
        },
    }
}

/// The added objects of each kind, in natural order, with the namespace before the name where there is one.
fn by_kind<'c>(added: &[&'c Change]) -> BTreeMap<&'c str, Vec<String>> {
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for change in added {
        let object = &change.object;
        let place = object.namespace.as_ref().filter(|it| *it != "default").map(|it| format!("{it}/"));
        let name = format!("{}{}", place.unwrap_or_default(), object.name);
        kinds.entry(object.kind.as_str()).or_default().push(name);
    }
    for names in kinds.values_mut() {
        names.sort_by(|one, other| natural_order(one, other));
    }
    kinds
}

fn item(page: &mut Page, alike: &[&ClaimChange]) {
    let claim = alike[0];
    let (style, word) = match claim.fate {
        Fate::Made => (GOOD, "made"),
        Fate::Kept => (STRONG, "kept"),
        Fate::Orphaned => (CHANGED, "orphaned"),
        Fate::Deleted => (BAD, "deleted"),
    };
    let names: Vec<_> = alike.iter().map(|claim| claim.name.clone()).collect();
    let names = if alike.len() == 1 { claim.name.clone() } else { counted("claim", &names) };
    page.labelled(&painted(style, &format!("{word:9}")), 9, &names);
    if claim.fate != Fate::Made {
        let each = claim.note.message.replace(&format!("`{}`", claim.name), "each");
        let message = if alike.len() == 1 { claim.note.message.clone() } else { each };
        sentences(page, 12, &Note { message, ..claim.note.clone() });
        commands(page, 14, &claim.note);
    }
}

/// One object: what changes, and what becomes of it.
pub(crate) fn one(page: &mut Page, change: &Change) {
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
    let (old, new) = values(field.old.as_ref(), field.new.as_ref());
    page.raw(&format!("        {old} → {new}\n"));
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
fn values(old: Option<&Value>, new: Option<&Value>) -> (String, String) {
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
pub(crate) fn value(value: Option<&Value>) -> String {
    let text = match value {
        None => return "nothing".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let text = visible(&text).into_owned();
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
