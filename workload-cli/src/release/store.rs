//! Where revisions are kept: Secrets in the namespace of the release.

use futures::{StreamExt as _, TryStreamExt as _, stream};
use k8s_openapi::ByteString;
use serde_json::{Value, json};

use super::head::{DATA, Head, RELEASE, STATE, heads, releases, secret, secret_name};
use super::name::ReleaseName;
use super::pack::{chunks, joined};
use super::revision::{Revision, RevisionState};
use crate::cluster::{Connection, Failure, MOST_IN_FLIGHT, Request, escaped};
use crate::error::{CliError, Result};

/// The revisions of a release.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    connection: Connection,
    /// What it is called.
    pub(crate) release: ReleaseName,
}

impl Store {
    /// The store of a release in the namespace of the connection.
    pub(crate) fn new(connection: &Connection, release: &ReleaseName) -> Self {
        Self { connection: connection.clone(), release: release.clone() }
    }

    /// The namespace.
    pub(crate) fn namespace(&self) -> &str {
        &self.connection.namespace
    }

    /// The revisions, oldest first.
    pub(crate) async fn heads(&self) -> std::result::Result<Vec<Head>, Failure> {
        let secrets = listed(&self.connection, &format!("{RELEASE}={}", self.release)).await?;
        Ok(heads(&secrets).0)
    }

    /// The number that comes next: behind all that anything was ever kept of.
    pub(super) async fn next_number(&self) -> std::result::Result<u64, Failure> {
        let secrets = listed(&self.connection, &format!("{RELEASE}={}", self.release)).await?;
        Ok(heads(&secrets).1.keys().next_back().copied().unwrap_or_default() + 1)
    }

    /// The objects of a revision.
    pub(crate) async fn load(&self, head: &Head) -> Result<Revision> {
        let broken = |why: String| {
            CliError::new(format!("revision {} of {} cannot be read: {why}", head.number, self.release))
                .help(format!("`workload rollback {} --list` shows the others", self.release))
        };
        if !head.is_whole {
            return Err(broken("chunks of it are missing".to_owned()));
        }
        let reads = (0..head.chunks).map(|chunk| async move {
            let path = self.path(&secret_name(&self.release, head.number, chunk));
            let found = self.connection.send(&Request::get(path)).await;
            let found = found.map_err(|failure| failure.to_error("read a revision"))?.body;
            let data: std::result::Result<ByteString, _> =
                serde_json::from_value(found["data"][DATA].clone());
            data.map(|bytes| bytes.0).map_err(|error| CliError::new(error.to_string()))
        });
        let parts: Vec<Vec<u8>> =
            stream::iter(reads.collect::<Vec<_>>()).buffered(MOST_IN_FLIGHT).try_collect().await?;
        joined(&parts).map_err(broken)
    }

    /// Keeps a revision: its first chunk, which makes it one, last.
    pub(super) async fn keep(&self, head: &Head, revision: &Revision) -> std::result::Result<(), Failure> {
        let parts = chunks(revision).map_err(Failure::Broken)?;
        let head = Head { chunks: parts.len() as u64, ..head.clone() };
        for (number, part) in parts.into_iter().enumerate().rev() {
            let data = serde_json::to_value(ByteString(part)).unwrap_or_default();
            let secret = secret(&self.release, &head, number as u64, data);
            let request = Request::create(self.collection(), secret);
            self.connection.send(&request.with("fieldManager", workload_core::live::MANAGER)).await?;
        }
        Ok(())
    }

    /// Writes what became of a revision.
    pub(super) async fn mark(&self, number: u64, state: RevisionState) -> std::result::Result<(), Failure> {
        let patch = json!({"metadata": {"annotations": {STATE: state.word()}}});
        let request = Request::merge_patch(self.path(&secret_name(&self.release, number, 0)), patch);
        self.connection.send(&request.with("fieldManager", workload_core::live::MANAGER)).await.map(|_| ())
    }

    /// Deletes all but the newest revisions, and the newest good one, however old it is.
    pub(super) async fn keep_newest(&self, count: usize) -> std::result::Result<(), Failure> {
        let secrets = listed(&self.connection, &format!("{RELEASE}={}", self.release)).await?;
        let (heads, names) = heads(&secrets);
        let good = heads.iter().rev().find(|head| head.state.is_good() && head.is_whole);
        let mut kept: Vec<u64> = heads.iter().rev().take(count).map(|head| head.number).collect();
        kept.extend(good.map(|head| head.number));
        let newest = heads.last().map_or(0, |head| head.number);
        let old = names.into_iter().filter(|(number, _)| *number < newest && !kept.contains(number));
        let deletes = old.flat_map(|(_, names)| names).map(|name| async move {
            let options = json!({"apiVersion": "v1", "kind": "DeleteOptions"});
            match self.connection.send(&Request::delete(self.path(&name), options)).await {
                Err(failure) if !failure.is(404) => Err(failure),
                _ => Ok(()),
            }
        });
        stream::iter(deletes.collect::<Vec<_>>()).buffered(MOST_IN_FLIGHT).try_collect().await
    }

    fn collection(&self) -> String {
        collection(&self.connection)
    }

    fn path(&self, name: &str) -> String {
        format!("{}/{}", self.collection(), escaped(name))
    }
}

fn collection(connection: &Connection) -> String {
    format!("/api/v1/namespaces/{}/secrets", escaped(&connection.namespace))
}

/// The metadata of the Secrets that a selector finds.
async fn listed(connection: &Connection, selector: &str) -> std::result::Result<Vec<Value>, Failure> {
    let request = Request::get(collection(connection)).with("labelSelector", selector).metadata_only();
    connection.list(&request).await.map(|(secrets, _)| secrets)
}

/// The release of this name, or of this export whatever its package is; without a name the only one of the
/// namespace.
pub(crate) async fn find_release(connection: &Connection, given: Option<&str>) -> Result<ReleaseName> {
    let secrets = listed(connection, RELEASE).await;
    let names = releases(&secrets.map_err(|failure| failure.to_error("list the revisions"))?);
    let is_meant = |name: &&String| match given {
        Some(given) => **name == given || name.strip_suffix(given).is_some_and(|rest| rest.ends_with('-')),
        None => true,
    };
    let exact = given.and_then(|given| names.get(given));
    let mut found = names.iter().filter(is_meant);
    let only = match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    };
    if let Some(name) = exact.or(only) {
        return ReleaseName::parse(name);
    }
    let namespace = &connection.namespace;
    let message = match given {
        Some(name) => format!("no revisions of {name} are kept in namespace {namespace}"),
        None if names.is_empty() => format!("no revisions are kept in namespace {namespace}"),
        None => format!("namespace {namespace} has several releases"),
    };
    let help = if names.is_empty() {
        "`workload apply` keeps them for an export, and for files with --name; another namespace is chosen with -n".to_owned()
    } else {
        format!("name one of them: {}", names.into_iter().collect::<Vec<_>>().join(", "))
    };
    Err(CliError::new(message).help(help))
}
