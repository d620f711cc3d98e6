//! ConfigMaps: their data may change, and reaches Pods by files, not by environment.

use serde_json::Value;

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, is_true, items, text};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, ignored, in_place};
use super::content::containers;
use super::other;
use super::rules::Rules;
use crate::k8s::ObjectRef;

pub(super) const RULES: Rules = Rules {
    group: "",
    kind: "ConfigMap",
    fixed: &[],
    fields: &[("immutable", immutable), ("data", content), ("binaryData", content)],
    rest: other::updated,
    refused: other::nothing_else,
    workaround,
    added: other::added,
    removed,
};

const REFUSAL: &str = "field is immutable when `immutable` is set";
const WHY: &str = "`immutable: true` is a promise to the nodes, which no longer look whether it changes.";

/// Set once, it stays.
pub(super) fn immutable(diff: &ObjectDiff, _: &Difference) -> Verdict {
    if is_true(diff.old, "/immutable") {
        return forbidden(Refusal::forbidden("immutable", REFUSAL), WHY);
    }
    if !is_true(diff.new, "/immutable") {
        return in_place("it may change, as before");
    }
    in_place("from now on nothing in it can change").why("It cannot be taken back: only deleting it helps.")
}

/// What Pods read, which they see at once, later or never.
pub(super) fn content(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if is_true(diff.old, "/immutable") {
        let field = if difference.path.is_below("binaryData") { "binaryData" } else { "data" };
        return forbidden(Refusal::forbidden(field, REFUSAL), WHY);
    }
    let readers: Vec<_> = readers(diff, is_read_at_start).collect();
    if readers.is_empty() {
        return in_place("the content changes; mounted as files it reaches Pods within about a minute").why(
            "Files below a `subPath`, and environment variables, change only when the Pod starts again.",
        );
    }
    let names: Vec<_> = readers.iter().map(ToString::to_string).collect();
    ignored(
        "their Pods start again",
        format!("the content changes, and {} read it only when they start", names.join(", ")),
    )
    .why("Environment variables and files below a `subPath` are read once, when a container starts.")
    .pods("Running Pods go on with the old content; any that starts for whatever reason has the new one.")
    .commands(restarts(&readers))
}

fn restarts(readers: &[&ObjectRef]) -> Vec<String> {
    let can =
        |reader: &&&ObjectRef| ["Deployment", "StatefulSet", "DaemonSet"].contains(&reader.kind.as_str());
    readers.iter().filter(can).map(|reader| Kubectl(reader).rollout("restart")).collect()
}

/// The workloads among the new objects whose Pods use this object in the way asked for.
fn readers<'a>(
    diff: &ObjectDiff<'a>,
    is_used: fn(&Value, &str, &str) -> bool,
) -> impl Iterator<Item = &'a ObjectRef> {
    let (object, kind, name) = (diff.object, diff.object.kind.as_str(), diff.name());
    let entries = diff.sets.naming(name).filter(move |entry| entry.object.shares_namespace(object));
    let uses =
        entries.filter(move |entry| pod_spec(&entry.stored).is_some_and(|spec| is_used(spec, kind, name)));
    uses.map(|entry| &entry.object)
}

fn pod_spec(object: &Value) -> Option<&Value> {
    let pointers = ["/spec/template/spec", "/spec/jobTemplate/spec/template/spec", "/spec"];
    pointers
        .iter()
        .find_map(|pointer| object.pointer(pointer))
        .filter(|spec| spec.get("containers").is_some())
}

/// By environment, or by a file below a `subPath`.
fn is_read_at_start(spec: &Value, kind: &str, name: &str) -> bool {
    let (all, key) =
        if kind == "Secret" { ("secretRef", "secretKeyRef") } else { ("configMapRef", "configMapKeyRef") };
    let mounted: Vec<_> =
        items(spec, "/volumes").iter().filter(|volume| is_volume_of(volume, kind, name)).collect();
    containers(spec).any(|container| {
        let by_all =
            items(container, "/envFrom").iter().any(|from| text(from, &format!("/{all}/name")) == name);
        let by_key =
            items(container, "/env").iter().any(|env| text(env, &format!("/valueFrom/{key}/name")) == name);
        let by_file = items(container, "/volumeMounts").iter().any(|mount| {
            (mount.get("subPath").is_some() || mount.get("subPathExpr").is_some())
                && mounted.iter().any(|volume| text(volume, "/name") == text(mount, "/name"))
        });
        by_all || by_key || by_file
    })
}

