//! Hands typed objects to kube, one server-side apply each.
#![forbid(unsafe_code)]

use std::fmt::Debug;

use k8s_openapi::{Metadata, NamespaceResourceScope};
use kube::api::{Api, Patch, PatchParams};
use kube::core::ObjectMeta;
use kube::{Client, Resource};
use shop::Shop;
use workload_core::{Stack as _, Workload as _};

/// Applies Redis and the API server of a shop as a dry run: the server checks and defaults
/// everything and keeps nothing. Gives the names of what it took.
///
/// # Errors
///
/// The first answer of the server that is no success, with its message.
pub async fn dry_run(client: Client, namespace: &str, shop: &Shop) -> kube::Result<Vec<String>> {
    // As members of the shop: they know its namespace and find one another there.
    let context = shop.context();
    let redis = shop.redis.objects_in(&context);
    let api = shop.api.objects_in(&context);
    let mut taken = vec![
        apply(client.clone(), namespace, &redis.service).await?,
        apply(client.clone(), namespace, &redis.stateful_set).await?,
        apply(client.clone(), namespace, &api.deployment).await?,
    ];
    if let Some(service) = &api.service {
        taken.push(apply(client, namespace, service).await?);
    }
    Ok(taken)
}

/// One server-side apply, as a dry run.
async fn apply<K>(client: Client, namespace: &str, object: &K) -> kube::Result<String>
where
    K: Resource<DynamicType = (), Scope = NamespaceResourceScope> + Metadata<Ty = ObjectMeta>,
    K: serde::Serialize + serde::de::DeserializeOwned + Clone + Debug,
{
    let name = object.metadata().name.clone().unwrap_or_default();
    let api: Api<K> = Api::namespaced(client, namespace);
    let parameters = PatchParams::apply("workload").dry_run();
    api.patch(&name, &parameters, &Patch::Apply(object)).await?;
    Ok(format!("{}/{name}", <K as Resource>::kind(&()).to_lowercase()))
}
