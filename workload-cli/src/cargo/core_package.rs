//! The workload-core that a package reaches, directly or through other packages.

use std::collections::HashSet;

use cargo_metadata::{DependencyKind, Metadata, NodeDep, Package, PackageId};

use super::exporter::Exporter;
use crate::error::{CliError, Result};

/// How to find out why there are several.
const SEVERAL: &str = "use one: `cargo tree --duplicates --invert workload-core` shows who uses which";

/// The packages that one package is built with, itself among them.
#[derive(Debug)]
pub(super) struct Reached<'m> {
    /// The packages.
    pub(super) packages: Vec<&'m Package>,
}

impl<'m> Reached<'m> {
    /// The packages behind `exporter`, without those for its tests and build scripts.
    pub(super) fn from(exporter: &Exporter, metadata: &'m Metadata) -> Self {
        let ids = ids(exporter, metadata);
        Self { packages: metadata.packages.iter().filter(|package| ids.contains(&package.id)).collect() }
    }

    /// The one workload-core: the harness must link the very same.
    pub(super) fn core(&self, exporter: &Exporter) -> Result<&'m Package> {
        let cores: Vec<_> =
            self.packages.iter().filter(|package| package.name == "workload-core").copied().collect();
        let name = &exporter.name;
        let (message, help) = match cores[..] {
            [only] => return Ok(only),
            [] if exporter.uses_core => (
                format!(
                    "package `{name}` uses workload-core only with a feature that is off, so it exports nothing"
                ),
                "enable it with --features",
            ),
            [] => (
                format!("package `{name}` does not use workload-core, so it exports nothing"),
                "add it: cargo add workload-core",
            ),
            _ => ("the crate uses several versions of workload-core".to_owned(), SEVERAL),
        };
        Err(CliError::new(message).help(help))
    }
}

fn ids<'m>(exporter: &Exporter, metadata: &'m Metadata) -> HashSet<&'m PackageId> {
    let own = metadata.packages.iter().find(|package| package.manifest_path == *exporter.manifest);
    let (Some(own), Some(resolve)) = (own, &metadata.resolve) else { return HashSet::new() };
    let mut reached = HashSet::new();
    let mut open = vec![&own.id];
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            let nodes = resolve.nodes.iter().filter(|node| node.id == *id);
            open.extend(
                nodes.flat_map(|node| &node.deps).filter(|edge| is_normal(edge)).map(|edge| &edge.pkg),
            );
        }
    }
    reached
}

fn is_normal(edge: &NodeDep) -> bool {
    edge.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal)
}
