//! What was skipped in a folder where nothing was found, and why.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::patterns::{Patterns, is_manifest};
use crate::files::display_name;

/// Number of skipped files that are named for each reason.
const SHOWN: usize = 3;

/// One line for each reason that files were skipped for, with some of them.
pub(super) fn skipped_in(folder: &Path, patterns: &Patterns) -> Vec<String> {
    let mut reasons: BTreeMap<&'static str, Vec<PathBuf>> = BTreeMap::new();
    let walk = WalkBuilder::new(folder).standard_filters(false).sort_by_file_name(Ord::cmp).build();
    for entry in walk.flatten() {
        let path = entry.path();
        let path = path.strip_prefix(".").unwrap_or(path);
        if entry.file_type().is_some_and(|kind| kind.is_dir()) || !is_manifest(path) {
            continue;
        }
        reasons.entry(reason(path, folder, patterns)).or_default().push(path.to_owned());
    }
    reasons.into_iter().map(|(reason, paths)| line(reason, &paths)).collect()
}

fn reason(path: &Path, folder: &Path, patterns: &Patterns) -> &'static str {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let is_hidden = below.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
    if patterns.excludes_within(path, folder) {
        "an exclude pattern fits"
    } else if !patterns.has(path, folder) {
        "no include pattern fits"
    } else if is_hidden {
        "hidden"
    } else if !path.exists() {
        "a link to nothing"
    } else if !path.is_file() {
        "not a regular file"
    } else {
        "listed in an ignore file"
    }
}

/// `skipped 12 files, hidden: .a.yaml, .b.yaml, .c.yaml, …`
fn line(reason: &str, paths: &[PathBuf]) -> String {
    let names: Vec<_> = paths.iter().take(SHOWN).map(|path| display_name(path)).collect();
    let more = if paths.len() > SHOWN { ", …" } else { "" };
    let files = if paths.len() == 1 { "file" } else { "files" };
    format!("skipped {} {files}, {reason}: {}{more}", paths.len(), names.join(", "))
}
