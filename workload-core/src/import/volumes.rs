//! Volumes of a Pod as fields, whose type says what happens to the data.

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, Volume};
use serde_json::Value as Json;

use super::app::{App, Field, Part};
use super::attribute::{Attribute, Value};
use super::container::MOUNT;
use super::kinds::Kind;
use super::literal::text;
use super::names::snake;
use super::table::keys;
use crate::describe::parts::VolumeSource;

/// A volume as a value of a field.
struct Written {
    ty: String,
    value: String,
    source: VolumeSource,
}

/// Adds the volumes of a Pod, and the mounts of its main container.
pub(super) fn add_volumes(app: &mut App, pod: &Json, templates: &Json, has_replicas: bool) {
    let main = pod.pointer("/containers/0/volumeMounts").and_then(Json::as_array).into_iter().flatten();
    let mounts: Vec<&Json> = main.collect();
    let name_of = |object: &Json| object.get("name").and_then(Json::as_str).unwrap_or_default().to_owned();
    let templates = templates.as_array().into_iter().flatten().filter_map(|template| {
        let name = template.pointer("/metadata/name")?.as_str()?.to_owned();
        Some((name, per_pod(template)?))
    });
    let volumes = pod.get("volumes").and_then(Json::as_array).into_iter().flatten();
    let volumes =
        volumes.filter_map(|volume| Some((name_of(volume), written(volume, app.kind, has_replicas)?)));
    let all: Vec<(String, Written)> = templates.chain(volumes).collect();
    for (name, written) in all {
        let mut mounted = mounts.iter().filter(|mount| name_of(mount) == name).peekable();
        if mounted.peek().is_none() {
            add(app, &name, &written, None);
        }
        for mount in mounted {
            add(app, &name, &written, Some(mount));
        }
    }
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
        key: if mount.is_some() { "mount" } else { "volume" },
        beside: path.map(ToOwned::to_owned),
        options,
        value: written.value.clone(),
        part: Part::Volume { name: name.to_owned(), source: Box::new(written.source.clone()) },
    });
}

/// A claim template, where the type can say it.
fn per_pod(template: &Json) -> Option<Written> {
    let spec = template.get("spec")?;
    let mut value = format!("PerPod::new({})", text(size_of(spec)?));
    let modes = spec.get("accessModes").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    match modes {
        [Json::String(mode)] if mode == "ReadWriteOnce" => {}
        [Json::String(mode)] => value.push_str(&format!(".access(AccessMode::{mode})")),
        _ => return None,
    }
    value.push_str(&class(spec)?);
    let named = |field: &str| super::labels::read(template.pointer(&format!("/metadata/{field}")));
    let (labels, annotations) = (named("labels"), named("annotations"));
    for (key, label) in &labels {
        value.push_str(&format!(".label(LabelKey::new({}), LabelValue::new({}))", text(key), text(label)));
    }
    for (key, annotation) in &annotations {
        value.push_str(&format!(".annotation(AnnotationKey::new({}), {})", text(key), text(annotation)));
    }
    let claim: PersistentVolumeClaim = serde_json::from_value(template.clone()).ok()?;
    let mut source = VolumeSource { claim_template: Some(claim), ..VolumeSource::default() };
    if let Some(claim) = &mut source.claim_template {
        claim.metadata = k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta {
            name: claim.metadata.name.take(),
            labels: (!labels.is_empty()).then_some(labels),
            annotations: (!annotations.is_empty()).then_some(annotations),
            ..Default::default()
        };
        claim.status = None;
    }
    Some(Written { ty: "PerPod".to_owned(), value, source })
}

fn size_of(spec: &Json) -> Option<&str> {
    spec.pointer("/resources/requests/storage").and_then(Json::as_str)
}

/// The rest of a claim's spec, if the type can say it.
fn class(spec: &Json) -> Option<String> {
    let known = ["accessModes", "resources", "storageClassName", "volumeMode"];
    if spec.as_object()?.keys().any(|key| !known.contains(&key.as_str())) {
        return None;
    }
    let mut text_of = match spec.get("storageClassName").and_then(Json::as_str) {
        Some("") => ".no_storage_class()".to_owned(),
        Some(class) => format!(".storage_class(ObjectName::new({}))", text(class)),
        None => String::new(),
    };
    if spec.get("volumeMode").and_then(Json::as_str) == Some("Block") {
        text_of.push_str(".block()");
    }
    Some(text_of)
}

