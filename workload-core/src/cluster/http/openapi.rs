//! `OpenAPI`, as far as clients need it: that fields are validated on this side.

use serde_json::{Map, Value, json};

use crate::cluster::http::discovery::group_versions;
use crate::cluster::registry::{Registry, Served};

/// `/openapi/v3`.
pub(crate) fn index(registry: &Registry) -> Value {
    let mut paths = Map::new();
    for (group, version) in group_versions(registry) {
        let path =
            if group.is_empty() { format!("api/{version}") } else { format!("apis/{group}/{version}") };
        let address = format!("/openapi/v3/{path}");
        paths.insert(path, json!({"serverRelativeURL": address}));
    }
    json!({"paths": paths})
}

/// The document of one version of a group.
pub(crate) fn document(registry: &Registry, group: &str, version: &str) -> Option<Value> {
    let of_version =
        registry.all().filter(|served| served.resource.group == group && served.resource.version == version);
    let paths: Map<String, Value> = of_version.map(|served| path(served)).collect();
    let info = json!({"title": "Kubernetes", "version": "unversioned"});
    (!paths.is_empty()).then(|| json!({"openapi": "3.0.0", "info": info, "paths": paths, "components": {}}))
}

/// `/openapi/v2`, without definitions.
pub(crate) fn v2() -> Value {
    json!({
        "swagger": "2.0", "info": {"title": "Kubernetes", "version": "unversioned"},
        "paths": {}, "definitions": {},
    })
}

/// The address of one object, with the parameters that clients look for.
fn path(served: &Served) -> (String, Value) {
    let resource = &served.resource;
    let root = if resource.group.is_empty() { "/api" } else { "/apis" };
    let scope = if resource.is_namespaced { "/namespaces/{namespace}" } else { "" };
    let path = format!("{root}/{}{scope}/{}/{{name}}", resource.api_version(), resource.plural);
    let parameter =
        |name: &str| json!({"name": name, "in": "query", "schema": {"type": "string", "uniqueItems": true}});
    let kind = json!({"group": resource.group, "version": resource.version, "kind": resource.kind});
    let operation = |action: &str| {
        json!({
            "parameters": [parameter("dryRun"), parameter("fieldManager"), parameter("fieldValidation")],
            "responses": {},
            "x-kubernetes-action": action,
            "x-kubernetes-group-version-kind": kind,
        })
    };
    (path, json!({"put": operation("put"), "patch": operation("patch")}))
}
