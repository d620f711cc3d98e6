//! `workload export`: builds a crate, asks what it exports, and writes it.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use workload_core::export::{Answer, ExportedPlace, OneExport};
use workload_core::syntax::text::nearest;

use crate::Outcome;
use crate::cargo::{CargoOptions, ask};
use crate::error::{CliError, Result};
use crate::export::{Format, Layout, check_exports, check_folder, files_of, stream_of, write_folder};
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

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let answer = ask(&self.cargo, if self.all { &[] } else { &self.names }, self.all)?;
        refuse_doubles(&answer)?;
        if answer.exports.is_empty() {
            return Err(CliError::new("the crate exports nothing")
                .help("add `#[workload_core::export]` to a function that returns a workload or a stack"));
        }
        if self.names.is_empty() && !self.all {
            self.refuse_to_write_nothing(&answer)?;
            return list(&answer).map(|()| Outcome::Clean);
        }
        let exports = self.chosen(&answer)?;
        if report(&exports) || refused(&exports)? {
            return Err(CliError::new("nothing was written"));
        }
        self.write(&exports)
    }

    /// The exports that were named, in the order of the names.
    fn chosen<'a>(&self, answer: &'a Answer) -> Result<Vec<&'a OneExport>> {
        if self.all {
            return Ok(answer.exports.iter().collect());
        }
        let find = |name: &String| answer.exports.iter().find(|export| export.name == *name);
        let mut names: Vec<&String> = Vec::new();
        for name in &self.names {
            // Twice the same is the same once.
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.into_iter().map(|name| find(name).ok_or_else(|| unknown(name, answer))).collect()
    }

    /// A list in place of files would look like success to whoever forgot the name.
    fn refuse_to_write_nothing(&self, answer: &Answer) -> Result<()> {
        if self.output.is_none() {
            return Ok(());
        }
        Err(CliError::new("--output needs the name of an export")
            .help(format!("name an export, or give --all: {}", names_of(answer))))
    }

    fn write(&self, exports: &[&OneExport]) -> Result<Outcome> {
        let format = match self.format {
            FormatName::Yaml => Format::Yaml,
            FormatName::Json => Format::Json,
        };
        let Some(folder) = &self.output else {
            return terminal::data(&stream_of(exports, format)).map(|()| Outcome::Clean);
        };
        let layout = match self.layout {
            LayoutName::Object => Layout::Object,
            LayoutName::App => Layout::App,
            LayoutName::Stream => Layout::Stream,
        };
        let files = files_of(exports, layout, format)?;
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

/// Shows what the validator says of the manifests; whether that forbids writing them.
fn refused(exports: &[&OneExport]) -> Result<bool> {
    let verdict = check_exports(exports)?;
    terminal::shown(&verdict.shown);
    Ok(verdict.is_error)
}

/// Lists the exports: name, place, and the first line of the doc comment.
fn list(answer: &Answer) -> Result<()> {
    let width = answer.exports.iter().map(|export| export.name.len()).max().unwrap_or_default();
    let line = |export: &OneExport| {
        let doc = export.doc.lines().next().unwrap_or_default();
        format!("{:width$}  {}  {doc}", export.name, near(&export.place)).trim_end().to_owned() + "\n"
    };
    terminal::data(&answer.exports.iter().map(line).collect::<String>())
}

/// Two exports of one name: which one is meant, nobody can know.
fn refuse_doubles(answer: &Answer) -> Result<()> {
    for pair in answer.exports.windows(2) {
        if let [first, second] = pair
            && first.name == second.name
        {
            return Err(CliError::new(format!(
                "two exports are called `{}`: {} and {}",
                first.name,
                near(&first.place),
                near(&second.place)
            ))
            .help("give one another name: #[workload_core::export(name = \"…\")]"));
        }
    }
    Ok(())
}

/// A place as seen from the current folder, where it is below it: cargo gives whole paths.
fn near(place: &ExportedPlace) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let file = Path::new(&place.file);
    let file = file.strip_prefix(&here).unwrap_or(file).display().to_string();
    ExportedPlace { file, ..place.clone() }.to_string()
}

fn unknown(name: &str, answer: &Answer) -> CliError {
    let names: Vec<_> = answer.exports.iter().map(|export| export.name.as_str()).collect();
    let failure = CliError::new(format!("nothing is exported as `{name}`"));
    match nearest(name, &names) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(format!("the crate exports {}", names_of(answer))),
    }
}

fn names_of(answer: &Answer) -> String {
    answer.exports.iter().map(|export| export.name.as_str()).collect::<Vec<_>>().join(", ")
}