fn is_used_at_all(spec: &Value, kind: &str, name: &str) -> bool {
    is_read_at_start(spec, kind, name)
        || items(spec, "/volumes").iter().any(|volume| is_volume_of(volume, kind, name))
}

fn is_volume_of(volume: &Value, kind: &str, name: &str) -> bool {
    let (source, key) = if kind == "Secret" { ("secret", "secretName") } else { ("configMap", "name") };
    let projected = items(volume, "/projected/sources").iter();
    text(volume, &format!("/{source}/{key}")) == name
        || projected.into_iter().any(|item| text(item, &format!("/{source}/name")) == name)
}

pub(super) fn workaround(diff: &ObjectDiff, _: &[&Difference]) -> Note {
    let readers: Vec<_> = readers(diff, is_used_at_all).collect();
    let commands = [
        "# best: give the new content another name, and name it in the workloads; else:".to_owned(),
        diff.kubectl().delete(),
        Kubectl::apply(),
    ];
    Note::new(format!("the {} is deleted and made again", diff.object.kind))
        .commands(commands.into_iter().chain(restarts(&readers)))
        .pods("Running Pods keep the old content until they are restarted; Pods that start in between wait for it.")
}

pub(super) fn removed(diff: &ObjectDiff) -> Note {
    let readers: Vec<_> = readers(diff, is_used_at_all).map(ToString::to_string).collect();
    let pods = if readers.is_empty() {
        "None of the workloads among the objects uses it.".to_owned()
    } else {
        format!(
            "{} still use it: running Pods go on, and none can start once it is deleted.",
            readers.join(", ")
        )
    };
    other::removed(diff).pods(pods)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, changes, effects, refusal, the};

    const SETTINGS: &str = "
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {level: info}
";
    const API: &str = "
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
      - {name: api, image: 'api:1', HOW}
      volumes: [{name: settings, configMap: {name: settings}}]
";

    #[test]
    fn content_changes_unless_it_is_immutable() {
        effects(
            SETTINGS,
            Effects {
                in_place: &[
                    ("level: info", "level: debug", "data.level"),
                    ("\ndata:", "\nimmutable: true\ndata:", "immutable"),
                ],
                ..Effects::default()
            },
        );
        effects(
            &format!("{SETTINGS}immutable: true\n"),
            Effects {
                in_place: &[("{name: settings}", "{name: settings, labels: {a: b}}", "metadata.labels")],
                forbidden: &[
                    ("level: info", "level: debug", "data.level"),
                    ("level: info", "", "data"),
                    ("immutable: true", "immutable: false", "immutable"),
                ],
                ..Effects::default()
            },
        );
    }

    #[test]
    fn who_reads_it_at_the_start_has_to_start_again() {
        for (how, waits) in [
            ("envFrom: [{configMapRef: {name: settings}}]", true),
            ("env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: level}}}]", true),
            ("volumeMounts: [{name: settings, mountPath: /a, subPath: a}]", true),
            ("volumeMounts: [{name: settings, mountPath: /a}]", false),
            ("envFrom: [{configMapRef: {name: others}}]", false),
        ] {
            let change =
                the(&format!("{SETTINGS}{}", API.replace("HOW", how)), "level: info", "level: debug");
            let commands = if waits { vec!["kubectl rollout restart deployment api"] } else { Vec::new() };
            assert_eq!(change.note.commands, commands, "{how}");
        }
    }

    #[test]
    fn an_immutable_one_is_replaced() {
        let change = the(
            &format!("{SETTINGS}immutable: true\n{}", API.replace("HOW", "args: [a]")),
            "level: info",
            "level: debug",
        );
        assert_eq!(
            refusal(&change),
            "ConfigMap \"settings\" is invalid: data: Forbidden: field is immutable when `immutable` is set"
        );
        assert_eq!(change.note.commands.last().unwrap(), "kubectl rollout restart deployment api");
    }

    #[test]
    fn a_removed_one_names_who_still_needs_it() {
        let api = API.replace("HOW", "args: [a]");
        let change = changes(&format!("{SETTINGS}{api}"), &api).changes.remove(0);
        assert!(change.note.pods.starts_with("Deployment api still use it"), "{}", change.note.pods);
    }
}
