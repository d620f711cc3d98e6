//! `workload validate`: what the API server would say of manifests, and what the rules do.

use std::path::PathBuf;

use clap::Args;
use workload_core::k8s::Versions;
use workload_core::validate::rules::Severity;

use crate::Outcome;
use crate::error::{CliError, Result};
use crate::files::{Outputs, normalized};
#[cfg(feature = "cluster")]
use crate::live_objects::cluster_inputs;
use crate::terminal;
use crate::validate::{
    Baseline, Format, Input, Inputs, KubernetesVersions, Output, ProfileName, Reading, Settings,
    SeverityName, Texts, Wanted, check_outputs, find_files, fix, name_versions, paths, read_all, show,
    summary, texts_for, wanted, write,
};

/// Check manifests: whether the API server accepts them, and whether they work as intended
///
/// Checks YAML and JSON manifests from any source against the API server's validation and against
/// rules on workload kinds, storage, rollouts and networking. Exit status: 0 without findings or
/// with hints only, 1 with errors or warnings, 2 when a file could not be checked or none was found.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = "Examples:
  workload validate k8s/
  helm template shop ./chart | workload validate -
  workload validate k8s/ --kubernetes 1.31,1.36
  workload validate k8s/ --format github --output sarif=report.sarif
  workload validate --cluster -n shop
  workload validate k8s/ --open")]
pub(crate) struct Options {
    /// Files and folders, `-` is standard input [default: the current folder]
    paths: Vec<PathBuf>,

    /// How findings are shown on standard output [default: human]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Also write the findings to a file, such as sarif=report.sarif; can be repeated, `-` is
    /// standard output
    #[arg(long, value_name = "FORMAT=FILE", value_parser = Output::parser())]
    output: Vec<Output>,

    /// Show the findings as a page in the browser too
    #[arg(long)]
    open: bool,

    /// Check only these rules: a code (S01), a family (S), or a name (`store_on_scratch`)
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    select: Vec<String>,

    /// Skip these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    ignore: Vec<String>,

    /// Report only findings of at least this severity
    #[arg(long, value_enum, help_heading = "Rules")]
    severity: Option<SeverityName>,

    /// The versions of Kubernetes that the manifests are for, such as 1.31 or 1.31,1.34-1.36
    /// [default: the newest]
    #[arg(long, value_name = "VERSIONS")]
    kubernetes: Option<Versions>,

    /// Report every error, however many there are of one object [default: 50 of each sort]
    #[arg(long, help_heading = "Rules")]
    all: bool,

    /// Report objects of kinds that are not checked
    #[arg(long, help_heading = "Rules")]
    strict_kinds: bool,

    /// The environment that the manifests are for; some rules apply to production only
    #[arg(long, value_enum, help_heading = "Rules")]
    profile: Option<ProfileName>,

    /// In folders, read only files that match [default: YAML and JSON files]
    #[arg(long, value_name = "GLOB", help_heading = "Files")]
    include: Vec<String>,

    /// In folders, skip files and folders that match
    #[arg(long, value_name = "GLOB", help_heading = "Files")]
    exclude: Vec<String>,

    /// What standard input is called in findings, and for the patterns of the configuration
    #[arg(long, value_name = "FILE", help_heading = "Files")]
    stdin_filename: Option<String>,

    /// The configuration file [default: the nearest `workload.toml` upwards]
    #[arg(long, value_name = "FILE", help_heading = "Files")]
    config: Option<PathBuf>,

    /// Files and folders with custom resource definitions, whose objects are checked too; can be repeated
    #[arg(long, value_name = "PATH", help_heading = "Files")]
    crds: Vec<PathBuf>,

    /// Fetch the charts and bases that charts and kustomizations need from elsewhere
    #[arg(long, help_heading = "Files")]
    fetch: bool,

    /// A file of known findings, which are not reported
    #[arg(long, value_name = "FILE", help_heading = "Files")]
    baseline: Option<PathBuf>,

    /// Write the current findings to the baseline file instead of reporting them
    #[arg(long, help_heading = "Files")]
    write_baseline: bool,

    /// Check the live objects of a cluster instead of files: those of one namespace, or of all with -A
    #[cfg(feature = "cluster")]
    #[arg(long, conflicts_with_all = ["paths", "fix", "include", "exclude", "stdin_filename"], help_heading = "Cluster options")]
    cluster: bool,

