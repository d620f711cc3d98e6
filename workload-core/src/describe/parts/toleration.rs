//! Taints of nodes that Pods put up with.

use k8s_openapi::api::core::v1::Toleration as Raw;

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, Written, find, group_forms, word_forms};
use crate::k8s::values::{LabelKey, LabelValue};
use crate::syntax::text::same;

word_forms! {
    /// What a taint does to Pods that do not tolerate it.
    TaintEffect: "the effect of a taint" {
        /// New ones stay away.
        NoSchedule,
        /// New ones stay away where they can.
        PreferNoSchedule,
        /// New ones stay away and running ones must go.
        NoExecute,
    }
}

/// A taint that Pods put up with: `tolerate(control_plane)`,
/// `tolerate(key = "gpu", value = "true", effect = NoSchedule)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Toleration {
    raw: Raw,
}

impl Toleration {
    /// No taint yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The taint that keeps Pods off control-plane nodes (article §5.3).
    pub fn control_plane(&mut self, on: bool) -> &mut Self {
        if on {
            self.raw.key = Some("node-role.kubernetes.io/control-plane".to_owned());
            self.raw.effect = Some(TaintEffect::NoSchedule.into());
        }
        self
    }

    /// Every taint there is.
    pub fn everything(&mut self, _: bool) -> &mut Self {
        self
    }

    /// The taint's key.
    pub fn key(&mut self, key: LabelKey) -> &mut Self {
        self.raw.key = Some(key.into());
        self
    }

    /// The taint's value; any unless said.
    pub fn value(&mut self, value: LabelValue) -> &mut Self {
        self.raw.value = Some(value.into());
        self
    }

    /// The taint's effect; any unless said.
    pub fn effect(&mut self, effect: TaintEffect) -> &mut Self {
        self.raw.effect = Some(effect.into());
        self
    }

    /// Seconds after which a Pod goes all the same; with `effect = NoExecute` only.
    pub fn seconds(&mut self, seconds: i64) -> &mut Self {
        self.raw.toleration_seconds = Some(seconds);
        self
    }

    #[track_caller]
    const fn check(keys: &'static [Leaf]) {
        let preset = find(keys, "control_plane").is_some() || find(keys, "everything").is_some();
        if find(keys, "key").is_none() && !preset {
            panic!("a toleration needs a taint: `control_plane`, `everything` or `key = \"…\"`");
        }
        if find(keys, "seconds").is_some()
            && !matches!(find(keys, "effect"), Some(Written::Word(effect)) if same(effect, "NoExecute"))
        {
            panic!("`seconds` goes with `effect = NoExecute` only: no other effect ends a running Pod");
        }
    }

    pub(crate) fn into_raw(self) -> Raw {
        let operator = if self.raw.value.is_some() { "Equal" } else { "Exists" };
        Raw { operator: Some(operator.to_owned()), ..self.raw }
    }
}

group_forms!(Toleration: "a taint, such as `tolerate(control_plane)`", check => Toleration::check, repeats);
