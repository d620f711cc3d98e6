//! Which kinds each version serves, against what the discovery of real API servers lists.

use workload_core::k8s::{Version, Versions};
use workload_core::syntax::yaml::documents;
use workload_core::validate::document::{Clusters, check_document_for};
use workload_core::validate::field_error::ErrorType;

use super::{folder, read};

/// Whether a version is said to serve a kind.
fn is_served(api_version: &str, kind: &str, version: Version) -> bool {
    let text = format!("{{apiVersion: {api_version}, kind: {kind}, metadata: {{name: a}}}}");
    let document = documents(&text).next().unwrap();
    let clusters = Clusters { versions: Versions::only(version), ..Clusters::default() };
    let checked = check_document_for(document.tree.as_ref().unwrap(), &[], &clusters);
    let is_header = |error_type| matches!(error_type, ErrorType::UnknownKind | ErrorType::RemovedApi);
    !checked[0].errors.iter().any(|error| is_header(error.error_type))
}

/// The rows of a server's discovery: API version and kind.
fn rows(file: &str) -> Vec<(String, String)> {
    let Some(text) = read(&folder().join(file)) else { return Vec::new() };
    let row = |line: &str| {
        let mut columns = line.split('\t');
        let (group, version, kind) = (columns.next()?, columns.next()?, columns.next()?);
        let api_version = if group.is_empty() { version.to_owned() } else { format!("{group}/{version}") };
        Some((api_version, kind.to_owned()))
    };
    text.lines().skip(1).filter_map(row).collect()
}

#[test]
fn what_a_server_lists_is_served() {
    let files = [("kinds/served-1.31.tsv", 31), ("kinds/served-1.36.tsv", 36)];
    let all: Vec<_> = files.map(|(file, minor)| (rows(file), Version::minor(minor))).into();
    for (rows, version) in &all {
        for (api_version, kind) in rows {
            assert!(is_served(api_version, kind, *version), "{kind} of {api_version} in {version}");
        }
    }
    // What only one of the two lists is not served by the other.
    for (rows, version) in &all {
        let others = all.iter().filter(|(_, other)| other != version);
        for (api_version, kind) in others.flat_map(|(rows, _)| rows).filter(|row| !rows.contains(row)) {
            assert!(!is_served(api_version, kind, *version), "{kind} of {api_version} in {version}");
        }
    }
}
