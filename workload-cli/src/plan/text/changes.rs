//! What changes, object by object.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use workload_core::predict::diff::{Action, Change, Changes, ClaimChange, Effect, Fate, Note};
use workload_core::predict::plan::natural_order;

use super::change::{brief, commands, one, sentences};
use super::paint::{BAD, CHANGED, GOOD, painted};
use super::parts::Parts;
use crate::terminal::{Page, STRONG, WEAK};

/// Of more changes than this, each has a line or two.
const MANY: usize = 3;

/// Of more added objects than this, those of one kind are in one line.
const ADDED: usize = 8;

/// So many names are in such a line.
const NAMES: usize = 5;

/// What becomes worse comes first, what is added last; of what is refused, all is shown.
pub(super) fn changes(page: &mut Page, changes: &Changes, parts: &dyn Fn(&'static str) -> Parts) {
    page.heading("Changes");
    if changes.is_empty() {
        page.raw("  no changes\n");
    }
    let mut shown = parts("change");
    let (refused, others): (Vec<_>, Vec<_>) =
        changes.changes.iter().partition(|change| change.is_forbidden());
    let refused_one = if shown.is_bounded() && refused.len() > MANY { brief } else { one };
    for change in &refused {
        refused_one(page, change);
    }
    let (mut added, mut others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|it| it.action == Action::Added);
    others.sort_by(|one, other| place(one).cmp(&place(other)).then_with(|| by_name(one, other)));
    added.sort_by(|one, other| one.object.kind.cmp(&other.object.kind).then_with(|| by_name(one, other)));
    let is_brief = shown.is_bounded() && others.len() > MANY;
    if is_brief {
        in_brief(&mut shown, others);
    } else {
        shown.extend(others, one);
    }
    if shown.is_bounded() && added.len() > ADDED {
        by_kind(&mut shown, &painted(GOOD, "+"), &added);
    } else {
        shown.extend(added, one);
    }
    shown.show(page);
    if is_brief {
        page.raw(&format!("  {}\n", painted(WEAK, "what each means, and what to type: --all")));
    }
    // Of a set that is refused nothing is claimed.
    if refused.is_empty() {
        claims(page, &changes.claims, parts("claim"));
    }
}

/// Each change in a line or two, those that replace Pods first; what is removed is counted by kind.
fn in_brief(shown: &mut Parts, changes: Vec<&Change>) {
    let (removed, rest): (Vec<_>, Vec<_>) =
        changes.into_iter().partition(|change| change.action == Action::Removed);
    by_kind(shown, &painted(BAD, "-"), &removed);
    shown.extend(rest, brief);
}

/// Objects in a line for each kind.
fn by_kind(shown: &mut Parts, sign: &str, changes: &[&Change]) {
    for (kind, names) in names_by_kind(changes) {
        shown.add(part(|page| page.labelled(sign, 1, &counted(kind, &names))));
    }
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

/// The place of a change, and of its kind.
fn place(change: &Change) -> (u8, u8) {
    (rank(change), kind_rank(&change.object.kind))
}

/// The order of names, with their namespaces: `web-2` before `web-10`.
fn by_name(one: &Change, other: &Change) -> Ordering {
    natural_order(&one.object.to_string(), &other.object.to_string())
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
    if let [one] = names {
        return format!("{kind} {one}");
    }
    let kind = plural(kind);
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

/// The objects of each kind, in natural order, with the namespace before the name where there is one.
fn names_by_kind<'c>(changes: &[&'c Change]) -> BTreeMap<&'c str, Vec<String>> {
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for change in changes {
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
