//! From the API into the simulation.

use serde_json::Value;

use crate::cluster::api_server::ApiServer;
use crate::cluster::controllers::workloads::kinds::{SimulatedKind, is_simulated, of_resource};
use crate::cluster::controllers::workloads::names::Names;
use crate::cluster::controllers::workloads::nodes;
use crate::cluster::json::{is_terminating, items, text};
use crate::cluster::store::{Change, ChangeKind, Key};
use crate::k8s::Object;
use crate::predict::simulation::{Action, Kind, Policy, Propagation, Simulation, Target};

/// Takes in what was written after a version; gives the objects whose spec is taken over.
pub(super) fn feed(simulation: &mut Simulation, api: &ApiServer, seen: u64, names: &Names) -> Vec<Key> {
    let mut fed = Vec::new();
    for change in api.store.changes_after(seen).into_iter().flatten() {
        if change.key.resource == "nodes" {
            nodes::feed(simulation, change);
        } else if let Some(policy) = Policy::from_json(&change.object).filter(|_| is_there(change)) {
            // A policy that the simulation does not take is passed over.
            let _ = simulation.perform(&Action::Govern(vec![policy]));
        } else if let Some(kind) = of_resource(&change.key.resource)
            && object(simulation, kind, change, names)
        {
            fed.push(change.key.clone());
        }
    }
    fed
}

fn is_there(change: &Change) -> bool {
    change.kind != ChangeKind::Deleted
}

/// Takes in a change of an object; tells whether its spec was taken over.
fn object(simulation: &mut Simulation, kind: &SimulatedKind, change: &Change, names: &Names) -> bool {
    let was_dying = change.before.as_ref().is_some_and(is_terminating);
    let is_dying = is_terminating(&change.object);
    match change.kind {
        ChangeKind::Deleted => delete(simulation, kind, change, names),
        _ if is_dying && !was_dying => delete(simulation, kind, change, names),
        _ if is_dying || is_controlled(&change.object) => {}
        _ if is_changed(change) => return apply(simulation, change),
        _ => {}
    }
    false
}

/// Whether an object belongs to a controller of the simulation, which alone changes it; other
/// people's operators own objects as users do.
fn is_controlled(object: &Value) -> bool {
    let owners = items(&object["metadata"]["ownerReferences"]).iter();
    owners
        .filter(|owner| owner["controller"] == true)
        .any(|owner| is_simulated(text(&owner["apiVersion"]), text(&owner["kind"])))
}

/// Whether more than the status changed.
fn is_changed(change: &Change) -> bool {
    let differs = |pointer: &str| {
        change.before.as_ref().is_none_or(|before| before.pointer(pointer) != change.object.pointer(pointer))
    };
    differs("/spec") || differs("/metadata/labels") || differs("/metadata/annotations")
}

fn apply(simulation: &mut Simulation, change: &Change) -> bool {
    let Some(object) = Object::from_json(&change.object) else { return false };
    // The API server has taken the object; what the simulation does not know stands still.
    simulation.perform(&Action::Apply(vec![object])).is_ok()
}

fn delete(simulation: &mut Simulation, kind: &SimulatedKind, change: &Change, names: &Names) {
    let Key { namespace, name, .. } = &change.key;
    if kind.kind == Kind::Pod {
        let is_forced = change.kind == ChangeKind::Deleted;
        return simulation.delete_pod(&names.pod(namespace, name), is_forced);
    }
    let live = names.object(kind.kind, namespace, name);
    let target = Target { kind: live.kind, namespace: live.namespace, name: live.name };
    // What the simulation has deleted itself is gone there.
    let _ = simulation.perform(&Action::Delete(target, propagation(&change.object)));
}

fn propagation(object: &Value) -> Propagation {
    let finalizers = items(&object["metadata"]["finalizers"]);
    let has = |name: &str| finalizers.iter().any(|finalizer| finalizer == name);
    if has("orphan") {
        Propagation::Orphan
    } else if has("foregroundDeletion") {
        Propagation::Foreground
    } else {
        Propagation::Background
    }
}
