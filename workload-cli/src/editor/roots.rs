//! The folders whose files are checked together.

use std::path::{Path, PathBuf};

/// A folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Root {
    /// Its absolute path.
    pub(super) path: PathBuf,
    /// Whether all of its files count: it is one of the editor's folders. Otherwise those that are open do.
    pub(super) walks: bool,
}

/// The folders of the editor, and those of the open files that are in none of them.
pub(super) fn roots<'p>(folders: &[PathBuf], open: impl Iterator<Item = &'p Path>) -> Vec<Root> {
    let mut roots: Vec<_> = folders.iter().map(|path| Root { path: path.clone(), walks: true }).collect();
    let loose = open.filter(|path| owner(folders, path).is_none()).filter_map(Path::parent);
    for folder in loose {
        if roots.iter().all(|root| root.path != folder) {
            roots.push(Root { path: folder.to_owned(), walks: false });
        }
    }
    roots
}

/// The folder that a file belongs to: the innermost that holds it.
pub(super) fn owner<'f>(folders: &'f [PathBuf], file: &Path) -> Option<&'f Path> {
    let holding = folders.iter().filter(|folder| file.starts_with(folder));
    holding.max_by_key(|folder| folder.components().count()).map(PathBuf::as_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_belong_to_the_innermost_folder_or_to_their_own() {
        let folders = [PathBuf::from("/a"), PathBuf::from("/a/b")];
        assert_eq!(owner(&folders, Path::new("/a/b/c.yaml")), Some(Path::new("/a/b")));
        assert_eq!(owner(&folders, Path::new("/ab/c.yaml")), None);
        let open = ["/a/b/c.yaml", "/x/y.yaml", "/x/z.yaml"].map(Path::new);
        let roots = roots(&folders, open.into_iter());
        let walked: Vec<_> = roots.iter().map(|root| (root.path.to_str().unwrap(), root.walks)).collect();
        assert_eq!(walked, [("/a", true), ("/a/b", true), ("/x", false)]);
    }
}
