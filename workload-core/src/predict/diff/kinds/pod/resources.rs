//! A Pod's resources, which only its subresource `resize` changes.

use serde_json::{Map, Value, json};

use super::super::super::differences::Difference;
use super::super::super::note::Note;
use super::super::super::object_diff::{ObjectDiff, items, text};
use super::super::super::verdict::{Verdict, forbidden};
use super::refused::immutable;

pub(super) fn of_container(_: &ObjectDiff, _: &Difference) -> Verdict {
    forbidden(
        immutable(),
        "Resources change by the subresource `resize` alone; it keeps the QoS class, and takes no limit away.",
    )
}

/// The patch of the subresource.
pub(super) fn workaround(diff: &ObjectDiff) -> Note {
    let mut spec = Map::new();
    for list in ["containers", "initContainers"] {
        let changed: Vec<_> = items(diff.new, &format!("/spec/{list}"))
            .iter()
            .filter(|container| is_changed(diff.old, list, container))
            .map(|container| json!({ "name": container["name"], "resources": container["resources"] }))
            .collect();
        if !changed.is_empty() {
            spec.insert(list.to_owned(), Value::Array(changed));
        }
    }
    let patch = json!({ "spec": spec });
    Note::new("the Pod is resized where it runs")
        .commands([diff.kubectl().patch_subresource("resize", &patch.to_string())])
        .pods("The Pod stays, and its containers too, unless their `resizePolicy` wants a restart or the node has no room.")
}

fn is_changed(old: &Value, list: &str, container: &Value) -> bool {
    let name = text(container, "/name");
    let before = items(old, &format!("/spec/{list}")).iter().find(|other| text(other, "/name") == name);
    before.is_some_and(|before| before.get("resources") != container.get("resources"))
}

#[cfg(test)]
mod tests {
    use super::super::super::super::testing::the;

    #[test]
    fn resources_change_by_resize() {
        let pod = "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [
            {name: a, image: 'a:1', resources: {requests: {cpu: 10m}}}]}}";
        let change = the(pod, "cpu: 10m", "cpu: 20m");
        assert!(change.is_forbidden());
        assert_eq!(
            change.note.commands,
            [
                r#"kubectl patch pod a --subresource=resize -p '{"spec":{"containers":[{"name":"a","resources":{"requests":{"cpu":"20m"}}}]}}'"#
            ]
        );
    }
}
