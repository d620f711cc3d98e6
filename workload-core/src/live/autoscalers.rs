//! Which workloads an autoscaler scales.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::k8s::ObjectRef;

/// The autoscalers of a cluster and of a set, by what they scale.
#[derive(Clone, Debug, Default)]
pub struct Autoscalers(BTreeMap<ObjectRef, String>);

impl Autoscalers {
    /// Finds the autoscalers among these objects; all of them may be anything.
    #[must_use]
    pub fn new<'o>(objects: impl IntoIterator<Item = &'o Value>) -> Self {
        let is_one = |object: &&Value| object["kind"] == "HorizontalPodAutoscaler";
        Self(objects.into_iter().filter(is_one).filter_map(target).collect())
    }

    /// The name of the autoscaler that scales an object.
    #[must_use]
    pub fn of(&self, object: &ObjectRef) -> Option<&str> {
        self.0.get(object).map(String::as_str)
    }
}

fn target(autoscaler: &Value) -> Option<(ObjectRef, String)> {
    let target = &autoscaler["spec"]["scaleTargetRef"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let object = ObjectRef {
        api_version: text(&target["apiVersion"]).unwrap_or_default(),
        kind: text(&target["kind"])?,
        namespace: text(&autoscaler["metadata"]["namespace"]),
        name: text(&target["name"])?,
    };
    Some((object, text(&autoscaler["metadata"]["name"])?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_scaled_is_found_by_group_kind_and_name() {
        let target = json!({"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"});
        let autoscaler = json!({
            "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
            "metadata": {"name": "web-scaler", "namespace": "shop"}, "spec": {"scaleTargetRef": target},
        });
        let found = Autoscalers::new([&autoscaler]);
        let named = |namespace: &str, kind: &str| {
            let object = json!({"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": "web", "namespace": namespace}});
            found.of(&ObjectRef::from_json(&object).unwrap()).map(str::to_owned)
        };
        assert_eq!(named("shop", "Deployment").as_deref(), Some("web-scaler"));
        assert_eq!([named("other", "Deployment"), named("shop", "StatefulSet")], [None, None]);
    }
}
