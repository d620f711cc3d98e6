//! Where a package comes from, as lines of a manifest.

use std::fmt::Write as _;

use cargo_metadata::Package;

/// The index of crates.io, which needs no naming.
const CRATES_IO: [&str; 2] =
    ["registry+https://github.com/rust-lang/crates.io-index", "sparse+https://index.crates.io/"];

/// The lines of a dependency that mean this very package.
pub(super) fn lines(package: &Package) -> String {
    let folder = package.manifest_path.parent().map(ToString::to_string).unwrap_or_default();
    match package.source.as_ref().map(|source| source.repr.as_str()) {
        None => format!("path = {folder:?}"),
        Some(source) => from_source(source, &package.version.to_string()),
    }
}

fn from_source(source: &str, version: &str) -> String {
    if let Some(git) = source.strip_prefix("git+") {
        return from_git(git);
    }
    let exact = format!("version = \"={version}\"");
    if CRATES_IO.contains(&source) {
        return exact;
    }
    // A sparse index keeps its prefix, one in git does not.
    let index = source.strip_prefix("registry+").unwrap_or(source);
    format!("{exact}\nregistry-index = {index:?}")
}

/// `https://…?branch=main#0123abc` as lines of a manifest.
fn from_git(git: &str) -> String {
    let (url, revision) = git.split_once('#').unwrap_or((git, ""));
    let (url, query) = url.split_once('?').unwrap_or((url, ""));
    let mut lines = format!("git = {url:?}");
    match query.split_once('=') {
        Some((key, value)) => {
            let _ = write!(lines, "\n{key} = {value:?}");
        }
        None => {
            let _ = write!(lines, "\nrev = {revision:?}");
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::from_source;

    #[test]
    fn every_source_has_its_lines() {
        let lines = |source| from_source(source, "0.1.0");
        assert_eq!(lines("registry+https://github.com/rust-lang/crates.io-index"), "version = \"=0.1.0\"");
        assert_eq!(
            lines("sparse+https://example.com/index/"),
            "version = \"=0.1.0\"\nregistry-index = \"sparse+https://example.com/index/\""
        );
        assert_eq!(
            lines("registry+https://example.com/index"),
            "version = \"=0.1.0\"\nregistry-index = \"https://example.com/index\""
        );
        assert_eq!(
            lines("git+https://example.com/w?branch=main#0123"),
            "git = \"https://example.com/w\"\nbranch = \"main\""
        );
        assert_eq!(
            lines("git+https://example.com/w#0123"),
            "git = \"https://example.com/w\"\nrev = \"0123\""
        );
    }
}
