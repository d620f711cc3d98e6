//! Manifests of a scenario: documents, and the typed objects they are.

use serde::de::DeserializeOwned;
use serde_json::Value;
use workload_core::k8s::Object;
use workload_core::predict::simulation::{Action, Policy};

/// The documents of a text.
pub fn documents(text: &str) -> Vec<Value> {
    let documents = serde_yaml::Deserializer::from_str(text);
    let documents = documents.map(|document| serde::Deserialize::deserialize(document).unwrap());
    documents.filter(|document: &Value| !document.is_null()).collect()
}

/// What is done to apply documents: first the policies, then everything else in order.
pub fn applied(documents: &[Value]) -> Vec<Action> {
    let policies: Vec<_> = documents.iter().filter_map(Policy::from_json).collect();
    let others = documents.iter().filter(|document| Policy::from_json(document).is_none());
    let mut actions = Vec::new();
    if !policies.is_empty() {
        actions.push(Action::Govern(policies));
    }
    actions.extend(others.map(|document| Action::Apply(vec![object(document)])));
    actions
}

/// The typed object of a document.
pub fn object(document: &Value) -> Object {
    fn typed<T: DeserializeOwned + Into<Object>>(document: &Value) -> Object {
        serde_json::from_value::<T>(document.clone()).unwrap().into()
    }
    use k8s_openapi::api::{apps, autoscaling, batch, core, policy};
    match document["kind"].as_str().unwrap() {
        "Deployment" => typed::<apps::v1::Deployment>(document),
        "ReplicaSet" => typed::<apps::v1::ReplicaSet>(document),
        "StatefulSet" => typed::<apps::v1::StatefulSet>(document),
        "DaemonSet" => typed::<apps::v1::DaemonSet>(document),
        "Job" => typed::<batch::v1::Job>(document),
        "CronJob" => typed::<batch::v1::CronJob>(document),
        "ReplicationController" => typed::<core::v1::ReplicationController>(document),
        "Pod" => typed::<core::v1::Pod>(document),
        "PersistentVolumeClaim" => typed::<core::v1::PersistentVolumeClaim>(document),
        "HorizontalPodAutoscaler" => typed::<autoscaling::v2::HorizontalPodAutoscaler>(document),
        "PodDisruptionBudget" => typed::<policy::v1::PodDisruptionBudget>(document),
        "Service" => typed::<core::v1::Service>(document),
        other => panic!("no scenario so far has a {other}"),
    }
}
