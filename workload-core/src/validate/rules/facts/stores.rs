//! Programs known to keep data: what runs in a container, where it keeps its data, and whether
//! that place lasts.
//!
//! The table tells a server from its exporters and proxies by the image, and from its clients
//! (`redis-cli`, `pg_dump`) by the command.

mod cache;
pub(crate) mod cache_names;
mod command;
mod datastore;
mod env_from;
pub(crate) mod image;
mod location;
mod setting;
pub(crate) mod settings;
mod signs;
mod table;

use crate::validate::rules::facts::images::Repository;
use crate::validate::rules::facts::subject::{ContainerPart, Subject};
use crate::validate::rules::set::{Member, Set};

use command::Command;
pub(crate) use datastore::Datastore;
use image::find;
pub(crate) use location::DataLocation;
use setting::DataDirSetting;
use signs::by_signs;

/// The workloads in whose Pods a store may run, in order, each with its object.
pub(crate) fn with_stores<'r>(set: &Set<'r>) -> impl Iterator<Item = (Member<'r>, Subject<'r>)> {
    set.workloads().filter_map(|(member, workload)| {
        let (root, profile) = (&member.record.root, member.record.profile);
        let subject = Subject { object: workload.store.as_ref()?, root, profile, number: member.number };
        Some((member, subject))
    })
}

/// The stores that run in the Pods of a workload to stay; those said to be caches are none.
pub(crate) fn running<'s>(set: &Set<'s>, member: &Member<'_>, subject: &Subject<'s>) -> Vec<Datastore<'s>> {
    if matches!(subject.object.kind(), "Job" | "CronJob") {
        return Vec::new();
    }
    let parts = subject.containers().filter(|part| !part.ends_first());
    let mut stores: Vec<_> = parts.filter_map(|part| in_container(set, member, subject, part)).collect();
    // A script beside the server itself prepares it, or saves it.
    let sure: Vec<_> = stores.iter().filter(|one| one.sure).map(Datastore::name).collect();
    stores.retain(|one| one.sure || !sure.contains(&one.name()));
    stores
}

fn in_container<'s>(
    set: &Set<'s>,
    member: &Member<'_>,
    subject: &Subject<'s>,
    part: ContainerPart<'s>,
) -> Option<Datastore<'s>> {
    let repository = Repository::of(part.container.image.as_deref()?);
    let by_image = find(&repository);
    let (store, image, sign) = match by_image {
        Some((store, image)) => (store, image, None),
        None => by_signs(part.container).map(|(store, folder)| (store, None, Some(folder)))?,
    };
    let command = Command::of(part.container, store);
    let said = cache::said(set, member, subject, part.container);
    let other = !store.not_called.is_empty() && part.container.name.contains(store.not_called);
    if !command.serves || other || !store.keeps(&said) || cache::is_meant(subject, part.container, &said) {
        return None;
    }
    let (usual, own_volume) = image.map_or((sign, None), |image| image.data.of(&repository));
    let told = match command.folder(store) {
        DataDirSetting::Nothing => match DataDirSetting::from_env(part.container, store) {
            DataDirSetting::Nothing => env_from::setting(set, member, part.container, store),
            told => told,
        },
        told => told,
    };
    let (folder, usual) = match told {
        DataDirSetting::Folder(folder) => (Some(folder), usual),
        DataDirSetting::Somewhere => (None, None),
        DataDirSetting::Nothing => (usual.filter(|_| command.certain && sign.is_none()), usual),
    };
    Some(Datastore { part, store, sure: command.sure, folder, usual, own_volume })
}
