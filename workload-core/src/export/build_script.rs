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
//! What the validator finds in the manifests is shown by cargo, at the place of the attribute: a
//! warning as a warning, an error ends the build and nothing is written. It comes with the feature
//! `validate`. A file that was changed by hand since it was written stops the build too.
//!
//! With `WORKLOAD_CHECK=1` in the environment nothing is written: files that are stale fail the
//! build, which is what CI wants.

#[cfg(feature = "validate")]
mod checks;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::describe::ToManifests;
use crate::export::atomic_write::StagedFile;
#[cfg(feature = "validate")]
use crate::export::protocol::ExportedManifest;
use crate::export::record::Record;

/// The variable that asks to check instead of to write.
pub const CHECK_VARIABLE: &str = "WORKLOAD_CHECK";

/// What a build script writes, and where.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    inputs: Vec<PathBuf>,
    files: Vec<File>,
    errors: Vec<String>,
    check: bool,
    #[cfg(feature = "validate")]
    selection: crate::validate::lint::Selection,
}

/// A file to write.
#[derive(Debug)]
struct File {
    name: String,
    text: String,
    #[cfg(feature = "validate")]
    manifests: Vec<ExportedManifest>,
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
            errors: Vec::new(),
            check: env::var_os(CHECK_VARIABLE).is_some_and(|value| !value.is_empty() && value != "0"),
            #[cfg(feature = "validate")]
            selection: crate::validate::lint::Selection::default(),
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
        let file = format!("{name}.yaml");
        self.check_name(name, &file);
        self.errors.extend(manifests.errors().iter().map(ToString::to_string));
        self.files.push(File {
            name: file,
            text: manifests.to_yaml(),
            #[cfg(feature = "validate")]
            manifests: manifests.iter().map(Into::into).collect(),
        });
        self
    }

    fn check_name(&mut self, name: &str, file: &str) {
        let usual = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || !name.chars().all(usual) {
            self.errors.push(format!("`{name}` is not a file name: use letters, digits, `-` and `_`"));
        }
        if self.files.iter().any(|other| other.name == file) {
            self.errors.push(format!("two manifests would share the file {file}: give one another name"));
        }
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
    fn run(mut self) -> Vec<String> {
        let mut lines = vec![format!("rerun-if-env-changed={CHECK_VARIABLE}")];
        let outputs = self.files.iter().map(|file| self.folder.join(&file.name));
        let watched = self.inputs.iter().cloned().chain(outputs);
        lines.extend(watched.map(|path| format!("rerun-if-changed={}", path.display())));
        #[cfg(feature = "validate")]
        if self.errors.is_empty() {
            lines.extend(self.validate());
        }
        if self.errors.is_empty() {
            let done = if self.check { self.stale() } else { self.replace() };
            self.errors = done.unwrap_or_else(|error| vec![error]);
        }
        lines.extend(self.errors.iter().map(|error| format!("error={}", one_line(error))));
        lines
    }

    /// What is to be done about files that differ from what would be written.
    fn stale(&self) -> Result<Vec<String>, String> {
        let mut stale = Vec::new();
        for file in &self.files {
            let path = self.folder.join(&file.name);
            if read(&path)?.as_ref() != Some(&file.text) {
                let path = path.display();
                stale.push(format!("{path} is stale: build without {CHECK_VARIABLE} and commit it"));
            }
        }
        Ok(stale)
    }

    /// Replaces the files that differ, unless one was changed by hand.
    fn replace(&self) -> Result<Vec<String>, String> {
        let failed = |path: &Path, error: &io::Error| format!("cannot write {}: {error}", path.display());
        let record_path = self.folder.join(Record::NAME);
        let before = Record::read(&self.folder)
            .map_err(|error| format!("cannot read {}: {error}", record_path.display()))?;
        let mut record = before.clone();
        let mut changed = Vec::new();
        for file in &self.files {
            let path = self.folder.join(&file.name);
            record = record.with(&file.name, &file.text);
            match read(&path)? {
                Some(text) if text == file.text => {}
                Some(text) if !before.wrote(&file.name, &text) => return Err(changed_by_hand(&path)),
                _ => changed.push((path, &file.text)),
            }
        }
        let record_text = record.to_text();
        if record != before {
            changed.push((record_path, &record_text));
        }
        if changed.is_empty() {
            return Ok(Vec::new());
        }
        fs::create_dir_all(&self.folder).map_err(|error| failed(&self.folder, &error))?;
        let staged = changed.into_iter().map(|(path, text)| {
            let staged = StagedFile::new(&path, text.as_bytes()).map_err(|error| failed(&path, &error))?;
            Ok((staged, path))
        });
        for (staged, path) in staged.collect::<Result<Vec<_>, String>>()? {
            staged.commit().map_err(|error| failed(&path, &error))?;
        }
        Record::remove_former(&self.folder).map_err(|error| failed(&self.folder, &error))?;
        Ok(Vec::new())
    }
}

fn changed_by_hand(path: &Path) -> String {
    format!(
        "{} was changed by hand, or was not written by this build script: move the change to the \
         description and remove the file",
        path.display()
    )
}

/// A file's text; none when there is no file.
fn read(path: &Path) -> Result<Option<String>, String> {
    if path.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir()) {
        // A pipe would be waited for.
        return Err(format!("cannot read {}: not a regular file", path.display()));
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(format!("cannot read {}: {error}", path.display())),
    }
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
        let names = fs::read_dir(&k8s).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        assert_eq!(names, [".workload-export", "production.yaml"]);
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
        assert!(lines.iter().any(|line| line.contains("cannot")), "{lines:?}");
    }

    #[test]
    fn a_name_that_would_leave_the_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let lines = Output::to(folder.path()).manifests("../production", &Manifests::default()).run();
        assert!(lines.iter().any(|line| line.contains("is not a file name")), "{lines:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_that_was_changed_by_hand_stays() {
        let folder = tempfile::tempdir().unwrap();
        let _ = output(folder.path()).run();
        let file = folder.path().join("production.yaml");
        fs::write(&file, "# by hand\n").unwrap();
        let lines = output(folder.path()).run();
        assert!(lines.iter().any(|line| line.contains("was changed by hand")), "{lines:?}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "# by hand\n");
    }

    #[cfg(feature = "validate")]
    #[test]
    fn findings_are_told_at_the_place_of_the_attribute() {
        use crate::{Scratch, Workload};

        #[derive(Workload)]
        #[workload(image = "redis:7.4", replicas = 1)]
        struct Redis {
            #[workload(mount = "/data")]
            data: Scratch,
        }

        let line = line!() - 4;
        let folder = tempfile::tempdir().unwrap();
        let redis = Redis { data: Scratch::new() };
        let lines = Output::to(folder.path()).manifests("redis", &redis).run();
        let error = lines.iter().find(|line| line.starts_with("error=")).unwrap();
        assert!(error.contains(&format!("build_script.rs:{line}:")) && error.contains("[S01]"), "{lines:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is written");
        let ignoring = Output::to(folder.path()).ignore("S").manifests("redis", &redis).run();
        assert!(!ignoring.iter().any(|line| line.starts_with("error=")), "{ignoring:?}");
    }

    #[test]
    fn two_manifests_in_one_file_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let lines = output(folder.path()).manifests("production", &Manifests::default()).run();
        assert!(lines.iter().any(|line| line.contains("would share the file production.yaml")), "{lines:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
