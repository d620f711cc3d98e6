//! What changes, object by object: what is refused first, what is only added last, and together.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use workload_core::predict::diff::{Action, Change, Changes, ClaimChange, Effect, Fate};
use workload_core::predict::plan::{Plan, natural_order};

use super::fields::fields;
use super::notes::{commands as pre, sentences};
use crate::html::{name, rich};

/// What happens to an object, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Refused,
    Removed,
    RollsPods,
    Changed,
    Added,
}

impl Sort {
    pub(super) const ALL: &[Self] =
        &[Self::Refused, Self::Removed, Self::RollsPods, Self::Changed, Self::Added];

    pub(super) fn of(change: &Change) -> Self {
        match change.action {
            Action::Added => Self::Added,
            Action::Removed => Self::Removed,
            Action::Changed if change.is_forbidden() => Self::Refused,
            Action::Changed if change.effect().is_some_and(Effect::touches_pods) => Self::RollsPods,
            Action::Changed => Self::Changed,
        }
    }

    /// What is said of it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Removed => "removed",
            Self::RollsPods => "with Pods replaced",
            Self::Changed => "changed in place",
            Self::Added => "added",
        }
    }

    fn level(self) -> &'static str {
        match self {
            Self::Refused => "bad",
            Self::Removed | Self::RollsPods => "warn",
            Self::Changed | Self::Added => "good",
        }
    }
}

/// How many entries [`changes`] draws.
pub(super) fn items(changes: &Changes) -> usize {
    levels(changes).count()
}

/// The level of each entry.
pub(super) fn levels(changes: &Changes) -> impl Iterator<Item = &'static str> {
    let sorts = changes.changes.iter().map(Sort::of);
    let added = changes.changes.iter().any(|change| change.action == Action::Added);
    let single = sorts.filter(|sort| *sort != Sort::Added).map(Sort::level);
    single.chain(added.then_some(Sort::Added.level()))
}

/// Draws the changes; their ids are `c-` and their place in the JSON.
pub(super) fn changes(page: &mut String, plan: &Plan) {
    let all = &plan.changes.changes;
    let _ = writeln!(page, "<section id=\"changes\" data-group>\n<h2>Changes ({})</h2>", all.len());
    if all.is_empty() {
        page.push_str("<p>No object changes.</p>\n");
    }
    let mut sorted: Vec<_> = all.iter().enumerate().filter(|(_, it)| it.action != Action::Added).collect();
    sorted.sort_by_key(|(_, change)| Sort::of(change));
    for (place, change) in sorted {
        one(page, plan, place, change);
    }
    added(page, plan);
    page.push_str("</section>\n");
}

fn one(page: &mut String, plan: &Plan, place: usize, change: &Change) {
    let sort = Sort::of(change);
    let _ = writeln!(
        page,
        "<article class=\"item\" id=\"c-{place}\" data-item data-level=\"{0}\">\n<h3>{1} <span class=\"badge {0}\">{2}</span>{3}</h3>",
        sort.level(),
        name(&change.object.to_string()),
        sort.word(),
        over_time(plan, change)
    );
    if let Some(other) = &change.counterpart {
        let _ = writeln!(page, "<p>It looks like {} under another name.</p>", name(&other.to_string()));
    }
    if let Some(refusal) = &change.refusal {
        let _ = writeln!(page, "<p class=\"bad\">The API server answers: {}</p>", rich(refusal));
    }
    fields(page, change);
    page.push_str("</article>\n");
}

/// A link to the workload of a change.
fn over_time(plan: &Plan, change: &Change) -> String {
    let object = &change.object;
    let space = object.namespace.as_deref().filter(|space| *space != "default");
    let own = format!(
        "{}{}/{}",
        space.map(|space| format!("{space}/")).unwrap_or_default(),
        object.kind,
        object.name
    );
    let place = plan.workloads.iter().position(|workload| workload.name == own);
    place
        .filter(|_| !plan.is_forbidden())
        .map_or_else(String::new, |place| format!(" <a class=\"aside\" href=\"#w-{place}\">over time</a>"))
}

/// What is added, by kind, in one entry; what is said of them, once.
fn added(page: &mut String, plan: &Plan) {
    let added = plan.changes.changes.iter().enumerate().filter(|(_, it)| it.action == Action::Added);
    let mut kinds: BTreeMap<&str, Vec<(usize, &Change)>> = BTreeMap::new();
    for (place, change) in added {
        kinds.entry(&change.object.kind).or_default().push((place, change));
    }
    if kinds.is_empty() {
        return;
    }
    page.push_str(
        "<article class=\"item\" data-item data-level=\"good\">\n<h3>New objects <span class=\"badge good\">added</span></h3>\n<ul>\n",
    );
    for (kind, mut own) in kinds {
        own.sort_by(|(_, one), (_, other)| natural_order(&one.object.name, &other.object.name));
        let one = |(place, change): &(usize, &Change)| {
            let object = &change.object;
            let space = object.namespace.as_deref().filter(|space| *space != "default");
            let space = space.map(|space| format!("{space}/")).unwrap_or_default();
            format!(
                "<span id=\"c-{place}\">{}</span>{}",
                name(&format!("{space}{}", object.name)),
                over_time(plan, change)
            )
        };
        let names: Vec<_> = own.iter().map(one).collect();
        let _ = writeln!(page, "<li><b>{kind}</b> ({}): {}</li>", own.len(), names.join(", "));
    }
    page.push_str("</ul>\n</article>\n");
}

/// What to type for the changes, each line once.
pub(super) fn commands(changes: &Changes) -> Vec<&str> {
    let mut lines: Vec<&str> = Vec::new();
    for change in changes.changes.iter().filter(|change| change.action != Action::Added) {
        let own = if change.note.commands.is_empty() {
            change.fields.iter().flat_map(|field| &field.note.commands).collect::<Vec<_>>()
        } else {
            change.note.commands.iter().collect()
        };
        for line in own {
            if !lines.contains(&line.as_str()) {
                lines.push(line);
            }
        }
    }
    lines
}

/// How many claims have each fate, worst first.
pub(super) fn fates(claims: &[ClaimChange]) -> impl Iterator<Item = (&'static str, usize)> {
    let fates = [Fate::Deleted, Fate::Orphaned, Fate::Kept, Fate::Made];
    let many = |fate: Fate| claims.iter().filter(|claim| claim.fate == fate).count();
    fates.into_iter().map(move |fate| (fated(fate), many(fate))).filter(|(_, many)| *many > 0)
}

/// The word for a fate.
pub(super) fn fated(fate: Fate) -> &'static str {
    match fate {
        Fate::Made => "made",
        Fate::Kept => "kept",
        Fate::Orphaned => "orphaned",
        Fate::Deleted => "deleted",
    }
}

/// What is said of a claim and what to type, as HTML.
pub(super) fn words(claim: &ClaimChange) -> String {
    format!("<p>{}</p>\n{}", sentences(&claim.note), pre(&claim.note))
}
