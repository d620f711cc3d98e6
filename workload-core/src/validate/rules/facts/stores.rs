//! Programs known to keep data: what runs in a container, where it keeps its data, and whether
//! that place lasts.
//!
//! The table tells a server from its exporters and proxies by the image, and from its clients
//! (`redis-cli`, `pg_dump`) by the command.

mod cache;
pub(crate) mod cache_names;
mod command;
pub(crate) mod container;
mod datastore;
mod env_from;
pub(crate) mod image;
mod location;
mod setting;
pub(crate) mod settings;
mod signs;
mod table;

use crate::validate::rules::set::{Member, Set};

use container::StoreContainer;
pub(crate) use datastore::Datastore;
pub(crate) use location::DataLocation;
use setting::DataDirSetting;

/// The workloads in whose Pods stores run to stay, in order, each with its stores.
pub(crate) fn with_stores<'s, 'r: 's>(
    set: &'s Set<'r>,
) -> impl Iterator<Item = (Member<'r>, Vec<Datastore<'r>>)> + use<'s, 'r> {
    set.workloads().filter_map(|(member, workload)| {
        let stores = running(set, &member, &workload.stores);
        (!stores.is_empty()).then_some((member, stores))
    })
}

/// The stores that run in the Pods of a workload to stay; those said to be caches are none.
fn running<'r>(set: &Set<'r>, member: &Member<'r>, containers: &'r [StoreContainer]) -> Vec<Datastore<'r>> {
    let mut stores: Vec<_> =
        containers.iter().filter_map(|container| in_container(set, member, container)).collect();
    // A script beside the server itself prepares it, or saves it.
    let sure: Vec<_> = stores.iter().filter(|one| one.container.sure).map(Datastore::name).collect();
    stores.retain(|one| one.container.sure || !sure.contains(&one.name()));
    stores
}

fn in_container<'r>(
    set: &Set<'r>,
    member: &Member<'r>,
    container: &'r StoreContainer,
) -> Option<Datastore<'r>> {
    let said = cache::said(set, member, container);
    if !container.store.keeps(&said) || cache::is_meant(&said) {
        return None;
    }
    let told = match container.folder.borrowed() {
        DataDirSetting::Nothing => env_from::setting(set, member, container),
        told => told,
    };
    let usual = container.usual;
    let (folder, usual) = match told {
        DataDirSetting::Folder(folder) => (Some(folder), usual),
        DataDirSetting::Somewhere => (None, None),
        DataDirSetting::Nothing => (usual.filter(|_| container.is_usual_certain), usual),
    };
    Some(Datastore { container, folder, usual })
}
