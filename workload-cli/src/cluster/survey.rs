//! What applying a set to the cluster would do: everything that is read and asked for it.

use std::collections::BTreeSet;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::Value;
use workload_core::k8s::ObjectRef;
use workload_core::live::{Autoscalers, DryRun, Forecast, Item, Kinds, Merge, Options, is_terminating};

use super::address::Address;
use super::connection::{Connection, MOST_IN_FLIGHT};
use super::definitions::{defined, definitions_in, live_definitions};
use super::desired::{Desired, DesiredSet};
use super::dry_run::{Asked, dry_run};
use super::helps::{not_served, with_help};
use super::live::live_objects;
use super::request::Request;
use super::resources::{Resource, Resources};
use crate::error::Result;
use crate::terminal;

/// An object of the set, with what is known of it.
#[derive(Clone, Debug)]
pub(crate) struct Surveyed {
    /// The object, with its namespace, and where it was written.
    pub(crate) desired: Desired,
    /// Where it is, or will be.
    pub(crate) address: Address,
    /// The resource of its kind.
    pub(crate) resource: Resource,
    /// What was asked.
    pub(crate) item: Item,
}

/// What applying a set would do.
#[derive(Clone, Debug)]
pub(crate) struct Survey {
    /// The kinds of the set.
    pub(crate) kinds: Kinds,
    /// The objects, in the order of the set.
    pub(crate) objects: Vec<Surveyed>,
    /// What is scaled by autoscalers.
    pub(crate) autoscalers: Autoscalers,
    /// What happens to each.
    pub(crate) forecast: Forecast,
}

impl Survey {
    /// Reads and asks what the forecast is made of. Nothing is written.
    pub(crate) async fn new(connection: &Connection, set: DesiredSet, options: &Options) -> Result<Self> {
        let values: Vec<Value> = set.values().cloned().collect();
        let own_definitions = definitions_in(&values);
        let versions = values.iter().filter_map(|object| object["apiVersion"].as_str());
        let resources = Resources::find(connection, versions)
            .await
            .map_err(|failure| failure.to_error("ask which kinds are served"))?;
        let placed = placed(connection, &resources, &own_definitions, &values)?;
        let objects: Vec<Value> = placed.iter().map(|(object, _, _)| object.clone()).collect();
        let mut live = live_objects(connection, &resources, &objects).await?;
        forget_going(&objects, &mut live);
        let existing: Vec<Value> = live.iter().flatten().cloned().collect();
        let desired = set.validated(&existing)?;
        let mut definitions = live_definitions(connection, &resources, &objects).await?;
        definitions.extend(own_definitions);
        let kinds = Kinds::new(&definitions);
        let autoscalers = autoscalers(connection, &placed, &objects).await?;
        let mut surveyed = Vec::with_capacity(placed.len());
        for (((config, address, resource), desired), live) in placed.into_iter().zip(desired).zip(live) {
            let merged = live.as_ref().map(|live| {
                let text = |key: &str| config[key].as_str().unwrap_or_default();
                let kind = kinds.of(text("apiVersion"), text("kind"));
                let autoscaler = ObjectRef::from_json(&config);
                let autoscaler = autoscaler.as_ref().and_then(|object| autoscalers.of(object));
                Merge { kind: &kind, live, config: &config, autoscaler, options }.merged()
            });
            let item = Item { config: config.clone(), live, merged, dry_run: DryRun::NotAsked };
            let desired = Desired { object: config, ..desired };
            surveyed.push(Surveyed { desired, address, resource, item });
        }
        ask(connection, &resources, &mut surveyed).await?;
        let items: Vec<Item> = surveyed.iter().map(|one| one.item.clone()).collect();
        let forecast = Forecast::new(&kinds, &items, &[]);
        Ok(Self { kinds, objects: surveyed, autoscalers, forecast })
    }

    /// Lets the forecast say that these live objects are deleted afterwards.
    pub(crate) fn prune(&mut self, pruned: &[Value]) {
        let items: Vec<Item> = self.objects.iter().map(|one| one.item.clone()).collect();
        self.forecast = Forecast::new(&self.kinds, &items, pruned);
    }
}

/// Each object with its namespace, its address and its resource.
pub(crate) fn placed(
    connection: &Connection,
    resources: &Resources,
    definitions: &[Value],
    objects: &[Value],
) -> Result<Vec<(Value, Address, Resource)>> {
    let place = |object: &Value| {
        let resource = resources.of(object).cloned().or_else(|| defined(definitions, object));
        let resource = resource.ok_or_else(|| not_served(object))?;
        let object = with_namespace(object, &resource, &connection.namespace);
        let address = super::address::address(&resource, &object, &connection.namespace);
        Ok((object, address, resource))
    };
    objects.iter().map(place).collect()
}

