//! Writing files to a folder: each whole or not at all, and nothing of somebody else's touched.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Files;
use super::record::{NAME, Record};
use crate::atomic_write::beside;
use crate::error::{Failure, Result};
use crate::terminal;

/// Writes `files` below `folder`, and removes what was written there before and is no longer.
///
/// Everything is looked at before the first file is replaced. A file that was changed by hand,
/// or that something else wrote, stops the work unless `force` is given.
pub(crate) fn write_folder(folder: &Path, files: &Files, force: bool) -> Result<()> {
    let record = Record::read(folder)?;
    let mut changed = Vec::new();
    for (path, text) in files {
        match read(&folder.join(path))? {
            Some(there) if there == *text => {}
            Some(there) if !force && !record.wrote(path, &there) => {
                return Err(not_ours(folder, path, &record));
            }
            _ => changed.push((path, text)),
        }
    }
    let replacements: Vec<_> =
        changed.iter().map(|(path, text)| ready(&folder.join(path), text)).collect::<Result<_>>()?;
    let new_record = Record::of(files);
    let record_ready =
        (new_record != record).then(|| ready(&folder.join(NAME), &new_record.to_text())).transpose()?;
    let written = replacements.len();
    for (file, path) in replacements.into_iter().chain(record_ready) {
        file.persist(&path).map_err(|error| Failure::at(&path, "cannot replace", &error.error))?;
    }
    let removed = remove_stale(folder, files, &record)?;
    let unchanged = files.len() - written;
    let noun = if written == 1 { "file" } else { "files" };
    terminal::note(
        "written",
        &format!("{written} {noun} to {}, {unchanged} unchanged, {removed} removed", folder.display()),
    );
    Ok(())
}

/// A file's text; none when there is no file.
pub(super) fn read(path: &Path) -> Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::at(path, "cannot read", &error)),
    }
}

fn not_ours(folder: &Path, path: &str, record: &Record) -> Failure {
    let file = folder.join(path);
    if record.knows(path) {
        return Failure::new(format!(
            "{} was changed by hand since it was exported; nothing was written",
            file.display()
        ))
        .help("move the change to the description, or replace the file with --force");
    }
    Failure::new(format!("{} is there and was not written by an export; nothing was written", file.display()))
        .help("choose another folder, remove the file, or replace it with --force")
}

/// The text in a file beside `path`, in a folder made for it, ready to take its place.
fn ready(path: &Path, text: &str) -> Result<(NamedTempFile, PathBuf)> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.map_err(|error| Failure::at(path, "cannot write", &error).help("nothing was replaced"))?;
    Ok((beside(path, text, open_to_others)?, path.to_owned()))
}

/// A temporary file is its owner's alone; a manifest is for whoever reads the folder.
#[cfg(unix)]
fn open_to_others(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_others(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}

/// Removes files that were written before and are no longer exported; one that was changed by
/// hand stays, and is said to.
fn remove_stale(folder: &Path, files: &Files, record: &Record) -> Result<usize> {
    let mut removed = 0;
    for path in record.paths().filter(|path| !files.contains_key(*path)) {
        let file = folder.join(path);
        match read(&file)? {
            Some(text) if record.wrote(path, &text) => {
                fs::remove_file(&file).map_err(|error| Failure::at(&file, "cannot remove", &error))?;
                remove_if_empty(folder, path);
                removed += 1;
            }
            Some(_) => terminal::warning(&format!(
                "{} is no longer exported, but was changed by hand: it stays",
                file.display()
            )),
            None => {}
        }
    }
    Ok(removed)
}

/// Removes the folder of an export whose last file went; one with anything in it stays.
fn remove_if_empty(folder: &Path, path: &str) {
    if let Some((export, _)) = path.split_once('/') {
        // It cannot be removed while something is in it, which is as it should be.
        let _ = fs::remove_dir(folder.join(export));
    }
}
