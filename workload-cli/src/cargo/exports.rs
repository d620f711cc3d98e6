//! Asking packages what they export.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Duration;

use workload_core::export::{ANSWER_VARIABLE, Answer, NAMES_VARIABLE, OneExport};

use super::answer::AnswerFile;
use super::build::{Built, Goal, build};
use super::config::Config;
use super::core_package::Reached;
use super::exporter::{Exporter, Library};
use super::freshness::Sources;
use super::harness::Harness;
use super::options::CargoOptions;
use super::program;
use super::remembered::Remembered;
use super::workspace::{Meant, find, manifest, metadata};
use crate::error::{CliError, Result};

/// What a package exports.
#[derive(Debug)]
pub(crate) struct PackageExports {
    /// The package that was asked.
    pub(crate) package: String,
    /// Its own exports, and those of the crates that it is built with.
    pub(crate) answer: Answer,
}

impl PackageExports {
    /// The exports of the package itself.
    pub(crate) fn own(&self) -> impl Iterator<Item = &OneExport> {
        self.answer.exports.iter().filter(|export| export.package == self.package)
    }
}

/// What the packages that are meant export, with the manifests of `names`, or of all.
pub(crate) fn exports_of(options: &CargoOptions, names: &[String], all: bool) -> Result<Vec<PackageExports>> {
    let wanted = if all { "*".to_owned() } else { names.join("\n") };
    let manifest = manifest(options.manifest_path.as_deref())?;
    if let Some(Remembered { exporter, harness, .. }) = Remembered::recall(&manifest, options) {
        let config = Config::read(&exporter.folder);
        return Ok(vec![
            Asking { exporter: &exporter, options, wanted: &wanted }.ask_with(&harness, &config)?,
        ]);
    }
    let one = |exporter: &Exporter, asked_at: Option<&Path>| {
        Ok(vec![Asking { exporter, options, wanted: &wanted }.ask(asked_at)?])
    };
    match find(&manifest, options)? {
        Meant::One(exporter) => one(&exporter, Some(&manifest)),
        Meant::Only(exporter) => one(&exporter, None),
        Meant::Any(exporters) => any_of(&exporters, options, &wanted),
    }
}

/// The packages among several that export something.
fn any_of(exporters: &[Exporter], options: &CargoOptions, wanted: &str) -> Result<Vec<PackageExports>> {
    let mut exporting = Vec::new();
    let mut silent = Vec::new();
    for exporter in exporters {
        match (Asking { exporter, options, wanted }).ask_quietly()? {
            Some(exports) if exports.own().next().is_some() => exporting.push(exports),
            _ => silent.push(exporter.name.as_str()),
        }
    }
    if exporting.is_empty() {
        return Err(CliError::new(format!("none of the packages exports anything: {}", silent.join(", ")))
            .help("add `#[workload_core::export]` to a function that returns a workload or a stack"));
    }
    Ok(exporting)
}

/// One package that is asked.
#[derive(Clone, Copy)]
struct Asking<'a> {
    exporter: &'a Exporter,
    options: &'a CargoOptions,
    wanted: &'a str,
}

