//! Programs known to keep data: what runs in a container, where it keeps its data, and whether
//! that place lasts.
//!
//! The table tells a server from its exporters and proxies by the image, and from its clients
//! (`redis-cli`, `pg_dump`) by the command.

mod cache;
mod command;
mod data;
mod table;

use std::borrow::Cow;

use super::images::Repository;
use super::set::Set;
use super::subject::{ContainerPart, Subject};
use super::volumes::mounts;

pub(super) use cache::{is_cache_image, is_named_a_cache};
use command::Command;
pub(super) use data::Home;
use data::Told;
use table::{Data, Image, STORES, Store};

/// A store that runs in a container and is not said to be a cache.
#[derive(Clone, Debug)]
pub(super) struct Running<'s> {
    /// The container.
    pub(super) part: ContainerPart<'s>,
    store: &'static Store,
    /// Whether the server is named, or is what the image runs by itself.
    sure: bool,
    /// Where it keeps its data, as far as that is certain.
    folder: Option<&'s str>,
    /// Where it does unless a file says otherwise.
    usual: Option<&'static str>,
    /// The folder that the image declares a volume: one for each container, gone with it.
    own_volume: Option<&'static str>,
}

impl Running<'_> {
    /// `Redis`.
    pub(super) fn name(&self) -> &'static str {
        self.store.name
    }

    /// Whether what it keeps is a record of the past that no request needs: metrics.
    pub(super) fn keeps_history(&self) -> bool {
        self.store.history
    }

    /// "Redis keeps its data in `/data`", as far as that is known.
    pub(super) fn keeps(&self) -> String {
        match self.folder() {
            Some(folder) => format!("{} keeps its data in `{folder}`", self.store.name),
            None => format!("{} keeps data", self.store.name),
        }
    }

    /// The folder that the image declares a volume.
    pub(super) fn own_volume(&self) -> Option<&'static str> {
        self.own_volume
    }

    /// Where it keeps its data, as far as that is known.
    pub(super) fn folder(&self) -> Option<&str> {
        self.folder.or(self.usual)
    }
}

/// The stores that run in the Pods of a workload to stay; those said to be caches are none.
pub(super) fn running<'s>(set: &Set, subject: &Subject<'s>) -> Vec<Running<'s>> {
    if matches!(subject.object.kind(), "Job" | "CronJob") {
        return Vec::new();
    }
    let parts = subject.containers().filter(|part| !part.ends_first());
    let mut stores: Vec<_> = parts.filter_map(|part| in_container(set, subject, part)).collect();
    // A script beside the server itself prepares it, or saves it.
    let sure: Vec<_> = stores.iter().filter(|one| one.sure).map(Running::name).collect();
    stores.retain(|one| one.sure || !sure.contains(&one.name()));
    stores
}

fn in_container<'s>(set: &Set, subject: &Subject<'s>, part: ContainerPart<'s>) -> Option<Running<'s>> {
    let repository = Repository::of(part.container.image.as_deref()?);
    let (store, image) = find(&repository)?;
    let command = Command::of(part.container, store);
    let said = cache::said(set, subject, part.container);
    let other = !store.not_called.is_empty() && part.container.name.contains(store.not_called);
    if !command.serves || other || !store.keeps(&said) || cache::is_meant(subject, part.container, &said) {
        return None;
    }
    let (usual, own_volume) = image.map_or((None, None), |image| image.data.of(&repository));
    let told = match command.folder(store) {
        Told::Nothing => data::from_env(part.container, store),
        told => told,
    };
    let (folder, usual) = match told {
        Told::PathBuilder(folder) => (Some(folder), usual),
        Told::Somewhere => (None, None),
        Told::Nothing => (usual.filter(|_| command.certain), usual),
    };
    Some(Running { part, store, sure: command.sure, folder, usual, own_volume })
}

/// Whether the image is that of a store, whatever runs in it.
pub(super) fn is_store_image(image: &str) -> bool {
    find(&Repository::of(image)).is_some()
}

