//! `workload apply`: puts manifests into a cluster.

use clap::Args;
use serde_json::Value;
use workload_core::live::Options as ApplyOptions;

use crate::Outcome;
use crate::access::{AccessFormat, Needs, needed, reviewed, told};
use crate::apply::ApplyFlags;
use crate::cluster::{
    Address, Connection, DesiredSet, InputOptions, MergeOptions, Resource, Survey, block_on, placed_set,
};
use crate::error::{CliError, Result};
use crate::release::{
    Back, Deploy, ReleaseFlags, ReleaseName, Session, Store, earlier_objects, has_earlier, roll_back,
};
use crate::reviewed::{ReviewedPlan, moved, reviewed_plan};
use crate::sets::{PruneOptions, SetOptions, SetPlan};
use crate::terminal;

/// Put manifests into the cluster
///
/// Validates, shows what would change, asks, and applies on the server's side, as the field manager
/// `workload`: namespaces, definitions and classes first, then rights, accounts, configuration and claims,
/// Services, workloads, autoscalers, budgets and Ingresses, and webhooks last. Nothing is forced,
/// recreated, pruned or lost unasked. Exit status: 0 when all is applied, 1 when something is refused or fails, 2
/// when it cannot be tried.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload apply k8s/
  workload apply production --yes
  workload apply k8s/ --applyset shop --prune
  workload apply k8s/ --name shop --yes --auto-rollback
  workload apply k8s/ --yes --take spec.replicas
  workload apply k8s/ --recreate --allow-data-loss data
  workload apply k8s/ --access=role    # the Role that an account needs for it
  workload diff k8s/ --out reviewed.json && workload apply reviewed.json
  helm template shop ./chart | workload apply - --yes")]
pub(crate) struct Options {
    #[command(flatten)]
    flags: ApplyFlags,

    /// The name under which revisions are kept [default: that of --applyset, or PACKAGE-EXPORT of an
    /// export; other files have none]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// Wait, and go back to the revision before when something fails or does not become ready
    #[arg(long)]
    auto_rollback: bool,

    /// Tell the rights that are needed and those that are denied, and do nothing
    #[arg(long, value_enum, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "table")]
    access: Option<AccessFormat>,

    #[command(flatten)]
    release: ReleaseFlags,

    #[command(flatten)]
    merging: MergeOptions,

    #[command(flatten)]
    sets: SetOptions,

    #[command(flatten)]
    pruning: PruneOptions,

