//! The kinds of the objects in files.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;
use workload_core::learn::names::objects;

use super::definitions::definitions;
use super::patterns::Patterns;
use super::walk::find_files;
use crate::error::Result;
use crate::files::{STANDARD_INPUT, read_text};

/// API version and kind.
pub(crate) type Kind = (String, String);

/// The kinds of the objects in files and folders and of those that definitions in these declare; and the
/// definitions.
pub(crate) fn kinds_in(paths: &[PathBuf]) -> Result<(Vec<Kind>, Vec<Value>)> {
    let (mut kinds, mut found) = (BTreeSet::new(), Vec::new());
    if paths.is_empty() {
        return Ok((Vec::new(), found));
    }
    for file in find_files(paths, &Patterns::default(), STANDARD_INPUT)?.files {
        let text = read_text(&file.path)?;
        kinds.extend(objects(&text).into_iter().map(|object| (object.api_version, object.kind)));
        found.extend(definitions(&text));
    }
    kinds.extend(found.iter().flat_map(declared));
    kinds.retain(|(api_version, kind)| !api_version.is_empty() && kind != "List");
    Ok((kinds.into_iter().collect(), found))
}

/// The kinds that a definition declares, a version each.
fn declared(definition: &Value) -> Vec<Kind> {
    let spec = &definition["spec"];
    let (group, kind) = (spec["group"].as_str(), spec["names"]["kind"].as_str());
    let versions = spec["versions"].as_array().into_iter().flatten();
    let version =
        |version: &Value| Some((format!("{}/{}", group?, version["name"].as_str()?), kind?.to_owned()));
    versions.filter_map(version).collect()
}
