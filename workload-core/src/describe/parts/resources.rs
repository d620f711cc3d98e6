//! The resources a container asks for, and may not exceed.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{ResourceClaim, ResourceRequirements};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as Raw;

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, Written, find, group_forms};
use crate::k8s::values::{Name, Quantity, ResourceName, is_more};
use crate::syntax::text::Message;

/// Resources: `resources(requests(cpu = "100m"), limits(memory = "256Mi"))`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Resources {
    requests: Option<ResourceList>,
    limits: Option<ResourceList>,
    claims: Vec<ResourceClaim>,
}

/// Amounts of resources by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ResourceList(BTreeMap<String, Quantity>);

impl ResourceList {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Processors: `"500m"` is half of one.
    pub fn cpu(&mut self, amount: Quantity) -> &mut Self {
        self.insert("cpu", amount)
    }

    /// Memory in bytes.
    pub fn memory(&mut self, amount: Quantity) -> &mut Self {
        self.insert("memory", amount)
    }

    /// Storage on the node that goes with the Pod, in bytes.
    pub fn ephemeral_storage(&mut self, amount: Quantity) -> &mut Self {
        self.insert("ephemeral-storage", amount)
    }

    /// Any other resource, such as `"nvidia.com/gpu" = "1"`.
    pub fn entry(&mut self, name: ResourceName, amount: Quantity) -> &mut Self {
        self.insert(name.as_str(), amount)
    }

    fn insert(&mut self, name: &str, amount: Quantity) -> &mut Self {
        self.0.insert(name.to_owned(), amount);
        self
    }

    fn raw(&self) -> Option<BTreeMap<String, Raw>> {
        let raw = self.0.iter().map(|(name, amount)| (name.clone(), Raw(amount.to_string())));
        (!self.0.is_empty()).then(|| raw.collect())
    }
}

impl Resources {
    /// Nothing asked for yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What the scheduler keeps free for the container.
    pub fn requests(&mut self, requests: ResourceList) -> &mut Self {
        self.requests = Some(requests);
        self
    }

    /// What the container may not exceed.
    pub fn limits(&mut self, limits: ResourceList) -> &mut Self {
        self.limits = Some(limits);
        self
    }

    /// A device of the Pod's `resource_claim` that the container uses; repeat it for several.
    pub fn claim(&mut self, name: Name) -> &mut Self {
        self.claims.push(ResourceClaim { name: name.into(), request: None });
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        let (Some(Written::Group(requests)), Some(Written::Group(limits))) =
            (find(keys, "requests"), find(keys, "limits"))
        else {
            return Ok(());
        };
        let mut at = 0;
        while at < requests.len() {
            let Leaf { key, written } = requests[at];
            if let (Written::Text(request), Some(Written::Text(limit))) = (written, find(limits, key))
                && is_more(request, limit)
            {
                let message = Message::of("the request of ").push(request).push(" ").push(key);
                let message = message
                    .push(" is above its limit of ")
                    .push(limit)
                    .push(": raise the limit or lower the request");
                return Err(message);
            }
            at += 1;
        }
        Ok(())
    }

    pub(crate) fn into_raw(self) -> ResourceRequirements {
        ResourceRequirements {
            requests: self.requests.as_ref().and_then(ResourceList::raw),
            limits: self.limits.as_ref().and_then(ResourceList::raw),
            claims: (!self.claims.is_empty()).then_some(self.claims),
        }
    }
}

group_forms!(ResourceList: "amounts, such as `requests(cpu = \"100m\", memory = \"128Mi\")`");
group_forms!(Resources: "`resources(requests(cpu = \"100m\"), limits(memory = \"256Mi\"))`", check => Resources::check);
