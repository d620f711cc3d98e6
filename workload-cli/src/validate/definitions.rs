//! Custom resource definitions: those that are named, and those among the inputs.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use memchr::memmem;
use workload_core::syntax::yaml::{NodeId, documents};
use workload_core::validate::custom_resources::CustomResources;
use workload_core::validate::decode::value;

use super::patterns::Patterns;
use super::walk::find_files;
use crate::error::{CliError, Result};
use crate::files::{STANDARD_INPUT, display_name, read_text};

/// The kind, as it stands in every text that holds a definition.
const KIND: &str = "CustomResourceDefinition";

/// The definitions in files, and in all YAML and JSON files of folders.
///
/// One that cannot be read or used is an error here: somebody named it.
pub(crate) fn named(paths: &[PathBuf]) -> Result<CustomResources> {
    let mut known = CustomResources::default();
    if paths.is_empty() {
        return Ok(known);
    }
    for (file, definition) in in_files(paths)? {
        known.add(&definition).map_err(|error| {
            CliError::new(format!("{file}: {error}"))
                .help("`workload validate` of that file shows what is wrong with it")
        })?;
    }
    if known.is_empty() {
        let names: Vec<_> = paths.iter().map(|path| display_name(path)).collect();
        return Err(CliError::new(format!("no CustomResourceDefinition in {}", names.join(", ")))
            .help("--crds takes files and folders with `kind: CustomResourceDefinition`"));
    }
    Ok(known)
}

/// The definitions in files and folders, each with the name of its file.
pub(super) fn in_files(paths: &[PathBuf]) -> Result<Vec<(String, serde_json::Value)>> {
    let mut found = Vec::new();
    if paths.is_empty() {
        return Ok(found);
    }
    for file in find_files(paths, &Patterns::default(), STANDARD_INPUT)?.files {
        let all = definitions(&read_text(&file.path)?);
        found.extend(all.into_iter().map(|definition| (display_name(&file.path), definition)));
    }
    Ok(found)
}

/// The definitions in a text, as JSON; a text without any costs one search.
pub(crate) fn definitions(text: &str) -> Vec<serde_json::Value> {
    static FINDER: LazyLock<memmem::Finder<'_>> = LazyLock::new(|| memmem::Finder::new(KIND));
    if FINDER.find(text.as_bytes()).is_none() {
        return Vec::new();
    }
    let trees = documents(text).filter_map(|document| document.tree.ok());
    let values = trees.filter_map(|tree| value(&tree, NodeId::ROOT));
    values.filter(|value| value["kind"] == KIND).collect()
}

/// Those that were named, which count for their kinds alone, and those found among the inputs. What is
/// wrong with one of these is a finding in its own file, so it is passed over here.
pub(crate) fn with_found(named: &CustomResources, found: &[serde_json::Value]) -> Arc<CustomResources> {
    let mut among_inputs = CustomResources::default();
    for definition in found {
        let _ = among_inputs.add(definition);
    }
    let mut all = named.clone();
    all.add_missing(among_inputs);
    Arc::new(all)
}
