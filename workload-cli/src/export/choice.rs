//! Which exports are meant, of one package or of several.

use std::collections::HashMap;
use std::path::Path;

use workload_core::export::{ExportedPlace, OneExport};
use workload_core::syntax::text::nearest;

use crate::cargo::PackageExports;
use crate::error::{CliError, Result};

/// The exports to choose from, each by the name that it is called by.
#[derive(Debug)]
pub(crate) struct Choice<'p> {
    packages: &'p [PackageExports],
}

impl<'p> Choice<'p> {
    /// The exports of these packages.
    pub(crate) fn new(packages: &'p [PackageExports]) -> Self {
        Self { packages }
    }

    /// Every export: those of the packages themselves first, then those of their dependencies.
    fn exports(&self) -> Vec<&'p OneExport> {
        let mut exports: Vec<&OneExport> = self.packages.iter().flat_map(PackageExports::own).collect();
        for export in self.packages.iter().flat_map(|package| &package.answer.exports) {
            // A dependency that is asked itself, or is one of several, is listed once.
            if !exports.iter().any(|other| other.package == export.package && other.place == export.place) {
                exports.push(export);
            }
        }
        exports
    }

    /// What an export is called: a name alone where one package is asked and it is its own.
    fn label(&self, export: &OneExport) -> String {
        match self.packages {
            [only] if only.package == export.package => export.name.clone(),
            _ => format!("{}::{}", export.package, export.name),
        }
    }

    /// What the exports are called.
    pub(crate) fn names(&self) -> Vec<String> {
        self.exports().into_iter().map(|export| self.label(export)).collect()
    }

    /// The packages' own exports.
    pub(crate) fn all(&self) -> Vec<&'p OneExport> {
        self.packages.iter().flat_map(PackageExports::own).collect()
    }

    /// The exports of these names, in their order; twice the same name is once.
    pub(crate) fn named(&self, names: &[String]) -> Result<Vec<&'p OneExport>> {
        let mut chosen: Vec<&OneExport> = Vec::new();
        for name in names {
            let export = self.find(name)?;
            if !chosen.iter().any(|other| std::ptr::eq(*other, export)) {
                chosen.push(export);
            }
        }
        Ok(chosen)
    }

    fn find(&self, name: &str) -> Result<&'p OneExport> {
        let found: Vec<_> = match name.split_once("::") {
            Some((package, name)) => {
                let named = |export: &&OneExport| export.package == package && export.name == name;
                self.exports().into_iter().filter(named).collect()
            }
            None => self.all().into_iter().filter(|export| export.name == name).collect(),
        };
        match found[..] {
            [only] => Ok(only),
            [] => Err(self.unknown(name)),
            _ => {
                let names: Vec<_> = found.iter().map(|export| self.label(export)).collect();
                Err(CliError::new(format!("several packages export `{name}`"))
                    .help(format!("say which: {}", names.join(", "))))
            }
        }
    }

    fn unknown(&self, name: &str) -> CliError {
        let names = self.names();
        let error = CliError::new(format!("nothing is exported as `{name}`"));
        match nearest(name, &names.iter().map(String::as_str).collect::<Vec<_>>()) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help(format!("the crate exports {}", names.join(", "))),
        }
    }

    /// Two exports of one name in one package: which one is meant, nobody can know.
    pub(crate) fn refuse_same_names(&self) -> Result<()> {
        let mut seen: HashMap<(&str, &str), &OneExport> = HashMap::new();
        for export in self.exports() {
            if let Some(first) = seen.insert((&export.package, &export.name), export) {
                let (first, second) = (near(&first.place), near(&export.place));
                return Err(CliError::new(format!(
                    "two exports are called `{}`: {first} and {second}",
                    export.name
                ))
                .help("give one another name: #[workload_core::export(name = \"…\")]"));
            }
        }
        Ok(())
    }

    /// A line for each export: name, place, and the first line of the doc comment.
    pub(crate) fn list(&self) -> String {
        let names = self.names();
        let width = names.iter().map(String::len).max().unwrap_or_default();
        let line = |(name, export): (String, &OneExport)| {
            let doc = export.doc.lines().next().unwrap_or_default();
            format!("{name:width$}  {}  {doc}", near(&export.place)).trim_end().to_owned() + "\n"
        };
        names.into_iter().zip(self.exports()).map(line).collect()
    }
}

/// A place as seen from the current folder, where it is below it: cargo gives whole paths.
pub(crate) fn near(place: &ExportedPlace) -> String {
    ExportedPlace { file: near_file(&place.file), ..place.clone() }.to_string()
}

/// A file as seen from the current folder, where it is below it.
pub(crate) fn near_file(file: &str) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let file = Path::new(file);
    file.strip_prefix(&here).unwrap_or(file).display().to_string()
}