/// The store of an image, and the image where its layout is known.
fn find(repository: &Repository<'_>) -> Option<(&'static Store, Option<&'static Image>)> {
    let organisation = match repository.last_two().strip_prefix("bitnamilegacy/") {
        Some(program) => Cow::Owned(format!("bitnami/{program}")),
        None => Cow::Borrowed(repository.last_two()),
    };
    let images = || STORES.iter().flat_map(|store| store.images.iter().map(move |image| (store, image)));
    let by = |name: &str| images().find(|(_, image)| image.name == name);
    if repository.path.contains('/')
        && let Some((store, image)) = by(&organisation)
    {
        return Some((store, Some(image)));
    }
    let (store, image) = by(repository.last())?;
    // On Windows the folders are others.
    let windows = ["nanoserver", "windowsservercore"].iter().any(|tag| repository.tag.contains(tag));
    Some((store, (repository.official && !windows).then_some(image)))
}

impl Running<'_> {
    /// Whether what it keeps outlives the Pod.
    pub(super) fn home(&self, subject: &Subject<'_>) -> Home {
        let block = self.part.container.volume_devices.as_ref().is_some_and(|devices| !devices.is_empty());
        if block {
            return Home::Lasts;
        }
        data::home(subject, mounts(self.part.container), self)
    }
}

impl Data {
    /// The folder of the data and the volume that the image declares.
    fn of(&self, repository: &Repository<'_>) -> (Option<&'static str>, Option<&'static str>) {
        match *self {
            Self::Folder(folder) => (Some(folder), None),
            Self::Volume(folder) => (Some(folder), Some(folder)),
            Self::Unknown => (None, None),
            // https://github.com/docker-library/postgres/pull/1259: 18 moved both.
            Self::Postgres => match repository.major() {
                Some(major) if major >= 18 => {
                    (Some("/var/lib/postgresql/18/docker"), Some("/var/lib/postgresql"))
                }
                Some(_) => (Some("/var/lib/postgresql/data"), Some("/var/lib/postgresql/data")),
                None => (None, None),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(image: &str) -> Option<&'static str> {
        find(&Repository::of(image)).map(|(store, _)| store.name)
    }

    #[test]
    fn servers_are_known_by_their_image_wherever_it_comes_from() {
        for (image, store) in [
            ("redis:7.4", "Redis"),
            ("docker.io/redis:6.0.5", "Redis"),
            ("harbor.example/hub/bitnami/redis:7", "Redis"),
            ("bitnamilegacy/postgresql:16", "PostgreSQL"),
            ("registry.k8s.io/etcd:3.6", "etcd"),
            ("quay.io/coreos/etcd:v3.5", "etcd"),
            ("docker.elastic.co/elasticsearch/elasticsearch:8.15.0", "Elasticsearch"),
            ("gcr.io/google-samples/cassandra:v13", "Cassandra"),
            ("confluentinc/cp-kafka:7.7.0", "Kafka"),
            ("mcr.microsoft.com/mssql/server:2022-latest", "SQL Server"),
        ] {
            assert_eq!(name(image), Some(store), "{image}");
        }
    }

    #[test]
    fn what_only_talks_to_a_store_is_none() {
        for image in [
            "oliver006/redis_exporter:v1.43.1",
            "quay.io/prometheuscommunity/postgres-exporter:v0.14.0",
            "bitnami/redis-sentinel:7",
            "mysql/mysql-router:8.0.27",
            "quay.io/strimzi/operator:0.43",
            "confluentinc/cp-kcat:7.4.0",
            "prom/node-exporter:v1.8",
            "registry.k8s.io/prometheus-adapter/prometheus-adapter:v0.11.2",
            "minio/mc:latest",
            "dpage/pgadmin4",
            "mongo-express",
            "memcached:1.6",
            "bitnami/etcd-backup",
        ] {
            assert_eq!(name(image), None, "{image}");
        }
    }

    #[test]
    fn the_table_holds_each_image_once_and_absolute_folders() {
        let mut names: Vec<_> =
            STORES.iter().flat_map(|store| store.images).map(|image| image.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        for image in STORES.iter().flat_map(|store| store.images) {
            if let Data::Folder(folder) | Data::Volume(folder) = image.data {
                assert!(folder.starts_with('/') && !folder.ends_with('/'), "{folder}");
            }
        }
    }

    #[test]
    fn postgres_keeps_its_data_where_its_version_does() {
        let of = |image: &str| Data::Postgres.of(&Repository::of(image)).0;
        assert_eq!(of("postgres:16-alpine"), Some("/var/lib/postgresql/data"));
        assert_eq!(of("postgres:18"), Some("/var/lib/postgresql/18/docker"));
        assert_eq!(of("postgres"), None);
    }
}
