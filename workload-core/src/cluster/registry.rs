//! The resources that are served, the built-in ones and those of definitions.

use std::sync::Arc;

use serde_json::Value;

use crate::cluster::builtin_resources::builtin_resources;
use crate::cluster::json::{items, text};
use crate::cluster::kind::Kind;
use crate::cluster::resource::Resource;

/// A resource, and the kind of its objects.
#[derive(Clone, Debug)]
pub(crate) struct Served {
    pub(crate) resource: Resource,
    pub(crate) kind: Kind,
}

/// The resources that are served.
#[derive(Clone, Debug)]
pub(crate) struct Registry {
    served: Vec<Arc<Served>>,
}

impl Default for Registry {
    fn default() -> Self {
        let served = builtin_resources().map(|resource| {
            let kind = Kind::builtin(&resource.api_version(), &resource.kind);
            Arc::new(Served { resource, kind })
        });
        Self { served: served.collect() }
    }
}

impl Registry {
    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Served>> {
        self.served.iter()
    }

    /// The resource of a kind.
    pub(crate) fn of_kind(&self, api_version: &str, kind: &str) -> Option<&Arc<Served>> {
        self.served
            .iter()
            .find(|served| served.resource.kind == kind && served.resource.api_version() == api_version)
    }

    /// The resource of an address.
    pub(crate) fn of_address(&self, group: &str, version: &str, plural: &str) -> Option<&Arc<Served>> {
        self.served.iter().find(|served| {
            let resource = &served.resource;
            resource.plural == plural && resource.group == group && resource.version == version
        })
    }

    /// The first version of a resource, by its name with the group.
    pub(crate) fn of_qualified(&self, qualified: &str) -> Option<&Arc<Served>> {
        self.served.iter().find(|served| served.resource.qualified() == qualified)
    }

    /// Serves the kind of a definition, in place of what it was before.
    pub(crate) fn define(&mut self, definition: &Value) {
        self.forget(definition);
        let kind = Kind::custom(definition.clone());
        for version in items(&definition["spec"]["versions"]) {
            if version["served"] != false {
                let resource = custom_resource(definition, version);
                self.served.push(Arc::new(Served { resource, kind: kind.clone() }));
            }
        }
    }

    /// Serves the kind of a definition no more.
    pub(crate) fn forget(&mut self, definition: &Value) {
        let spec = &definition["spec"];
        self.served.retain(|served| {
            let resource = &served.resource;
            !(served.kind.is_custom()
                && spec["group"] == resource.group
                && spec["names"]["plural"] == resource.plural)
        });
    }
}

fn custom_resource(definition: &Value, version: &Value) -> Resource {
    let (spec, names) = (&definition["spec"], &definition["spec"]["names"]);
    let words = |list: &Value| items(list).iter().map(|word| text(word).to_owned()).collect();
    let subresources = version["subresources"].as_object().into_iter().flatten();
    let kind = text(&names["kind"]).to_owned();
    let singular = names["singular"].as_str().map_or_else(|| kind.to_lowercase(), str::to_owned);
    Resource {
        group: text(&spec["group"]).to_owned(),
        version: text(&version["name"]).to_owned(),
        kind,
        plural: text(&names["plural"]).to_owned(),
        singular,
        is_namespaced: spec["scope"] != "Cluster",
        short_names: words(&names["shortNames"]),
        categories: words(&names["categories"]),
        subresources: subresources.map(|(name, _)| name.clone()).collect(),
    }
}