    /// All namespaces but those of the system, and what lives in none
    #[cfg(feature = "cluster")]
    #[arg(
        short = 'A',
        long,
        requires = "cluster",
        conflicts_with = "namespace",
        help_heading = "Cluster options"
    )]
    all_namespaces: bool,

    #[cfg(feature = "cluster")]
    #[command(flatten)]
    connection: crate::cluster::ConnectionOptions,

    /// Fix in the files what has only one fix, and report what is left
    #[arg(long, conflicts_with = "write_baseline")]
    fix: bool,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(self) -> Result<Outcome> {
        let settings = self.settings()?;
        let mut inputs = self.inputs(&settings)?;
        if let Some(baseline) = settings.baseline.as_deref().filter(|path| Baseline::is_at(path)) {
            // One that lies among the manifests is none of them.
            let baseline = normalized(baseline);
            inputs.files.retain(|input| !input.in_folder || normalized(&input.path) != baseline);
        }
        let format = self.check_outputs(&settings, &inputs.files)?;
        let is_whole = self.fix || self.open;
        let mut texts = if is_whole { Texts::default() } else { texts_for(format, &self.output) };
        let wanted = self.wanted(format, &settings);
        let mut reading = read_all(&inputs.files, &settings, &mut texts, wanted)?;
        let mut undone = inputs.unread + reading.unread + reading.sources.report_undone();
        if self.fix {
            let fixed = fix(reading.outcome, &inputs.files, &settings, &mut texts)?;
            reading.outcome = fixed.outcome;
            reading.sources.restore(&mut reading.outcome);
            undone += fixed.unwritten;
        }
        if self.write_baseline {
            refuse_nothing(&reading, &inputs.files, undone)?;
            let baseline = Baseline::of(&reading.outcome);
            settings.baseline.as_deref().map_or(Ok(()), |path| baseline.write(path))?;
            return finish(Outcome::Clean, undone);
        }
        if let Some(path) = &settings.baseline {
            let is_whole = undone == 0 && inputs.files.iter().any(|input| input.in_folder);
            Baseline::read(path)?.forget(&mut reading.outcome, path, is_whole);
        }
        name_versions(&mut reading.outcome.findings, settings.versions());
        let findings = reading.findings(settings.versions());
        write(&reading.outcome, findings, format, &self.output, &texts)?;
        if self.open {
            show(&reading.outcome, &self.output, &texts)?;
        }
        if reading.outcome.counts.documents + reading.others + reading.aside > 0 {
            terminal::note("checked", &summary(&reading, settings.versions()));
        }
        refuse_nothing(&reading, &inputs.files, undone)?;
        let found = status(&reading);
        // The program ends: giving each finding and each text back takes longer than to leave them.
        std::mem::forget((reading, texts));
        finish(found, undone)
    }

    /// How the findings are wanted: what is done with them beside showing them takes them all at once.
    fn wanted(&self, format: Option<Format>, settings: &Settings) -> Wanted {
        let is_listed = self.fix || self.open || self.write_baseline || settings.baseline.is_some();
        if is_listed { Wanted::Listed } else { wanted(format, &self.output) }
    }

    /// What is to be checked: the files, or the live objects of a cluster.
    fn inputs(&self, settings: &Settings) -> Result<Inputs> {
        #[cfg(feature = "cluster")]
        if self.cluster {
            return cluster_inputs(&self.connection, self.all_namespaces);
        }
        find_files(&self.paths, &settings.patterns()?, &settings.input_name())
    }

    /// The configuration's settings, with those of the command line before them.
    fn settings(&self) -> Result<Settings> {
        let mut settings = Settings::find(self.config.as_deref())?;
        settings.prefer(&self.select, &self.ignore, self.severity, self.profile);
        settings.narrow(&self.include, &self.exclude);
        settings.kubernetes = self.kubernetes.map(KubernetesVersions).or(settings.kubernetes);
        settings.strict_kinds |= self.strict_kinds;
        settings.crds.extend(self.crds.iter().cloned());
        settings.baseline = self.baseline.clone().or(settings.baseline);
        settings.stdin_filename.clone_from(&self.stdin_filename);
        // What is known or fixed is counted one by one.
        settings.all = self.all || self.fix || self.write_baseline || settings.baseline.is_some();
        settings.fetch(self.fetch);
        settings.check()?;
        Ok(settings)
    }

    /// Refuses outputs that are inputs or that two things are written to; gives the format of
    /// standard output.
    fn check_outputs(&self, settings: &Settings, inputs: &[Input]) -> Result<Option<Format>> {
        if self.write_baseline && settings.baseline.is_none() {
            return Err(CliError::new("--write-baseline needs a file").help("name it with --baseline FILE"));
        }
        let baseline = settings.baseline.as_deref();
        let read = baseline.filter(|_| !self.write_baseline);
        let config = settings.file.as_deref();
        let mut outputs = Outputs::beside(paths(inputs).chain(read).chain(config));
        if let Some(baseline) = baseline.filter(|_| self.write_baseline) {
            outputs.add(baseline)?;
        }
        check_outputs(self.format, &self.output, &mut outputs)
    }
}

/// What the findings mean for the status; hints alone are no failure.
fn status(reading: &Reading) -> Outcome {
    let found = reading.count(Severity::Error) + reading.count(Severity::Warning) > 0;
    if found || !reading.outcome.beyond.is_empty() { Outcome::Found } else { Outcome::Clean }
}

/// The error of inputs that hold nothing to check: whatever wrote them may have failed.
fn refuse_nothing(reading: &Reading, inputs: &[Input], undone: usize) -> Result<()> {
    let counts = reading.outcome.counts;
    let of_other_kinds: usize = reading.outcome.unchecked.values().sum();
    let objects = counts.documents - counts.skipped.min(counts.documents) + of_other_kinds;
    if objects > 0 || reading.aside > 0 || undone > 0 {
        return Ok(());
    }
    Err(match inputs {
        _ if counts.documents > 0 => {
            CliError::new("nothing was checked").help("everything was skipped: the line above says why")
        }
        [input] if !input.in_folder => CliError::new(format!("no Kubernetes object in {}", input.name))
            .help("it is empty, or has only comments: did the program that wrote it fail?"),
        _ => CliError::new("no file holds a Kubernetes object").help("name the folder of the manifests"),
    })
}

/// The end of the command: not all is well when something could not be read or written.
fn finish(outcome: Outcome, undone: usize) -> Result<Outcome> {
    match undone {
        0 => Ok(outcome),
        1 => Err(CliError::new("1 file or folder could not be read, rendered or written: see above")),
        several => Err(CliError::new(format!(
            "{several} files or folders could not be read, rendered or written: see above"
        ))),
    }
}
