//! Manifests written by a build script, beside the code they describe.
//!
//! One call writes the files, only where they changed, and tells cargo what it must know:
//!
//! ```no_run
//! // build.rs
//! # /*
//! #[path = "src/deploy.rs"]
//! mod deploy;
//! # */
//! # use workload_core::Manifests;
//! # fn production() -> Manifests { Manifests::default() }
//!
//! fn main() {
//!     workload_core::export::build_script::Output::to("k8s")
//!         .from("src/deploy.rs")
//!         .manifests("production", &production())
//!         .write();
//! }
//! ```
//!
//! With `WORKLOAD_CHECK=1` in the environment nothing is written: files that are stale fail the
//! build, which is what CI wants.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::describe::ToManifests;

/// The variable that asks to check instead of to write.
pub const CHECK_VARIABLE: &str = "WORKLOAD_CHECK";

/// What a build script writes, and where.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    inputs: Vec<PathBuf>,
    files: Vec<(String, String)>,
    problems: Vec<String>,
    check: bool,
}

impl Output {
    /// Writes below `folder`, which is relative to the crate's own.
    #[must_use]
    pub fn to(folder: impl AsRef<Path>) -> Self {
        let crate_folder = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
        Self {
            folder: crate_folder.join(folder),
            inputs: Vec::new(),
            files: Vec::new(),
            problems: Vec::new(),
            check: env::var_os(CHECK_VARIABLE).is_some_and(|value| !value.is_empty() && value != "0"),
        }
    }

    /// Runs again when `input` changes: a file that the description is in.
    #[must_use]
    pub fn from(mut self, input: impl Into<PathBuf>) -> Self {
        self.inputs.push(input.into());
        self
    }

    /// Fails on stale files instead of writing them, whatever the environment says.
    #[must_use]
    pub fn check(mut self) -> Self {
        self.check = true;
        self
    }

    /// Adds the file `<name>.yaml` with all objects of `source`.
    #[must_use]
    pub fn manifests(mut self, name: &str, source: &impl ToManifests) -> Self {
        let manifests = source.to_manifests();
        let usual = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || !name.chars().all(usual) {
            self.problems.push(format!("`{name}` is no file name: use letters, digits, `-` and `_`"));
        }
        let file = format!("{name}.yaml");
        if self.files.iter().any(|(other, _)| *other == file) {
            self.problems.push(format!("two manifests would share the file {file}: give one another name"));
        }
        self.problems.extend(manifests.errors().iter().map(ToString::to_string));
        self.files.push((file, manifests.to_yaml()));
        self
    }

    /// Writes the files, or checks them, and tells cargo: what to watch, and what is wrong.
    ///
    /// Nothing is written while anything is wrong; a file is replaced whole or not at all.
    pub fn write(self) {
        let mut out = io::stdout().lock();
        for line in self.run() {
            // Cargo has gone away: nobody is left to tell.
            let _ = writeln!(out, "cargo::{line}");
        }
    }

    /// The lines for cargo, after the work is done.
    fn run(self) -> Vec<String> {
        let mut lines = vec![format!("rerun-if-env-changed={CHECK_VARIABLE}")];
        let outputs = self.files.iter().map(|(name, _)| self.folder.join(name));
        let watched = self.inputs.iter().cloned().chain(outputs);
        lines.extend(watched.map(|path| format!("rerun-if-changed={}", path.display())));
        if !self.problems.is_empty() {
            lines.extend(self.problems.iter().map(|problem| format!("error={}", one_line(problem))));
            return lines;
        }
        for (name, text) in &self.files {
            let path = self.folder.join(name);
            if fs::read_to_string(&path).is_ok_and(|written| written == *text) {
                continue;
            }
            if self.check {
                lines.push(format!(
                    "error={} is stale: build without {CHECK_VARIABLE} and commit it",
                    path.display()
                ));
            } else if let Err(error) = replace(&path, text) {
                lines.push(format!(
                    "error={} could not be written: {}",
                    path.display(),
                    one_line(&error.to_string())
                ));
            }
        }
        lines
    }
}

/// Writes beside the file first, so that it is replaced whole or not at all.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(format!("yaml.part{}", std::process::id()));
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What could be written of it is of no use.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Cargo reads a line at a time.
fn one_line(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Manifests;

    fn output(folder: &Path) -> Output {
        Output::to(folder).from("src/deploy.rs").manifests("production", &Manifests::default())
    }

    #[test]
    fn files_are_written_when_they_changed_and_watched() {
        let folder = tempfile::tempdir().unwrap();
        let k8s = folder.path().join("k8s");
        let lines = output(&k8s).run();
        assert!(lines.contains(&"rerun-if-changed=src/deploy.rs".to_owned()), "{lines:?}");
        let file = k8s.join("production.yaml");
        let first = fs::metadata(&file).unwrap().modified().unwrap();
        let _ = output(&k8s).run();
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), first);
        assert_eq!(fs::read_dir(&k8s).unwrap().count(), 1);
    }

    #[test]
    fn a_check_reports_stale_files_and_leaves_them() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("production.yaml");
        fs::write(&file, "stale").unwrap();
        let lines = output(folder.path()).check().run();
        assert!(
            lines.iter().any(|line| line.starts_with("error=") && line.contains("is stale")),
            "{lines:?}"
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), "stale");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let lines = output(&file).run();
        assert!(lines.iter().any(|line| line.contains("could not be written")), "{lines:?}");
    }

    #[test]
    fn a_name_that_would_leave_the_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let lines = Output::to(folder.path()).manifests("../production", &Manifests::default()).run();
        assert!(lines.iter().any(|line| line.contains("is no file name")), "{lines:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn two_manifests_in_one_file_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let lines = output(folder.path()).manifests("production", &Manifests::default()).run();
        assert!(lines.iter().any(|line| line.contains("would share the file production.yaml")), "{lines:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
