//! `workload import`: manifests become Rust source that gives them back.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;
use workload_core::import::{Imported, Module, Outcome as Came, import};
use workload_core::values::Name;

use crate::Outcome;
use crate::error::{CliError, Result};
use crate::files::{Outputs, display_name, read_text, write_text};
use crate::terminal;
use crate::validate::{Settings, find_files, paths};

/// Turn manifests into a described app that gives the same objects back
///
/// Each workload becomes a struct, with the objects that belong to it as its keys: Services, autoscalers, ConfigMaps and
/// others. Before anything is written, the objects that the structs give are compared with the manifests as the API server
/// would store them: what no key says stands in `customize`, and all other objects are kept as YAML beside the source.
/// Secrets with data are left out. Exit status: 0 when everything was imported, 2 when it could not be.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload import k8s/ -o src/
  helm template shop ./chart | workload import - -o src/ --name shop
  kubectl get deployments,services,configmaps -o yaml | workload import - -o src/")]
pub(crate) struct Options {
    /// Files and folders, `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,

    /// The folder that gets the module and the kept objects [default: the module on standard output]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,

    /// The name of the module and of its export
    #[arg(long, default_value = "imported")]
    name: String,

    /// Replaces files that are there
    #[arg(long)]
    force: bool,

    /// What became of each object, on standard output instead of the module
    #[arg(long, value_enum, value_name = "FORMAT")]
    report: Option<ReportFormat>,
}

/// How the report is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReportFormat {
    /// Lines for people.
    Human,
    /// JSON, with `"version": 1`.
    Json,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(self) -> Result<Outcome> {
        self.check_name()?;
        let settings = Settings::find(None)?;
        let inputs = find_files(&self.paths, &settings.patterns()?, &settings.input_name())?;
        if inputs.unread > 0 {
            return Err(CliError::new("not everything could be read: see above"));
        }
        let texts: Vec<_> = paths(&inputs.files)
            .map(|path| Ok((display_name(path), read_text(path)?)))
            .collect::<Result<_>>()?;
        let texts: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let module = import(&self.name, &texts).map_err(|error| CliError::new(error.to_string()))?;
        let files: Vec<&Path> = paths(&inputs.files).collect();
        self.write(&module, &files)?;
        self.tell(&module)?;
        Ok(Outcome::Clean)
    }

    /// The name becomes a module, a function and a file.
    fn check_name(&self) -> Result<()> {
        let is_usual = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let dashed = self.name.replace('_', "-");
        let is_name = self.name.chars().all(is_usual) && Name::parse(dashed).is_ok();
        if is_name && !self.name.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(());
        }
        Err(CliError::new(format!("`{}` is not the name of a module", self.name))
            .help("use lowercase letters, digits and `_`, such as `--name shop`"))
    }

    /// Writes the files, all of which are checked before the first is touched.
    fn write(&self, module: &Module, inputs: &[&Path]) -> Result<()> {
        let Some(folder) = &self.output else {
            return self.print(module);
        };
        let source = folder.join(format!("{}.rs", self.name));
        let kept = folder.join(format!("{}.yaml", self.name));
        let files: Vec<_> = [(&kept, module.kept.as_ref()), (&source, Some(&module.source))]
            .into_iter()
            .filter_map(|(path, text)| Some((path, text?)))
            .collect();
        let mut outputs = Outputs::beside(inputs.iter().copied());
        for (path, _) in &files {
            if path.exists() && !self.force {
                return Err(CliError::new(format!("{} is there already", display_name(path)))
                    .help("nothing was written; give another `--name`, or `--force` to replace it"));
            }
        }
        std::fs::create_dir_all(folder).map_err(|error| CliError::at(folder, "cannot create", &error))?;
        files.iter().try_for_each(|(path, _)| outputs.add(path))?;
        files.iter().try_for_each(|(path, text)| write_text(path, text))?;
        terminal::note(
            "created",
            &format!("{}: add `mod {};` to the crate", display_name(&source), self.name),
        );
        Ok(())
    }

    fn print(&self, module: &Module) -> Result<()> {
        if self.report.is_some() {
            return Ok(());
        }
        terminal::data(&module.source)?;
        if module.kept.is_some() {
            terminal::note("left out", "objects that are kept as YAML: give a folder with `-o` to get them");
        }
        Ok(())
    }

    /// Says what became of the objects.
    fn tell(&self, module: &Module) -> Result<()> {
        match self.report {
            Some(ReportFormat::Json) => terminal::data(&json(module)?)?,
            Some(ReportFormat::Human) => terminal::data(&human(module))?,
            None => {}
        }
        let report = &module.report;
        let (native, customized, kept) = (report.native(), report.customized(), report.kept());
        let objects = match report.objects.len() {
            1 => "1 object".to_owned(),
            several => format!("{several} objects"),
        };
        let summary =
            format!("{objects}: {native} native, {customized} with `customize`, {kept} kept as YAML");
        terminal::note("imported", &summary);
        for (reason, names) in left_out(module) {
            terminal::note("left out", &format!("{}: {reason}", names.join(", ")));
        }
        Ok(())
    }
}

/// The objects that are left out, by the reason why.
fn left_out(module: &Module) -> BTreeMap<&'static str, Vec<String>> {
    let mut all: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for object in &module.report.objects {
        let Some(reason) = object.reason else { continue };
        all.entry(reason).or_default().push(format!("{} {}", object.kind, object.name).trim_end().to_owned());
    }
    all
}

/// The report as JSON.
#[derive(Serialize)]
struct Json<'m> {
    version: u32,
    native: usize,
    customized: usize,
    kept: usize,
    skipped: usize,
    objects: &'m [Imported],
}

fn json(module: &Module) -> Result<String> {
    let report = &module.report;
    let json = Json {
        version: 1,
        native: report.native(),
        customized: report.customized(),
        kept: report.kept(),
        skipped: report.skipped(),
        objects: &report.objects,
    };
    let text = serde_json::to_string_pretty(&json).map_err(|error| CliError::new(error.to_string()))?;
    Ok(text + "\n")
}

fn human(module: &Module) -> String {
    let mut out = String::new();
    for object in &module.report.objects {
        let came = match object.outcome {
            Came::Native => "native",
            Came::Customized => "customized",
            Came::Skipped => "left out",
            _ => "kept",
        };
        let Imported { file, line, kind, name, .. } = object;
        let because = object.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
        let _ = writeln!(out, "{file}:{line}: {kind} {name}: {came}{because}");
        for field in &object.fields {
            let _ = writeln!(out, "    not in the grammar: {field}");
        }
    }
    out
}
