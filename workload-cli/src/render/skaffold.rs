//! The images that Skaffold builds: it writes a tag of its own over the one in a manifest.

use std::collections::BTreeSet;
use std::path::Path;

use memchr::memmem;
use serde_json::Value;
use workload_core::syntax::yaml::{NodeId, documents};
use workload_core::validate::decode::value;

use crate::files::read_text;

/// The images that the files of Skaffold among `files` build.
pub(super) fn built<'p>(files: impl Iterator<Item = &'p Path>) -> BTreeSet<String> {
    let name = memmem::Finder::new("skaffold");
    let may_be = |file: &Path| name.find(file.as_os_str().as_encoded_bytes()).is_some();
    let is_of_skaffold = |file: &&Path| {
        may_be(file) && file.file_name().is_some_and(|name| name.to_string_lossy().contains("skaffold"))
    };
    files
        .filter(is_of_skaffold)
        .filter_map(|file| read_text(file).ok())
        .flat_map(|text| images(&text))
        .collect()
}

fn images(text: &str) -> Vec<String> {
    let trees = documents(text).filter_map(|document| document.tree.ok());
    let configs = trees.filter_map(|tree| value(&tree, NodeId::ROOT));
    let own =
        configs.filter(|json| json["apiVersion"].as_str().is_some_and(|own| own.starts_with("skaffold/")));
    own.flat_map(|json| {
        let mut found = artifacts(&json);
        let profiles = json["profiles"].as_array().into_iter().flatten();
        found.extend(profiles.flat_map(artifacts));
        found
    })
    .collect()
}

fn artifacts(config: &Value) -> Vec<String> {
    let artifacts = config["build"]["artifacts"].as_array().into_iter().flatten();
    artifacts.filter_map(|one| one["image"].as_str()).map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_artifacts_of_all_profiles_are_built() {
        let text = "apiVersion: skaffold/v4beta6\nkind: Config\nbuild:\n  artifacts: [{image: api}, {context: x}]\n\
                    profiles: [{name: dev, build: {artifacts: [{image: web}]}}]\n---\napiVersion: v1\nkind: Pod\n";
        assert_eq!(images(text), ["api", "web"]);
    }
}
