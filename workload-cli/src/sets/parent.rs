//! The parent of a set in the cluster.

use serde_json::Value;
use workload_core::live::{SetParent, SetRecord, UnusableParent};

use super::groups;
use super::name::SetName;
use crate::cluster::{Address, Connection, Failure, Request, Resource};
use crate::error::{CliError, Result};

/// The label of a definition whose objects can be parents.
const IS_PARENT_TYPE: &str = "applyset.kubernetes.io/is-parent-type";

/// Where a parent is, or will be.
#[derive(Clone, Debug)]
pub(crate) struct ParentPlace {
    /// The parent.
    pub(crate) parent: SetParent,
    /// Its address.
    pub(super) address: Address,
    /// The resource of its kind.
    pub(super) resource: Resource,
    /// The tools whose sets are taken over.
    pub(super) adopted: Vec<String>,
}

/// What is there of a parent.
#[derive(Clone, Debug)]
pub(crate) struct LiveParent {
    /// What it says.
    pub(super) record: SetRecord,
    /// Its resource version.
    pub(super) version: Value,
}

/// Finds out where the parent of a set is.
pub(super) async fn place(
    connection: &Connection,
    name: &SetName,
    namespace: &str,
    adopted: &[String],
) -> Result<ParentPlace> {
    let resource = match (name.resource.as_str(), name.group.as_str()) {
        ("secrets", "") => built_in("Secret", "secrets"),
        ("configmaps", "") => built_in("ConfigMap", "configmaps"),
        _ => custom(connection, name).await?,
    };
    let address = Address::new(&resource, namespace, &name.name);
    let namespace = resource.is_namespaced.then(|| namespace.to_owned());
    let name = name.name.clone();
    let (api_version, kind) = (resource.api_version.clone(), resource.kind.clone());
    let parent = SetParent { api_version, kind, namespace, name };
    Ok(ParentPlace { parent, address, resource, adopted: adopted.to_vec() })
}

fn built_in(kind: &str, plural: &str) -> Resource {
    Resource {
        api_version: "v1".to_owned(),
        kind: kind.to_owned(),
        plural: plural.to_owned(),
        is_namespaced: true,
        subresources: Vec::new(),
        is_listed: true,
    }
}

/// A custom resource can be a parent when its definition says so, and must be there beforehand.
async fn custom(connection: &Connection, name: &SetName) -> Result<Resource> {
    let ask = "ask for the resource of the set's parent";
    let found = groups::resource(connection, &name.group, |resource| resource.plural == name.resource).await;
    let found = found.map_err(|failure| failure.to_error(ask))?;
    let full = format!("{}.{}", name.resource, name.group);
    let resource = found.ok_or_else(|| CliError::new(format!("the API server serves no resource {full}")))?;
    let path = format!("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{full}");
    let definition = connection.send(&Request::get(path)).await;
    let is_parent_type = definition
        .is_ok_and(|answer| answer.body["metadata"]["labels"][IS_PARENT_TYPE].as_str() == Some("true"));
    if is_parent_type {
        return Ok(resource);
    }
    Err(CliError::new(format!(
        "{full} cannot be the parent of a set: its definition has no label `{IS_PARENT_TYPE}: \"true\"`"
    ))
    .help("name a Secret or a ConfigMap: `--applyset NAME` or `--applyset configmaps/NAME`"))
}

impl ParentPlace {
    /// Reads the parent; none when it is not there.
    pub(super) async fn read(&self, connection: &Connection) -> Result<Option<LiveParent>> {
        let found = self.try_read(connection).await?;
        found.map_err(|failure| failure.to_error(&format!("read {}", self.parent)))
    }

    /// The same, where a refusal of the API server is no error yet.
    pub(super) async fn try_read(
        &self,
        connection: &Connection,
    ) -> Result<std::result::Result<Option<LiveParent>, Failure>> {
        let found = match connection.send(&Request::get(&self.address.object)).await {
            Ok(answer) => answer.body,
            Err(failure) if failure.is(404) => return Ok(Ok(None)),
            Err(failure) => return Ok(Err(failure)),
        };
        let record =
            SetRecord::read(&self.parent, &found, &self.adopted).map_err(|why| self.unusable(&why))?;
        Ok(Ok(Some(LiveParent { record, version: found["metadata"]["resourceVersion"].clone() })))
    }

    fn unusable(&self, why: &UnusableParent) -> CliError {
        let error = CliError::new(format!("{} cannot be the parent of the set: {why}", self.parent));
        match why {
            UnusableParent::OtherTool(tool) => {
                let tool = tool.split('/').next().unwrap_or_default();
                error.help(format!(
                    "give the set another name, or take it over with `--adopt {tool}`; {tool} refuses it from then on"
                ))
            }
            UnusableParent::NoId => error.help("give the set another name: the object is something else"),
            _ => error.help("repair the parent by hand, or give the set another name"),
        }
    }
}
