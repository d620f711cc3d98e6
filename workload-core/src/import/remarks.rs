//! Comments of the manifests at the parts of an app that they are about.

use serde_json::Value as Json;

use super::app::{App, Part};
use super::attribute::Attribute;
use super::container::CONTAINER;
use super::kinds::Kind;
use super::pod::POD;
use super::table::Table;

/// A comment, and the place in its object that it is about.
#[derive(Clone, Debug)]
pub(super) struct Remark {
    /// The place, as a JSON pointer.
    pub(super) pointer: String,
    /// Its text after the `#`.
    pub(super) text: String,
}

/// The part of an app that a comment is about.
enum Spot {
    App,
    Field(usize),
    Key(usize),
    /// A key within a group.
    Inner(usize, usize),
}

/// Puts the comments of one of an app's objects at the parts that say what they are about; at the struct where none does.
pub(super) fn attach(app: &mut App, object: &Json, remarks: &[Remark]) {
    for Remark { pointer, text } in remarks {
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        let comments = match spot(app, object, &steps).unwrap_or(Spot::App) {
            Spot::App => &mut app.comments,
            Spot::Field(at) => &mut app.fields[at].comments,
            Spot::Key(at) => &mut app.attributes[at].comments,
            Spot::Inner(at, inner) => match &mut app.attributes[at].value {
                super::attribute::Value::Group(group) => &mut group[inner].comments,
                _ => &mut app.comments,
            },
        };
        comments.push(text.clone());
    }
}

fn spot(app: &App, object: &Json, steps: &[&str]) -> Option<Spot> {
    let Some(kind) = Kind::of(object).filter(|kind| *kind == app.kind) else {
        return companion(app, object);
    };
    let steps = match (kind, steps) {
        (Kind::Scheduled, ["spec", "jobTemplate", rest @ ..]) => rest,
        _ => steps,
    };
    match steps {
        ["spec", "template", "spec", "containers", "0", rest @ ..] => {
            in_main(app, kind.template(object), rest)
        }
        ["spec", "template", "spec", rest @ ..] => in_pod(app, kind.template(object), rest),
        ["spec", "template", "metadata", "annotations", ..] => key(app, "pod_annotations", 0),
        ["spec", "template", "metadata", ..] => key(app, "pod_labels", 0).or_else(|| key(app, "selector", 0)),
        ["metadata", "labels", ..] => key(app, "own_labels", 0).or_else(|| key(app, "labels", 0)),
        ["metadata", "annotations", ..] => key(app, "annotations", 0),
        ["spec", "replicas"] => field(app, |field| field.key == "replicas"),
        ["spec", "strategy" | "updateStrategy", ..] => {
            ["rolling_update", "recreate", "on_delete"].into_iter().find_map(|name| key(app, name, 0))
        }
        ["spec", "volumeClaimTemplates", at, ..] => {
            volume(app, object.pointer(&format!("/spec/volumeClaimTemplates/{at}/metadata/name"))?.as_str()?)
        }
        ["spec", name, ..] => key(app, kind.key_of(name)?, 0),
        _ => None,
    }
}

fn in_main(app: &App, template: &Json, steps: &[&str]) -> Option<Spot> {
    let main = template.pointer("/spec/containers/0")?;
    match steps {
        ["image"] => field(app, |field| field.key == "image"),
        ["ports", at, ..] => {
            let at: usize = at.parse().ok()?;
            let ports = app.fields.iter().enumerate().filter(|(_, field)| field.key == "port");
            ports.map(|(at, _)| Spot::Field(at)).nth(at)
        }
        ["volumeMounts", at, ..] => {
            let path = main.pointer(&format!("/volumeMounts/{at}/mountPath"))?.as_str()?;
            field(app, |field| field.key == "mount" && field.beside.as_deref() == Some(path))
        }
        ["env", at, ..] => {
            let name = main.pointer(&format!("/env/{at}/name"))?.as_str()?;
            inner(app, "env", |entry| entry.is_entry && entry.key == name).or_else(|| key(app, "env", 0))
        }
        ["env" | "envFrom", ..] => key(app, "env", 0),
        ["lifecycle", "postStart", ..] => key(app, "post_start", 0),
        ["lifecycle", ..] => key(app, "pre_stop", 0),
        [name, ..] => key(app, key_in(CONTAINER, name)?, 0),
        [] => None,
    }
}

