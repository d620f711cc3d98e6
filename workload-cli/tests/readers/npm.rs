//! Packages from the registry of npm, each fetched once. Without npm what needs one is skipped, aloud,
//! except under CI.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use crate::browser::{program, skip};

/// One install at a time.
static INSTALLING: Mutex<()> = Mutex::new(());

/// The folder of a package.
pub fn installed(package: &str, version: &str) -> Option<PathBuf> {
    let _one_at_a_time = INSTALLING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    // A folder each: an install leaves out what it does not know of.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm").join(package.replace('/', "-"));
    let found = folder.join("node_modules").join(package);
    if found.is_dir() {
        return Some(found);
    }
    let Some(npm) = program(&["npm", "npm.cmd"]) else {
        skip(&format!("there is no npm to fetch {package} with"));
        return None;
    };
    fs::create_dir_all(&folder).unwrap();
    let mut command = Command::new(npm);
    command.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"]).arg(&folder);
    command.arg(format!("{package}@{version}"));
    if command.output().is_ok_and(|output| output.status.success()) {
        return Some(found);
    }
    skip(&format!("npm cannot fetch {package}"));
    None
}
