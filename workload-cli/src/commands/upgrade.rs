//! `workload upgrade`: what another version of Kubernetes changes for manifests.

use std::path::PathBuf;

use clap::Args;
use workload_core::k8s::{Version, Versions};
use workload_core::validate::rules::Severity;

use crate::Outcome;
use crate::error::{CliError, Result};
use crate::terminal;
use crate::validate::{
    Format, KubernetesVersions, Settings, Wanted, between, find_files, read_all, summary, texts_for, write,
};

/// Show what changes for manifests when a cluster goes to another version of Kubernetes
///
/// Shows only what differs between the two versions: API versions that are removed or deprecated, fields
/// that are unknown, dropped, or take effect, and values that are refused in one of them. Exit status: 0 when
/// nothing changes or hints only, 1 when something has to be done, 2 when a file could not be checked.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload upgrade 1.31 1.36 k8s/
  helm template shop ./chart | workload upgrade 1.33 1.36 -")]
pub(crate) struct Options {
    /// The version that the cluster has, such as 1.31
    from: Version,

    /// The version that it gets
    to: Version,

    /// Files and folders, `-` is standard input [default: the current folder]
    paths: Vec<PathBuf>,

    /// How the changes are shown on standard output [default: human]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Files and folders with custom resource definitions; can be repeated
    #[arg(long, value_name = "PATH")]
    crds: Vec<PathBuf>,

    /// The configuration file [default: the nearest `workload.toml` upwards]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(self) -> Result<Outcome> {
        if self.from == self.to {
            return Err(CliError::new(format!("nothing changes from Kubernetes {} to itself", self.to)));
        }
        let mut settings = Settings::find(self.config.as_deref())?;
        let both = Versions::only(self.from).or(Versions::only(self.to));
        settings.kubernetes = Some(KubernetesVersions(both));
        settings.crds.extend(self.crds.iter().cloned());
        settings.check()?;
        let inputs = find_files(&self.paths, &settings.patterns()?, &settings.input_name())?;
        let format = self.format.unwrap_or(Format::Human);
        let mut texts = texts_for(Some(format), &[]);
        let mut reading = read_all(&inputs.files, &settings, &mut texts, Wanted::Listed)?;
        between(&mut reading.outcome, self.from, self.to);
        write(&reading.outcome, reading.findings(both), Some(format), &[], &texts)?;
        terminal::note("compared", &summary(&reading, both));
        match inputs.unread + reading.unread {
            0 => {}
            1 => return Err(CliError::new("1 file or folder could not be read: see above")),
            undone => {
                return Err(CliError::new(format!("{undone} files or folders could not be read: see above")));
            }
        }
        let found = reading.outcome.findings.iter().any(|finding| finding.severity > Severity::Info);
        Ok(if found { Outcome::Found } else { Outcome::Clean })
    }
}
