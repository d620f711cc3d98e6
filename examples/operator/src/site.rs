//! The custom resource: a site, with its image and its size.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
use kube::core::{ApiResource, DynamicObject, GroupVersionKind};
use serde_json::json;

/// A site; its fields are read as JSON.
pub type Site = DynamicObject;

/// What a site is called in addresses.
pub fn resource() -> ApiResource {
    ApiResource::from_gvk(&GroupVersionKind::gvk("example.com", "v1", "Site"))
}

/// A site of an image, in so many Pods.
pub fn site(name: &str, image: &str, replicas: u32) -> Site {
    let mut site = DynamicObject::new(name, &resource());
    site.data = json!({"spec": {"image": image, "replicas": replicas}});
    site
}

/// The definition of sites.
pub fn definition() -> CustomResourceDefinition {
    let schema = json!({
        "type": "object",
        "properties": {
            "spec": {
                "type": "object",
                "required": ["image", "replicas"],
                "properties": {"image": {"type": "string"}, "replicas": {"type": "integer"}},
            },
            "status": {
                "type": "object",
                "properties": {
                    "image": {"type": "string"},
                    "ready": {"type": "integer"},
                    "rolledOut": {"type": "boolean"},
                },
            },
        },
    });
    let definition = json!({
        "metadata": {"name": "sites.example.com"},
        "spec": {
            "group": "example.com",
            "scope": "Namespaced",
            "names": {"kind": "Site", "plural": "sites"},
            "versions": [{
                "name": "v1", "served": true, "storage": true,
                "subresources": {"status": {}},
                "schema": {"openAPIV3Schema": schema},
            }],
        },
    });
    serde_json::from_value(definition).expect("a definition")
}
