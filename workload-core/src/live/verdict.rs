//! One object's verdict: the computed merge, the API server's dry run, and what the change means.

use serde_json::Value;

use super::action::{Action, Disagreement, Ownership};
use super::conflict::FieldConflict;
use super::dry_run::DryRun;
use super::kinds::Kind;
use super::merge::{Merged, NewObject};
use super::noise::without_noise;
use crate::predict::diff::field_differences;

/// What is known of one object before the others are looked at.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub action: Action,
    pub conflicts: Vec<FieldConflict>,
    pub refusal: Option<String>,
    pub disagreements: Vec<Disagreement>,
    pub ownership: Ownership,
    /// The object as it would be, were nothing in the way.
    pub after: Value,
}

impl Verdict {
    fn new(action: Action, after: Value) -> Self {
        let ownership = Ownership::Stays;
        Self { action, conflicts: Vec::new(), refusal: None, disagreements: Vec::new(), ownership, after }
    }
}

/// The verdict on an object that is not there.
pub(super) fn created(kind: &Kind, config: &Value, dry_run: &DryRun) -> Verdict {
    let computed = kind.created(config);
    match dry_run {
        DryRun::NotAsked => Verdict::new(Action::Create, computed),
        DryRun::Stored(object) => Verdict::new(Action::Create, object.clone()),
        DryRun::Conflicts(_) => refused(computed, "the object has appeared in the meantime"),
        DryRun::Refused { message, .. } => refused(computed, message),
    }
}

/// The verdict on an object that is there.
pub(super) fn changed(kind: &Kind, live: &Value, merged: &Merged, dry_run: &DryRun) -> Verdict {
    let base = without_noise(&kind.created(live));
    let mut verdict = match (&merged.outcome, dry_run) {
        (NewObject::Refused(why), DryRun::Stored(object)) => {
            let mut verdict = by_server(live, object);
            verdict.disagreements.push(whole(why, "the API server takes it"));
            verdict
        }
        (NewObject::Refused(_), DryRun::Refused { message, .. }) => refused(live.clone(), message),
        (NewObject::Refused(why), _) => refused(live.clone(), why),
        (NewObject::Conflicts(conflicts, forced), answer) => conflicting(live, conflicts, forced, answer),
        (NewObject::Merged(new), DryRun::Stored(object)) => {
            let mut verdict = by_server(live, object);
            if kind.is_known() {
                verdict.disagreements = disagreements(kind, new, object);
            }
            verdict
        }
        (NewObject::Merged(new), DryRun::Conflicts(told)) => {
            let mut verdict = Verdict::new(Action::Refuse, new.clone());
            verdict.refusal = Some(server_conflicts(told));
            verdict.disagreements.push(whole("no conflict", &server_conflicts(told)));
            verdict
        }
        (NewObject::Merged(new), DryRun::Refused { message, .. }) => refused(new.clone(), message),
        (NewObject::Merged(new), DryRun::NotAsked) => computed(&base, new),
    };
    verdict.ownership = match merged {
        Merged { entries: Some(_), .. } => Ownership::HandedOver,
        Merged { moves_ownership: true, .. } => Ownership::Shared,
        _ => Ownership::Stays,
    };
    verdict
}

fn refused(after: Value, message: &str) -> Verdict {
    Verdict { refusal: Some(message.to_owned()), ..Verdict::new(Action::Refuse, after) }
}

fn computed(base: &Value, new: &Value) -> Verdict {
    let action = if *base == without_noise(new) { Action::Unchanged } else { Action::Change };
    Verdict::new(action, new.clone())
}

/// The API server knows best what it would store.
fn by_server(live: &Value, object: &Value) -> Verdict {
    let is_same = without_noise(live) == without_noise(object);
    Verdict::new(if is_same { Action::Unchanged } else { Action::Change }, object.clone())
}

fn conflicting(live: &Value, conflicts: &[FieldConflict], forced: &Value, answer: &DryRun) -> Verdict {
    if let DryRun::Stored(object) = answer {
        let paths: Vec<_> = conflicts.iter().map(|conflict| conflict.path.as_str()).collect();
        let mut verdict = by_server(live, object);
        verdict.disagreements.push(whole(&format!("conflicts over {}", paths.join(", ")), "no conflict"));
        return verdict;
    }
    let mut verdict = Verdict::new(Action::Refuse, forced.clone());
    conflicts.clone_into(&mut verdict.conflicts);
    if let DryRun::Conflicts(told) = answer {
        let is_news =
            |(path, _): &&(String, String)| !conflicts.iter().any(|conflict| conflict.path == *path);
        let news: Vec<_> = told.iter().filter(is_news).cloned().collect();
        if !news.is_empty() {
            verdict.disagreements.push(whole("no conflict there", &server_conflicts(&news)));
        }
    }
    verdict
}

fn server_conflicts(told: &[(String, String)]) -> String {
    let lines: Vec<_> = told.iter().map(|(path, owner)| format!("{owner}: {path}")).collect();
    lines.join("; ")
}

fn whole(computed: &str, server: &str) -> Disagreement {
    Disagreement { path: String::new(), computed: Some(computed.into()), server: Some(server.into()) }
}

/// Where the stored object is not the computed one.
fn disagreements(kind: &Kind, computed: &Value, stored: &Value) -> Vec<Disagreement> {
    let [computed, stored] = [computed, &kind.created(stored)].map(without_noise);
    let found = field_differences(&computed, &stored).into_iter();
    found.map(|found| Disagreement { path: found.path, computed: found.old, server: found.new }).collect()
}
