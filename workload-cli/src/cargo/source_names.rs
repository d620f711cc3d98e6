//! The names of exports as the source has them, for a shell that completes a word: a look at the
//! files, without a build.

use ignore::Walk;
use std::path::Path;

use super::options::CargoOptions;
use super::workspace::{Meant, find, manifest};

/// The names that the packages of this folder seem to export; none where there are none.
pub(crate) fn likely_exports() -> Vec<String> {
    let found = manifest(None).and_then(|manifest| find(&manifest, &CargoOptions::default()));
    let packages = match found {
        Ok(Meant::One(package) | Meant::Only(package)) => vec![*package],
        Ok(Meant::Any(packages)) => packages,
        Err(_) => Vec::new(),
    };
    let mut names: Vec<_> = packages.iter().flat_map(|package| of_folder(&package.folder)).collect();
    names.sort();
    names.dedup();
    names
}

/// What the Rust files of a package seem to export.
fn of_folder(folder: &Path) -> Vec<String> {
    let walk = ["src", "examples"].map(|part| folder.join(part)).into_iter().flat_map(Walk::new);
    let files =
        walk.filter_map(Result::ok).filter(|file| file.path().extension().is_some_and(|it| it == "rs"));
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    texts.flat_map(|text| of_source(&text)).collect()
}

/// The names of the functions below `#[export]` or `#[workload_core::export]`, or the names that the
/// attributes give.
fn of_source(text: &str) -> Vec<String> {
    let mut lines = text.lines().map(str::trim);
    let mut names = Vec::new();
    while let Some(line) = lines.next() {
        let Some(options) = attribute(line) else { continue };
        let given = options.split_once("name").and_then(|(_, rest)| rest.split('"').nth(1));
        let own = || lines.by_ref().find_map(function);
        names.extend(given.map(ToOwned::to_owned).or_else(own));
    }
    names
}

/// What follows the word of an attribute that exports.
fn attribute(line: &str) -> Option<&str> {
    let attribute = line.strip_prefix("#[")?;
    let rest = attribute.trim_start_matches("workload_core::").strip_prefix("export")?;
    rest.starts_with([']', '(']).then_some(rest)
}

/// The name of the function that begins on a line.
fn function(line: &str) -> Option<String> {
    let (before, after) = line.split_once("fn ")?;
    let is_start = before.is_empty() || before.ends_with(' ');
    let end = after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len());
    (is_start && end > 0).then(|| after[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_and_functions_give_names() {
        let text = "\
/// An app.
#[workload_core::export]
/// In production.
pub fn production() -> App {
    App
}

#[export(name = \"dev-2\")]
fn development() -> App {
    App
}

#[exporter]
fn other() {}

#[export]
";
        assert_eq!(of_source(text), ["production", "dev-2"]);
    }
}
