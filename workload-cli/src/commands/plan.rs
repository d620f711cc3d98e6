//! `workload plan`: what Kubernetes would do, before it does it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use workload_core::predict::plan::{ACTIONS, MOST_PODS, ObjectSet, Planner};

use crate::Outcome;
use crate::error::{CliError, Result};
use crate::files::{Outputs, STANDARD_INPUT, display_name, write_text};
use crate::html;
use crate::plan::{Extent, Scenario, Side, as_html, as_json, as_text, read_existing, read_side};
use crate::terminal;

const EXAMPLES: &str = "Examples:
  workload plan k8s/
  workload plan k8s/ new/ --html plan.html
  workload plan k8s/ new/ --open
  workload plan overlays/test overlays/prod
  workload plan shop:old-values.yaml shop:new-values.yaml
  workload plan k8s/ --do 'image api=api:v2' --do 'wait 3s' --do 'undo api'
  workload plan k8s/ --nodes 5 --do 'drain node-2' --format json
  workload plan k8s/ --scenario night.yaml

Actions of --do, on api, deploy/api or shop/deploy/api:";

/// Simulate what Kubernetes would do with manifests
///
/// Simulates the controllers: applies OLD, waits until nothing changes, applies NEW, and performs
/// the actions of --do in order. Shows what changes, the Pods over time, and what gets stuck. With
/// one argument the cluster is empty before. Exit status: 1 when the API server would refuse a
/// change or something gets stuck, 2 when the manifests or actions cannot be read.
#[derive(Debug, Args)]
#[command(
    override_usage = "workload plan [OPTIONS] [OLD] <NEW>",
    after_help = examples()
)]
pub(crate) struct Options {
    /// The manifests before and after: files, folders, kustomizations, charts, `CHART:VALUES.yaml`;
    /// `-` is standard input
    #[arg(value_name = "OLD NEW", required = true, num_args = 1..=2)]
    paths: Vec<PathBuf>,

    /// The number of nodes, or a file with them: `kubectl get nodes -o yaml` [default: 3]
    #[arg(long, value_name = "N|FILE")]
    nodes: Option<String>,

    /// How long a Pod takes to become ready [default: 2s]
    #[arg(long, value_name = "TIME")]
    ready: Option<String>,

    /// How long a Pod takes to stop [default: 1s]
    #[arg(long, value_name = "TIME")]
    stop: Option<String>,

    /// How long the Pods of one workload take to become ready, or the Pods of a Job to finish
    #[arg(long, value_name = "WORKLOAD=TIME")]
    duration: Vec<String>,

    /// The time at which the simulation starts, for schedules [default: 2026-01-01T00:00:00Z]
    #[arg(long, value_name = "TIME")]
    start: Option<String>,

    /// An action, can be repeated; each starts when the one before has settled, or after `wait`
    #[arg(long = "do", value_name = "ACTION")]
    actions: Vec<String>,

    /// A TOML or YAML file with `nodes`, `ready`, `stop`, `duration`, `start` and `do`
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,

    /// How the plan is shown on standard output [default: text]
    #[arg(long, value_enum)]
    format: Option<FormatName>,

    /// Show everything: without it, the text has what fits on two screens and counts the rest
    #[arg(long)]
    all: bool,

    /// Also write the plan as an HTML page; `-` is standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

    /// Show the plan as a page in the browser too
    #[arg(long)]
    open: bool,
}

