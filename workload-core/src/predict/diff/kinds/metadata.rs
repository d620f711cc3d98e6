//! The metadata of every object, and the API version it is written in.

use serde_json::Value;

use super::super::differences::Difference;
use super::super::object_diff::{ObjectDiff, items, text};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, in_place};
use super::field_rule::FieldRule;

/// The fields that mean the same in every kind.
pub(super) const FIELDS: &[(&str, FieldRule)] = &[
    ("apiVersion", version),
    ("metadata.labels", labels),
    ("metadata.annotations", annotations),
    ("metadata", other),
];

/// The changes of metadata that the server refuses in every kind, by the field's path.
pub(in super::super) fn refused(diff: &ObjectDiff) -> impl Iterator<Item = (&'static str, Verdict)> {
    let refused = [
        conflict(diff, "resourceVersion", STALE).map(|verdict| ("metadata.resourceVersion", verdict)),
        conflict(diff, "uid", OTHER_UID).map(|verdict| ("metadata.uid", verdict)),
        immutable(diff, "deletionTimestamp").map(|verdict| ("metadata.deletionTimestamp", verdict)),
        immutable(diff, "deletionGracePeriodSeconds")
            .map(|verdict| ("metadata.deletionGracePeriodSeconds", verdict)),
        finalizers(diff).map(|verdict| ("metadata.finalizers", verdict)),
        namespace(diff).map(|verdict| ("metadata.namespace", verdict)),
    ];
    refused.into_iter().flatten()
}

const STALE: &str =
    "the object has been modified; please apply your changes to the latest version and try again";
const OTHER_UID: &str = "Precondition failed: UID in precondition does not match UID in object meta";

/// A value that names one state of one object: the server compares it with its own.
fn conflict(diff: &ObjectDiff, field: &str, reason: &str) -> Option<Verdict> {
    let [old, new] = given(diff, field);
    let new = new.filter(|value| value.as_str().is_some_and(|text| !text.is_empty()))?;
    if old == Some(new) {
        return None;
    }
    let kind = diff.object.kind.to_lowercase();
    let name = &diff.object.name;
    let refusal = Refusal::Request(format!("Operation cannot be fulfilled on {kind} \"{name}\": {reason}"));
    let why = format!(
        "A manifest with `metadata.{field}` is for one state of one object; leave the field out of manifests."
    );
    Some(forbidden(refusal, why))
}

/// The server alone writes it; a new value is refused, none is ignored.
fn immutable(diff: &ObjectDiff, field: &str) -> Option<Verdict> {
    let [old, new] = given(diff, field);
    let new = new.filter(|value| !value.is_null() && old != Some(value))?;
    let refusal = Refusal::immutable(&format!("metadata.{field}"), Some(new));
    Some(forbidden(refusal, "Only deleting the object sets it."))
}

/// An object that is being deleted gets no further finalizers.
fn finalizers(diff: &ObjectDiff) -> Option<Verdict> {
    diff.given_old.pointer("/metadata/deletionTimestamp")?;
    let [old, new] = [diff.given_old, diff.given_new].map(|object| items(object, "/metadata/finalizers"));
    let added: Vec<_> = new.iter().filter(|one| !old.contains(one)).map(Value::to_string).collect();
    if added.is_empty() {
        return None;
    }
    let reason = format!(
        "no new finalizers can be added if the object is being deleted, found new finalizers []string{{{}}}",
        added.join(", ")
    );
    let why = "The object goes once its finalizers are gone; another would hold it back.";
    Some(forbidden(Refusal::forbidden("metadata.finalizers", &reason), why))
}

/// What lives in no namespace may name none.
fn namespace(diff: &ObjectDiff) -> Option<Verdict> {
    let [_, new] = given(diff, "namespace");
    let is_named = new.and_then(Value::as_str).is_some_and(|name| !name.is_empty());
    if diff.object.is_namespaced() || !is_named {
        return None;
    }
    let reason = "the namespace of the provided object does not match the namespace sent on the request";
    let why = format!("A {} lives in no namespace: leave `metadata.namespace` out.", diff.object.kind);
    Some(forbidden(Refusal::Request(reason.to_owned()), why))
}

fn given<'a>(diff: &ObjectDiff<'a>, field: &str) -> [Option<&'a Value>; 2] {
    let pointer = format!("/metadata/{field}");
    [diff.given_old.pointer(&pointer), diff.given_new.pointer(&pointer)]
}

fn version(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("the manifest is written in another version of the API")
        .why("The server stores one object and converts it to whichever version is asked for.")
}

fn labels(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let message = format!("the labels of the {} itself change", diff.object.kind);
    let why = if diff.new.pointer("/spec/template").is_some() {
        "Its Pods have the labels of the template, which are separate."
    } else {
        "Selectors that match this object by label may start or stop matching it."
    };
    in_place(message).why(why)
}

fn annotations(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let verdict = in_place(format!("the annotations of the {} itself change", diff.object.kind));
    if diff.new.pointer("/spec/template").is_none() {
        return verdict;
    }
    let why = "Only annotations of the Pod template replace Pods.";
    if text(diff.new, "/kind") == "Deployment" {
        return verdict.why(format!(
            "{why} A Deployment's `metadata.generation` moves all the same, unlike that of other workloads."
        ));
    }
    verdict.why(why)
}

fn other(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("the object's metadata changes")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{refusal, the};

    const MAP: &str = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}}";

    #[test]
    fn a_manifest_is_for_no_single_state_of_an_object() {
        let stale = the(MAP, "{name: a}", "{name: a, resourceVersion: '1'}");
        assert!(refusal(&stale).contains("the object has been modified"));
        assert!(the(MAP, "{name: a}", "{name: a, uid: u}").is_forbidden());
        let same = MAP.replace("{name: a}", "{name: a, resourceVersion: '1', uid: u}");
        assert!(!the(&same, "a: b", "a: c").is_forbidden());
    }

    #[test]
    fn deletion_is_the_servers() {
        let change = the(MAP, "{name: a}", "{name: a, deletionTimestamp: '2026-01-01T00:00:00Z'}");
        assert!(refusal(&change).contains("metadata.deletionTimestamp: Invalid value"));
        let going = MAP.replace(
            "{name: a}",
            "{name: a, deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: [x.io/a]}",
        );
        assert!(refusal(&the(&going, "[x.io/a]", "[x.io/a, x.io/b]")).contains("no new finalizers"));
        assert!(!the(&going, "[x.io/a]", "[]").is_forbidden());
    }

    #[test]
    fn what_lives_in_no_namespace_names_none() {
        let class =
            "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}, provisioner: p.io/p}";
        assert!(refusal(&the(class, "{name: a}", "{name: a, namespace: shop}")).contains("namespace"));
    }
}
