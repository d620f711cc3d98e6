//! ConfigMaps and Secrets of a fixed name that come with an app.

use std::borrow::Cow;
use std::collections::BTreeMap;

use k8s_openapi::ByteString;
use k8s_openapi::api::core::v1::{ConfigMap, Secret};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::{Deserialize, Serialize};

use super::address_text::AddressText;
use super::maps::Labels;
use crate::describe::companions::Companions;
use crate::k8s::literal::{Leaf, find, group_forms};
use crate::k8s::values::{DataKey, ObjectName};
use crate::syntax::text::{Message, filled};

/// Declares an object of texts by key.
macro_rules! data {
    ($(#[$doc:meta])* $name:ident: $what:literal, $expects:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            name: String,
            #[serde(default)]
            labels: Labels,
            #[serde(default)]
            data: BTreeMap<String, String>,
            /// The texts that hold addresses, by their keys among `data`.
            #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
            addresses: BTreeMap<String, AddressText>,
        }

        impl $name {
            /// No data and no name yet.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            /// The object of that name, without data yet.
            #[must_use]
            pub fn named(name: ObjectName) -> Self {
                Self { name: name.into(), ..Self::default() }
            }

            /// The name of the object.
            pub fn name(&mut self, name: ObjectName) -> &mut Self {
                self.name = name.into();
                self
            }

            /// Labels of its own, besides those of the app.
            pub fn labels(&mut self, labels: Labels) -> &mut Self {
                self.labels.0.extend(labels.0);
                self
            }

            /// One more key.
            pub fn entry(&mut self, key: DataKey, value: Cow<'static, str>) -> &mut Self {
                self.addresses.remove(key.as_str());
                self.data.insert(key.into(), value.into_owned());
                self
            }

            /// One more key, whose text holds the addresses of other workloads:
            /// `AddressText::format("redis://{}/0", redis.address())`.
            pub fn addressed(&mut self, key: DataKey, text: AddressText) -> &mut Self {
                self.data.insert(key.to_string(), text.to_string());
                self.addresses.insert(key.into(), text);
                self
            }

            /// Writes the addresses as an app in the namespace `caller` of `stack` needs them.
            fn settle(&mut self, caller: Option<&str>, stack: Option<&str>) {
                for (key, text) in &self.addresses {
                    self.data.insert(key.clone(), text.seen_from(caller, stack));
                }
            }

            /// What it is called.
            pub(crate) fn known_name(&self) -> &str {
                &self.name
            }

            const fn check(keys: &[Leaf]) -> Result<(), Message> {
                if find(keys, "name").is_none() {
                    return Err(Message::of(concat!("a ", $what, " of its own has a name: add `name = \"…\"`")));
                }
                Ok(())
            }
        }

        group_forms!($name: $expects, check => $name::check, repeats);
    };
}

data! {
    /// A ConfigMap of a fixed name: `config_map(name = "settings", "LOG" = "info")`.
    ConfigMapPart: "ConfigMap", "`config_map(name = \"settings\", \"LOG\" = \"info\")`"
}

data! {
    /// A Secret of a fixed name; its content is written into the manifests, readable for whoever
    /// reads those.
    SecretPart: "Secret", "a field, such as `#[workload(secret)] keys: SecretPart`"
}

/// A ConfigMap or a Secret that comes with an app.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum DataPart {
    ConfigMap(ConfigMapPart),
    Secret(SecretPart),
}

impl DataPart {
    /// Writes the addresses in it as an app in the namespace `caller` of `stack` needs them.
    pub(crate) fn settle_addresses(&mut self, caller: Option<&str>, stack: Option<&str>) {
        match self {
            Self::ConfigMap(map) => map.settle(caller, stack),
            Self::Secret(secret) => secret.settle(caller, stack),
        }
    }

    /// Adds the object.
    pub(crate) fn add_to(&self, companions: &mut Companions) {
        let named = |name: &str, labels: &Labels| ObjectMeta {
            name: Some(name.to_owned()),
            labels: filled(&labels.0),
            ..ObjectMeta::default()
        };
        match self {
            Self::ConfigMap(map) => companions.config_maps.push(ConfigMap {
                metadata: named(&map.name, &map.labels),
                data: Some(map.data.clone()),
                ..ConfigMap::default()
            }),
            Self::Secret(secret) => companions.secrets.push(Secret {
                metadata: named(&secret.name, &secret.labels),
                data: Some(bytes(&secret.data)),
                ..Secret::default()
            }),
        }
    }
}

fn bytes(data: &BTreeMap<String, String>) -> BTreeMap<String, ByteString> {
    data.iter().map(|(key, value)| (key.clone(), ByteString(value.clone().into_bytes()))).collect()
}
