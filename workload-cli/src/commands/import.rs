//! `workload import`: manifests become Rust source that gives them back.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;
use workload_core::import::{ImportError, Imported, Module, Outcome as Came, import, import_environments};
use workload_core::values::Name;

use crate::Outcome;
use crate::error::{CliError, Result};
use crate::files::{Outputs, STANDARD_INPUT, display_name, read_text, write_together};
use crate::terminal;
use crate::validate::{Input, Settings, find_files, paths};
use crate::versioned::versioned;

/// Turn manifests into a described app that gives the same objects back
///
/// Each workload becomes a struct, with the objects that belong to it as its keys: Services, autoscalers, ConfigMaps and
/// others. Before anything is written, the objects that the structs give are compared with the manifests as the API server
/// would store them: what no key says stands in `customize`, and all other objects are kept as YAML beside the source.
/// Secrets with data are left out. With `--environments` each path is an environment, such as a folder `dev/` and a folder
/// `prod/`: the struct of a workload then has a constructor for each, and what differs becomes its fields. Exit status: 0
/// when everything was imported, 1 when the description would give other objects back, 2 when it could not be imported.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload import k8s/ -o src/
  workload import --environments k8s/dev/ k8s/prod/ -o src/ --name shop
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

    /// Takes each path as an environment, called as its folder or file
    #[arg(long)]
    environments: bool,

    /// Replaces files that are there with other text, such as with edits by hand
    #[arg(long)]
    force: bool,

    /// What became of each object, on standard output instead of the module
    #[arg(long, value_enum, value_name = "FORMAT")]
    report: Option<ReportFormat>,
}

/// The name of a file, and its text.
type NamedText<'t> = (&'t str, &'t str);

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
        let inputs = self.inputs()?;
        let files: Vec<&Path> = paths(&inputs).collect();
        let texts: Vec<_> =
            files.iter().map(|path| Ok((display_name(path), read_text(path)?))).collect::<Result<_>>()?;
        let texts: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let module = if self.environments {
            let environments = self.environments(&files, &texts)?;
            let environments: Vec<_> =
                environments.iter().map(|(name, texts)| (name.as_str(), texts.clone())).collect();
            import_environments(&self.name, &environments)
        } else {
            import(&self.name, &texts)
        };
        self.finish(module, &files)
    }

    /// Writes a module that was proved to give the same objects back; nothing of any other.
    fn finish(&self, module: std::result::Result<Module, ImportError>, inputs: &[&Path]) -> Result<Outcome> {
        let module = match module {
            Ok(module) => module,
            Err(error) if error.is_difference() => {
                let help = error.help().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
                terminal::note("not imported", &format!("{error}{help}"));
                return Ok(Outcome::Found);
            }
            Err(error) => return Err(failure(&error)),
        };
        self.write(&module, inputs)?;
        self.tell(&module)?;
        Ok(Outcome::Clean)
    }

    /// The files: each once, and in environments once for each of them.
    fn inputs(&self) -> Result<Vec<Input>> {
        let settings = Settings::find(None)?;
        let (patterns, name) = (settings.patterns()?, settings.input_name());
        let together = if self.environments { 1 } else { self.paths.len() };
        let mut files = Vec::new();
        for paths in self.paths.chunks(together.max(1)) {
            let found = find_files(paths, &patterns, &name)?;
            if found.unread > 0 {
                return Err(CliError::new("not everything could be read: see above"));
            }
            files.extend(found.files);
        }
        Ok(files)
    }

    /// The texts of each environment: those of the files that its path names or holds.
    fn environments<'t>(
        &self,
        files: &[&Path],
        texts: &[NamedText<'t>],
    ) -> Result<Vec<(String, Vec<NamedText<'t>>)>> {
        let mut all = Vec::new();
        for path in &self.paths {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
            let Some(name) = name.filter(|name| name != "-") else {
                return Err(CliError::new(format!("{} names no environment", display_name(path)))
                    .help("give a folder or a file: an environment is called as it is"));
            };
            let own = files.iter().zip(texts).filter(|(file, _)| file.starts_with(path));
            let own: Vec<_> = own.map(|(_, text)| *text).collect();
            if own.is_empty() {
                return Err(CliError::new(format!("{} holds no manifests", display_name(path))));
            }
            all.push((name, own));
        }
        Ok(all)
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
        let Some(folder) = self.output.as_ref().filter(|folder| folder.as_os_str() != STANDARD_INPUT) else {
            return self.print(module);
        };
        let source = folder.join(format!("{}.rs", self.name));
        let mut files: Vec<(PathBuf, &String)> =
            module.kept.iter().map(|(name, text)| (folder.join(name), text)).collect();
        files.push((source.clone(), &module.source));
        let mut outputs = Outputs::beside(inputs.iter().copied());
        for (path, text) in &files {
            if !self.force && is_other(path, text) {
                return Err(CliError::new(format!(
                    "{} is there already, and has other text",
                    display_name(path)
                ))
                .help("nothing was written; give another `--name`, or `--force` to replace the file"));
            }
        }
        std::fs::create_dir_all(folder).map_err(|error| CliError::at(folder, "cannot create", &error))?;
        files.iter().try_for_each(|(path, _)| outputs.add(path))?;
        write_together(files.iter().map(|(path, text)| (path.as_path(), text.as_str())))?;
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
        if !module.kept.is_empty() {
            terminal::note("left out", "objects that are kept as YAML: give a folder with `-o` to get them");
        }
        Ok(())
    }

    /// Says what became of the objects.
    fn tell(&self, module: &Module) -> Result<()> {
        match self.report {
            Some(ReportFormat::Json) => terminal::data(&json(module))?,
            Some(ReportFormat::Human) => terminal::text(&human(module))?,
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
        for (outcome, label) in [(Came::Kept, "kept"), (Came::Skipped, "left out")] {
            for (reason, names) in reasons(module, outcome) {
                terminal::note(label, &format!("{}: {reason}", names.join(", ")));
            }
        }
        Ok(())
    }
}

