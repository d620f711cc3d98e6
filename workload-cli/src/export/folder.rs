//! Writing files to a folder: each whole or not at all, and nothing of somebody else's touched.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use workload_core::export::{Destination, Record, StagedFile};

use super::files::Files;
use crate::error::{CliError, Result};
use crate::files::{cannot_write, display_name};
use crate::terminal;

/// Writes `files` below `folder`, and removes what was written there before and is no longer.
///
/// Everything is looked at before the first file is replaced. A file that was changed by hand,
/// or that something else wrote, stops the work unless `force` is given.
pub(crate) fn write_folder(folder: &Path, files: &Files, force: bool) -> Result<()> {
    let record = read_record(folder)?;
    let changed = changed_files(folder, files, &record, force)?;
    let staged: Vec<_> =
        changed.iter().map(|(path, text)| stage(&folder.join(path), text)).collect::<Result<_>>()?;
    let new_record = Record::of(files);
    let staged_record = (new_record != record)
        .then(|| stage(&folder.join(Record::NAME), &new_record.to_text()))
        .transpose()?;
    let written = staged.len();
    for (file, path) in staged.into_iter().chain(staged_record) {
        file.commit().map_err(|error| CliError::at(&path, "cannot replace", &error))?;
    }
    Record::remove_former(folder).map_err(|error| CliError::at(folder, "cannot remove a file in", &error))?;
    let removed = remove_stale(folder, files, &record)?;
    let unchanged = files.len() - written;
    let (noun, name) = (if written == 1 { "file" } else { "files" }, display_name(folder));
    terminal::note(
        "written",
        &format!("{written} {noun} to {name}, {unchanged} unchanged, {removed} removed"),
    );
    Ok(())
}

/// The files whose text differs from what is there; an error when that is somebody else's.
fn changed_files<'a>(
    folder: &Path,
    files: &'a Files,
    record: &Record,
    force: bool,
) -> Result<Vec<(&'a String, &'a String)>> {
    let mut changed = Vec::new();
    for (path, text) in files {
        match read(&folder.join(path))? {
            Some(there) if there == *text => {}
            Some(there) if !force && !record.wrote(path, &there) => {
                return Err(not_ours(folder, path, record));
            }
            _ => changed.push((path, text)),
        }
    }
    Ok(changed)
}

/// What was written to the folder last time.
pub(super) fn read_record(folder: &Path) -> Result<Record> {
    Record::read(folder).map_err(|error| match error.kind() {
        ErrorKind::NotADirectory => CliError::new(format!("{} is not a folder", display_name(folder)))
            .help("choose another folder with --output"),
        ErrorKind::InvalidData => {
            let path = folder.join(Record::NAME);
            CliError::new(format!("{} is not the record of an export: {error}", display_name(&path)))
                .help("remove it if the folder holds nothing of yours, or choose another folder")
        }
        _ => CliError::at(&folder.join(Record::NAME), "cannot read", &error),
    })
}

/// A file's text; none when there is no file.
pub(super) fn read(path: &Path) -> Result<Option<String>> {
    match fs::read(regular(path)?) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(CliError::at(path, "cannot read", &error)),
    }
}

/// The file that a path of the folder names, behind its links; an error for a pipe or a device.
fn regular(path: &Path) -> Result<PathBuf> {
    match Destination::of(path) {
        Ok(Destination::File(file)) => Ok(file),
        Ok(_) => Err(CliError::new(format!("{} is not a regular file", display_name(path)))
            .help("remove it, or choose another folder")),
        Err(error) => Err(CliError::at(path, "cannot read", &error)),
    }
}

fn not_ours(folder: &Path, path: &str, record: &Record) -> CliError {
    let file = folder.join(path);
    if record.knows(path) {
        return CliError::new(format!(
            "{} was changed by hand since it was exported; nothing was written",
            file.display()
        ))
        .help("move the change to the description, or replace the file with --force");
    }
    CliError::new(format!(
        "{} is there and was not written by an export; nothing was written",
        file.display()
    ))
    .help("choose another folder, remove the file, or replace it with --force")
}

/// The text in a file beside `path`, in a folder made for it, ready to take its place.
fn stage(path: &Path, text: &str) -> Result<(StagedFile, PathBuf)> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    let staged = made.and_then(|()| StagedFile::new(path, text.as_bytes()));
    Ok((staged.map_err(|error| cannot_write(path, &error))?, path.to_owned()))
}

/// Removes files that were written before and are no longer exported; one that was changed by
/// hand stays, and is said to.
fn remove_stale(folder: &Path, files: &Files, record: &Record) -> Result<usize> {
    let mut removed = 0;
    for path in record.paths().filter(|path| !files.contains_key(*path)) {
        let file = folder.join(path);
        match read(&file)? {
            Some(text) if record.wrote(path, &text) => {
                fs::remove_file(&file).map_err(|error| CliError::at(&file, "cannot remove", &error))?;
                remove_if_empty(folder, path);
                removed += 1;
            }
            Some(_) => stays(&file),
            None => {}
        }
    }
    Ok(removed)
}

/// Tells of a file that is no longer exported.
fn stays(file: &Path) {
    let file = file.display();
    terminal::warning(&format!("{file} is no longer exported, but was changed by hand: it stays"));
}

/// Removes the folder of an export whose last file went; one with anything in it stays.
fn remove_if_empty(folder: &Path, path: &str) {
    if let Some((export, _)) = path.split_once('/') {
        // It cannot be removed while something is in it, which is as it should be.
        let _ = fs::remove_dir(folder.join(export));
    }
}
