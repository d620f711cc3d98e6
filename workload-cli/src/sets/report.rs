//! What is said of a set: in words, and as JSON.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;
use workload_core::k8s::ObjectRef;
use workload_core::live::{Kept, KeptBecause, SetParent};

use super::plan::SetPlan;
use crate::terminal::visible;

/// Number of objects that are named in one line.
const MOST_NAMED: usize = 5;

/// A set as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SetReport<'a> {
    parent: &'a SetParent,
    id: String,
    /// Number of members in the cluster.
    members: usize,
    /// Number of members that are pruned.
    pruned: usize,
    /// Members that nobody wants any more and that stay.
    kept: &'a [Kept],
    /// Members that nobody wants any more, which would go with `--prune`.
    unwanted: Vec<ObjectRef>,
    /// Kinds of the set that nobody can look for.
    unserved_kinds: Vec<String>,
}

impl<'a> SetReport<'a> {
    /// What is said of a set.
    pub(crate) fn new(plan: &'a SetPlan) -> Self {
        let prunes = plan.open.prunes;
        let unwanted = plan.prune.pruned().filter_map(ObjectRef::from_json);
        Self {
            parent: plan.parent(),
            id: plan.parent().id(),
            members: plan.prune.members,
            pruned: if prunes { plan.prune.count() } else { 0 },
            kept: &plan.prune.kept,
            unwanted: if prunes { Vec::new() } else { unwanted.collect() },
            unserved_kinds: plan.kinds.unserved.iter().map(ToString::to_string).collect(),
        }
    }

    /// The report as a value.
    pub(crate) fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// Lines for people: the set, and what stays although nobody wants it any more.
pub(crate) fn told(plan: &SetPlan) -> String {
    let report = SetReport::new(plan);
    let mut text = format!("set {}: {}\n", report.parent, counted(report.members, "member"));
    // Writing to a String cannot fail.
    for kept in report.kept {
        let why = match kept.because {
            KeptBecause::Annotation => "its annotation `workload/keep` says so",
            _ => "data would go with it",
        };
        let _ = writeln!(
            text,
            "  keeps {}: {why}; `--prune --prune-data` deletes it",
            visible(&kept.object.to_string())
        );
    }
    if !report.unwanted.is_empty() {
        let verb = if report.unwanted.len() == 1 { "is" } else { "are" };
        let _ = writeln!(
            text,
            "  {} {verb} not in the manifests any more; `--prune` deletes: {}",
            counted(report.unwanted.len(), "member"),
            visible(&named(&report.unwanted))
        );
    }
    for kind in &report.unserved_kinds {
        let _ =
            writeln!(text, "  {} is not served: members of this kind cannot be looked for", visible(kind));
    }
    text
}

fn named(objects: &[ObjectRef]) -> String {
    let mut names: Vec<String> = objects.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    if objects.len() > MOST_NAMED {
        names.push(format!("and {} more", objects.len() - MOST_NAMED));
    }
    names.join(", ")
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
