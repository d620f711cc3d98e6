//! A program that ends on a signal takes its temporary files along. A test of its own, for it
//! stands in the way of every other write of the process.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use workload_core::export::{StagedFile, remove_temporary_files};

#[test]
fn no_temporary_file_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let staged = StagedFile::new(&folder.path().join("a.yaml"), b"a: 1\n").unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let open = remove_temporary_files();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    drop(open);
    assert!(staged.commit().is_err(), "what was removed cannot be put in place");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
