//! Volumes of a Pod as fields, whose type says what happens to the data.

mod chain;
mod claims;
mod drivers;
mod files;
mod sources;

use serde_json::Value as Json;

use super::app::{App, Field, Part};
use super::attribute::{Attribute, Value};
use super::container::MOUNT;
use super::names::snake;
use super::table::keys;
use chain::Written;
use sources::Place;

/// The Pod whose volumes become fields.
pub(super) struct Volumes<'j> {
    /// The Pod's spec.
    pub(super) pod: &'j Json,
    /// The claim templates.
    pub(super) templates: &'j Json,
    /// Whether there is more than one replica.
    pub(super) has_replicas: bool,
    /// The ConfigMaps and claims that come with the app.
    pub(super) own: &'j [Json],
}

/// Adds the volumes of a Pod, and the mounts of its main container.
pub(super) fn add_volumes(app: &mut App, volumes: &Volumes<'_>) {
    let main = volumes.pod.pointer("/containers/0/volumeMounts").and_then(Json::as_array);
    let mounts: Vec<&Json> = main.into_iter().flatten().collect();
    for (name, written) in all(app, volumes) {
        let mut mounted = mounts.iter().filter(|mount| name_of(mount) == name).peekable();
        if mounted.peek().is_none() {
            add(app, &name, &written, None);
        }
        for mount in mounted {
            add(app, &name, &written, Some(mount));
        }
    }
}

/// The object behind a volume, as its kind and its name.
pub(super) fn behind(volume: &Json) -> Option<(&'static str, &str)> {
    let name = |pointer: &str| volume.pointer(pointer).and_then(Json::as_str);
    let config = name("/configMap/name").map(|name| ("ConfigMap", name));
    config.or_else(|| Some(("PersistentVolumeClaim", name("/persistentVolumeClaim/claimName")?)))
}

fn name_of(object: &Json) -> String {
    object.get("name").and_then(Json::as_str).unwrap_or_default().to_owned()
}

/// The volumes by their names, those of each Pod first.
fn all(app: &App, volumes: &Volumes<'_>) -> Vec<(String, Written)> {
    let templates = volumes.templates.as_array().into_iter().flatten().filter_map(|template| {
        let name = template.pointer("/metadata/name")?.as_str()?.to_owned();
        Some((name, claims::per_pod(template)?))
    });
    let list = volumes.pod.get("volumes").and_then(Json::as_array).into_iter().flatten();
    let list = list.filter_map(|volume| {
        let own = volumes.own.iter().find(|own| {
            behind(volume).is_some_and(|(kind, name)| {
                own["kind"] == kind && own.pointer("/metadata/name").and_then(Json::as_str) == Some(name)
            })
        });
        let place = Place { kind: app.kind, has_replicas: volumes.has_replicas, own };
        Some((name_of(volume), sources::written(volume, &place)?))
    });
    templates.chain(list).collect()
}

fn add(app: &mut App, name: &str, written: &Written, mount: Option<&Json>) {
    let ident = app.free_ident(name);
    let mut options = mount.map(|mount| keys(mount, MOUNT)).unwrap_or_default();
    if snake(name) != ident || ident.trim_matches('_').replace('_', "-") != name {
        options.push(Attribute::new("name", Value::Text(name.to_owned())));
    }
    let path = mount.and_then(|mount| mount.get("mountPath")).and_then(Json::as_str);
    app.fields.push(Field {
        ident,
        ty: written.ty.clone(),
        key: if mount.is_some() { "mount" } else { "volume" }.to_owned(),
        beside: path.map(ToOwned::to_owned),
        options,
        value: written.value.clone(),
        part: Part::Volume { name: name.to_owned(), source: Box::new(written.source.clone()) },
        comments: Vec::new(),
    });
}
