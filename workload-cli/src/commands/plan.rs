//! `workload plan`: what Kubernetes would do, before it does it.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use workload_core::predict::plan::Planner;

use crate::Outcome;
use crate::atomic_write::atomic_write;
use crate::error::{Failure, Result};
use crate::plan::{Scenario, as_html, as_json, as_text, read_side};
use crate::terminal;
use crate::validate::STANDARD_INPUT;

/// Show what Kubernetes would do with manifests, before it does it
///
/// Applies OLD, lets it settle, applies NEW, and does what `--do` says, one thing after the
/// other, in a simulation of the controllers. Shows what changes and how, the Pods over time, and
/// what gets stuck. With one argument nothing is there before. Ends with 1 when the server would
/// refuse a change, or something gets stuck.
#[derive(Debug, Args)]
#[command(
    override_usage = "workload plan [OPTIONS] [OLD] <NEW>",
    after_help = "Examples:
  workload plan k8s/
  workload plan k8s/ new/ --html plan.html
  workload plan k8s/ --do 'image api=api:v2' --do 'wait 3s' --do 'undo api'
  workload plan k8s/ --nodes 5 --do 'drain node-2' --format json
  workload plan k8s/ --scenario night.yaml

What can be done:
  image api=api:v2 · scale redis 5 · delete pod redis-1 · evict pod redis-1 · delete api
  drain node-2 · cordon node-2 · uncordon node-2 · add node · remove node-3
  fail api · undo api · pause api · suspend report · resume api · wait 24h"
)]
pub(crate) struct Options {
    /// Manifests before and after, files or folders; one alone is what is applied to an empty
    /// cluster; `-` is standard input
    #[arg(value_name = "OLD NEW", required = true, num_args = 1..=2)]
    paths: Vec<PathBuf>,

    /// So many equal nodes, or a file of Node objects: `kubectl get nodes -o yaml`; 3 unless given
    #[arg(long, value_name = "N|FILE")]
    nodes: Option<String>,

    /// How long a Pod takes to become ready; 2s unless given
    #[arg(long, value_name = "TIME")]
    ready: Option<String>,

    /// How long a Pod takes to stop; 1s unless given
    #[arg(long, value_name = "TIME")]
    stop: Option<String>,

    /// How long the Pods of one workload take to become ready, or those of a Job to do their work
    #[arg(long, value_name = "WORKLOAD=TIME")]
    duration: Vec<String>,

    /// The moment at which it begins, by which schedules go; 2026-01-01T00:00:00Z unless given
    #[arg(long, value_name = "MOMENT")]
    start: Option<String>,

    /// What is done, in order; each once the one before has settled, or after its `wait`
    #[arg(long = "do", value_name = "ACTION")]
    actions: Vec<String>,

    /// All of these as a TOML or YAML file: `nodes`, `ready`, `stop`, `duration`, `start`, `do`
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,

    /// What is printed
    #[arg(long, value_enum, default_value_t = FormatName::Text)]
    format: FormatName,

    /// Write the plan as a page for a browser besides
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// All of it, to read
    Text,
    /// All of it, as one object
    Json,
}

impl Options {
    /// Does it.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let scenario = self.scenario()?;
        let plan = scenario.planner(self.planner()?)?.plan();
        if let Some(file) = &self.html {
            atomic_write(file, &as_html(&plan))?;
            terminal::note("wrote", &file.display().to_string());
        }
        terminal::data(&match self.format {
            FormatName::Text => as_text(&plan),
            FormatName::Json => as_json(&plan),
        })?;
        Ok(if plan.is_forbidden() || plan.is_stuck() { Outcome::Found } else { Outcome::Clean })
    }

    fn planner(&self) -> Result<Planner> {
        let is_input = |path: &&PathBuf| path.as_os_str() == STANDARD_INPUT;
        if self.paths.iter().filter(is_input).count() > 1 {
            return Err(Failure::new("standard input can be read once").help("give one of the two as a file"));
        }
        match self.paths.as_slice() {
            [old, new] => Ok(Planner::new(read_side(new)?).old(read_side(old)?)),
            paths => {
                let new = paths.first().map_or(Path::new(STANDARD_INPUT), PathBuf::as_path);
                let set = read_side(new)?;
                if set.is_empty() {
                    return Err(Failure::new(format!("there is no Kubernetes object in {}", new.display())));
                }
                Ok(Planner::new(set))
            }
        }
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
