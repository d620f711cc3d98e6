//! A live object without what moves by itself: its status, and who wrote that when.

use serde_json::Value;

/// The object without its status, its resource version, and the times at which fields were written.
pub(crate) fn settled(live: &Value) -> Value {
    let mut object = live.clone();
    if let Some(map) = object.as_object_mut() {
        map.remove("status");
    }
    let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) else { return object };
    metadata.remove("resourceVersion");
    if let Some(entries) = metadata.get_mut("managedFields").and_then(Value::as_array_mut) {
        entries.retain(|entry| entry["subresource"] != "status");
        for entry in entries.iter_mut().filter_map(Value::as_object_mut) {
            entry.remove("time");
        }
    }
    object
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_somebody_wrote_counts() {
        let live = |version: &str, ready: u32, replicas: u32| {
            json!({
                "metadata": {"name": "a", "resourceVersion": version, "managedFields": [
                    {"manager": "workload", "time": version},
                    {"manager": "kube-controller-manager", "subresource": "status", "fieldsV1": {"ready": ready}},
                ]},
                "spec": {"replicas": replicas}, "status": {"ready": ready},
            })
        };
        assert_eq!(settled(&live("1", 1, 3)), settled(&live("2", 2, 3)));
        assert_ne!(settled(&live("1", 1, 3)), settled(&live("1", 1, 4)));
    }
}
