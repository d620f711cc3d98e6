//! `workload validate`: what the API server would say of manifests, and what the rules do.

use std::path::PathBuf;

use clap::Args;
use workload_core::validate::rules::Severity;

use crate::Outcome;
use crate::error::{Failure, Result};
use crate::validate::{
    Baseline, Format, Output, ProfileName, Settings, SeverityName, Texts, find_files, fix, read_all, write,
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

    /// How findings are shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// Write findings to a file besides, such as sarif=report.sarif; several times if need be
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
    /// Does it.
    pub(crate) fn run(self) -> Result<Outcome> {
        let settings = self.settings()?;
        let files = find_files(&self.paths, &settings)?;
        let mut texts = Texts::default();
        let (mut outcome, unread) = read_all(&files, &settings, &mut texts)?;
        if self.fix {
            outcome = fix(outcome, &files, &settings, &mut texts)?;
        }
        if self.write_baseline {
            let path = settings.baseline.ok_or_else(|| {
                Failure::new("--write-baseline needs a file").help("name it with --baseline FILE")
            })?;
            return Baseline::of(&outcome).write(&path).map(|()| Outcome::Clean);
        }
        if let Some(path) = &settings.baseline {
            Baseline::read(path)?.forget(&mut outcome);
        }
        write(&outcome, self.format, &self.output, &mut texts)?;
        match unread {
            0 => Ok(outcome_of(&outcome)),
            1 => Err(Failure::new("one file could not be read: see above")),
            several => Err(Failure::new(format!("{several} files could not be read: see above"))),
        }
    }

    /// The configuration's settings, with those of the command line before them.
    fn settings(&self) -> Result<Settings> {
        let mut settings = Settings::find(self.config.as_deref())?;
        settings.prefer(&self.select, &self.ignore, self.severity, self.profile);
        settings.include.extend(self.include.iter().cloned());
        settings.exclude.extend(self.exclude.iter().cloned());
        settings.baseline = self.baseline.clone().or(settings.baseline);
        settings.check()?;
        Ok(settings)
    }
}

/// Advice alone is no failure.
fn outcome_of(outcome: &workload_core::validate::lint::Outcome) -> Outcome {
    let found = outcome.findings.iter().any(|finding| finding.severity > Severity::Info);
    if found { Outcome::Found } else { Outcome::Clean }
}
