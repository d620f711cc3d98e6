//! `workload apply`: puts manifests into a cluster.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use workload_core::live::{Action, Options as ApplyOptions};

use crate::Outcome;
use crate::apply::{Done, Permissions, Refused, apply, as_json, confirm, line, tally};
use crate::cargo::CargoOptions;
use crate::cluster::{Connection, ConnectionOptions, Desired, DesiredSet, MergeOptions, Survey, block_on};
use crate::diff::{FormatName as DiffFormat, Shown, as_value, shown};
use crate::error::{CliError, Result};
use crate::files::STANDARD_INPUT;
use crate::sets::{PruneOptions, SetOptions, SetPlan, SetReport, finish, told as set_lines, widen};
use crate::terminal;

/// Put manifests into the cluster
///
/// Validates, shows what would change, asks, and applies on the server's side, as the field manager
/// `workload`: namespaces, definitions and classes first, then rights, accounts, configuration and claims,
/// Services, workloads, autoscalers, budgets and Ingresses, and webhooks last. Nothing is forced,
/// recreated, pruned or lost unasked. Exit status: 0 when all is applied, 1 when something is refused or fails, 2
/// when it cannot be tried.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = "Examples:
  workload apply k8s/
  workload apply production --yes
  workload apply k8s/ --applyset shop --prune
  workload apply k8s/ --yes --take spec.replicas
  workload apply k8s/ --recreate --allow-data-loss data
  helm template shop ./chart | workload apply - --yes")]
pub(crate) struct Options {
    /// The manifests, as files or folders; `-` is standard input, a name is an export
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// Do not ask
    #[arg(short, long)]
    yes: bool,

    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,

    /// Delete and create objects where no update leads there
    #[arg(long)]
    recreate: bool,

    /// Let the data of the object of this name be lost, where it is recreated; can be repeated
    #[arg(long, value_name = "NAME")]
    allow_data_loss: Vec<String>,

    /// Apply the other objects when some are refused; without it nothing is applied then
    #[arg(long)]
    skip_refused: bool,

    /// How what was done is shown on standard output
    #[arg(long, value_enum, default_value_t = FormatName::Human)]
    format: FormatName,

    #[command(flatten)]
    merging: MergeOptions,

    #[command(flatten)]
    sets: SetOptions,

    #[command(flatten)]
    pruning: PruneOptions,

    #[command(flatten)]
    connection: ConnectionOptions,

    #[command(flatten)]
    cargo: CargoOptions,
}

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// The changes, and a line for each object
    Human,
    /// One JSON object: the forecast, and what was done
    Json,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let inputs = self.merging.inputs(&self.inputs)?;
        if inputs.iter().filter(|path| *path == Path::new(STANDARD_INPUT)).count() > 1 {
            return Err(
                CliError::new("standard input can be read once").help("give one of the inputs as a file")
            );
        }
        let read = if self.sets.takes_nothing() { DesiredSet::read_any } else { DesiredSet::read };
        let set = read(&inputs, &self.cargo)?;
        let options = self.merging.options();
        block_on(self.apply(set, &options))
    }

    async fn apply(&self, mut set: DesiredSet, options: &ApplyOptions) -> Result<Outcome> {
        let connection = Connection::new(&self.connection).await?;
        let open = self.sets.open(&connection, &mut set, &options.adopt).await?;
        let mut survey = Survey::new(&connection, set, options).await?;
        let plan = match open {
            Some(open) => Some(SetPlan::new(&connection, open, &mut survey, options).await?),
            None => None,
        };
        let desired: Vec<Desired> = survey.objects.iter().map(|one| one.desired.clone()).collect();
        let report = plan.as_ref().map(|plan| SetReport::new(plan).to_value()).unwrap_or_default();
        let forecast = Shown::new(&survey.forecast, &desired).with_set(report);
        let is_human = self.format == FormatName::Human;
        if is_human {
            terminal::data(&shown(&forecast, DiffFormat::Human))?;
            terminal::data(&plan.as_ref().map(set_lines).unwrap_or_default())?;
        }
        let refused = self.permissions().refused(&survey.forecast);
        let too_much = plan.as_ref().and_then(|plan| plan.too_much(self.pruning.yes_prune));
        let all_refused = !refused.is_empty() && !self.skip_refused;
        if self.dry_run || all_refused || too_much.is_some() {
            return self.nothing_done(&forecast, &refused, too_much.as_deref());
        }
        if !self.yes && !survey.forecast.is_empty() && !confirm(&question(&survey, &connection))? {
            terminal::note("note", "nothing was applied");
            return Ok(Outcome::Quit);
        }
        let mut told = |done: &Done| {
            if is_human {
                // A reader that has gone away does not stop what has begun.
                let _ = terminal::data(&line(done));
            }
        };
        let widened = match &plan {
            Some(plan) => Some(widen(&connection, plan, &survey).await?),
            None => None,
        };
        let mut all = apply(&connection, &survey, options, &refused, &mut told).await;
        if let Some((plan, widened)) = plan.as_ref().zip(widened) {
            let limit = Duration::from_secs(self.pruning.prune_time_limit);
            all.extend(finish(&connection, plan, widened, &all, limit, &mut told).await?);
        }
        terminal::data(&if is_human { tally(&all) } else { as_json(as_value(&forecast), &all) })?;
        Ok(if all.iter().any(Done::is_bad) { Outcome::Found } else { Outcome::Clean })
    }

    fn permissions(&self) -> Permissions {
        Permissions { recreate: self.recreate, data_loss: self.allow_data_loss.iter().cloned().collect() }
    }

    /// Says why nothing was applied.
    fn nothing_done(
        &self,
        forecast: &Shown<'_>,
        refused: &[Refused],
        too_much: Option<&str>,
    ) -> Result<Outcome> {
        if self.format == FormatName::Json {
            let all: Vec<Done> = refused
                .iter()
                .map(|one| Done::new(&one.object, crate::apply::Fate::Refused).because(&one.why))
                .collect();
            terminal::data(&as_json(as_value(forecast), &all))?;
        }
        for one in refused {
            terminal::finding(&format!("{}: {}", one.object, one.why));
        }
        if let Some(why) = too_much {
            terminal::finding(why);
        }
        if refused.is_empty() && too_much.is_none() {
            return Ok(Outcome::Clean);
        }
        if !self.dry_run {
            let way_out = if too_much.is_some() { "" } else { "; --skip-refused applies the other objects" };
            terminal::note("note", &format!("nothing was applied{way_out}"));
        }
        Ok(Outcome::Found)
    }
}

fn question(survey: &Survey, connection: &Connection) -> String {
    let changes = survey.forecast.objects.iter().filter(|object| object.is_change()).count();
    let what = if changes == 1 { "this change".to_owned() } else { format!("these {changes} changes") };
    let pruned = match survey.forecast.count(Action::Prune) {
        0 => String::new(),
        count => format!(", {count} of them by deletion,"),
    };
    format!("Apply {what}{pruned} to {}?", connection.server())
}
