//! Asking the API server which rights are there.

use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::json;

use super::grant::Grant;
use crate::cluster::{Connection, MOST_IN_FLIGHT, Request};
use crate::error::Result;

/// Where the question is put.
const REVIEWS: &str = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

/// The same rights, with the reasons of those that are denied. Nothing is stored.
pub(crate) async fn reviewed(connection: &Connection, grants: Vec<Grant>) -> Result<Vec<Grant>> {
    let asked = grants.into_iter().map(|grant| review(connection, grant)).collect::<Vec<_>>();
    stream::iter(asked).buffered(MOST_IN_FLIGHT).try_collect().await
}

async fn review(connection: &Connection, grant: Grant) -> Result<Grant> {
    let (resource, subresource) = grant.resource.split_once('/').unwrap_or((&grant.resource, ""));
    let question = json!({
        "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
        "spec": {"resourceAttributes": {
            "namespace": grant.namespace.as_deref().unwrap_or_default(), "verb": grant.verb,
            "group": grant.group, "resource": resource, "subresource": subresource,
        }},
    });
    let answer = connection.send(&Request::create(REVIEWS, question)).await;
    let status = answer.map_err(|failure| failure.to_error("ask for rights"))?.body["status"].take();
    let reason = || match status["reason"].as_str() {
        Some(reason) if !reason.is_empty() => reason.to_owned(),
        _ => "no rule allows it".to_owned(),
    };
    Ok(Grant { denied: (status["allowed"] != true).then(reason), ..grant })
}
