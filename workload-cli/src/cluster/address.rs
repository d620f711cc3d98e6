//! Where an object is found.

use serde_json::Value;

use super::request::escaped;
use super::resources::Resource;

/// The address of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// The address of its collection.
    pub(crate) collection: String,
    /// The address of the object itself.
    pub(crate) object: String,
}

impl Address {
    /// The address of an object by name; `namespace` counts for kinds that live in one.
    pub(crate) fn new(resource: &Resource, namespace: &str, name: &str) -> Self {
        let collection = resource.collection(Some(namespace));
        let object = format!("{collection}/{}", escaped(name));
        Self { collection, object }
    }
}

/// The address of an object, in `namespace` when it names none itself.
pub(crate) fn address(resource: &Resource, object: &Value, namespace: &str) -> Address {
    let metadata = &object["metadata"];
    let own = metadata["namespace"].as_str().filter(|own| !own.is_empty());
    Address::new(resource, own.unwrap_or(namespace), metadata["name"].as_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn addresses_have_the_namespace_of_the_object_or_the_given_one() {
        let resource = |is_namespaced| Resource {
            api_version: "apps/v1".to_owned(),
            kind: "Deployment".to_owned(),
            plural: "deployments".to_owned(),
            is_namespaced,
            subresources: Vec::new(),
            is_listed: true,
        };
        let object = json!({"metadata": {"name": "a:b"}});
        let found = address(&resource(true), &object, "shop");
        assert_eq!(found.object, "/apis/apps/v1/namespaces/shop/deployments/a%3Ab");
        let object = json!({"metadata": {"name": "a", "namespace": "b"}});
        assert_eq!(
            address(&resource(true), &object, "c").collection,
            "/apis/apps/v1/namespaces/b/deployments"
        );
        assert_eq!(address(&resource(false), &object, "c").object, "/apis/apps/v1/deployments/a");
    }
}
