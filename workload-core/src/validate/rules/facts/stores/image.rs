//! The images of programs known to keep data.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::Container;

use super::signs::by_signs;
use super::table::{Data, Image, STORES, Store};
use crate::validate::rules::facts::images::Repository;

/// Whether the container is that of a store, by its image or by two other signs.
pub(crate) fn is_store(container: &Container) -> bool {
    container.image.as_deref().is_some_and(is_store_image) || by_signs(container).is_some()
}

/// Whether the image is that of a store, whatever runs in it.
pub(crate) fn is_store_image(image: &str) -> bool {
    find(&Repository::of(image)).is_some()
}

/// The store of an image, and the image where its layout is known.
pub(super) fn find(repository: &Repository<'_>) -> Option<(&'static Store, Option<&'static Image>)> {
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

impl Data {
    /// The folder of the data and the volume that the image declares.
    pub(super) fn of(&self, repository: &Repository<'_>) -> (Option<&'static str>, Option<&'static str>) {
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
