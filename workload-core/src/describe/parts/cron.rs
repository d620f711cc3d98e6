//! What a schedule needs besides its time.

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{group_forms, word_forms};

word_forms! {
    /// What happens when the last run still goes on (article §6.3).
    Concurrency: "a concurrency policy" {
        /// Both run: Kubernetes' default, and right for clean-ups that do no harm twice.
        Allow,
        /// The new run waits for the last one's end: right for backups.
        Forbid,
        /// The last run is ended: right for reports, of which the newest counts.
        Replace,
    }
}

/// How many finished runs are kept: `history(successful = 3, failed = 1)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct History {
    pub(crate) successful: Option<i32>,
    pub(crate) failed: Option<i32>,
}

impl History {
    /// Kubernetes' defaults: 3 and 1.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Of those that succeeded.
    #[doc(alias("successfulJobsHistoryLimit", "successful_jobs_history_limit"))]
    pub fn successful(&mut self, count: i32) -> &mut Self {
        self.successful = Some(count);
        self
    }

    /// Of those that failed.
    #[doc(alias("failedJobsHistoryLimit", "failed_jobs_history_limit"))]
    pub fn failed(&mut self, count: i32) -> &mut Self {
        self.failed = Some(count);
        self
    }
}

group_forms!(History: "`history(successful = 3, failed = 1)`");
