//! The file of a reviewed diff.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::set::PlannedSet;
use super::state::LiveState;
use crate::cluster::{Connection, MergeOptions, Survey, is_export};
use crate::error::Result;
use crate::files::write_text;
use crate::release::{hidden, new_salt};
use crate::sets::{SetOptions, SetPlan};

/// The kind of the file.
pub(super) const KIND: &str = "ReviewedPlan";

/// The version of the form.
pub(super) const VERSION: u32 = 1;

/// What was reviewed. The data of Secrets is in it as hashes only.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReviewedPlan {
    pub(super) kind: String,
    pub(super) version: u32,
    /// The API server.
    pub(super) server: String,
    /// The namespace of objects that name none.
    pub(crate) namespace: String,
    /// How fields change hands.
    pub(crate) merging: MergeOptions,
    /// The files, folders and charts that were read.
    pub(super) paths: Vec<PathBuf>,
    /// The exports that were read.
    pub(super) exports: Vec<PathBuf>,
    /// What is hashed along.
    pub(super) salt: String,
    /// The objects.
    pub(super) objects: Vec<PlannedObject>,
    /// The set that they belong to.
    #[serde(default)]
    pub(crate) set: Option<PlannedSet>,
    /// The forecast that was reviewed, as `workload diff --format json` prints it.
    pub(super) forecast: Value,
}

/// An object, and the live one as it was.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlannedObject {
    /// What is applied.
    pub(super) config: Value,
    /// The live object; none when it was not there.
    pub(super) live: Option<LiveState>,
}

impl ReviewedPlan {
    /// The plan of what was surveyed.
    pub(crate) fn new(
        connection: &Connection,
        survey: &Survey,
        merging: &MergeOptions,
        inputs: &[PathBuf],
        (set, forecast): (Option<(SetOptions, &SetPlan)>, Value),
    ) -> Result<Self> {
        let salt = new_salt()?;
        let object = |one: &crate::cluster::Surveyed| PlannedObject {
            config: hidden(&one.item.config, &salt),
            live: one.item.live.as_ref().map(|live| LiveState::new(live, &salt)),
        };
        let (exports, paths) = inputs.iter().cloned().partition(|input| is_export(input));
        Ok(Self {
            kind: KIND.to_owned(),
            version: VERSION,
            server: connection.server().to_owned(),
            namespace: connection.namespace.clone(),
            merging: merging.clone(),
            paths,
            exports,
            objects: survey.objects.iter().map(object).collect(),
            set: set.map(|(options, plan)| PlannedSet::new(options, plan, &salt)),
            forecast,
            salt,
        })
    }

    /// Writes the plan.
    pub(crate) fn write(&self, file: &Path) -> Result<()> {
        write_text(file, &(serde_json::to_string_pretty(self).unwrap_or_default() + "\n"))
    }
}
