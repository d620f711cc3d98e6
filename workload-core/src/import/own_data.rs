//! The ConfigMaps and claims that stand in fields, as the volumes that they are behind.

use serde_json::{Value as Json, json};

use super::labels::Labelled;
use super::members::Members;
use super::volumes::behind;

/// The ConfigMaps and claims that stand in fields, with no labels but those of their own.
pub(super) struct OwnData {
    /// The objects.
    pub(super) objects: Vec<Json>,
}

impl OwnData {
    /// Those of the members: all claims, and the ConfigMaps that a volume says whole.
    pub(super) fn of(members: &Members<'_>, labels: &Labelled) -> Self {
        let own = members.others.iter().filter_map(|other| {
            let labels = labels.of_companion(other);
            match other["kind"].as_str()? {
                "PersistentVolumeClaim" => {}
                "ConfigMap" if labels.is_empty() && is_one_volume(members, other) => {}
                _ => return None,
            }
            let mut own = (*other).clone();
            own["metadata"]["labels"] = json!(labels);
            Some(own)
        });
        Self { objects: own.collect() }
    }

    /// Whether an object is one of them.
    pub(super) fn has(&self, object: &Json) -> bool {
        self.objects
            .iter()
            .any(|own| own["kind"] == object["kind"] && own["metadata"]["name"] == object["metadata"]["name"])
    }
}

/// Whether a ConfigMap is one volume of the Pods, mounted at most once: its files would stand there twice else.
fn is_one_volume(members: &Members<'_>, map: &Json) -> bool {
    let pod = members.template().get("spec").unwrap_or(&Json::Null);
    let Some(name) = map.pointer("/metadata/name").and_then(Json::as_str) else { return false };
    let list = |pointer: &str| pod.pointer(pointer).and_then(Json::as_array).into_iter().flatten();
    let volumes: Vec<_> =
        list("/volumes").filter(|volume| behind(volume) == Some(("ConfigMap", name))).collect();
    let [volume] = volumes.as_slice() else { return false };
    list("/containers/0/volumeMounts").filter(|mount| mount["name"] == volume["name"]).count() <= 1
}
