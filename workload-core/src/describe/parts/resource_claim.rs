//! A device that a Pod claims (dynamic resource allocation).

use k8s_openapi::api::core::v1::PodResourceClaim;

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, find, group_forms};
use crate::k8s::values::{Name, ObjectName};
use crate::syntax::text::Message;

/// A claim of a device: `resource_claim(name = "gpu", template = "one-gpu")`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ResourceClaim {
    pub(crate) raw: PodResourceClaim,
}

impl ResourceClaim {
    /// No claim yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What the containers of the Pod call it.
    pub fn name(&mut self, name: Name) -> &mut Self {
        self.raw.name = name.into();
        self
    }

    /// The `ResourceClaim` that exists.
    pub fn existing(&mut self, name: ObjectName) -> &mut Self {
        self.raw.resource_claim_name = Some(name.into());
        self
    }

    /// The `ResourceClaimTemplate` that a claim is made from for each Pod.
    pub fn template(&mut self, name: ObjectName) -> &mut Self {
        self.raw.resource_claim_template_name = Some(name.into());
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        let (existing, template) = (find(keys, "existing").is_some(), find(keys, "template").is_some());
        if find(keys, "name").is_none() {
            return Err(Message::of("a resource claim has a name for its containers: add `name = \"…\"`"));
        }
        if existing == template {
            return Err(Message::of(
                "a resource claim is an `existing = \"…\"` one or made from a `template = \"…\"`: give one of them",
            ));
        }
        Ok(())
    }
}

group_forms!(ResourceClaim: "`resource_claim(name = \"gpu\", template = \"one-gpu\")`", check => ResourceClaim::check, repeats);
