//! Where the kinds of a set are served.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use workload_core::live::GroupKind;

use super::groups;
use crate::cluster::{Connection, Failure, Resource};

/// The kinds of a set, each with its resource.
#[derive(Clone, Debug, Default)]
pub(super) struct SetKinds {
    /// Those that are served.
    pub(super) served: BTreeMap<GroupKind, Resource>,
    /// Those that are defined and not served: nobody can look for their objects.
    pub(super) unserved: BTreeSet<GroupKind>,
}

impl SetKinds {
    /// Asks for what is not `known`. A kind that nothing defines any more has no objects, and is left out.
    pub(super) async fn find(
        connection: &Connection,
        known: impl IntoIterator<Item = Resource>,
        wanted: &BTreeSet<GroupKind>,
    ) -> Result<Self, Failure> {
        let mut found = Self::default();
        for resource in known {
            found.served.insert(GroupKind::new(&resource.api_version, &resource.kind), resource);
        }
        for kind in wanted {
            if found.served.contains_key(kind) {
                continue;
            }
            match groups::resource(connection, &kind.group, |resource| resource.kind == kind.kind).await? {
                Some(resource) => {
                    found.served.insert(kind.clone(), resource);
                }
                None => {
                    found.unserved.insert(kind.clone());
                }
            }
        }
        found.forget_undefined(connection).await;
        Ok(found)
    }

    async fn forget_undefined(&mut self, connection: &Connection) {
        if self.unserved.is_empty() {
            return;
        }
        if let Some(definitions) = groups::definitions(connection).await {
            self.unserved.retain(|kind| definitions.iter().any(|definition| defines(definition, kind)));
        }
    }
}

fn defines(definition: &Value, kind: &GroupKind) -> bool {
    let spec = &definition["spec"];
    spec["group"] == kind.group.as_str() && spec["names"]["kind"] == kind.kind.as_str()
}

/// The kinds of resources such as `deployments.apps`, as older tools list them; those that are not served
/// have no objects.
pub(super) async fn kinds_of(
    connection: &Connection,
    resources: &BTreeSet<String>,
) -> Result<BTreeSet<GroupKind>, Failure> {
    let mut kinds = BTreeSet::new();
    for text in resources {
        let (plural, group) = text.split_once('.').unwrap_or((text, ""));
        let found = groups::resource(connection, group, |resource| resource.plural == plural).await?;
        kinds.extend(found.map(|found| GroupKind::new(&found.api_version, &found.kind)));
    }
    Ok(kinds)
}