/// A volume by the type that says the most of it.
fn written(volume: &Json, kind: Kind, has_replicas: bool) -> Option<Written> {
    let raw: Volume = serde_json::from_value(volume.clone()).ok()?;
    let source = VolumeSource::volume(raw);
    let mut fields = volume.as_object()?.clone();
    fields.remove("name");
    let (field, what) =
        fields.iter().next().map_or(("emptyDir", &Json::Null), |(field, what)| (field.as_str(), what));
    let short = match field {
        "emptyDir" => Some(("Scratch".to_owned(), scratch(what)?)),
        "hostPath" if kind == Kind::PerNode => host_path(what),
        "configMap" => files("ConfigFiles", what, "name"),
        "secret" => files("SecretFiles", what, "secretName"),
        "persistentVolumeClaim" => claim(what, kind, has_replicas),
        _ => None,
    };
    let (ty, value) = short.unwrap_or_else(|| any(&fields));
    Some(Written { ty, value, source })
}

/// Any volume, as JSON.
fn any(fields: &serde_json::Map<String, Json>) -> (String, String) {
    let json = Json::Object(fields.clone()).to_string();
    ("AnyVolume".to_owned(), format!("AnyVolume::from_json({})", text(&json)))
}

fn scratch(directory: &Json) -> Option<String> {
    let limit = directory.get("sizeLimit").and_then(super::table::text);
    let limit = match &limit {
        Some(Value::Text(limit)) => Some(text(limit)),
        _ => None,
    };
    Some(match (directory.get("medium").and_then(Json::as_str), limit) {
        (None | Some(""), None) => "Scratch::new()".to_owned(),
        (None | Some(""), Some(limit)) => format!("Scratch::sized({limit})"),
        (Some("Memory"), None) => "Scratch::unlimited_memory()".to_owned(),
        (Some("Memory"), Some(limit)) => format!("Scratch::memory({limit})"),
        _ => return None,
    })
}

fn host_path(path: &Json) -> Option<(String, String)> {
    let mut value = format!("HostPath::new({})", text(path.get("path")?.as_str()?));
    if let Some(kind) = path.get("type").and_then(Json::as_str).filter(|kind| !kind.is_empty()) {
        value.push_str(&format!(".kind(HostPathType::{kind})"));
    }
    Some(("HostPath".to_owned(), value))
}

fn files(ty: &str, source: &Json, name: &str) -> Option<(String, String)> {
    let mut value = format!("{ty}::existing(ObjectName::new({}))", text(source.get(name)?.as_str()?));
    for item in source.get("items").and_then(Json::as_array).into_iter().flatten() {
        let (key, path) = (text(item.get("key")?.as_str()?), text(item.get("path")?.as_str()?));
        value.push_str(&match item.get("mode").and_then(Json::as_i64) {
            Some(mode) => format!(".item_with_mode(DataKey::new({key}), SubPath::new({path}), {mode:#o})"),
            None => format!(".item(DataKey::new({key}), SubPath::new({path}))"),
        });
    }
    if let Some(mode) = source.get("defaultMode").and_then(Json::as_i64) {
        value.push_str(&format!(".mode({mode:#o})"));
    }
    if source.get("optional") == Some(&Json::Bool(true)) {
        value.push_str(".optional()");
    }
    Some((ty.to_owned(), value))
}

fn claim(claim: &Json, kind: Kind, has_replicas: bool) -> Option<(String, String)> {
    if !matches!(kind, Kind::Stateless | Kind::RunOnce | Kind::Scheduled) {
        return None;
    }
    let ty = if has_replicas { "Claim<ReadWriteMany>" } else { "Claim" };
    let mut value = format!("Claim::existing({})", text(claim.get("claimName")?.as_str()?));
    if claim.get("readOnly") == Some(&Json::Bool(true)) {
        value.push_str(".read_only()");
    }
    Some((ty.to_owned(), value))
}