fn in_pod(app: &App, template: &Json, steps: &[&str]) -> Option<Spot> {
    match steps {
        ["volumes", at, ..] => volume(app, template.pointer(&format!("/spec/volumes/{at}/name"))?.as_str()?),
        ["containers", at, ..] => key(app, "container", at.parse::<usize>().ok()?.checked_sub(1)?),
        ["initContainers", at, ..] => {
            let beside = app.attributes.iter().enumerate();
            let beside = beside.filter(|(_, one)| ["init", "sidecar"].contains(&one.key.as_str()));
            beside.map(|(at, _)| Spot::Key(at)).nth(at.parse().ok()?)
        }
        ["affinity", "nodeAffinity", ..] => key(app, "node_affinity", 0),
        ["affinity", "podAntiAffinity", ..] => key(app, "anti_affinity", 0),
        ["affinity", ..] => key(app, "affinity", 0),
        ["nodeSelector", ..] => key(app, "node_selector", 0),
        ["serviceAccountName" | "serviceAccount"] => key(app, "service_account", 0),
        ["restartPolicy"] => key(app, "restart", 0),
        [name, rest @ ..] => {
            let at = rest.first().and_then(|at| at.parse().ok()).unwrap_or(0);
            let name = key_in(POD, name)?;
            key(app, name, at).or_else(|| key(app, name, 0))
        }
        [] => None,
    }
}

/// The key, or the field, of an object beside the workload.
fn companion(app: &App, object: &Json) -> Option<Spot> {
    let own_name = object.pointer("/metadata/name")?.as_str()?;
    let is_named = |attribute: &Attribute| {
        let super::attribute::Value::Group(inner) = &attribute.value else { return false };
        let name = inner.iter().find(|one| !one.is_entry && one.key == "name").map(|one| &one.value);
        name.map_or(own_name == app.name, |name| *name == super::attribute::Value::Text(own_name.to_owned()))
    };
    let key = match object["kind"].as_str()? {
        "Service" if app.service.as_deref() == Some(own_name) => "service",
        "Service" => "extra_service",
        "HorizontalPodAutoscaler" => "autoscale",
        "PodDisruptionBudget" => "disruption_budget",
        "NetworkPolicy" => "network_policy",
        "Ingress" => "ingress",
        "ServiceAccount" => "service_account",
        "Role" | "RoleBinding" => return key(app, "rbac", 0),
        _ => "config_map",
    };
    let at = app.attributes.iter().position(|attribute| attribute.key == key && is_named(attribute));
    let named = format!("named(ObjectName::new({}))", super::literal::text(own_name));
    at.map(Spot::Key).or_else(|| field(app, |field| field.value.inline().contains(&named)))
}

/// The key of that name, counted from 0 where it stands several times.
fn key(app: &App, name: &str, at: usize) -> Option<Spot> {
    let keys = app.attributes.iter().enumerate().filter(|(_, attribute)| attribute.key == name);
    keys.map(|(at, _)| Spot::Key(at)).nth(at)
}

fn inner(app: &App, name: &str, is_meant: impl Fn(&Attribute) -> bool) -> Option<Spot> {
    let at = app.attributes.iter().position(|attribute| attribute.key == name)?;
    let super::attribute::Value::Group(group) = &app.attributes[at].value else { return None };
    group.iter().position(is_meant).map(|inner| Spot::Inner(at, inner))
}

fn field(app: &App, is_meant: impl Fn(&super::app::Field) -> bool) -> Option<Spot> {
    app.fields.iter().position(is_meant).map(Spot::Field)
}

fn volume(app: &App, wanted: &str) -> Option<Spot> {
    field(app, |field| matches!(&field.part, Part::Volume { name, .. } if name == wanted))
}

/// The key of a field in a table.
fn key_in(table: Table, field: &str) -> Option<&'static str> {
    table.iter().find(|(known, ..)| *known == field).map(|(_, key, _)| *key)
}
