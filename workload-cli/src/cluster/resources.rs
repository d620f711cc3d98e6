//! Which kinds the API server serves, and under which addresses.

use std::collections::{BTreeMap, BTreeSet};
use workload_core::k8s::api_group;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::Value;

use super::connection::{Connection, MOST_IN_FLIGHT};
use super::failure::Failure;
use super::request::{Request, escaped};

/// A resource of the API server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resource {
    /// Such as `apps/v1`.
    pub(crate) api_version: String,
    /// Such as `Deployment`.
    pub(crate) kind: String,
    /// Such as `deployments`.
    pub(crate) plural: String,
    /// Whether its objects live in a namespace.
    pub(crate) is_namespaced: bool,
    /// Such as `scale` and `status`.
    pub(crate) subresources: Vec<String>,
    /// Whether its objects can be listed.
    pub(crate) is_listed: bool,
}

impl Resource {
    /// The API group, empty for the core group.
    pub(crate) fn group(&self) -> &str {
        api_group(&self.api_version)
    }

    /// The address of its objects: in one namespace, or everywhere.
    pub(crate) fn collection(&self, namespace: Option<&str>) -> String {
        let root = prefix(&self.api_version);
        match namespace.filter(|_| self.is_namespaced) {
            Some(namespace) => format!("{root}/namespaces/{}/{}", escaped(namespace), self.plural),
            None => format!("{root}/{}", self.plural),
        }
    }
}

/// The resources of some API versions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resources(BTreeMap<(String, String), Resource>);

impl Resources {
    /// Asks for the resources of these API versions; one that is not served has none.
    pub(crate) async fn find<'v>(
        connection: &Connection,
        api_versions: impl IntoIterator<Item = &'v str>,
    ) -> Result<Self, Failure> {
        let versions: BTreeSet<&str> = api_versions.into_iter().collect();
        let lists: Vec<Vec<Resource>> = stream::iter(versions)
            .map(|version| resources_of(connection, version))
            .buffered(MOST_IN_FLIGHT)
            .try_collect()
            .await?;
        let keyed = lists.into_iter().flatten();
        Ok(Self(keyed.map(|found| ((found.api_version.clone(), found.kind.clone()), found)).collect()))
    }

    /// The resource of a kind.
    pub(crate) fn get(&self, api_version: &str, kind: &str) -> Option<&Resource> {
        self.0.get(&(api_version.to_owned(), kind.to_owned()))
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Resource> {
        self.0.values()
    }

    /// The resource of an object.
    pub(crate) fn of(&self, object: &Value) -> Option<&Resource> {
        self.get(object["apiVersion"].as_str()?, object["kind"].as_str()?)
    }
}

async fn resources_of(connection: &Connection, api_version: &str) -> Result<Vec<Resource>, Failure> {
    let path = prefix(api_version);
    match connection.send(&Request::get(path)).await {
        Ok(answer) => Ok(listed(api_version, &answer.body)),
        Err(failure) if failure.is(404) => Ok(Vec::new()),
        Err(failure) => Err(failure),
    }
}

/// Where the resources of an API version are: `/apis/apps/v1`, `/api/v1`.
pub(super) fn prefix(api_version: &str) -> String {
    let root = if api_version.contains('/') { "apis" } else { "api" };
    format!("/{root}/{api_version}")
}

/// The resources of an `APIResourceList`, each with its subresources.
fn listed(api_version: &str, list: &Value) -> Vec<Resource> {
    let listed = list["resources"].as_array().map_or(&[][..], Vec::as_slice);
    let name = |resource: &Value| resource["name"].as_str().unwrap_or_default().to_owned();
    let subresources = |plural: &str| {
        let names = listed.iter().map(name);
        names.filter_map(|name| Some(name.strip_prefix(plural)?.strip_prefix('/')?.to_owned())).collect()
    };
    let resources = listed.iter().filter(|resource| !name(resource).contains('/'));
    let resource = |resource: &Value| Resource {
        api_version: api_version.to_owned(),
        kind: resource["kind"].as_str().unwrap_or_default().to_owned(),
        subresources: subresources(&name(resource)),
        plural: name(resource),
        is_namespaced: resource["namespaced"] == true,
        is_listed: resource["verbs"].as_array().is_some_and(|verbs| verbs.iter().any(|verb| verb == "list")),
    };
    resources.map(resource).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn resources_are_read_with_their_subresources() {
        let list = json!({"resources": [
            {"name": "deployments", "kind": "Deployment", "namespaced": true},
            {"name": "deployments/scale", "kind": "Scale", "namespaced": true},
            {"name": "deployments/status", "kind": "Deployment", "namespaced": true},
        ]});
        let found = listed("apps/v1", &list);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].subresources, ["scale", "status"]);
        assert_eq!([prefix("apps/v1"), prefix("v1")], ["/apis/apps/v1", "/api/v1"]);
    }
}
