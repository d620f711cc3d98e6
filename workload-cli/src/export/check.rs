//! How the files of a folder differ from what would be written.

use std::fmt::Write as _;
use std::path::Path;

use similar::TextDiff;

use super::files::Files;
use super::folder::{read, read_record};
use crate::Outcome;
use crate::error::Result;
use crate::terminal;

/// Shows how `folder` differs from `files`; found when it does.
pub(crate) fn check_folder(folder: &Path, files: &Files) -> Result<Outcome> {
    let differences = differences(folder, files)?;
    if differences.is_empty() {
        return Ok(Outcome::Clean);
    }
    terminal::text(&differences.concat())?;
    let (stale, folder) = (differences.len(), folder.display());
    let files = if stale == 1 { "file is" } else { "files are" };
    terminal::finding(&format!("{stale} {files} out of date in {folder}: export again and commit"));
    Ok(Outcome::Found)
}

/// What differs, file by file: those to write, and those that were written once and are no longer.
fn differences(folder: &Path, files: &Files) -> Result<Vec<String>> {
    let mut differences = Vec::new();
    for (path, text) in files {
        let there = read(&folder.join(path))?;
        if there.as_ref() != Some(text) {
            differences.push(difference(&folder.join(path), &there.unwrap_or_default(), text));
        }
    }
    for path in read_record(folder)?.paths().filter(|path| !files.contains_key(*path)) {
        if let Some(there) = read(&folder.join(path))? {
            differences.push(difference(&folder.join(path), &there, ""));
        }
    }
    Ok(differences)
}

/// A unified diff from what is there to what would be.
fn difference(path: &Path, there: &str, text: &str) -> String {
    let path = path.display();
    let diff = TextDiff::from_lines(there, text);
    let mut shown = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        shown,
        "{}",
        diff.unified_diff().header(&format!("{path} (there)"), &format!("{path} (exported)"))
    );
    shown
}