/// The examples, and every action with what it does.
fn examples() -> String {
    let mut text = EXAMPLES.to_owned();
    let wide = ACTIONS.iter().map(|(_, form, _)| form.len()).max().unwrap_or_default();
    for (_, form, what) in ACTIONS {
        // Text of a terminal has no code.
        let _ = write!(text, "\n  {form:wide$}  {}", what.replace('`', ""));
    }
    text
}

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// The changes, the Pods over time and the answers, as text
    Text,
    /// The same as one JSON object
    Json,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        self.check_standard_input()?;
        let scenario = self.scenario()?;
        let (old, new) = self.sides()?;
        let format = self.check_outputs(&scenario, old.iter().chain([&new]))?;
        let has_old = old.is_some();
        let mut planner = Planner::new(new.objects);
        if let Some(old) = old {
            planner = planner.old(old.objects);
        }
        let plan = scenario.planner(planner)?.plan();
        let is_unchanged = has_old && plan.changes.is_empty() && !scenario.acts();
        let extent = if self.all { Extent::All } else { Extent::TwoScreens };
        if let Some(file) = &self.html {
            write_text(file, &as_html(&plan))?;
            if format.is_some() {
                terminal::note("wrote", &display_name(file));
            }
        }
        if self.open {
            let file = self.html.as_deref().filter(|file| *file != Path::new(STANDARD_INPUT));
            html::open(file, &as_html(&plan), "plan")?;
        }
        match format {
            Some(FormatName::Text) if is_unchanged => terminal::data("no changes\n")?,
            Some(FormatName::Text) => terminal::text(&as_text(&plan, extent))?,
            Some(FormatName::Json) => terminal::data(&as_json(&plan))?,
            None => {}
        }
        if is_unchanged {
            return Ok(Outcome::Clean);
        }
        Ok(if plan.is_forbidden() || plan.is_stuck() { Outcome::Found } else { Outcome::Clean })
    }

    /// Standard input can be read once.
    fn check_standard_input(&self) -> Result<()> {
        let files = self.paths.iter().chain(&self.scenario).map(PathBuf::as_path);
        let all = files.chain(self.nodes.as_deref().map(Path::new));
        if all.filter(|path| path.as_os_str() == STANDARD_INPUT).count() > 1 {
            return Err(
                CliError::new("standard input can be read once").help("give one of the inputs as a file")
            );
        }
        Ok(())
    }

    /// The manifests before, if there are any, and after. None of them is empty: what writes it may have failed.
    fn sides(&self) -> Result<(Option<Side>, Side)> {
        let (old, path) = match self.paths.as_slice() {
            [old, new] => (Some(old), new.as_path()),
            [new, ..] => (None, new.as_path()),
            [] => (None, Path::new(STANDARD_INPUT)),
        };
        let old = match old {
            Some(path) => {
                Some(not_empty(read_existing(path)?, path, "without OLD the cluster is empty before")?)
            }
            None => None,
        };
        let none = ObjectSet::default();
        let new = read_side(path, old.as_ref().map_or(&none, |old| &old.objects))?;
        Ok((
            old,
            not_empty(new, path, "it is empty, or has only comments: did the program that wrote it fail?")?,
        ))
    }

    /// Refuses to write the page over an input; the format of standard output, unless the page
    /// goes there.
    fn check_outputs<'s>(
        &self,
        scenario: &Scenario,
        sides: impl Iterator<Item = &'s Side>,
    ) -> Result<Option<FormatName>> {
        let read: Vec<_> =
            sides.flat_map(|side| side.files.iter().cloned()).chain(scenario.files()).collect();
        let mut outputs = Outputs::beside(read.iter().chain(&self.scenario).map(PathBuf::as_path));
        if let Some(html) = &self.html {
            outputs.add(html)?;
        }
        if !outputs.take_standard_output() {
            return Ok(Some(self.format.unwrap_or(FormatName::Text)));
        }
        self.format.map_or(Ok(None), |_| outputs.add(Path::new("-")).map(|()| None))
    }

    /// The scenario's file, with the command line before it.
    fn scenario(&self) -> Result<Scenario> {
        let mut scenario = self.scenario.as_deref().map(Scenario::read).transpose()?.unwrap_or_default();
        scenario.prefer(
            self.nodes.as_deref(),
            self.ready.as_deref(),
            self.stop.as_deref(),
            self.start.as_deref(),
        );
        scenario.durations(&self.duration)?;
        scenario.then(&self.actions);
        Ok(scenario)
    }
}

/// One side's manifests; an error when there are none, or when they ask for more Pods than can be simulated.
fn not_empty(side: Side, path: &Path, help: &str) -> Result<Side> {
    let asked = side.objects.asked_pods();
    if asked > u64::from(MOST_PODS) {
        let why =
            format!("{} asks for {asked} Pods: a plan simulates at most {MOST_PODS}", display_name(path));
        return Err(CliError::new(why).help("plan it with fewer replicas"));
    }
    if side.objects.is_empty() {
        return Err(CliError::new(format!("no Kubernetes object in {}", display_name(path))).help(help));
    }
    Ok(side)
}
