//! Deleting an object so that it can be created anew, with as little lost as can be.

use serde_json::{Value, json};
use workload_core::k8s::values::Quantity;

use super::gone::{gone, patience};
use crate::cluster::{Address, Connection, Request, Surveyed};

/// Deletes the live object, a pinned one only in its version, and waits until it is gone. The Pods of a StatefulSet stay, and its claims
/// grow as its templates have.
pub(super) async fn delete(
    connection: &Connection,
    one: &Surveyed,
    is_pinned: bool,
) -> Result<Vec<String>, String> {
    let Some(live) = &one.item.live else { return Ok(Vec::new()) };
    let is_set = live["kind"] == "StatefulSet";
    let policy = match live["kind"].as_str() {
        Some("StatefulSet") => "Orphan",
        // The Pods of two runs of a job do not meet.
        Some("Job") => "Foreground",
        _ => "Background",
    };
    let mut options = json!({
        "apiVersion": "v1", "kind": "DeleteOptions",
        "propagationPolicy": policy,
        "preconditions": {"uid": live["metadata"]["uid"]},
    });
    if is_pinned {
        options["preconditions"]["resourceVersion"] = live["metadata"]["resourceVersion"].clone();
    }
    let deleted = connection.send(&Request::delete(&one.address.object, options)).await;
    if let Err(failure) = deleted
        && !failure.is(404)
    {
        return Err(format!("it could not be deleted: {failure}"));
    }
    gone(connection, &one.address, &live["metadata"]["uid"], patience(live)).await?;
    if is_set { grown(connection, one, live).await } else { Ok(Vec::new()) }
}

/// Grows the claims of a StatefulSet whose templates ask for more.
async fn grown(connection: &Connection, one: &Surveyed, live: &Value) -> Result<Vec<String>, String> {
    let mut notes = Vec::new();
    let wanted = more_storage(live, &one.item.config);
    if wanted.is_empty() {
        return Ok(notes);
    }
    let claims = claims_address(&one.address);
    let found = connection
        .send(&Request::get(&claims))
        .await
        .map_err(|failure| format!("its claims could not be read: {failure}"))?;
    let set = live["metadata"]["name"].as_str().unwrap_or_default();
    for claim in found.body["items"].as_array().into_iter().flatten() {
        let name = claim["metadata"]["name"].as_str().unwrap_or_default();
        let Some((_, storage)) = wanted.iter().find(|(template, _)| is_claim_of(name, template, set)) else {
            continue;
        };
        if !is_more(&claim["spec"]["resources"]["requests"]["storage"], storage) {
            continue;
        }
        let patch = json!({"spec": {"resources": {"requests": {"storage": storage}}}});
        let request = Request::merge_patch(format!("{claims}/{name}"), patch)
            .with("fieldManager", workload_core::live::MANAGER);
        let written = connection.send(&request).await;
        written.map_err(|failure| format!("claim {name} could not be grown to {storage}: {failure}"))?;
        notes.push(format!("claim {name} grows to {}", storage.as_str().unwrap_or_default()));
    }
    Ok(notes)
}

/// The templates of claims that ask for more than before, with what they ask for.
fn more_storage(live: &Value, config: &Value) -> Vec<(String, Value)> {
    let templates =
        |object: &Value| object["spec"]["volumeClaimTemplates"].as_array().cloned().unwrap_or_default();
    let storage = |template: &Value| template["spec"]["resources"]["requests"]["storage"].clone();
    let before = templates(live);
    let grown = templates(config).into_iter().filter_map(|template| {
        let name = template["metadata"]["name"].as_str()?.to_owned();
        let old = before.iter().find(|old| old["metadata"]["name"] == name.as_str())?;
        is_more(&storage(old), &storage(&template)).then(|| (name, storage(&template)))
    });
    grown.collect()
}

fn is_more(old: &Value, new: &Value) -> bool {
    let amount = |value: &Value| Quantity::parse(value.as_str()?.to_owned()).ok();
    match (amount(old), amount(new)) {
        (Some(old), Some(new)) => new.compare(&old).is_gt(),
        _ => false,
    }
}

/// Whether a claim is one that a StatefulSet has made of a template: `data-redis-0`.
fn is_claim_of(claim: &str, template: &str, set: &str) -> bool {
    let ordinal = claim
        .strip_prefix(template)
        .and_then(|rest| rest.strip_prefix('-'))
        .and_then(|rest| rest.strip_prefix(set));
    ordinal
        .and_then(|rest| rest.strip_prefix('-'))
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The claims of the namespace that an address is in.
fn claims_address(address: &Address) -> String {
    let namespace = address.collection.split("/namespaces/").nth(1).and_then(|rest| rest.split('/').next());
    format!("/api/v1/namespaces/{}/persistentvolumeclaims", namespace.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_known_by_template_set_and_number() {
        let is = |claim| is_claim_of(claim, "data", "redis");
        assert!(is("data-redis-0") && is("data-redis-12"));
        assert!(!is("data-redis-a") && !is("data-redis-") && !is("data-redis-x-0") && !is("logs-redis-0"));
    }

    #[test]
    fn only_templates_that_ask_for_more_count() {
        let set = |storage: &str| json!({"spec": {"volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": {"resources": {"requests": {"storage": storage}}}}]}});
        assert_eq!(more_storage(&set("1Gi"), &set("2Gi")), [("data".to_owned(), json!("2Gi"))]);
        assert!(more_storage(&set("2Gi"), &set("2048Mi")).is_empty());
        assert!(more_storage(&set("2Gi"), &set("1Gi")).is_empty());
    }
}
