//! A forecast for people.

use workload_core::k8s::ObjectRef;
use workload_core::live::{Action, Disagreement, FieldConflict, Left, ObjectForecast, Ownership};

use super::shown::Shown;
use crate::plan::{BAD, CHANGED, DONE, GOOD, one_change, painted, short_value};
use crate::terminal::{Page, STRONG};

/// The forecast, what is refused first, and a line that counts.
pub(crate) fn human(shown: &Shown<'_>) -> String {
    let mut page = Page::new();
    let mut objects: Vec<&ObjectForecast> = shown.forecast.objects.iter().collect();
    objects.sort_by_key(|object| rank(object.action));
    let mut same = 0;
    for (number, object) in objects.iter().enumerate() {
        same += 1;
        let next = objects.get(number + 1);
        if next.is_some_and(|next| {
            is_refused_new(object) && is_refused_new(next) && next.refusal == object.refusal
        }) {
            // One cause often stands in the way of many objects.
            header(&mut page, Action::Refuse, &object.object);
            continue;
        }
        one(&mut page, shown, object, same);
        same = 0;
    }
    page.raw(&summary(shown));
    page.into_text()
}

fn rank(action: Action) -> u8 {
    match action {
        Action::Refuse => 0,
        Action::Recreate => 1,
        Action::Prune => 2,
        Action::Change => 3,
        Action::Create => 4,
        _ => 5,
    }
}

/// Whether an object that is not there is refused for a reason of the API server's.
fn is_refused_new(object: &ObjectForecast) -> bool {
    object.action == Action::Refuse
        && object.before.is_null()
        && object.conflicts.is_empty()
        && object.change.as_ref().is_none_or(|change| change.refusal.is_none())
        && object.refusal.is_some()
}

/// An object; `same` is the number of objects that are refused for the same reason.
fn one(page: &mut Page, shown: &Shown<'_>, object: &ObjectForecast, same: usize) {
    match (object.action, &object.change) {
        (Action::Unchanged, _) if object.left.is_empty() && object.disagreements.is_empty() => return,
        (Action::Refuse, _) if !object.conflicts.is_empty() => conflicts(page, shown, object),
        (Action::Refuse, _) if object.before.is_null() => header(page, Action::Refuse, &object.object),
        (_, Some(change)) => one_change(page, change),
        (action, None) => header(page, action, &object.object),
    }
    if let Some(refusal) = object
        .refusal
        .as_ref()
        .filter(|_| object.change.as_ref().is_none_or(|change| change.refusal.is_none()))
    {
        let what = if same == 1 { "it".to_owned() } else { format!("these {same} objects") };
        page.line(6, &format!("The API server refuses {what}: {refusal}"));
    }
    if let Some(pods) = object.pods.filter(|_| object.action == Action::Change) {
        page.line(6, &format!("It replaces {}.", counted(pods, "Pod")));
    }
    if object.action == Action::Recreate {
        page.line(6, &recreate(object));
    }
    for left in &object.left {
        page.line(6, &left_line(shown, &object.object, left));
    }
    for disagreement in &object.disagreements {
        page.line(6, &disagreement_line(disagreement));
    }
    if object.is_terminating {
        let then = match object.action {
            Action::Create => ": `workload apply` waits until it is gone, and creates it anew",
            _ => "",
        };
        page.line(6, &format!("It is being deleted already{then}."));
    }
}

/// Where the API server's dry run and the computed object differ, the API server counts.
fn disagreement_line(found: &Disagreement) -> String {
    let [computed, server] = [&found.computed, &found.server].map(|value| short_value(value.as_ref()));
    if found.path.is_empty() {
        return format!("The API server accepts the update, though the rules of updates say: {computed}");
    }
    format!(
        "`{}`: the API server would store `{server}` and not `{computed}`; a webhook or policy of the cluster may set the field.",
        found.path
    )
}

fn header(page: &mut Page, action: Action, object: &ObjectRef) {
    let (style, sign, word) = match action {
        Action::Create => (GOOD, '+', ""),
        Action::Prune => (BAD, '-', "  pruned"),
        Action::Refuse => (BAD, '!', "  refused"),
        Action::Recreate => (BAD, '!', "  recreated"),
        Action::Unchanged => (STRONG, '=', ""),
        _ => (CHANGED, '~', ""),
    };
    page.raw(&format!(
        "  {} {STRONG}{object}{STRONG:#}{}\n",
        painted(style, &sign.to_string()),
        painted(style, word)
    ));
}