impl Asking<'_> {
    /// What the package exports; an error when that is nothing. What cargo says of a library is
    /// remembered for who asks again at that manifest.
    fn ask(self, asked_at: Option<&Path>) -> Result<PackageExports> {
        let config = Config::read(&self.exporter.folder);
        if let Some(goal) = self.goal()? {
            let built = build(self.exporter, &goal, self.options, &config)?;
            return self.run_one(&built, &config);
        }
        if self.exporter.library != Library::Linkable {
            return self.ask_binaries(&config)?.ok_or_else(|| self.nobody_answers());
        }
        let harness = Harness::of(self.exporter, self.options, &config)?;
        if let Some(manifest) = asked_at {
            Remembered::keep(self.exporter, &harness, manifest, self.options);
        }
        self.ask_with(&harness, &config)
    }

    /// What the library exports; an error when that is nothing.
    fn ask_with(self, harness: &Harness, config: &Config) -> Result<PackageExports> {
        let exports = self.ask_library(harness, config)?;
        if exports.answer.exports.is_empty() { Err(self.nothing(config)) } else { Ok(exports) }
    }

    /// What the package exports, when it does.
    fn ask_quietly(self) -> Result<Option<PackageExports>> {
        let config = Config::read(&self.exporter.folder);
        match &self.exporter.library {
            Library::Linkable => {
                let harness = Harness::of(self.exporter, self.options, &config)?;
                self.ask_library(&harness, &config).map(Some)
            }
            _ => self.ask_binaries(&config),
        }
    }

    /// The binary or example that was named.
    fn goal(&self) -> Result<Option<Goal<'_>>> {
        let missing = |kind: &str, name: &str, known: &[String]| {
            let error = CliError::new(format!("package `{}` has no {kind} `{name}`", self.exporter.name));
            if known.is_empty() { error } else { error.help(format!("it has {}", known.join(", "))) }
        };
        match (&self.options.bin, &self.options.example) {
            (Some(name), _) if self.exporter.binaries.contains(name) => Ok(Some(Goal::Binary(name))),
            (Some(name), _) => Err(missing("binary", name, &self.exporter.binaries)),
            (_, Some(name)) if self.exporter.examples.contains(name) => Ok(Some(Goal::Example(name))),
            (_, Some(name)) => Err(missing("example", name, &self.exporter.examples)),
            (None, None) => Ok(None),
        }
    }

    fn ask_library(self, harness: &Harness, config: &Config) -> Result<PackageExports> {
        let manifest = harness.write(self.exporter)?;
        let built = build(self.exporter, &Goal::Harness(&manifest), self.options, config)?;
        match &built.programs[..] {
            [(_, program)] => self.run(program, &built, config),
            _ => Err(CliError::new(format!("cargo built no program for package `{}`", self.exporter.name))),
        }
    }

    /// Asks the binary that answers; none when none does.
    fn ask_binaries(self, config: &Config) -> Result<Option<PackageExports>> {
        if self.exporter.binaries.is_empty() {
            return Ok(None);
        }
        // Without workload-core nothing can answer, and nothing need be built.
        let metadata = metadata(&self.exporter.manifest, self.options, true)?;
        Reached::from(self.exporter, &metadata).core(self.exporter)?;
        let built = build(self.exporter, &Goal::Binaries, self.options, config)?;
        let answering = answering(&built)?;
        let is_default = |(name, _): &&(String, PathBuf)| self.exporter.default_run.as_ref() == Some(name);
        match (&answering[..], answering.iter().find(is_default)) {
            ([], _) => Ok(None),
            ([(_, program)], _) | (_, Some((_, program))) => self.run(program, &built, config).map(Some),
            (several, None) => {
                let names: Vec<_> = several.iter().map(|(name, _)| name.as_str()).collect();
                Err(CliError::new(format!("several binaries of package `{}` export", self.exporter.name))
                    .help(format!("name one with --bin: {}", names.join(", "))))
            }
        }
    }

    /// Runs the only program that was built, if it answers.
    fn run_one(self, built: &Built, config: &Config) -> Result<PackageExports> {
        match &answering(built)?[..] {
            [(_, program)] => self.run(program, built, config),
            _ => Err(self.nobody_answers()),
        }
    }

    fn run(self, program: &Path, built: &Built, config: &Config) -> Result<PackageExports> {
        let file = AnswerFile::new(self.exporter)?;
        let (path, wanted) = (file.path(), OsString::from(self.wanted));
        let variables: [(&str, &OsStr); 2] = [(ANSWER_VARIABLE, path.as_os_str()), (NAMES_VARIABLE, &wanted)];
        let limit = Duration::from_secs(self.options.timeout);
        program::run(program, self.exporter, built, config, &variables, limit)?;
        let answer = file.read(self.exporter)?;
        Sources::of(self.exporter).note();
        Ok(PackageExports { package: self.exporter.name.clone(), answer })
    }

    /// The error for a library that exports nothing; its binaries may.
    fn nothing(self, config: &Config) -> CliError {
        let name = &self.exporter.name;
        let built = build(self.exporter, &Goal::Binaries, self.options, config);
        let answering = built.and_then(|built| answering(&built)).unwrap_or_default();
        match answering.first() {
            Some((binary, _)) => {
                CliError::new(format!("the library of `{name}` exports nothing, its binary `{binary}` does"))
                    .help(format!("ask the binary with --bin {binary}, or move the exports to the library"))
            }
            None => CliError::new(format!("package `{name}` exports nothing")).help(self.where_to_export()),
        }
    }

    /// What to do about a package without exports; its examples may have some and are not asked.
    fn where_to_export(self) -> String {
        let add = "add `#[workload_core::export]` to a function that returns a workload or a stack";
        match &self.exporter.examples[..] {
            [] => add.to_owned(),
            examples => {
                format!("{add}; an example that exports is named with --example: {}", examples.join(", "))
            }
        }
    }

    /// The error for a package of which no program answers.
    fn nobody_answers(self) -> CliError {
        let name = &self.exporter.name;
        if let Library::Unlinkable(kinds) = &self.exporter.library {
            return CliError::new(format!(
                "the library of `{name}` is only a {kinds}, which cannot be linked"
            ))
            .help("add \"rlib\" to its `crate-type`");
        }
        CliError::new(format!(
            "package `{name}` exports nothing: no binary of it calls `export_main`, and none was run"
        ))
        .help(
            "move the exports to a library, or to a binary with `fn main() { workload_core::export_main() }`",
        )
    }
}

/// The programs that call `export_main`.
fn answering(built: &Built) -> Result<Vec<(String, PathBuf)>> {
    let mut answering = Vec::new();
    for (name, program) in &built.programs {
        if program::answers(program)? {
            answering.push((name.clone(), program.clone()));
        }
    }
    answering.sort();
    Ok(answering)
}
