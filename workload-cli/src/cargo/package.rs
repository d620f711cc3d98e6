//! The package that exports, as cargo knows it.

use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand, Package, TargetKind};

use super::options::CargoOptions;
use crate::error::{CliError, Result};

/// What is to be built and asked.
#[derive(Debug)]
pub(crate) struct Exporter {
    /// The package's name.
    pub(crate) name: String,
    /// Its folder.
    pub(crate) folder: PathBuf,
    /// Its Cargo.toml.
    pub(crate) manifest: PathBuf,
    /// The root of its workspace.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
    /// The features it has.
    pub(crate) features: Vec<String>,
    /// Whether it has a library, or the binary that is run instead.
    pub(crate) kind: Kind,
}

impl Exporter {
    /// Where what is generated for it stands, among what cargo builds.
    pub(crate) fn own_folder(&self) -> PathBuf {
        self.target.join("workload").join(&self.name)
    }
}

/// How a package exports.
#[derive(Debug)]
pub(crate) enum Kind {
    /// Through a harness that links its library.
    Library,
    /// Through the main function of this binary.
    Binary(String),
}

/// The package that the options mean.
pub(crate) fn find(options: &CargoOptions) -> Result<Exporter> {
    let manifest = manifest(options.manifest_path.as_deref())?;
    let metadata = metadata(&manifest, options, false)?;
    let package = choose(&metadata, &manifest, options.package.as_deref())?;
    let folder =
        package.manifest_path.parent().map(|folder| folder.as_std_path().to_owned()).unwrap_or_default();
    Ok(Exporter {
        name: package.name.to_string(),
        folder,
        manifest: package.manifest_path.as_std_path().to_owned(),
        root: metadata.workspace_root.as_std_path().to_owned(),
        target: metadata.target_directory.as_std_path().to_owned(),
        features: package.features.keys().cloned().collect(),
        kind: kind(package, options.bin.as_deref())?,
    })
}

/// What cargo says of a workspace, with all dependencies or without.
pub(crate) fn metadata(manifest: &Path, options: &CargoOptions, dependencies: bool) -> Result<Metadata> {
    let mut command = MetadataCommand::new();
    command.manifest_path(manifest);
    command.other_options(options.common_flags().into_iter().map(ToOwned::to_owned).collect::<Vec<_>>());
    if !dependencies {
        command.no_deps();
    }
    command.exec().map_err(|error| match error {
        cargo_metadata::Error::CargoMetadata { stderr } => {
            CliError::new(format!("cargo cannot read {}", manifest.display())).help(stderr.trim().to_owned())
        }
        error => CliError::new(format!("cargo metadata failed: {error}")),
    })
}

/// The given Cargo.toml, or the nearest one upwards.
fn manifest(given: Option<&Path>) -> Result<PathBuf> {
    if let Some(given) = given {
        let path = if given.is_dir() { given.join("Cargo.toml") } else { given.to_owned() };
        return match path.metadata() {
            Ok(_) => Ok(path),
            Err(error) => Err(CliError::at(&path, "cannot read", &error)),
        };
    }
    let here = std::env::current_dir()
        .map_err(|error| CliError::new(format!("there is no current folder: {error}")))?;
    let found = here.ancestors().map(|folder| folder.join("Cargo.toml")).find(|path| path.is_file());
    found.ok_or_else(|| {
        CliError::new(format!("there is no Cargo.toml in {} or above it", here.display()))
            .help("go to a crate, name its Cargo.toml with --manifest-path, or make one with `workload new`")
    })
}

/// The package of that name, or of that manifest, or the only one that uses workload-core.
fn choose<'m>(metadata: &'m Metadata, manifest: &Path, name: Option<&str>) -> Result<&'m Package> {
    let members = metadata.workspace_packages();
    if let Some(name) = name {
        return members.iter().find(|package| package.name == name).copied().ok_or_else(|| {
            let names: Vec<_> = members.iter().map(|package| package.name.to_string()).collect();
            CliError::new(format!("the workspace has no package `{name}`"))
                .help(format!("it has {}", names.join(", ")))
        });
    }
    let manifest = manifest.canonicalize().unwrap_or_else(|_| manifest.to_owned());
    if let Some(own) = members.iter().find(|package| package.manifest_path.as_std_path() == manifest) {
        return Ok(own);
    }
    let uses_core =
        |package: &&&Package| package.dependencies.iter().any(|other| other.name == "workload-core");
    let candidates: Vec<_> = members.iter().filter(uses_core).collect();
    match candidates[..] {
        [only] => Ok(only),
        [] => Err(CliError::new("no package of the workspace uses workload-core, so none exports")
            .help("add workload-core to one: cargo add workload-core")),
        _ => {
            let names: Vec<_> = candidates.iter().map(|package| package.name.to_string()).collect();
            Err(CliError::new("several packages may export")
                .help(format!("name one with --package: {}", names.join(", "))))
        }
    }
}

fn kind(package: &Package, bin: Option<&str>) -> Result<Kind> {
    let of = |kind: TargetKind| package.targets.iter().filter(move |target| target.kind.contains(&kind));
    if let Some(name) = bin {
        return if of(TargetKind::Bin).any(|target| target.name == name) {
            Ok(Kind::Binary(name.to_owned()))
        } else {
            Err(CliError::new(format!("package `{}` has no binary `{name}`", package.name)))
        };
    }
    if of(TargetKind::Lib).chain(of(TargetKind::RLib)).next().is_some() {
        return Ok(Kind::Library);
    }
    let binaries: Vec<_> = of(TargetKind::Bin).collect();
    match binaries[..] {
        [only] => Ok(Kind::Binary(only.name.clone())),
        [] => Err(CliError::new(format!("package `{}` has neither a library nor a binary", package.name))),
        _ => {
            let names: Vec<_> = binaries.iter().map(|target| target.name.as_str()).collect();
            Err(CliError::new(format!("package `{}` has several binaries", package.name))
                .help(format!("name one with --bin: {}", names.join(", "))))
        }
    }
}
