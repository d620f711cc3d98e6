//! The files to read: those that are named, and those in folders that are named.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::settings::{Settings, globs};
use crate::error::{Failure, Result};

/// Standard input, as it is named on the command line.
pub(crate) const STANDARD_INPUT: &str = "-";

/// Every file to read, each once, in the order of the paths; those of a folder by name.
pub(crate) fn find_files(paths: &[PathBuf], settings: &Settings) -> Result<Vec<PathBuf>> {
    let here = [PathBuf::from(".")];
    let mut files = Vec::new();
    for path in if paths.is_empty() { &here[..] } else { paths } {
        if path.is_dir() {
            files.extend(in_folder(path, settings)?);
        } else if path.as_os_str() == STANDARD_INPUT || path.exists() {
            files.push(path.clone());
        } else {
            return Err(Failure::new(format!("there is no file or folder {}", path.display())));
        }
    }
    let mut seen = std::collections::HashSet::new();
    files.retain(|file| seen.insert(file.clone()));
    Ok(files)
}

/// The files of a folder and of those in it, as ignore files let them be seen.
fn in_folder(folder: &Path, settings: &Settings) -> Result<Vec<PathBuf>> {
    let (include, exclude) = (globs(&settings.include)?, globs(&settings.exclude)?);
    let mut files = Vec::new();
    let walk = WalkBuilder::new(folder).require_git(false).sort_by_file_name(Ord::cmp).build();
    for entry in walk {
        let entry =
            entry.map_err(|error| Failure::new(format!("cannot walk {}: {error}", folder.display())))?;
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.into_path();
        // A path from the current folder is written without its `./`.
        let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let fits = |globs: &globset::GlobSet| globs.is_match(&path) || globs.is_match(below);
        let wanted = if include.is_empty() { is_manifest(&path) } else { fits(&include) };
        if wanted && !fits(&exclude) {
            files.push(path);
        }
    }
    Ok(files)
}

/// Whether the name says that it may hold manifests.
fn is_manifest(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| ["yaml", "yml", "json"].iter().any(|known| end.eq_ignore_ascii_case(known)))
}
