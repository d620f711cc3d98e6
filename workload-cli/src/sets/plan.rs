//! What an apply does to a set: who its members are, and which of them go.

use std::collections::BTreeSet;

use serde_json::Value;
use workload_core::k8s::ObjectRef;
use workload_core::live::{GroupKind, Options, PrunePlan, SetParent, SetRecord, stolen};

use super::kinds::{SetKinds, kinds_of};
use super::members::members;
use super::open::OpenSet;
use super::parent::LiveParent;
use crate::cluster::{Address, Connection, Failure, Resource, Survey};
use crate::error::Result;

/// What an apply does to a set.
#[derive(Clone, Debug)]
pub(crate) struct SetPlan {
    /// The set.
    pub(super) open: OpenSet,
    /// The kinds and namespaces of what is applied.
    pub(super) wanted: SetRecord,
    /// Where its kinds are served.
    pub(super) kinds: SetKinds,
    /// What becomes of the members that are there.
    pub(super) prune: PrunePlan,
    /// Whether members stay to which anybody has written since.
    pub(super) is_pinned: bool,
}

impl SetPlan {
    /// Finds the members, and tells the forecast of the survey what is pruned and what belongs to others.
    pub(crate) async fn new(
        connection: &Connection,
        open: OpenSet,
        survey: &mut Survey,
        options: &Options,
    ) -> Result<Self> {
        let parent = &open.place.parent;
        let wanted = wanted(parent, survey.objects.iter().map(|one| &one.item.config));
        let known = survey.objects.iter().map(|one| one.resource.clone());
        let (kinds, namespaces) = searched(connection, parent, open.live.as_ref(), &wanted, known).await?;
        let found = if open.live.is_some() {
            let found = members(connection, &parent.id(), kinds.served.values(), &namespaces).await;
            // Whoever may not list all kinds may still apply; only pruning must know.
            if open.prunes { found? } else { found.unwrap_or_default() }
        } else {
            // A set without a parent has no members.
            Vec::new()
        };
        let prune = prune_plan(&open, found, survey);
        if open.prunes {
            let pruned: Vec<Value> = prune.pruned().cloned().collect();
            survey.prune(&pruned);
        }
        refuse_stolen(survey, &parent.id(), options);
        Ok(Self { open, wanted, kinds, prune, is_pinned: false })
    }

    /// The same, where only members are deleted that are as they were found, owners of fields included.
    pub(crate) fn pinned(self) -> Self {
        Self { is_pinned: true, ..self }
    }

    /// The members that are deleted, in order.
    pub(crate) fn pruned(&self) -> impl Iterator<Item = &Value> {
        self.groups().iter().flatten()
    }

    /// What the parent says of the set now: its tool, kinds and namespaces; null when it is not there.
    pub(crate) fn parent_state(&self) -> Value {
        self.open.live.as_ref().map(|live| live.record.config(self.parent())).unwrap_or_default()
    }

    /// The parent of the set.
    pub(crate) fn parent(&self) -> &SetParent {
        &self.open.place.parent
    }

    /// The members that are deleted, group by group.
    pub(super) fn groups(&self) -> &[Vec<Value>] {
        if self.open.prunes { &self.prune.groups } else { &[] }
    }

    /// Why so much may not be pruned; none when it may. `allowed` is the number that was given.
    pub(crate) fn too_much(&self, allowed: Option<usize>) -> Option<String> {
        let (count, members) = (self.prune.count(), self.prune.members);
        if !self.open.prunes || count == 0 {
            return None;
        }
        let what = if self.prune.is_empty {
            format!("the manifests are empty, and all {count} members of the set that can go would be pruned")
        } else {
            format!("{count} of {members} members of the set would be pruned")
        };
        match allowed {
            Some(allowed) if allowed == count => None,
            Some(allowed) if allowed > count && !self.prune.is_large() => None,
            Some(allowed) => Some(format!("{what}, and not {allowed}; `--yes-prune {count}` allows it")),
            None if self.prune.is_large() => {
                Some(format!("{what}; look at the list, and allow it with `--yes-prune {count}`"))
            }
            None => None,
        }
    }

    /// The address of a member.
    pub(super) fn address(&self, member: &Value) -> Option<Address> {
        let resource = self.kinds.served.get(&GroupKind::from_json(member)?)?;
        let text = |key: &str| member["metadata"][key].as_str().unwrap_or_default();
        Some(Address::new(resource, text("namespace"), text("name")))
    }
}

/// The kinds and namespaces of what is applied.
pub(super) fn wanted<'c>(parent: &SetParent, configs: impl Iterator<Item = &'c Value> + Clone) -> SetRecord {
    let kinds = configs.clone().filter_map(GroupKind::from_json).collect();
    let namespaces = configs.filter_map(|config| config["metadata"]["namespace"].as_str());
    let others = namespaces.filter(|namespace| Some(*namespace) != parent.namespace.as_deref());
    SetRecord::new(env!("CARGO_PKG_VERSION"), kinds, others.map(str::to_owned).collect())
}

/// The kinds and namespaces that are searched for members.
pub(super) async fn searched(
    connection: &Connection,
    parent: &SetParent,
    live: Option<&LiveParent>,
    wanted: &SetRecord,
    known: impl IntoIterator<Item = Resource>,
) -> Result<(SetKinds, BTreeSet<String>)> {
    let failed = |failure: Failure| failure.to_error("ask for the kinds of the set");
    let mut all = wanted.clone();
    if let Some(live) = live {
        all = all.and(&live.record);
        all.kinds.extend(kinds_of(connection, &live.record.resources).await.map_err(failed)?);
    }
    let kinds = SetKinds::find(connection, known, &all.kinds).await.map_err(failed)?;
    Ok((kinds, parent.namespace.iter().cloned().chain(all.namespaces).collect()))
}

fn prune_plan(open: &OpenSet, found: Vec<Value>, survey: &Survey) -> PrunePlan {
    let wanted: Vec<(ObjectRef, Option<&Value>)> = survey
        .objects
        .iter()
        .filter_map(|one| Some((ObjectRef::from_json(&one.item.config)?, one.item.live.as_ref())))
        .collect();
    PrunePlan::new(&open.place.parent, found, &wanted, open.includes_data)
}

/// Objects that belong to another set are refused.
fn refuse_stolen(survey: &mut Survey, id: &str, options: &Options) {
    for one in &survey.objects {
        let (Some(live), Some(object)) = (&one.item.live, ObjectRef::from_json(&one.item.config)) else {
            continue;
        };
        for found in survey.forecast.objects.iter_mut().filter(|found| found.object == object) {
            stolen(found, live, id, &options.take);
        }
    }
}
