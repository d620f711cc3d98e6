//! Keeps the number of updaters small: the oldest are merged.

use std::collections::BTreeMap;

use crate::ownership::managed::{Managed, ManagerId, Operation};

/// How many updaters an object has at most.
const MAX_UPDATERS: usize = 10;
/// The manager that the oldest are merged into.
const ANCIENT_CHANGES: &str = "ancient-changes";

/// Merges the oldest updaters of the same API version until there are few enough. Appliers do not
/// count.
pub(crate) fn cap_update_managers(owners: &mut Managed) {
    let mut updaters: Vec<ManagerId> =
        owners.iter().filter(|(_, owned)| !owned.applied).map(|(id, _)| id.clone()).collect();
    let mut count = updaters.len();
    updaters.sort_by_key(|id| (owners[id].time.clone().unwrap_or_default(), id.sort_key()));
    let mut first_of_version: BTreeMap<String, ManagerId> = BTreeMap::new();
    for id in updaters {
        if count <= MAX_UPDATERS {
            return;
        }
        let version = owners[&id].api_version.clone();
        match first_of_version.get(&version) {
            None => _ = first_of_version.insert(version, id),
            Some(first) => count -= usize::from(merge(owners, first, &id, &version)),
        }
    }
}

/// Merges an updater, and the `first` one of its version, into the one of ancient changes; whether that
/// took one away.
fn merge(owners: &mut Managed, first: &ManagerId, id: &ManagerId, version: &str) -> bool {
    let bucket = ManagerId::new(ANCIENT_CHANGES, Operation::Update, version, "");
    if !owners.contains_key(&bucket)
        && let Some(owned) = owners.remove(first)
    {
        owners.insert(bucket.clone(), owned);
    }
    let (Some(owned), Some(into)) = (owners.remove(id), owners.get_mut(&bucket)) else { return false };
    into.fields = into.fields.union(&owned.fields);
    into.time = owned.time;
    true
}
