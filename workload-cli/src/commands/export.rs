//! `workload export`: builds a crate, asks what it exports, and writes it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use workload_core::export::OneExport;

use crate::Outcome;
use crate::cargo::{CargoOptions, PackageExports, exports_of};
use crate::error::{CliError, Result};
use crate::export::{
    Choice, Format, Layout, check_exports, check_folder, files_of, near, stream_of, write_folder,
};
use crate::terminal;

/// Write the manifests that a crate exports
///
/// Builds the crate and calls its functions with `#[workload_core::export]`. Writes their
/// manifests to standard output, or to files with --output. Lists the exports when none is named.
#[derive(Debug, Args)]
#[command(after_help = "Example: workload export production --output k8s/")]
pub(crate) struct Options {
    /// The exports to write; without a name, the exports are listed
    names: Vec<String>,

    /// Write all exports
    #[arg(long, conflicts_with = "names")]
    all: bool,

    /// Write files to this folder instead of standard output
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,

    /// How objects are divided into files
    #[arg(long, value_enum, default_value_t = LayoutName::Object, requires = "output")]
    layout: LayoutName,

    /// The format of the manifests
    #[arg(long, value_enum, default_value_t = FormatName::Yaml)]
    format: FormatName,

    /// Write nothing; show how the files in --output differ, with exit status 1 if they do
    #[arg(long, requires = "output")]
    check: bool,

    /// Replace files that were changed by hand or written by something else
    #[arg(long, requires = "output", conflicts_with = "check")]
    force: bool,

    #[command(flatten)]
    cargo: CargoOptions,
}

/// How objects are put in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LayoutName {
    /// A file for each object: `service-redis.yaml`
    Object,
    /// A file for each app: `redis.yaml`
    App,
    /// A file for each export: `production.yaml`
    Stream,
}

/// The format of manifests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// YAML, which `kubectl apply` reads
    Yaml,
    /// JSON: one object, or a `List`
    Json,
}

impl From<LayoutName> for Layout {
    fn from(name: LayoutName) -> Self {
        match name {
            LayoutName::Object => Self::Object,
            LayoutName::App => Self::App,
            LayoutName::Stream => Self::Stream,
        }
    }
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Yaml => Self::Yaml,
            FormatName::Json => Self::Json,
        }
    }
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let packages = exports_of(&self.cargo, if self.all { &[] } else { &self.names }, self.all)?;
        let choice = Choice::new(&packages);
        choice.refuse_same_names()?;
        if self.names.is_empty() && !self.all {
            self.refuse_to_write_nothing(&choice)?;
            return terminal::data(&choice.list()).map(|()| Outcome::Clean);
        }
        let exports = if self.all { choice.all() } else { choice.named(&self.names)? };
        refuse_same_files(&exports)?;
        if report(&exports) || refused(&packages, &exports)? {
            return Err(CliError::new("nothing was written"));
        }
        self.write(&exports)
    }

    /// A list in place of files would look like success to whoever forgot the name.
    fn refuse_to_write_nothing(&self, choice: &Choice<'_>) -> Result<()> {
        if self.output.is_none() {
            return Ok(());
        }
        Err(CliError::new("--output needs the name of an export")
            .help(format!("name one, or give --all: {}", choice.names().join(", "))))
    }

    fn write(&self, exports: &[&OneExport]) -> Result<Outcome> {
        let format = self.format.into();
        let folder = self.output.as_ref().filter(|folder| folder.as_os_str() != "-");
        let Some(folder) = folder else {
            return terminal::data(&stream_of(exports, format)).map(|()| Outcome::Clean);
        };
        let files = files_of(exports, self.layout.into(), format)?;
        if self.check {
            return check_folder(folder, &files);
        }
        write_folder(folder, &files, self.force).map(|()| Outcome::Clean)
    }
}

/// Says what is wrong with the exports, and whether anything is.
fn report(exports: &[&OneExport]) -> bool {
    let mut found = false;
    for export in exports {
        if let Some(error) = &export.error {
            terminal::finding(&format!("{}: export `{}` failed: {error}", near(&export.place), export.name));
            found = true;
        }
        for problem in &export.problems {
            let place = problem.place.as_ref().unwrap_or(&export.place);
            terminal::finding(&format!("{}: {}", near(place), problem.message));
            found = true;
        }
    }
    found
}

/// Shows what the validator finds in the manifests; whether that forbids writing them.
fn refused(packages: &[PackageExports], exports: &[&OneExport]) -> Result<bool> {
    let kubernetes = packages.first().map_or("", |package| package.answer.kubernetes.as_str());
    let verdict = check_exports(exports, kubernetes)?;
    terminal::shown(&verdict.shown);
    Ok(verdict.is_error)
}

/// Two exports of one name, of two packages, cannot have a file or a folder each.
fn refuse_same_files(exports: &[&OneExport]) -> Result<()> {
    let mut seen = std::collections::HashSet::new();
    match exports.iter().find(|export| !seen.insert(&export.name)) {
        Some(twice) => Err(CliError::new(format!("several packages export `{}`", twice.name))
            .help("export one package after another, with --package")),
        None => Ok(()),
    }
}
