//! What becomes of the claims of a stateful app.

use k8s_openapi::api::apps::v1::StatefulSetPersistentVolumeClaimRetentionPolicy as Raw;

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{group_forms, word_forms};

word_forms! {
    /// What becomes of a claim.
    Retention: "what becomes of a claim" {
        /// It stays, with its data: Kubernetes' default.
        Retain,
        /// It goes, and its data with it.
        Delete,
    }
}

/// When claims go: `claim_retention(deleted = Delete, scaled = Retain)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ClaimRetention {
    pub(crate) raw: Raw,
}

impl ClaimRetention {
    /// Kubernetes' defaults: all claims stay.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// When the app is deleted.
    #[doc(alias("whenDeleted", "when_deleted"))]
    pub fn deleted(&mut self, retention: Retention) -> &mut Self {
        self.raw.when_deleted = Some(retention.into());
        self
    }

    /// When a Pod is scaled away.
    #[doc(alias("whenScaled", "when_scaled"))]
    pub fn scaled(&mut self, retention: Retention) -> &mut Self {
        self.raw.when_scaled = Some(retention.into());
        self
    }
}

group_forms!(ClaimRetention: "`claim_retention(deleted = Delete, scaled = Retain)`");
