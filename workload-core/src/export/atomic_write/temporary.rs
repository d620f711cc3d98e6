//! The temporary files that are about to take the place of others.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::destination::Destination;

/// The temporary files of this program that are there now.
static OPEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Tells temporary files of one program apart.
static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// A written file beside the one it is to replace; removed unless it is committed.
#[derive(Debug)]
pub struct StagedFile {
    temporary: PathBuf,
    target: PathBuf,
}

impl StagedFile {
    /// Writes `content` beside `target`, which must be a regular file or nothing yet, with the
    /// mode and the owner that `target` has. Links are followed: they stay.
    ///
    /// # Errors
    ///
    /// When `target` is read-only or no regular file, or the file system refuses.
    pub fn new(target: &Path, content: &[u8]) -> io::Result<Self> {
        let Destination::File(target) = Destination::of(target)? else {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        };
        let target = &*target;
        let before = writable(target)?;
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let (staged, mut file) = Self::create(folder, target)?;
        // Before there is anything to read in it.
        if let Some(before) = before {
            keep_owner(&file, &before)?;
            file.set_permissions(before.permissions())?;
        }
        file.write_all(content)?;
        file.sync_all()?;
        Ok(staged)
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    ///
    /// When the file system refuses; the temporary file is removed.
    pub fn commit(self) -> io::Result<()> {
        // Whoever removes all temporary files waits until this one is none.
        let open = open();
        fs::rename(&self.temporary, &self.target)?;
        forget(open, &self.temporary);
        Ok(())
    }

    /// An empty file in `folder`.
    fn create(folder: &Path, target: &Path) -> io::Result<(Self, File)> {
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let temporary = folder.join(format!(".workload-{}-{number}.tmp", std::process::id()));
            let mut open = open();
            match OpenOptions::new().write(true).create_new(true).open(&temporary) {
                Ok(file) => {
                    open.push(temporary.clone());
                    return Ok((Self { temporary, target: target.to_owned() }, file));
                }
                // What another program of the same number left behind when it was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        let open = open();
        // A committed file has its place, and its temporary name may be another's by now.
        if open.contains(&self.temporary) {
            let _ = fs::remove_file(&self.temporary);
            forget(open, &self.temporary);
        }
    }
}

/// Removes every temporary file of this program and lets no more be put in place: for a program
/// that is about to end on a signal. The lock it returns must be kept until the end.
#[must_use]
pub fn remove_temporary_files() -> impl Sized {
    let mut open = open();
    for path in open.drain(..) {
        // A file that is gone already needs no removing.
        let _ = fs::remove_file(path);
    }
    open
}

fn open() -> MutexGuard<'static, Vec<PathBuf>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn forget(mut open: MutexGuard<'static, Vec<PathBuf>>, path: &Path) {
    open.retain(|other| other != path);
}

/// What is known of the file at `path`, which must be one that may be written; none when there is
/// no file.
fn writable(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::metadata(path) {
        // The superuser may open it, but somebody wants it left alone.
        Ok(data) if data.permissions().readonly() => {
            Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"))
        }
        Ok(_) => OpenOptions::new().write(true).open(path)?.metadata().map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Gives the file the owner and the group of the one that it replaces.
#[cfg(unix)]
fn keep_owner(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let own = file.metadata()?;
    if (own.uid(), own.gid()) == (before.uid(), before.gid()) {
        return Ok(());
    }
    fchown(file, Some(before.uid()), Some(before.gid()))
        .map_err(|error| io::Error::new(error.kind(), format!("cannot keep the owner of the file: {error}")))
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}
