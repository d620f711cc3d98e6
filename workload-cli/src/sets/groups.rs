//! The versions of an API group, and the resources in them.

use serde_json::Value;

use crate::cluster::{Connection, Failure, Request, Resource, Resources};

/// The versions of a group, the preferred one first; none when the group is not served.
pub(super) async fn versions(connection: &Connection, group: &str) -> Result<Vec<String>, Failure> {
    if group.is_empty() {
        return Ok(vec!["v1".to_owned()]);
    }
    let found = match connection.send(&Request::get(format!("/apis/{group}"))).await {
        Ok(answer) => answer.body,
        Err(failure) if failure.is(404) => return Ok(Vec::new()),
        Err(failure) => return Err(failure),
    };
    let preferred = found["preferredVersion"]["groupVersion"].as_str();
    let all = found["versions"].as_array().map(Vec::as_slice).unwrap_or_default();
    let others = all.iter().filter_map(|version| version["groupVersion"].as_str());
    let others = others.filter(|version| Some(*version) != preferred);
    Ok(preferred.into_iter().chain(others).map(str::to_owned).collect())
}

/// The first resource of a group that fits.
pub(super) async fn resource(
    connection: &Connection,
    group: &str,
    fits: impl Fn(&Resource) -> bool,
) -> Result<Option<Resource>, Failure> {
    for version in versions(connection, group).await? {
        let found = Resources::find(connection, [version.as_str()]).await?;
        if let Some(resource) = found.all().find(|resource| fits(resource)) {
            return Ok(Some(resource.clone()));
        }
    }
    Ok(None)
}

/// The definitions of custom kinds; none when they may not be read.
pub(super) async fn definitions(connection: &Connection) -> Option<Vec<Value>> {
    let path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    connection.list(&Request::get(path)).await.ok().map(|(definitions, _)| definitions)
}
