//! Replacing a file whole, or not at all.

use std::io::Write as _;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::failure::{Failure, Result};

/// Writes `text` to `path`: to a file beside it first, which then takes its place.
pub(crate) fn replace(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failure =
        |error: &std::io::Error| Failure::at(path, "cannot write", error).help("nothing was replaced");
    let mut file = NamedTempFile::with_prefix_in(".workload-", folder).map_err(|error| failure(&error))?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all());
    written.map_err(|error| failure(&error))?;
    keep_permissions(path, file.as_file()).map_err(|error| failure(&error))?;
    file.persist(path).map_err(|error| failure(&error.error))?;
    Ok(())
}

/// The permissions that the file has already; for a new one, everybody may read it.
#[cfg(unix)]
fn keep_permissions(path: &Path, file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = match std::fs::metadata(path) {
        Ok(there) => there.permissions(),
        Err(_) => std::fs::Permissions::from_mode(0o644),
    };
    file.set_permissions(permissions)
}

#[cfg(not(unix))]
fn keep_permissions(_: &Path, _: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
