//! Garbage collection: what is owned goes with its owners, before them, or is left.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::json::{is_terminating, items, set, text, uid};
use crate::cluster::store::Key;

const FOREGROUND: &str = "foregroundDeletion";
const ORPHAN: &str = "orphan";

/// What becomes of an object.
enum Fate {
    Orphans,
    WaitsForDependents,
    IsGarbage,
}

/// Looks at all objects once.
pub(super) fn collect(api: &mut ApiServer) {
    let uids: BTreeSet<&str> = api.store.all().map(|(_, object)| uid(object)).collect();
    let doomed = api.store.all().filter_map(|(key, object)| Some((key.clone(), fate(object, &uids)?)));
    for (key, fate) in doomed.collect::<Vec<_>>() {
        match fate {
            Fate::Orphans => orphan(api, &key),
            Fate::WaitsForDependents => foreground(api, &key),
            Fate::IsGarbage => api.remove_dependent(&key, "Background"),
        }
    }
}

fn fate(object: &Value, uids: &BTreeSet<&str>) -> Option<Fate> {
    if has_finalizer(object, ORPHAN) {
        Some(Fate::Orphans)
    } else if has_finalizer(object, FOREGROUND) {
        Some(Fate::WaitsForDependents)
    } else {
        (is_garbage(object, uids) && !is_terminating(object)).then_some(Fate::IsGarbage)
    }
}

fn has_finalizer(object: &Value, finalizer: &str) -> bool {
    is_terminating(object) && items(&object["metadata"]["finalizers"]).iter().any(|known| known == finalizer)
}

fn owners(object: &Value) -> &[Value] {
    items(&object["metadata"]["ownerReferences"])
}

/// Whether an object had owners and has none left.
fn is_garbage(object: &Value, uids: &BTreeSet<&str>) -> bool {
    let owners = owners(object);
    !owners.is_empty() && owners.iter().all(|owner| !uids.contains(text(&owner["uid"])))
}

/// The objects that name an object as their owner.
fn dependents(api: &ApiServer, object: &Value) -> Vec<(Key, Value)> {
    let is_owned = |dependent: &Value| owners(dependent).iter().any(|owner| owner["uid"] == uid(object));
    let all = api.store.all().filter(|(_, dependent)| is_owned(dependent));
    all.map(|(key, dependent)| (key.clone(), dependent.clone())).collect()
}

/// The dependents of an object lose it as their owner, and it may go.
fn orphan(api: &mut ApiServer, key: &Key) {
    let Some(object) = api.store.get(key).cloned() else { return };
    for (dependent_key, mut dependent) in dependents(api, &object) {
        let kept = owners(&dependent).iter().filter(|owner| owner["uid"] != uid(&object)).cloned();
        let kept: Vec<Value> = kept.collect();
        let kept = (!kept.is_empty()).then(|| json!(kept));
        set(&mut dependent["metadata"], "ownerReferences", kept);
        api.store.put(dependent_key, dependent);
    }
    api.release(key, ORPHAN);
}

/// The dependents of an object go first; those that block it must be gone before it is.
fn foreground(api: &mut ApiServer, key: &Key) {
    let Some(object) = api.store.get(key).cloned() else { return };
    for (dependent_key, dependent) in dependents(api, &object) {
        if !is_terminating(&dependent) {
            api.remove_dependent(&dependent_key, "Foreground");
        }
    }
    let blocks = |dependent: &Value| {
        let mut own = owners(dependent).iter().filter(|owner| owner["uid"] == uid(&object));
        own.any(|owner| owner["blockOwnerDeletion"] == true)
    };
    if !dependents(api, &object).iter().any(|(_, dependent)| blocks(dependent)) {
        api.release(key, FOREGROUND);
    }
}
