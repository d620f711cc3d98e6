//! Taints of nodes that Pods put up with.

use k8s_openapi::api::core::v1::Toleration as Raw;

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, Written, find, group_forms, word_forms};
use crate::k8s::values::{LabelKey, LabelValue};
use crate::syntax::text::{Message, same};

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

word_forms! {
    /// How a taint's value is compared.
    TolerationOperator: "the operator of a toleration" {
        /// With the value that is said: Kubernetes' default.
        Equal,
        /// Not at all: any value will do.
        Exists,
    }
}

/// A taint that Pods put up with: `tolerate(control_plane)`,
/// `tolerate(key = "gpu", value = "true", effect = NoSchedule)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Toleration {
    raw: Raw,
    without_value: bool,
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

    /// Only a taint without a value, where `key` alone means any value.
    pub fn without_value(&mut self, on: bool) -> &mut Self {
        self.without_value = on;
        self
    }

    /// How the value is compared, where it should be written down.
    pub fn operator(&mut self, operator: TolerationOperator) -> &mut Self {
        self.raw.operator = Some(operator.into());
        self
    }

    /// The taint's effect; any unless said.
    pub fn effect(&mut self, effect: TaintEffect) -> &mut Self {
        self.raw.effect = Some(effect.into());
        self
    }

    /// Seconds after which a Pod goes all the same; with `effect = NoExecute` only.
    #[doc(alias("tolerationSeconds", "toleration_seconds"))]
    pub fn seconds(&mut self, seconds: i64) -> &mut Self {
        self.raw.toleration_seconds = Some(seconds);
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        let preset = find(keys, "control_plane").is_some() || find(keys, "everything").is_some();
        if find(keys, "key").is_none() && !preset {
            return Err(Message::of(
                "a toleration needs a taint: `control_plane`, `everything` or `key = \"…\"`",
            ));
        }
        if find(keys, "seconds").is_some()
            && !matches!(find(keys, "effect"), Some(Written::Word(effect)) if same(effect, "NoExecute"))
        {
            return Err(Message::of(
                "`seconds` goes with `effect = NoExecute` only: no other effect ends a running Pod",
            ));
        }
        Ok(())
    }

    pub(crate) fn into_raw(self) -> Raw {
        // A taint's value is compared unless an operator is said: the server's default stays the server's.
        let is_compared = self.raw.value.is_some() || self.without_value;
        let operator = self.raw.operator.clone().or_else(|| (!is_compared).then(|| "Exists".to_owned()));
        Raw { operator, ..self.raw }
    }
}

group_forms!(Toleration: "a taint, such as `tolerate(control_plane)`", check => Toleration::check, repeats);
