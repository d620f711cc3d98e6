//! `workload validate`: what the API server would say of manifests, and what the rules do.

use std::path::PathBuf;

use clap::Args;
use workload_core::validate::rules::Severity;

use crate::Outcome;
use crate::error::{CliError, Result};
use crate::files::Outputs;
use crate::terminal;
use crate::validate::{
    Baseline, Format, Input, Output, ProfileName, Reading, Settings, SeverityName, Texts, check_outputs,
    find_files, fix, paths, read_all, shows_lines, summary, write,
};

/// Check manifests, anyone's: what the API server would say, and what the rules do
///
/// Says whether the API server would take them, whether they are the right workload, and whether
/// they fit one another. Ends with 0 when nothing was found or only advice, with 1 when there is an
/// error or a warning, with 2 when it could not be done.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload validate k8s/
  helm template shop ./chart | workload validate -
  workload validate k8s/ --format github --output sarif=report.sarif")]
pub(crate) struct Options {
    /// Files and folders, `-` for standard input; the current folder when none is named
    paths: Vec<PathBuf>,

    /// How findings are shown on standard output [default: human]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Also write the findings to a file, such as sarif=report.sarif; can be repeated, `-` is
    /// standard output
    #[arg(long, value_name = "FORMAT=FILE")]
    output: Vec<Output>,

    /// Only these rules: codes (S01), beginnings of codes (S), or names (`store_on_scratch`)
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    select: Vec<String>,

    /// Not these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    ignore: Vec<String>,

    /// Only findings of at least this weight
    #[arg(long, value_enum, help_heading = "Rules")]
    severity: Option<SeverityName>,

    /// Where the manifests are meant to run: what is wrong in production may do in a test
    #[arg(long, value_enum, help_heading = "Rules")]
    profile: Option<ProfileName>,

    /// In folders, only files whose path fits; YAML and JSON files unless given
    #[arg(long, value_name = "GLOB", help_heading = "Files")]
    include: Vec<String>,

    /// In folders, no files whose path fits
    #[arg(long, value_name = "GLOB", help_heading = "Files")]
    exclude: Vec<String>,

    /// The configuration; the nearest `workload.toml` upwards unless given
    #[arg(long, value_name = "FILE", help_heading = "Files")]
    config: Option<PathBuf>,

    /// Findings that are known already and do not count
    #[arg(long, value_name = "FILE", help_heading = "Files")]
    baseline: Option<PathBuf>,

    /// Write today's findings to the baseline, so that only new ones count from now on
    #[arg(long, help_heading = "Files")]
    write_baseline: bool,

    /// Mend in the files what can be mended in one way only, and show what is left
    #[arg(long, conflicts_with = "write_baseline")]
    fix: bool,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(self) -> Result<Outcome> {
        let settings = self.settings()?;
        let inputs = find_files(&self.paths, &settings)?;
        let format = self.check_outputs(&settings, &inputs.files)?;
        let needs_texts = self.fix || shows_lines(format, &self.output);
        let mut texts = if needs_texts { Texts::default() } else { Texts::idle() };
        let mut reading = read_all(&inputs.files, &settings, &mut texts)?;
        let mut undone = inputs.unread + reading.unread;
        if self.fix {
            let fixed = fix(reading.outcome, &inputs.files, &settings, &mut texts)?;
            reading.outcome = fixed.outcome;
            undone += fixed.unwritten;
        }
        if self.write_baseline {
            let baseline = Baseline::of(&reading.outcome);
            settings.baseline.as_deref().map_or(Ok(()), |path| baseline.write(path))?;
            return finish(Outcome::Clean, undone);
        }
        if let Some(path) = &settings.baseline {
            Baseline::read(path)?.forget(&mut reading.outcome);
        }
        write(&reading.outcome, format, &self.output, &texts)?;
        terminal::note("checked", &summary(&reading));
        let found = status(&reading, undone)?;
        finish(found, undone)
    }

    /// The configuration's settings, with those of the command line before them.
    fn settings(&self) -> Result<Settings> {
        let mut settings = Settings::find(self.config.as_deref())?;
        settings.prefer(&self.select, &self.ignore, self.severity, self.profile);
        settings.narrow(&self.include, &self.exclude);
        settings.baseline = self.baseline.clone().or(settings.baseline);
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
fn status(reading: &Reading, undone: usize) -> Result<Outcome> {
    let counts = reading.outcome.counts;
    if counts.documents == 0 && reading.others > 0 && undone == 0 {
        return Err(
            CliError::new("no file holds a Kubernetes object").help("name the folder of the manifests")
        );
    }
    let found = reading.outcome.findings.iter().any(|finding| finding.severity > Severity::Info);
    Ok(if found { Outcome::Found } else { Outcome::Clean })
}

/// The end of the command: not all is well when something could not be read or written.
fn finish(outcome: Outcome, undone: usize) -> Result<Outcome> {
    match undone {
        0 => Ok(outcome),
        1 => Err(CliError::new("1 file or folder could not be read or written: see above")),
        several => {
            Err(CliError::new(format!("{several} files or folders could not be read or written: see above")))
        }
    }
}
