//! Whether cargo can tell that a crate's sources changed.
//!
//! Cargo compares times. A folder that is moved or copied to where another one was brings older
//! times along, and cargo would link what it built of the other one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use ignore::WalkBuilder;
use workload_core::syntax::text::fingerprint;

use super::exporter::Exporter;
use super::options::CargoOptions;

/// The sources of a crate.
#[derive(Debug)]
pub(super) struct Sources {
    fingerprint: String,
    newest: SystemTime,
    note: PathBuf,
}

impl Sources {
    /// The sources as they are now.
    pub(super) fn of(exporter: &Exporter) -> Self {
        let mut newest = SystemTime::UNIX_EPOCH;
        let mut parts = Vec::new();
        for file in files(&exporter.folder) {
            let time = file.metadata().and_then(|data| data.modified());
            newest = newest.max(time.unwrap_or(SystemTime::UNIX_EPOCH));
            parts.push(file.as_os_str().as_encoded_bytes().to_vec());
            // What cannot be read cargo itself complains of.
            parts.push(std::fs::read(&file).unwrap_or_default());
        }
        let fingerprint = fingerprint(parts.iter().map(Vec::as_slice));
        Self { fingerprint, newest, note: exporter.own_folder().join("sources") }
    }

    /// Whether these sources were built and asked before.
    pub(super) fn were_built(&self) -> bool {
        self.note.exists()
    }

    /// Removes what cargo built of other sources, when cargo could take it for what these give.
    pub(super) fn remove_stale(&self, exporter: &Exporter, options: &CargoOptions) {
        let built = self.note.metadata().and_then(|data| data.modified());
        let is_other = std::fs::read_to_string(&self.note).is_ok_and(|before| before != self.fingerprint);
        if !is_other || built.is_ok_and(|built| self.newest > built) {
            return;
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(["clean", "--quiet", "--package", &exporter.name]).args(options.common_flags());
        command.arg("--target-dir").arg(&exporter.target).current_dir(&exporter.folder);
        // Where it cannot be removed it cannot be built anew either, and cargo says so.
        let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    }

    /// Notes that these sources were built and answered.
    pub(super) fn note(&self) {
        // Without the note the next build only says more.
        let folder = self.note.parent().map_or(Ok(()), std::fs::create_dir_all);
        let _ = folder.and_then(|()| std::fs::write(&self.note, &self.fingerprint));
    }
}

/// The manifest and the Rust files of a crate, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = WalkBuilder::new(folder).require_git(false).sort_by_file_name(Ord::cmp).build();
    let is_source = |path: &PathBuf| {
        path.extension().is_some_and(|end| end == "rs")
            || path.file_name().is_some_and(|name| name == "Cargo.toml")
    };
    walk.flatten().map(ignore::DirEntry::into_path).filter(is_source).collect()
}
