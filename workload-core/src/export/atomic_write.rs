//! Writing a file: a regular file is replaced whole or not at all, anything else is written into.
//!
//! The new content goes to a temporary file in the same folder, which then takes the place of the
//! old one: with its mode and its owner, and through symbolic links, which stay. A device, a
//! pipe or a socket is opened and written into. A program that ends on a signal calls
//! [`remove_temporary_files`] first.

mod destination;
mod temporary;

use std::io::{self, Write as _};
use std::path::Path;

pub use destination::Destination;
pub use temporary::{StagedFile, remove_temporary_files};

/// Writes `content` to whatever `path` names.
///
/// # Errors
///
/// When the path is a folder, the file is read-only, or the file system refuses; a regular file
/// is then as it was.
pub fn atomic_write(path: &Path, content: &[u8]) -> io::Result<()> {
    match Destination::of(path)? {
        Destination::File(file) => StagedFile::new(&file, content)?.commit(),
        Destination::StandardOutput => {
            let mut out = io::stdout().lock();
            out.write_all(content).and_then(|()| out.flush())
        }
        Destination::Stream(stream) => {
            std::fs::OpenOptions::new().append(true).open(stream)?.write_all(content)
        }
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_with_its_mode() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        atomic_write(&file, b"new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn a_link_stays_and_its_target_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        let (target, link) = (folder.path().join("data/a"), folder.path().join("link"));
        symlink("data/a", &link).unwrap();
        atomic_write(&link, b"made").unwrap();
        atomic_write(&link, b"replaced").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(target).unwrap(), "replaced");
    }

    #[test]
    fn a_device_is_written_into() {
        use std::os::unix::fs::FileTypeExt as _;
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("null");
        symlink("/dev/null", &link).unwrap();
        atomic_write(&link, b"gone").unwrap();
        assert!(fs::metadata(&link).unwrap().file_type().is_char_device());
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn a_read_only_file_and_a_folder_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
        let error = atomic_write(&file, b"new").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        assert_eq!(atomic_write(folder.path(), b"").unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn a_file_that_is_not_committed_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let staged = StagedFile::new(&folder.path().join("a"), b"text").unwrap();
        assert_eq!(names(folder.path()).len(), 1);
        drop(staged);
        assert_eq!(names(folder.path()), [""; 0]);
    }
}