/// The object in its namespace; none for what lives in none.
pub(crate) fn with_namespace(object: &Value, resource: &Resource, namespace: &str) -> Value {
    let mut object = object.clone();
    let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) else { return object };
    let has_none = metadata.get("namespace").and_then(Value::as_str).is_none_or(str::is_empty);
    if !resource.is_namespaced {
        metadata.remove("namespace");
    } else if has_none {
        metadata.insert("namespace".to_owned(), Value::from(namespace));
    }
    object
}

/// What is in a namespace of the set that is being deleted goes with this namespace, and is created anew.
fn forget_going(objects: &[Value], live: &mut [Option<Value>]) {
    let namespaces: BTreeSet<String> = live
        .iter()
        .flatten()
        .filter(|live| live["kind"] == "Namespace" && is_terminating(live))
        .filter_map(|live| live["metadata"]["name"].as_str().map(str::to_owned))
        .collect();
    for (object, live) in objects.iter().zip(live) {
        let namespace = object["metadata"]["namespace"].as_str();
        if namespace.is_some_and(|namespace| namespaces.contains(namespace)) {
            *live = None;
        }
    }
}

/// The autoscalers of the set, and of the namespaces in which it has something to scale; those that may
/// not be read are unknown.
async fn autoscalers(
    connection: &Connection,
    placed: &[(Value, Address, Resource)],
    objects: &[Value],
) -> Result<Autoscalers> {
    let scaled =
        placed.iter().filter(|(_, _, resource)| resource.subresources.iter().any(|name| name == "scale"));
    let namespaces: BTreeSet<&str> =
        scaled.filter_map(|(object, ..)| object["metadata"]["namespace"].as_str()).collect();
    let reads = namespaces.into_iter().map(|namespace| async move {
        let path = format!("/apis/autoscaling/v2/namespaces/{namespace}/horizontalpodautoscalers");
        match connection.send(&Request::get(path)).await {
            Ok(answer) => Ok(answer.body["items"].as_array().cloned().unwrap_or_default()),
            Err(failure) if failure.is(404) || failure.is(403) => Ok(Vec::new()),
            Err(failure) => Err(failure.to_error("read the autoscalers")),
        }
    });
    let lists: Vec<Vec<Value>> = stream::iter(reads).buffered(MOST_IN_FLIGHT).try_collect().await?;
    let mut all: Vec<Value> = lists.into_iter().flatten().collect();
    for autoscaler in &mut all {
        // The items of a list do not name their kind.
        autoscaler["kind"] = Value::from("HorizontalPodAutoscaler");
    }
    Ok(Autoscalers::new(all.iter().chain(objects)))
}

/// Asks the API server itself about each object, where it can be asked.
async fn ask(connection: &Connection, resources: &Resources, surveyed: &mut [Surveyed]) -> Result<()> {
    let is_new = |live: &Option<Value>| live.as_ref().is_none_or(is_terminating);
    let new_namespaces: Vec<Value> = surveyed
        .iter()
        .filter(|one| is_new(&one.item.live) && one.item.config["kind"] == "Namespace")
        .map(|one| one.item.config["metadata"]["name"].clone())
        .collect();
    let can_be_asked = |one: &Surveyed| {
        let is_served = resources.of(&one.item.config).is_some();
        let is_going = one.item.live.as_ref().is_some_and(is_terminating);
        is_served && !is_going && !new_namespaces.contains(&one.item.config["metadata"]["namespace"])
    };
    let asked = surveyed.iter().map(|one| {
        let is_asked = can_be_asked(one);
        async move {
            if is_asked {
                dry_run(connection, &one.address, &one.item).await
            } else {
                Ok(Asked::Answer(DryRun::NotAsked))
            }
        }
    });
    let answers: Vec<Result<Asked>> =
        stream::iter(asked.collect::<Vec<_>>()).buffered(MOST_IN_FLIGHT).collect().await;
    let mut denied = 0;
    let mut unsupported = BTreeSet::new();
    for (one, answer) in surveyed.iter_mut().zip(answers) {
        match answer? {
            Asked::Answer(answer) => one.item.dry_run = with_help(answer, &one.item),
            Asked::Denied => denied += 1,
            Asked::Unsupported(why) => {
                unsupported.insert(why);
            }
        }
    }
    for why in unsupported {
        terminal::warning(&format!(
            "{why}: what is shown of its objects is computed from the live objects alone"
        ));
    }
    if denied > 0 {
        terminal::warning(&format!(
            "dry runs of {denied} objects are forbidden: what is shown of them is computed from the live objects alone"
        ));
    }
    Ok(())
}
