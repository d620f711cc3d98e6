//! The packages of a workspace, and which of them are meant.

use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand};

use super::exporter::Exporter;
use super::options::CargoOptions;
use crate::error::{CliError, Result};
use crate::files::display_name;

/// The packages that are meant.
#[derive(Debug)]
pub(super) enum Meant {
    /// This one: it was named, or the command runs in it.
    One(Box<Exporter>),
    /// This one: no other package of the workspace uses workload-core, as things are.
    Only(Box<Exporter>),
    /// Whichever of these exports: the packages of the workspace that use workload-core.
    Any(Vec<Exporter>),
}

/// The packages that the options mean at a manifest.
pub(super) fn find(manifest: &Path, options: &CargoOptions) -> Result<Meant> {
    let metadata = metadata(manifest, options, false)?;
    let root = metadata.workspace_root.as_std_path();
    let target = metadata.target_directory.as_std_path();
    let members: Vec<_> = metadata
        .workspace_packages()
        .iter()
        .map(|package| Exporter::new(package, root.to_owned(), target.to_owned()))
        .collect();
    choose(members, manifest, options)
}

fn choose(members: Vec<Exporter>, manifest: &Path, options: &CargoOptions) -> Result<Meant> {
    if let Some(name) = &options.package {
        let all: Vec<_> = members.iter().map(|member| member.name.clone()).collect();
        let named = members.into_iter().find(|member| member.name == *name);
        return named.map(Box::new).map(Meant::One).ok_or_else(|| {
            CliError::new(format!("the workspace has no package `{name}`"))
                .help(format!("it has {}", all.join(", ")))
        });
    }
    let manifest = manifest.canonicalize().unwrap_or_else(|_| manifest.to_owned());
    let is_own = |member: &Exporter| member.manifest.canonicalize().is_ok_and(|path| path == manifest);
    let named = options.manifest_path.is_some() || options.bin.is_some() || options.example.is_some();
    // Whoever stands in a package that has nothing to do with workload means the workspace.
    if let Some(own) = members.iter().find(|member| is_own(member) && (named || member.uses_core)) {
        return Ok(Meant::One(Box::new(own.clone())));
    }
    let mut candidates: Vec<_> = members.into_iter().filter(|member| member.uses_core).collect();
    match candidates.len() {
        0 => Err(CliError::new("no package of the workspace uses workload-core, so none exports")
            .help("add it to one: cargo add workload-core")),
        1 => Ok(Meant::Only(Box::new(candidates.remove(0)))),
        _ => Ok(Meant::Any(candidates)),
    }
}

/// What cargo knows of a workspace, with all dependencies and the features of the options, or
/// without either.
pub(super) fn metadata(manifest: &Path, options: &CargoOptions, dependencies: bool) -> Result<Metadata> {
    let mut command = MetadataCommand::new();
    command.manifest_path(manifest);
    if let Some(folder) = manifest.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        // The cargo configuration of the crate counts.
        command.current_dir(folder);
        command.manifest_path(manifest.file_name().unwrap_or(manifest.as_os_str()));
    }
    let mut flags: Vec<_> = options.common_flags().into_iter().map(ToOwned::to_owned).collect();
    if dependencies {
        flags.extend(options.features.flags());
    } else {
        command.no_deps();
    }
    command.other_options(flags);
    command.exec().map_err(|error| match error {
        cargo_metadata::Error::CargoMetadata { stderr } => {
            CliError::new(format!("cargo cannot read {}", display_name(manifest)))
                .help(stderr.trim().to_owned())
        }
        error => CliError::new(format!("cargo metadata failed: {error}")),
    })
}

/// The given Cargo.toml, or the nearest one upwards.
pub(super) fn manifest(given: Option<&Path>) -> Result<PathBuf> {
    let here = std::env::current_dir()
        .map_err(|error| CliError::new(format!("cannot find the current folder: {error}")))?;
    if let Some(given) = given {
        let path = if given.is_dir() { given.join("Cargo.toml") } else { given.to_owned() };
        return match path.metadata() {
            Ok(_) => Ok(here.join(path)),
            Err(error) => Err(CliError::at(&path, "cannot read", &error)),
        };
    }
    let found = here.ancestors().map(|folder| folder.join("Cargo.toml")).find(|path| path.is_file());
    found.ok_or_else(|| {
        CliError::new(format!("there is no Cargo.toml in {} or above it", display_name(&here)))
            .help("go to a crate, name its Cargo.toml with --manifest-path, or make one with `workload new`")
    })
}
