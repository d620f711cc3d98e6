//! Which set the objects belong to, and what may be pruned of it: the flags of `diff` and `apply`.

use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::name::SetName;
use super::needs::SetNeeds;
use super::open::OpenSet;
use super::parent::place;
use crate::cluster::{Address, Connection, DesiredSet, Resource};
use crate::error::{CliError, Result};

/// Which set the objects belong to.
#[derive(Clone, Debug, Default, Args, Serialize, Deserialize)]
#[command(next_help_heading = "Set options")]
#[serde(rename_all = "camelCase")]
pub(crate) struct SetOptions {
    /// The set (`ApplySet`) that the objects belong to: the NAME of the Secret that is its parent, or
    /// RESOURCE/NAME of another parent, as with kubectl [default with --prune: PACKAGE-EXPORT, where
    /// the only input is an export]
    #[arg(long, value_name = "[RESOURCE/]NAME")]
    applyset: Option<SetName>,

    /// The namespace of the set's parent [default: --namespace, or that of the context]
    #[arg(long, value_name = "NAME")]
    applyset_namespace: Option<String>,

    /// Delete members of the set that the manifests do not have any more
    #[arg(long)]
    prune: bool,

    /// Prune namespaces, definitions, volumes, claims and objects annotated `workload/keep` as well
    #[arg(long, requires = "prune")]
    prune_data: bool,
}

/// How much may be pruned, and how long that may take.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Set options")]
pub(crate) struct PruneOptions {
    /// Allow to prune N objects, where that is more than half of the set or all of it
    #[arg(long, value_name = "N")]
    pub(crate) yes_prune: Option<usize>,

    /// How long a deleted object may take to be gone, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(crate) prune_time_limit: u64,
}

impl PruneOptions {
    /// Refuses a number of objects to prune where nothing is pruned.
    pub(crate) fn refuse_without(&self, sets: &SetOptions) -> Result<()> {
        if self.yes_prune.is_some() && !sets.prune {
            return Err(CliError::new("--yes-prune allows a number, and nothing is pruned without --prune")
                .help("add --prune, or leave --yes-prune out"));
        }
        Ok(())
    }
}

impl SetOptions {
    /// Whether manifests without a single object are meant: everything is pruned then.
    pub(crate) fn takes_nothing(&self) -> bool {
        self.prune && self.applyset.is_some()
    }

    /// Whether a set is asked for.
    pub(crate) fn is_meant(&self) -> bool {
        self.prune || self.applyset.is_some()
    }

    /// The name of the set, where it was given.
    pub(crate) fn given(&self) -> Option<&str> {
        self.applyset.as_ref().map(|set| set.name.as_str())
    }

    /// The same with the set and the namespace of its parent named; none when no set is meant.
    pub(crate) fn resolved(&self, connection: &Connection, set: &DesiredSet) -> Result<Option<Self>> {
        let Some(name) = self.name(set)? else { return Ok(None) };
        let namespace = self.applyset_namespace.as_deref().unwrap_or(&connection.namespace).to_owned();
        Ok(Some(Self { applyset: Some(name), applyset_namespace: Some(namespace), ..self.clone() }))
    }

    /// The rights that the set needs; none when no set is meant.
    pub(crate) async fn needs(
        &self,
        connection: &Connection,
        set: &DesiredSet,
        placed: &[(Value, Address, Resource)],
        adopted: &[String],
    ) -> Result<Option<SetNeeds>> {
        let Some(name) = self.name(set)? else { return Ok(None) };
        let namespace = self.applyset_namespace.as_deref().unwrap_or(&connection.namespace);
        let place = place(connection, &name, namespace, adopted).await?;
        SetNeeds::new(connection, place, placed, (self.prune, self.prune_data)).await.map(Some)
    }

    /// Finds the set and labels its objects; none when no set is meant. Sets of the tools in `adopted`
    /// are taken over.
    pub(crate) async fn open(
        &self,
        connection: &Connection,
        set: &mut DesiredSet,
        adopted: &[String],
    ) -> Result<Option<OpenSet>> {
        let Some(name) = self.name(set)? else { return Ok(None) };
        if self.prune && set.has_templates() {
            return Err(CliError::new("some manifests are templates, whose objects are not known")
                .help("render the templates first: what they make would be pruned"));
        }
        let namespace = self.applyset_namespace.as_deref().unwrap_or(&connection.namespace);
        let open = OpenSet::find(connection, &name, namespace, adopted).await?;
        open.label(set)?;
        Ok(Some(OpenSet { prunes: self.prune, includes_data: self.prune_data, ..open }))
    }

    fn name(&self, set: &DesiredSet) -> Result<Option<SetName>> {
        if self.applyset.is_some() || !self.prune {
            return Ok(self.applyset.clone());
        }
        match &set.export {
            Some(export) => Ok(Some(SetName::of_secret(export))),
            None => Err(CliError::new("`--prune` does not know which set is meant")
                .help("name the set with `--applyset NAME`: only its members are pruned")),
        }
    }
}
