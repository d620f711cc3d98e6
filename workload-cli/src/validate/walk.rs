//! The files to read: those that are named, and those in folders that are named.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};
use rayon::prelude::*;
use tempfile::TempDir;

use super::patterns::Patterns;
use super::skipped::skipped_in;
use crate::error::{CliError, Result};
use crate::files::{STANDARD_INPUT, display_name};
use crate::terminal;

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// The path, or `-` for standard input.
    pub(crate) path: PathBuf,
    /// What findings call it.
    pub(crate) name: String,
    /// Whether it was found in a folder; otherwise it was named.
    pub(crate) in_folder: bool,
    /// Whether it is a regular file.
    pub(crate) is_file: bool,
}

/// The files that were found.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// Each file once, in the order of the paths; those of a folder by name.
    pub(crate) files: Vec<Input>,
    /// Number of paths that could not be looked at; each was reported.
    pub(crate) unread: usize,
    _folder: Option<TempDir>,
}

/// Finds every file to read; `input_name` is what findings call standard input. Where there is none, the error says what was skipped and why.
pub(crate) fn find_files(paths: &[PathBuf], patterns: &Patterns, input_name: &str) -> Result<Inputs> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let (mut found, mut folders) = (Inputs::default(), Vec::new());
    for path in paths {
        if path.as_os_str() == STANDARD_INPUT {
            found.files.push(Input {
                path: path.clone(),
                name: input_name.to_owned(),
                in_folder: false,
                is_file: false,
            });
            continue;
        }
        match path.metadata() {
            Ok(data) if data.is_dir() => {
                found.walk(path, patterns);
                folders.push(path.as_path());
            }
            Ok(data) => {
                let is_file = data.is_file();
                found.files.push(Input {
                    path: path.clone(),
                    name: display_name(path),
                    in_folder: false,
                    is_file,
                });
            }
            Err(error) => found.cannot_read(&CliError::at(path, "cannot read", &error)),
        }
    }
    if paths.len() > 1 {
        let (mut seen, mut folders) = (HashSet::new(), RealFolders::default());
        // One file has several names, and a pipe is read under each.
        found.files.retain(|Input { path, is_file, .. }| {
            seen.insert(if *is_file { folders.real(path, path.is_symlink()) } else { path.clone() })
        });
    }
    if found.files.is_empty() && found.unread == 0 {
        return Err(nothing_found(&folders, patterns));
    }
    if !folders.is_empty() {
        patterns.warn_of_idle_ones(&folders);
    }
    Ok(found)
}

impl Inputs {
    /// Files that were made to be read, in a folder that lasts as long as this.
    #[cfg(feature = "cluster")]
    pub(crate) fn made(files: Vec<Input>, folder: TempDir) -> Self {
        Self { files, unread: 0, _folder: Some(folder) }
    }

    /// Adds the files of a folder and of those in it, as ignore files let them be seen. Links are
    /// followed, but not in a circle, and a file that is met twice counts once.
    fn walk(&mut self, folder: &Path, patterns: &Patterns) {
        let (pruned, root) = (patterns.clone(), folder.to_owned());
        let walk = WalkBuilder::new(folder)
            .require_git(false)
            .follow_links(true)
            .filter_entry(move |entry| entry.depth() == 0 || !pruned.excludes(&clean(entry.path()), &root))
            .build_parallel();
        let met = Mutex::new(Met::default());
        walk.run(|| {
            Box::new(|entry| {
                Met::add(&met, entry, |path| patterns.has(path, folder));
                WalkState::Continue
            })
        });
        let Met { mut found, has_links, mut unread } =
            met.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.par_sort_unstable_by(|(one, _), (other, _)| by_name(one, other));
        let (mut met, mut folders) = (HashSet::new(), RealFolders::default());
        // Without a link no file is met twice.
        found.retain(|(path, is_link)| !has_links || met.insert(folders.real(path, *is_link)));
        let input = |(path, _): (PathBuf, bool)| Input {
            name: display_name(&path),
            path,
            in_folder: true,
            is_file: true,
        };
        self.files.par_extend(found.into_par_iter().map(input));
        unread.sort_unstable();
        for message in unread {
            self.cannot_read(&CliError::new(message));
        }
    }

