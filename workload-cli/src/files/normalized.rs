//! One spelling for each path.

use std::path::{Component, Path, PathBuf};

/// The absolute paths without `.` and `..` of many files, seen from the folder `here`, which is normalized.
pub(crate) fn normalized_from(here: &Path, path: &Path) -> PathBuf {
    let path = here.join(path);
    if is_normalized(&path) { path } else { normalized(&path) }
}

/// Whether an absolute path is plainly spelt as it should be.
fn is_normalized(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    // Elsewhere than on Unix there is more to know.
    let is_plain = |part: &[u8]| !matches!(part, b"" | b"." | b"..");
    cfg!(unix) && bytes.first() == Some(&b'/') && bytes[1..].split(|byte| *byte == b'/').all(is_plain)
}

/// The absolute path without `.` and `..`.
pub(crate) fn normalized(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut normal = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                normal.pop();
            }
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_paths_are_spelt_as_one_by_one() {
        let here = normalized(Path::new("."));
        for path in
            ["a.yaml", "./a.yaml", "a/../b.yaml", "/x/y.yaml", "/x//y.yaml", "/x/./y.yaml", "a/", "/", ".."]
        {
            let path = Path::new(path);
            assert_eq!(normalized_from(&here, path).as_os_str(), normalized(path).as_os_str(), "{path:?}");
        }
    }
}
