//! Replacing a file whole, or not at all.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::error::{Failure, Result};

/// Writes `text` to `path`: to a file beside it first, which then takes its place.
pub(crate) fn atomic_write(path: &Path, text: &str) -> Result<()> {
    let file = beside(path, text, |file| keep_permissions(path, file))?;
    file.persist(path)
        .map_err(|error| Failure::at(path, "cannot write", &error.error).help("nothing was replaced"))?;
    Ok(())
}

/// The text in a file beside `path`, ready to take its place with the permissions that `open`
/// sets; it goes away when the work stops.
pub(crate) fn beside(
    path: &Path,
    text: &str,
    open: impl Fn(&File) -> io::Result<()>,
) -> Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failure = |error| Failure::at(path, "cannot write", &error).help("nothing was replaced");
    let mut file = NamedTempFile::with_prefix_in(".workload-", folder).map_err(failure)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failure)?;
    open(file.as_file()).map_err(failure)?;
    Ok(file)
}

/// The permissions that the file has already; for a new one, everybody may read it.
#[cfg(unix)]
fn keep_permissions(path: &Path, file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = match std::fs::metadata(path) {
        Ok(there) => there.permissions(),
        Err(_) => std::fs::Permissions::from_mode(0o644),
    };
    file.set_permissions(permissions)
}

#[cfg(not(unix))]
fn keep_permissions(_: &Path, _: &File) -> io::Result<()> {
    Ok(())
}