/// Whether a file is there that has not this text.
fn is_other(path: &Path, text: &str) -> bool {
    path.exists() && !(path.is_file() && std::fs::read(path).is_ok_and(|own| own == text.as_bytes()))
}

/// The error of an import.
fn failure(error: &ImportError) -> CliError {
    let failure = CliError::new(error.to_string());
    match error.help() {
        Some(help) => failure.help(help),
        None => failure,
    }
}

/// The objects that came through so, by the reason why, where there is one.
fn reasons(module: &Module, outcome: Came) -> BTreeMap<&str, Vec<String>> {
    let mut all: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for object in module.report.objects.iter().filter(|object| object.outcome == outcome) {
        let Some(reason) = object.reason.as_deref() else { continue };
        all.entry(reason).or_default().push(format!("{} {}", object.kind, object.name).trim_end().to_owned());
    }
    all
}

/// The report as JSON.
#[derive(Serialize)]
struct Json<'m> {
    native: usize,
    customized: usize,
    kept: usize,
    skipped: usize,
    objects: &'m [Imported],
}

fn json(module: &Module) -> String {
    let report = &module.report;
    versioned(&Json {
        native: report.native(),
        customized: report.customized(),
        kept: report.kept(),
        skipped: report.skipped(),
        objects: &report.objects,
    })
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
        let because = object.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let _ = writeln!(out, "{file}:{line}: {kind} {name}: {came}{because}");
        for field in &object.fields {
            let _ = writeln!(out, "    not in the grammar: {field}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use workload_core::import::import;

    use super::Options;
    use crate::Outcome;

    const WEB: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  # as many as there are zones
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1.27'}]}
";

    #[test]
    fn nothing_is_written_of_a_module_that_gives_other_objects() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            paths: Vec::new(),
            output: Some(folder.path().join("src")),
            name: "shop".to_owned(),
            environments: false,
            force: true,
            report: None,
        };
        let module = import("shop", &[("web.yaml", WEB)]).unwrap();
        module.check(None, &[("web.yaml", WEB)]).unwrap();
        let other = WEB.replace("replicas: 3", "replicas: 5")
            + "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: more}}\n";
        let error = module.check(None, &[("web.yaml", &other)]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the description would give other objects back\n  \
             web.yaml:6: Deployment web: `spec.replicas` is 5, and would be 3\n  \
             web.yaml:12: ConfigMap more: would be missing"
        );
        // Status 1.
        assert!(matches!(options.finish(Err(error), &[]).unwrap(), Outcome::Found));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(matches!(options.finish(Ok(module), &[]).unwrap(), Outcome::Clean));
        assert!(folder.path().join("src/shop.rs").exists());
    }
}
