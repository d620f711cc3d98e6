//! `workload diff`: what an apply would do to the cluster.

use std::path::{Path, PathBuf};

use clap::Args;
use workload_core::live::{Forecast, Options as ApplyOptions};

use crate::Outcome;
use crate::cluster::{
    Connection, Desired, DesiredSet, InputOptions, MergeOptions, Survey, block_on, refuse_reading_twice,
};
use crate::diff::{FormatName, Shown, as_value, offline, shown};
use crate::error::Result;
use crate::files::{Outputs, STANDARD_INPUT, display_name};
use crate::reviewed::{ReviewedPlan, refuse_to_replace_an_input};
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
  workload diff k8s/ --out reviewed.json    # `workload apply reviewed.json` does that, or refuses
  workload diff k8s/ --applyset shop --prune
  workload diff k8s/ --applyset shop --prune --out reviewed.json
  workload diff k8s/ --live live.yaml    # from `kubectl get -o yaml --show-managed-fields`")]
pub(crate) struct Options {
    /// Compare with the live objects of this file instead of asking a cluster
    #[arg(long, value_name = "FILE", conflicts_with_all = ["context", "kubeconfig", "applyset", "prune"])]
    live: Option<PathBuf>,

    /// Also write what was reviewed to a file, which `workload apply FILE` then does exactly, or refuses
    #[arg(long, value_name = "FILE", conflicts_with = "live")]
    out: Option<PathBuf>,

    /// How the changes are shown on standard output [default: human]
    #[arg(long, value_enum)]
    format: Option<FormatName>,

    #[command(flatten)]
    merging: MergeOptions,

    #[command(flatten)]
    sets: SetOptions,

    #[command(flatten)]
    input: InputOptions,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        refuse_reading_twice(self.input.inputs.iter().chain(&self.live))?;
        let format = self.check_out()?;
        let more = self.merging.inputs();
        let set =
            if self.sets.takes_nothing() { self.input.read_any(&more)? } else { self.input.read(&more)? };
        let options = self.merging.options();
        let (forecast, desired, plan) = match &self.live {
            Some(file) => {
                let namespace = self.input.connection.namespace.as_deref().unwrap_or(DEFAULT_NAMESPACE);
                let (forecast, desired) = offline(file, set, namespace, &options)?;
                (forecast, desired, None)
            }
            None => block_on(self.ask(set, &options))?,
        };
        let report = plan.as_ref().map(|plan| SetReport::new(plan).to_value()).unwrap_or_default();
        if let Some(format) = format {
            terminal::text(&shown(&Shown::new(&forecast, &desired).with_set(report), format))?;
        }
        if let Some(plan) = plan.as_ref().filter(|_| format == Some(FormatName::Human)) {
            terminal::text(&told(plan))?;
        }
        Ok(if forecast.is_empty() { Outcome::Clean } else { Outcome::Found })
    }

    /// Refuses to write what was reviewed over an input; the format of standard output, unless the plan goes there.
    fn check_out(&self) -> Result<Option<FormatName>> {
        let usual = Some(self.format.unwrap_or(FormatName::Human));
        let Some(file) = &self.out else { return Ok(usual) };
        let inputs = self.plan_inputs();
        let mut outputs = Outputs::beside(inputs.iter().map(PathBuf::as_path));
        outputs.add(file)?;
        refuse_to_replace_an_input(file, &inputs)?;
        if !outputs.take_standard_output() {
            return Ok(usual);
        }
        self.format.map_or(Ok(None), |_| outputs.add(Path::new("-")).map(|()| None))
    }

    /// The inputs, and the files that other flags name.
    fn plan_inputs(&self) -> Vec<PathBuf> {
        self.input.inputs.iter().cloned().chain(self.merging.inputs()).collect()
    }

    async fn ask(
        &self,
        mut set: DesiredSet,
        options: &ApplyOptions,
    ) -> Result<(Forecast, Vec<Desired>, Option<SetPlan>)> {
        let connection = Connection::new(&self.input.connection).await?;
        let sets = self.sets.resolved(&connection, &set)?;
        let open = self.sets.open(&connection, &mut set, &options.adopt).await?;
        let mut survey = Survey::new(&connection, set, options).await?;
        let plan = match open {
            Some(open) => Some(SetPlan::new(&connection, open, &mut survey, options).await?),
            None => None,
        };
        if let Some(file) = &self.out {
            self.write_plan(file, &connection, &survey, sets.zip(plan.as_ref()))?;
        }
        let desired = survey.objects.into_iter().map(|one| one.desired).collect();
        Ok((survey.forecast, desired, plan))
    }

    fn write_plan(
        &self,
        file: &Path,
        connection: &Connection,
        survey: &Survey,
        set: Option<(SetOptions, &SetPlan)>,
    ) -> Result<()> {
        let inputs = self.plan_inputs();
        let desired: Vec<Desired> = survey.objects.iter().map(|one| one.desired.clone()).collect();
        let report = set.as_ref().map(|(_, plan)| SetReport::new(plan).to_value()).unwrap_or_default();
        let forecast = as_value(&Shown::new(&survey.forecast, &desired).with_set(report));
        ReviewedPlan::new(connection, survey, &self.merging, &inputs, (set, forecast))?.write(file)?;
        if file != Path::new(STANDARD_INPUT) {
            let name = display_name(file);
            terminal::note(
                "written",
                &format!("{name}: `workload apply {name}` does what is shown, or refuses"),
            );
        }
        Ok(())
    }
}
