//! How a Pod finds names.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::{HostAlias as RawAlias, PodDNSConfig, PodDNSConfigOption};

use super::Words;
use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, find, group_forms, word_forms};
use crate::syntax::text::Message;

word_forms! {
    /// Where a Pod looks names up.
    DnsPolicy: "a DNS policy" {
        /// In the cluster first: Kubernetes' default.
        ClusterFirst,
        /// In the cluster first, also with the node's network.
        ClusterFirstWithHostNet,
        /// As its node does.
        Default,
        /// As `dns(…)` says and nowhere else.
        None,
    }
}

/// A Pod's own resolver settings: `dns(nameservers = ["10.0.0.10"], searches = ["shop.local"])`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Dns {
    pub(crate) raw: PodDNSConfig,
}

impl Dns {
    /// Nothing of its own.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Addresses of name servers.
    pub fn nameservers(&mut self, addresses: Words) -> &mut Self {
        self.raw.nameservers = Some(addresses.into());
        self
    }

    /// Domains in which short names are looked up.
    pub fn searches(&mut self, domains: Words) -> &mut Self {
        self.raw.searches = Some(domains.into());
        self
    }

    /// A resolver option: `"ndots" = "2"`.
    pub fn entry(&mut self, name: Cow<'static, str>, value: Cow<'static, str>) -> &mut Self {
        let value = (!value.is_empty()).then(|| value.into_owned());
        let option = PodDNSConfigOption { name: Some(name.into_owned()), value };
        self.raw.options.get_or_insert_default().push(option);
        self
    }
}

group_forms!(Dns: "settings, such as `dns(\"ndots\" = \"2\")`");

/// A line of the Pod's hosts file: `host_alias(ip = "10.0.0.1", names = ["db.local"])`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct HostAlias {
    pub(crate) raw: RawAlias,
}

impl HostAlias {
    /// No line yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The address.
    pub fn ip(&mut self, address: Cow<'static, str>) -> &mut Self {
        self.raw.ip = address.into_owned();
        self
    }

    /// The names that mean it.
    pub fn names(&mut self, names: Words) -> &mut Self {
        self.raw.hostnames = Some(names.into());
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "ip").is_none() || find(keys, "names").is_none() {
            return Err(Message::of(
                "an alias has an address and names: `host_alias(ip = \"10.0.0.1\", names = [\"db.local\"])`",
            ));
        }
        Ok(())
    }
}

group_forms!(HostAlias: "`host_alias(ip = \"10.0.0.1\", names = [\"db.local\"])`", check => HostAlias::check, repeats);
