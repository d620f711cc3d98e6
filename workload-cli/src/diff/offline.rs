//! A forecast without a cluster: from live objects in a file.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use workload_core::k8s::ObjectRef;
use workload_core::live::{Autoscalers, DryRun, Forecast, Item, Kinds, Merge, Options};

use crate::cluster::{Desired, DesiredSet, definitions_in, objects_in};
use crate::error::{CliError, Result};
use crate::files::{display_name, read_text};

/// What applying a set does to the live objects of a file, which `kubectl get -o yaml
/// --show-managed-fields` has written.
pub(crate) fn offline(
    file: &Path,
    set: DesiredSet,
    namespace: &str,
    options: &Options,
) -> Result<(Forecast, Vec<Desired>)> {
    let live: Vec<Value> =
        objects_in(&display_name(file), &read_text(file)?).into_iter().map(|one| one.object).collect();
    if live.is_empty() {
        return Err(CliError::new(format!("no Kubernetes object in {}", display_name(file))));
    }
    if !live.iter().any(|object| object["metadata"]["managedFields"].is_array()) {
        return Err(CliError::new(format!(
            "the objects of {} do not say who owns their fields",
            display_name(file)
        ))
        .help("write it with `kubectl get -o yaml --show-managed-fields`"));
    }
    let desired: Vec<Desired> = set.validated(&live)?.into_iter().map(|one| placed(one, namespace)).collect();
    let objects = || live.iter().chain(desired.iter().map(|one| &one.object));
    let kinds = Kinds::new(&definitions_in(objects()));
    let autoscalers = Autoscalers::new(objects());
    let by_object: BTreeMap<ObjectRef, &Value> =
        live.iter().filter_map(|object| Some((ObjectRef::from_json(object)?, object))).collect();
    let item = |one: &Desired| {
        let object = ObjectRef::from_json(&one.object);
        let found = object.as_ref().and_then(|object| by_object.get(object).copied());
        let text = |key: &str| one.object[key].as_str().unwrap_or_default();
        let kind = kinds.of(text("apiVersion"), text("kind"));
        let autoscaler = object.as_ref().and_then(|object| autoscalers.of(object));
        let merged =
            found.map(|live| Merge { kind: &kind, live, config: &one.object, autoscaler, options }.merged());
        Item { config: one.object.clone(), live: found.cloned(), merged, dry_run: DryRun::NotAsked }
    };
    let items: Vec<Item> = desired.iter().map(item).collect();
    Ok((Forecast::new(&kinds, &items, &[]), desired))
}

/// The object in its namespace.
fn placed(mut one: Desired, namespace: &str) -> Desired {
    let is_namespaced = ObjectRef::from_json(&one.object).is_some_and(|object| object.is_namespaced());
    if let Some(metadata) = one.object.get_mut("metadata").and_then(Value::as_object_mut)
        && is_namespaced
        && !metadata.contains_key("namespace")
    {
        metadata.insert("namespace".to_owned(), namespace.into());
    }
    one
}