fn recreate(object: &ObjectForecast) -> String {
    let lost = if object.loses_data {
        format!(" Its data goes with it, which `--allow-data-loss {}` allows.", object.object.name)
    } else {
        String::new()
    };
    let pods = match object.object.kind.as_str() {
        "Deployment" | "DaemonSet" | "ReplicaSet" | "ReplicationController" => {
            " Its old Pods are stopped at once."
        }
        "StatefulSet" => " Its Pods stay meanwhile.",
        "Job" => " It waits until its old Pods are gone.",
        _ => "",
    };
    format!("No update leads there. `workload apply --recreate` deletes and creates it.{pods}{lost}")
}

fn conflicts(page: &mut Page, shown: &Shown<'_>, object: &ObjectForecast) {
    let count = counted(object.conflicts.len() as u64, "field");
    let verb = if object.conflicts.len() == 1 { "belongs" } else { "belong" };
    page.raw(&format!(
        "  {} {STRONG}{}{STRONG:#}  {}\n",
        painted(BAD, "!"),
        object.object,
        painted(BAD, &format!("refused: {count} {verb} to others"))
    ));
    for line in conflict_lines(shown, object) {
        page.raw(&line);
    }
    page.line(6, &ways_out(&object.conflicts));
}

/// What is said of each conflict: the field, both values, who owns it and since when.
pub(crate) fn conflict_lines(shown: &Shown<'_>, object: &ObjectForecast) -> Vec<String> {
    let line = |conflict: &FieldConflict| {
        let place = shown
            .place(&object.object, &conflict.steps)
            .map(|place| format!(" in {place}"))
            .unwrap_or_default();
        format!(
            "      {}\n        {} in the cluster, {}{place}\n        owned by {}\n",
            painted(DONE, &conflict.path),
            short_value(conflict.live.as_ref()),
            short_value(conflict.wanted.as_ref()),
            owner(conflict)
        )
    };
    object.conflicts.iter().map(line).collect()
}

/// `kubectl through /scale since 2026-01-31T12:00:00Z`.
fn owner(conflict: &FieldConflict) -> String {
    let how = match conflict.subresource.as_str() {
        "" if conflict.is_edit() => String::new(),
        "" => " by server-side apply".to_owned(),
        name => format!(" through /{name}"),
    };
    let since = conflict.since.as_ref().map(|since| format!(" since {since}")).unwrap_or_default();
    format!("{}{how}{since}", conflict.manager)
}

fn ways_out(conflicts: &[FieldConflict]) -> String {
    let take: Vec<_> = conflicts
        .iter()
        .map(|conflict| format!("--take '{}'", conflict.path.trim_start_matches('.')))
        .collect();
    let take = if take.len() > 3 { "--take".to_owned() } else { take.join(" ") };
    format!(
        "Take what you want to own: `workload apply {take}`; or leave it to its owner: remove the field; or agree: write the value that is in the cluster."
    )
}

fn left_line(shown: &Shown<'_>, object: &ObjectRef, left: &Left) -> String {
    let live = short_value(left.live.as_ref());
    let path = left.path.trim_start_matches('.');
    match &left.wanted {
        Some(wanted) => {
            let steps: Vec<_> = path.split('.').map(workload_core::ownership::PathElement::field).collect();
            let place = shown.place(object, &steps).map(|place| format!(" in {place}")).unwrap_or_default();
            format!(
                "`{path}` stays {live}: it is left to {}, and {}{place} does not count; remove the line.",
                left.owner,
                short_value(Some(wanted))
            )
        }
        None => format!(
            "`{path}` stays {live}: it is handed over to {}, whose number counts from now on.",
            left.owner
        ),
    }
}

/// `2 to change, 1 to create, 5 unchanged`, and what happens to owners.
pub(crate) fn summary(shown: &Shown<'_>) -> String {
    let words = [
        (Action::Create, "to create"),
        (Action::Change, "to change"),
        (Action::Recreate, "to recreate"),
        (Action::Prune, "to prune"),
        (Action::Refuse, "refused"),
        (Action::Unchanged, "unchanged"),
    ];
    let counts = words.map(|(action, word)| (shown.forecast.count(action), word));
    let told: Vec<_> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let told =
        if shown.forecast.is_empty() { format!("no changes: {}", told.join(", ")) } else { told.join(", ") };
    let handed =
        shown.forecast.objects.iter().filter(|object| object.ownership == Ownership::HandedOver).count();
    let owners = match handed {
        0 => String::new(),
        1 => "; client-side ownership of 1 object is handed to workload".to_owned(),
        more => format!("; client-side ownership of {more} objects is handed to workload"),
    };
    format!("{told}{owners}\n")
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
