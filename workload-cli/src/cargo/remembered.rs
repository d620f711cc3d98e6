//! What `cargo metadata` said about a package, kept while nothing that it depends on changes.
//!
//! Asking cargo for the dependencies of a package takes several times as long as everything else
//! of an export whose crate is already built. What is kept lies where cargo builds, so that
//! `cargo clean` takes it too. A note that cannot be read, found or written is one more question
//! to cargo, and nothing else.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use workload_core::syntax::text::fingerprint;

use super::config;
use super::exporter::Exporter;
use super::harness::Harness;
use super::options::CargoOptions;
use super::seen::Seen;

/// The part of the environment that cargo and the harness listen to.
const VARIABLES: [&str; 3] = ["CARGO", "RUST", "K8S_OPENAPI"];

/// A package and its harness as they were for the last export.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Remembered {
    /// The package.
    pub(super) exporter: Exporter,
    /// The harness that links its library.
    pub(super) harness: Harness,
    /// What the two were read from.
    seen: Vec<Seen>,
}

impl Remembered {
    /// What is known about the package that `options` mean near `manifest`, if that still holds.
    pub(super) fn recall(manifest: &Path, options: &CargoOptions) -> Option<Self> {
        let name = note_name(manifest, options);
        let mut notes = target_folders(manifest).into_iter().map(|folder| note(&folder, &name));
        let text = notes.find_map(|path| fs::read(path).ok())?;
        let remembered: Self = serde_json::from_slice(&text).ok()?;
        remembered.seen.iter().all(Seen::is_unchanged).then_some(remembered)
    }

    /// Keeps what was found for the next export.
    pub(super) fn keep(exporter: &Exporter, harness: &Harness, manifest: &Path, options: &CargoOptions) {
        let seen = sources(exporter, harness).into_iter().map(Seen::now).collect();
        let remembered = Self { exporter: exporter.clone(), harness: harness.clone(), seen };
        let path = note(&exporter.target, &note_name(manifest, options));
        let Ok(text) = serde_json::to_vec(&remembered) else { return };
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        let _ = made.and_then(|()| workload_core::export::StagedFile::new(&path, &text)?.commit());
    }
}

/// What tells this question to cargo from every other: where it is asked, with which options, and in which environment.
fn note_name(manifest: &Path, options: &CargoOptions) -> String {
    let asked = format!("{} {options:?}", env!("CARGO_PKG_VERSION"));
    let mut parts = vec![manifest.as_os_str().as_encoded_bytes().to_vec(), asked.into_bytes()];
    let mut variables: Vec<_> = std::env::vars_os()
        .filter(|(name, _)| VARIABLES.iter().any(|start| name.to_string_lossy().starts_with(start)))
        .collect();
    variables.sort();
    for (name, value) in &variables {
        parts.extend([name, value].map(|text| text.as_encoded_bytes().to_vec()));
    }
    fingerprint(parts.iter().map(Vec::as_slice))
}

fn note(target: &Path, name: &str) -> PathBuf {
    target.join("workload").join("remembered").join(name)
}

/// The folders that cargo may build in: the named one, or one beside a manifest upwards.
fn target_folders(manifest: &Path) -> Vec<PathBuf> {
    let named = ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"].iter().find_map(std::env::var_os);
    match (named, manifest.parent()) {
        // The path of a variable starts where the command runs.
        (Some(named), _) => std::env::current_dir().map(|here| here.join(named)).into_iter().collect(),
        (None, Some(folder)) => folder.ancestors().map(|folder| folder.join("target")).collect(),
        (None, None) => Vec::new(),
    }
}

/// All that the answers of cargo depend on: manifests, the lock file, the configuration, and the
/// folders where cargo looks for programs and members of the workspace.
fn sources(exporter: &Exporter, harness: &Harness) -> Vec<PathBuf> {
    let mut sources = vec![exporter.root.join("Cargo.toml"), exporter.root.join("Cargo.lock")];
    sources.extend(exporter.folder.ancestors().map(|folder| folder.join("Cargo.toml")));
    sources.extend(config::places(&exporter.folder).flat_map(|place| config::files(&place)));
    sources.extend(["src", "src/bin", "examples"].map(|name| exporter.folder.join(name)));
    sources.extend(harness.local_manifests.iter().cloned());
    sources.sort();
    sources.dedup();
    sources
}
