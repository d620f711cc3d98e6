//! The workload-core that a package reaches, directly or through other packages.

use std::collections::HashSet;

use cargo_metadata::{Metadata, Package, PackageId};

use super::package::Exporter;
use crate::error::{CliError, Result};

/// The one workload-core of `exporter`: the harness must link the very same.
pub(super) fn core_of<'m>(exporter: &Exporter, metadata: &'m Metadata) -> Result<&'m Package> {
    let reached = reached(exporter, metadata);
    let of_core = |package: &&Package| package.name == "workload-core" && reached.contains(&package.id);
    let cores: Vec<_> = metadata.packages.iter().filter(of_core).collect();
    match cores[..] {
        [only] => Ok(only),
        [] => Err(CliError::new(format!(
            "package `{}` does not use workload-core, so it exports nothing",
            exporter.name
        ))
        .help("add it: cargo add workload-core")),
        _ => Err(CliError::new("the crate uses workload-core in several versions")
            .help("bring them together: cargo tree --duplicates --invert workload-core")),
    }
}

/// The packages behind `exporter`. One that a feature switches on is not among what cargo
/// resolved without the feature, but it is declared: then every package counts.
fn reached<'m>(exporter: &Exporter, metadata: &'m Metadata) -> HashSet<&'m PackageId> {
    let own = metadata.packages.iter().find(|package| package.manifest_path == *exporter.manifest);
    let (Some(own), Some(resolve)) = (own, &metadata.resolve) else { return HashSet::new() };
    if own.dependencies.iter().any(|other| other.name == "workload-core" && other.optional) {
        return metadata.packages.iter().map(|package| &package.id).collect();
    }
    let mut reached = HashSet::new();
    let mut open = vec![&own.id];
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            let nodes = resolve.nodes.iter().filter(|node| node.id == *id);
            open.extend(nodes.flat_map(|node| &node.dependencies));
        }
    }
    reached
}
