//! Hands a stack to kube, one server-side apply for each object.
#![forbid(unsafe_code)]

use kube::Client;
use shop::Shop;
use workload_core::Stack as _;
use workload_core::export::{Apply, ApplyError};

/// Applies everything of a shop as a dry run: the server checks and defaults it and keeps nothing. Gives the
/// names of what it took.
///
/// # Errors
///
/// The first object that the server did not take, with its message and the Rust line behind it.
pub async fn dry_run(client: Client, shop: &Shop) -> Result<Vec<String>, ApplyError> {
    let manifests = shop.manifests();
    Apply::new(client).dry_run().apply_all(&manifests).await?;
    let name =
        |object: &workload_core::k8s::Object| format!("{}/{}", object.kind().to_lowercase(), object.name());
    Ok(manifests.objects().map(name).collect())
}
