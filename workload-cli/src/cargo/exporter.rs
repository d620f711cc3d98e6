//! A package that may export, as cargo knows it.

use std::path::PathBuf;

use cargo_metadata::{Dependency, DependencyKind, Package, TargetKind};
use serde::{Deserialize, Serialize};
use workload_core::syntax::text::fingerprint;

/// A package that may export.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Exporter {
    /// The package's name.
    pub(super) name: String,
    /// Its folder.
    pub(super) folder: PathBuf,
    /// Its Cargo.toml.
    pub(super) manifest: PathBuf,
    /// The root of its workspace.
    pub(super) root: PathBuf,
    /// The folder that cargo builds in.
    pub(super) target: PathBuf,
    /// The features it has.
    pub(super) features: Vec<String>,
    /// What can be built of it.
    pub(super) library: Library,
    /// Its binaries.
    pub(super) binaries: Vec<String>,
    /// The binary that `cargo run` runs.
    pub(super) default_run: Option<String>,
    /// Its examples.
    pub(super) examples: Vec<String>,
    /// Whether it names workload-core among its dependencies.
    pub(super) uses_core: bool,
}

/// The library of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Library {
    /// It has none.
    None,
    /// One that a Rust program can link.
    Linkable,
    /// Only of these kinds, which a Rust program cannot link as a crate.
    Unlinkable(String),
}

/// Whether the package itself, and not its tests or build script alone, depends on workload-core.
fn uses_core(package: &Package) -> bool {
    let is_core = |other: &Dependency| other.name == "workload-core" && other.kind == DependencyKind::Normal;
    package.dependencies.iter().any(is_core)
}

impl Exporter {
    pub(super) fn new(package: &Package, root: PathBuf, target: PathBuf) -> Self {
        let named = |kind: TargetKind| {
            let targets = package.targets.iter().filter(move |target| target.kind.contains(&kind));
            targets.map(|target| target.name.clone()).collect()
        };
        let folder = package.manifest_path.parent().map(|folder| folder.as_std_path().to_owned());
        Self {
            name: package.name.to_string(),
            folder: folder.unwrap_or_default(),
            manifest: package.manifest_path.as_std_path().to_owned(),
            root,
            target,
            features: package.features.keys().cloned().collect(),
            library: library(package),
            binaries: named(TargetKind::Bin),
            default_run: package.default_run.clone(),
            examples: named(TargetKind::Example),
            uses_core: uses_core(package),
        }
    }

    /// What tells this package from another one of the same name in a shared target folder.
    pub(super) fn id(&self) -> String {
        let hash = fingerprint([self.folder.as_os_str().as_encoded_bytes()]);
        format!("{}-{hash}", self.name)
    }

    /// The folder for what is generated for it, among what cargo builds.
    pub(super) fn own_folder(&self) -> PathBuf {
        self.target.join("workload").join(self.id())
    }
}

fn library(package: &Package) -> Library {
    let of = |kinds: &[TargetKind]| {
        let mut targets = package.targets.iter();
        targets.find(|target| target.kind.iter().any(|kind| kinds.contains(kind)))
    };
    if of(&[TargetKind::Lib, TargetKind::RLib, TargetKind::DyLib]).is_some() {
        return Library::Linkable;
    }
    match of(&[TargetKind::CDyLib, TargetKind::StaticLib]) {
        Some(target) => {
            Library::Unlinkable(target.kind.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and "))
        }
        None => Library::None,
    }
}
