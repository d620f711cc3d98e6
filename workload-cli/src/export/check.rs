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
    let record = read_record(folder)?;
    let mut differences = String::new();
    let mut stale = 0;
    for (path, text) in files {
        let there = read(&folder.join(path))?;
        if there.as_ref() != Some(text) {
            stale += 1;
            differences.push_str(&difference(&folder.join(path), &there.unwrap_or_default(), text));
        }
    }
    for path in record.paths().filter(|path| !files.contains_key(*path)) {
        if let Some(there) = read(&folder.join(path))? {
            stale += 1;
            differences.push_str(&difference(&folder.join(path), &there, ""));
        }
    }
    if stale == 0 {
        return Ok(Outcome::Clean);
    }
    terminal::data(&differences)?;
    let files = if stale == 1 { "file is" } else { "files are" };
    terminal::finding(&format!(
        "{stale} {files} out of date in {}: export again and commit",
        folder.display()
    ));
    Ok(Outcome::Found)
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
