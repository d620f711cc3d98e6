//! Where the value of a variable comes from, when it is not written down.

use serde::{Deserialize, Serialize};

use crate::k8s::values::{ContainerResource, DataKey, Name, ObjectName, Quantity};

/// A key of a Secret or a ConfigMap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeyOf {
    pub(super) name: ObjectName,
    pub(super) key: DataKey,
    #[serde(default)]
    pub(super) optional: bool,
}

/// A resource of a container, and the unit it is counted in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResourceOf {
    pub(super) resource: ContainerResource,
    #[serde(default)]
    pub(super) container: Option<Name>,
    #[serde(default)]
    pub(super) divisor: Option<Quantity>,
}