    fn cannot_read(&mut self, error: &CliError) {
        terminal::error(error);
        self.unread += 1;
    }
}

/// What a walk has met so far.
#[derive(Default)]
struct Met {
    /// The files, and whether they are links.
    found: Vec<(PathBuf, bool)>,
    has_links: bool,
    /// Why files and folders could not be looked at.
    unread: Vec<String>,
}

impl Met {
    /// Adds what one of the walkers has met, if it is a file that is `wanted` or an error.
    fn add(
        met: &Mutex<Self>,
        entry: std::result::Result<DirEntry, ignore::Error>,
        wanted: impl FnOnce(&Path) -> bool,
    ) {
        let lock = || met.lock().unwrap_or_else(PoisonError::into_inner);
        match entry {
            Ok(entry) => {
                let (is_file, is_link) = (is_file(&entry), entry.path_is_symlink());
                let path = clean(entry.path());
                let is_wanted = is_file && wanted(&path);
                let mut met = lock();
                met.has_links |= is_link;
                met.found.extend(is_wanted.then_some((path, is_link)));
            }
            Err(error) if is_circle(&error) => {}
            Err(error) => lock().unread.push(format!("cannot read {}", said(&error))),
        }
    }
}

fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file())
}

/// A path from the current folder is written without its `./`.
fn clean(path: &Path) -> PathBuf {
    if !path.as_os_str().as_encoded_bytes().starts_with(b".") {
        return path.to_owned();
    }
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

/// The file behind links.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The order of paths part by part, which is the order of a walk by name.
pub(super) fn by_name(one: &Path, other: &Path) -> Ordering {
    let (one, other) = (one.as_os_str().as_encoded_bytes(), other.as_os_str().as_encoded_bytes());
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    // What parts folders comes before all else.
    let rank = |bytes: &[u8]| {
        bytes.get(same).map(|byte| if std::path::is_separator(char::from(*byte)) { 0 } else { *byte })
    };
    rank(one).cmp(&rank(other))
}

/// The folder that was asked for last: the files of one follow one another.
#[derive(Default)]
struct RealFolders {
    folder: PathBuf,
    real: PathBuf,
}

impl RealFolders {
    /// The file behind links; those of its folder are followed once for all its files.
    fn real(&mut self, path: &Path, is_link: bool) -> PathBuf {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return real(path);
        };
        if is_link || folder.as_os_str().is_empty() {
            return real(path);
        }
        if self.folder != folder {
            (self.folder, self.real) = (folder.to_owned(), real(folder));
        }
        self.real.join(name)
    }
}

/// Whether a link leads to a folder that it is in.
fn is_circle(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => is_circle(err),
        _ => false,
    }
}

/// The error with its path first.
fn said(error: &ignore::Error) -> String {
    match error {
        ignore::Error::WithDepth { err, .. } => said(err),
        ignore::Error::WithPath { path, err } => {
            format!("{}: {}", display_name(&clean(path)), innermost(err))
        }
        other => other.to_string(),
    }
}

/// What the operating system said.
fn innermost(error: &ignore::Error) -> String {
    let mut inner: &dyn std::error::Error = match error.io_error() {
        Some(error) => error,
        None => return error.to_string(),
    };
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}

/// The error for folders without anything to check.
fn nothing_found(folders: &[&Path], patterns: &Patterns) -> CliError {
    let names: Vec<_> = folders.iter().map(|folder| display_name(folder)).collect();
    let mut error = CliError::new(format!("no YAML or JSON file found in {}", names.join(", ")));
    for folder in folders {
        for line in skipped_in(folder, patterns) {
            error = error.help(line);
        }
    }
    error
}
