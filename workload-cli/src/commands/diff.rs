//! `workload diff`: what an apply would do to the cluster.

use std::path::{Path, PathBuf};

use clap::Args;
use workload_core::live::{Forecast, Options as ApplyOptions};

use crate::Outcome;
use crate::cargo::CargoOptions;
use crate::cluster::{Connection, ConnectionOptions, Desired, DesiredSet, MergeOptions, Survey, block_on};
use crate::diff::{FormatName, Shown, offline, shown};
use crate::error::{CliError, Result};
use crate::files::STANDARD_INPUT;
use crate::sets::{SetOptions, SetPlan, SetReport, told};
use crate::terminal;

/// The namespace of objects that name none, where no cluster says another.
const DEFAULT_NAMESPACE: &str = "default";

/// Show what `workload apply` would do to the cluster
///
/// Computes each apply from the owners of the live object's fields, and asks the API server for a dry
/// run of it; nothing is stored. Inputs are files, folders, charts, kustomizations, `-`, and names of
/// exports. Exit status: 0 when nothing changes, 1 when something does or is refused, 2 when it cannot be
/// known.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload diff k8s/
  workload diff production
  workload diff k8s/ --format unified
  workload diff k8s/ --applyset shop --prune
  workload diff k8s/ --live live.yaml    # from `kubectl get -o yaml --show-managed-fields`")]
pub(crate) struct Options {
    /// The manifests, as files or folders; `-` is standard input, a name is an export
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// Compare with the live objects of this file instead of asking a cluster
    #[arg(long, value_name = "FILE", conflicts_with_all = ["context", "kubeconfig", "applyset", "prune"])]
    live: Option<PathBuf>,

    /// How the changes are shown on standard output
    #[arg(long, value_enum, default_value_t = FormatName::Human)]
    format: FormatName,

    #[command(flatten)]
    merging: MergeOptions,

    #[command(flatten)]
    sets: SetOptions,

    #[command(flatten)]
    connection: ConnectionOptions,

    #[command(flatten)]
    cargo: CargoOptions,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let inputs = self.merging.inputs(&self.inputs)?;
        self.check_standard_input(&inputs)?;
        let read = if self.sets.takes_nothing() { DesiredSet::read_any } else { DesiredSet::read };
        let set = read(&inputs, &self.cargo)?;
        let options = self.merging.options();
        let (forecast, desired, plan) = match &self.live {
            Some(file) => {
                let namespace = self.connection.namespace.as_deref().unwrap_or(DEFAULT_NAMESPACE);
                let (forecast, desired) = offline(file, set, namespace, &options)?;
                (forecast, desired, None)
            }
            None => block_on(self.ask(set, &options))?,
        };
        let report = plan.as_ref().map(|plan| SetReport::new(plan).to_value()).unwrap_or_default();
        terminal::data(&shown(&Shown::new(&forecast, &desired).with_set(report), self.format))?;
        if let Some(plan) = plan.as_ref().filter(|_| self.format == FormatName::Human) {
            terminal::data(&told(plan))?;
        }
        Ok(if forecast.is_empty() { Outcome::Clean } else { Outcome::Found })
    }

    async fn ask(
        &self,
        mut set: DesiredSet,
        options: &ApplyOptions,
    ) -> Result<(Forecast, Vec<Desired>, Option<SetPlan>)> {
        let connection = Connection::new(&self.connection).await?;
        let open = self.sets.open(&connection, &mut set, &options.adopt).await?;
        let mut survey = Survey::new(&connection, set, options).await?;
        let plan = match open {
            Some(open) => Some(SetPlan::new(&connection, open, &mut survey, options).await?),
            None => None,
        };
        let desired = survey.objects.into_iter().map(|one| one.desired).collect();
        Ok((survey.forecast, desired, plan))
    }

    /// Standard input can be read once.
    fn check_standard_input(&self, inputs: &[PathBuf]) -> Result<()> {
        let all = inputs.iter().chain(&self.live).map(PathBuf::as_path);
        if all.filter(|path| *path == Path::new(STANDARD_INPUT)).count() > 1 {
            return Err(
                CliError::new("standard input can be read once").help("give one of the inputs as a file")
            );
        }
        Ok(())
    }
}