    #[command(flatten)]
    input: InputOptions,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        if let Some(plan) = reviewed_plan(&self.input.inputs)? {
            return self.run_reviewed(&plan);
        }
        self.pruning.refuse_without(&self.sets)?;
        let more = self.merging.inputs();
        let mut set =
            if self.sets.takes_nothing() { self.input.read_any(&more)? } else { self.input.read(&more)? };
        let release = self.release_of(&set, &self.sets)?;
        if let Some(format) = self.access {
            return block_on(self.tell_access(set, release.as_ref(), format));
        }
        let options = self.merging.options();
        block_on(async {
            let connection = Connection::new(&self.input.connection).await?;
            let open = self.sets.open(&connection, &mut set, &options.adopt).await?;
            let mut survey = Survey::new(&connection, set, &options).await?;
            let plan = match open {
                Some(open) => Some(SetPlan::new(&connection, open, &mut survey, &options).await?),
                None => None,
            };
            let mut session = Session::new(&connection, &survey, &options, &self.flags);
            session.set = plan.map(|plan| (plan, self.pruning.clone()));
            self.apply(session, release.as_ref()).await
        })
    }

    /// Applies what was reviewed, or refuses.
    fn run_reviewed(&self, plan: &ReviewedPlan) -> Result<Outcome> {
        if !self.merging.is_plain() || self.sets.is_meant() || self.access.is_some() {
            return Err(CliError::new("a reviewed plan is applied as it was reviewed")
                .help("give --take, --adopt, --applyset and --prune to `workload diff --out`, and --access to an apply of the manifests"));
        }
        let mut set = plan.read_again(&self.input.cargo)?;
        let sets = plan.set.as_ref().map(|set| set.options.clone()).unwrap_or_default();
        self.pruning.refuse_without(&sets)?;
        let release = self.release_of(&set, &sets)?;
        let options = plan.merging.options();
        block_on(async {
            let mut connection = Connection::new(&self.input.connection).await?;
            connection.namespace.clone_from(&plan.namespace);
            let open = sets.open(&connection, &mut set, &options.adopt).await?;
            let mut survey = Survey::new(&connection, set, &options).await?;
            let set = match open {
                Some(open) => Some(SetPlan::new(&connection, open, &mut survey, &options).await?.pinned()),
                None => None,
            };
            let moved = moved(plan, &connection, &survey, set.as_ref());
            if !moved.is_empty() {
                for why in &moved {
                    terminal::finding(why);
                }
                terminal::note("note", "nothing was applied; review it again: `workload diff --out`");
                return Ok(Outcome::Found);
            }
            let mut session = Session::new(&connection, &survey, &options, &self.flags);
            session.is_pinned = true;
            session.set = set.map(|set| (set, self.pruning.clone()));
            self.apply(session, release.as_ref()).await
        })
    }

    fn release_of(&self, set: &DesiredSet, sets: &SetOptions) -> Result<Option<ReleaseName>> {
        let release = ReleaseName::choose(self.name.as_deref(), sets.given(), set.export.as_deref())?;
        if self.auto_rollback && release.is_none() {
            return Err(CliError::new("--auto-rollback needs a release to go back to")
                .help("name the files with --name, such as `--name shop`; an export has its own name"));
        }
        Ok(release)
    }

    /// Tells the rights that are needed, and those that are denied.
    async fn tell_access(
        &self,
        set: DesiredSet,
        release: Option<&ReleaseName>,
        format: AccessFormat,
    ) -> Result<Outcome> {
        let connection = Connection::new(&self.input.connection).await?;
        let mut placed = placed_set(&connection, &set).await?;
        let adopted = self.merging.options().adopt;
        let sets = self.sets.needs(&connection, &set, &placed, &adopted).await?;
        if let Some(release) = release.filter(|_| self.auto_rollback) {
            placed.extend(self.gone_back_to(&connection, release).await?);
        }
        let needs = Needs {
            set: sets.as_ref(),
            recreates: self.flags.recreate,
            keeps_in: release
                .filter(|_| self.release.keep_revisions > 0)
                .map(|_| connection.namespace.as_str()),
            waits: self.release.wait || self.auto_rollback,
            deletes_pods: self.release.delete_stuck_pods,
        };
        let grants = reviewed(&connection, needed(&placed, needs)).await?;
        terminal::data(&told(&grants, format, release.map_or("workload-apply", ReleaseName::as_str)))?;
        let has_roles = placed.iter().any(|(_, _, resource)| resource.api_version.starts_with("rbac."));
        if has_roles {
            terminal::note(
                "note",
                "who writes Roles or bindings also needs every right in them, or the verbs `escalate` and `bind`",
            );
        }
        Ok(if grants.iter().any(|grant| grant.denied.is_some()) { Outcome::Found } else { Outcome::Clean })
    }

    /// The objects that an automatic rollback applies, which may be others than those of the manifests.
    async fn gone_back_to(
        &self,
        connection: &Connection,
        release: &ReleaseName,
    ) -> Result<Vec<(Value, Address, Resource)>> {
        let mut objects = earlier_objects(&Store::new(connection, release)).await?;
        // Jobs are not run again unasked.
        objects.retain(|object| self.flags.recreate || object["kind"] != "Job");
        placed_set(connection, &DesiredSet::from_values("the earlier revision", &objects)).await
    }

    async fn apply(&self, session: Session<'_>, release: Option<&ReleaseName>) -> Result<Outcome> {
        if let Some(outcome) = session.agree()? {
            return Ok(outcome);
        }
        let waits = self.release.wait || self.auto_rollback;
        let note = String::new();
        let deploy = Deploy { session: &session, release, flags: &self.release, waits, note, kept: None };
        let deployed = deploy.run().await?;
        let mut json = deployed.as_json(&session);
        if let Some(release) = release.filter(|_| self.auto_rollback && deployed.is_bad()) {
            json["rollback"] = self.go_back(session.connection, release, session.options).await?;
        }
        if !self.flags.is_human() {
            terminal::json(&json)?;
        }
        Ok(if deployed.is_bad() { Outcome::Found } else { Outcome::Clean })
    }

    /// Goes back to where it was before, unasked.
    async fn go_back(
        &self,
        connection: &Connection,
        release: &ReleaseName,
        options: &ApplyOptions,
    ) -> Result<Value> {
        let (store, apply) = (Store::new(connection, release), self.flags.unasked());
        if !has_earlier(&store).await? {
            let why = format!(
                "nothing to go back to: {release} has no earlier revision that was applied whole; its objects stay as they are"
            );
            terminal::note("note", &why);
            return Ok(Value::Null);
        }
        let (flags, waits) = (&self.release, true);
        let back = Back { connection, store: &store, to: None, options, apply: &apply, flags, waits };
        Ok(roll_back(&back).await?.1.unwrap_or_default())
    }
}
