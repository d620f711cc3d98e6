//! Volumes of a Pod by the type that says the most of them.

use k8s_openapi::api::core::v1::Volume;
use serde_json::{Map, Value as Json, json};

use super::chain::{Chain, Written, new};
use super::{claims, drivers, files};
use crate::describe::parts::VolumeSource;
use crate::describe::shape::{PerNode, Stateless};
use crate::describe::volumes::{HostPath, HostPathType, Scratch};
use crate::import::expr::Expr;
use crate::import::kinds::Kind;
use crate::import::literal::{parsed, text};
use crate::import::table;
use crate::k8s::values::{NodePath, Quantity};

/// The app that a volume is in.
pub(super) struct Place<'j> {
    /// Its kind.
    pub(super) kind: Kind,
    /// Whether it has more than one replica.
    pub(super) has_replicas: bool,
    /// The ConfigMap or the claim behind the volume, where it comes with the app.
    pub(super) own: Option<&'j Json>,
}

/// A volume as a value; none when it is no volume.
pub(super) fn written(volume: &Json, place: &Place<'_>) -> Option<Written> {
    let mut raw: Volume = serde_json::from_value(volume.clone()).ok()?;
    raw.name = String::new();
    let mut fields = volume.as_object()?.clone();
    fields.remove("name");
    if place.own.is_some() {
        return short(&fields, place);
    }
    let is_whole =
        |short: &Written| short.source.volume.as_ref().is_some_and(|made| says_as_much(made, &raw));
    short(&fields, place).filter(is_whole).or_else(|| Some(any(&fields, raw.clone())))
}

/// A volume by the type that is made for it.
fn short(fields: &Map<String, Json>, place: &Place<'_>) -> Option<Written> {
    let nothing = json!({});
    let (field, what) =
        fields.iter().next().map_or(("emptyDir", &nothing), |(field, what)| (field.as_str(), what));
    match field {
        "emptyDir" => scratch(what),
        "hostPath" if place.kind == Kind::PerNode => host_path(what),
        "configMap" => files::config(what, place.own),
        "secret" => files::secret(what),
        "persistentVolumeClaim" => claim(what, place),
        field => drivers::driver(field, what),
    }
}

/// Any volume, as JSON.
fn any(fields: &Map<String, Json>, raw: Volume) -> Written {
    let json = Json::Object(fields.clone()).to_string();
    Written {
        ty: "AnyVolume".to_owned(),
        value: Expr::call("AnyVolume::from_json", [Expr::text(json)]),
        source: VolumeSource::volume(raw),
    }
}

/// Whether two volumes are stored alike: what is false, empty or the usual permission says nothing.
fn says_as_much(made: &Volume, raw: &Volume) -> bool {
    let said = |volume: &Volume| {
        let mut json = serde_json::to_value(volume).unwrap_or_default();
        without_unsaid(&mut json);
        json
    };
    said(made) == said(raw)
}

fn without_unsaid(value: &mut Json) {
    match value {
        Json::Object(fields) => {
            fields.values_mut().for_each(without_unsaid);
            fields.retain(|field, value| {
                let is_empty = value.as_object().is_some_and(Map::is_empty) && field != "emptyDir";
                let is_usual = field == "defaultMode" && *value == json!(420);
                // A server keeps an `optional: false`, and no other flag that is off.
                let is_off = *value == json!(false) && field != "optional";
                !(value.is_null() || is_off || *value == json!("") || is_empty || is_usual)
            });
        }
        Json::Array(items) => items.iter_mut().for_each(without_unsaid),
        _ => {}
    }
}

fn scratch(directory: &Json) -> Option<Written> {
    let limit = match directory.get("sizeLimit").and_then(table::text) {
        Some(crate::import::attribute::Value::Text(limit)) => Some(limit),
        _ => None,
    };
    if let Some(limit) = &limit {
        parsed::<Quantity>(limit)?;
    }
    let (source, memory) = match (directory.get("medium").and_then(Json::as_str), &limit) {
        (None | Some(""), None) => ("Scratch::new()".to_owned(), false),
        (None | Some(""), Some(limit)) => (format!("Scratch::sized({})", text(limit)), false),
        (Some("Memory"), None) => ("Scratch::unlimited_memory()".to_owned(), true),
        (Some("Memory"), Some(limit)) => (format!("Scratch::memory({})", text(limit)), true),
        _ => return None,
    };
    let value: Scratch = serde_json::from_value(json!({"size": limit, "memory": memory})).ok()?;
    Chain::new(source, value).written::<Stateless>("Scratch")
}

fn host_path(path: &Json) -> Option<Written> {
    let at = path.get("path")?.as_str()?;
    let chain = Chain::new(new("HostPath", at), HostPath::of(parsed::<NodePath>(at)?));
    let kind = path.get("type").filter(|kind| kind.as_str() != Some(""));
    let read = |kind: &Json| parsed::<HostPathType>(kind.as_str()?);
    let call = |kind: &HostPathType| format!("kind(HostPathType::{})", kind.as_str());
    chain.maybe(kind, read, call, HostPath::kind)?.written::<PerNode>("HostPath")
}

fn claim(claim: &Json, place: &Place<'_>) -> Option<Written> {
    if !matches!(place.kind, Kind::Stateless | Kind::RunOnce | Kind::Scheduled) {
        return None;
    }
    let is_read_only = claim.get("readOnly") == Some(&Json::Bool(true));
    match place.own {
        Some(own) => claims::own_claim(own, is_read_only),
        None => claims::existing(claim.get("claimName")?.as_str()?, is_read_only, place.has_replicas),
    }
}
