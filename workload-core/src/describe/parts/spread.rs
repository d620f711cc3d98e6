//! How evenly an app's Pods are spread.

use k8s_openapi::api::core::v1::TopologySpreadConstraint;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::label_terms::LabelTerms;
use super::node_affinity::NodeTerm;
use super::topology::Topology;
use super::words::Words;
use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, Written, find, group_forms, word_forms};
use crate::k8s::values::LabelKey;
use crate::syntax::text::{Message, same};

word_forms! {
    /// What happens to a Pod that cannot be placed evenly.
    Unsatisfiable: "what happens to a Pod that cannot be placed evenly" {
        /// It waits: Kubernetes' default.
        DoNotSchedule,
        /// It is placed as evenly as can be.
        ScheduleAnyway,
    }
}

word_forms! {
    /// Whether some nodes count as domains of a spread.
    NodePolicy: "a node inclusion policy" {
        /// They do not count.
        Honor,
        /// They count.
        Ignore,
    }
}

/// A spread of the app's own Pods: `spread(zone, max_skew = 1, otherwise = ScheduleAnyway)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Spread {
    topology: Topology,
    max_skew: Option<i32>,
    otherwise: Option<Unsatisfiable>,
    min_domains: Option<i32>,
    labels: LabelTerms,
    node_affinity: Option<NodePolicy>,
    node_taints: Option<NodePolicy>,
    same: Option<Words>,
}

impl Spread {
    /// Over nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Over zones.
    pub fn zone(&mut self, _: bool) -> &mut Self {
        self.topology.zone();
        self
    }

    /// Over nodes.
    pub fn host(&mut self, _: bool) -> &mut Self {
        self.topology.host();
        self
    }

    /// Over the values of a label of nodes.
    #[doc(alias("topologyKey", "topology_key"))]
    pub fn key(&mut self, key: LabelKey) -> &mut Self {
        self.topology.key(key);
        self
    }

    /// By how many Pods one domain may be ahead of another; 1 unless said.
    pub fn max_skew(&mut self, pods: i32) -> &mut Self {
        self.max_skew = Some(pods);
        self
    }

    /// What happens to a Pod that cannot be placed so.
    #[doc(alias("whenUnsatisfiable", "when_unsatisfiable"))]
    pub fn otherwise(&mut self, otherwise: Unsatisfiable) -> &mut Self {
        self.otherwise = Some(otherwise);
        self
    }

    /// How many domains there must be at least.
    pub fn min_domains(&mut self, count: i32) -> &mut Self {
        self.min_domains = Some(count);
        self
    }

    /// Pods with this label, instead of the app's own: `"app" = "redis"`.
    pub fn entry(&mut self, key: LabelKey, term: NodeTerm) -> &mut Self {
        self.labels.entry(key, &term);
        self
    }

    /// Whether nodes that the Pod's affinity rules out count as domains.
    pub fn node_affinity_policy(&mut self, policy: NodePolicy) -> &mut Self {
        self.node_affinity = Some(policy);
        self
    }

    /// Whether nodes with taints that the Pod does not tolerate count as domains.
    pub fn node_taints_policy(&mut self, policy: NodePolicy) -> &mut Self {
        self.node_taints = Some(policy);
        self
    }

    /// Labels in which Pods must agree to be counted together: `["pod-template-hash"]`.
    pub fn match_label_keys(&mut self, keys: Words) -> &mut Self {
        self.same = Some(keys);
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if let Err(message) = Topology::check(keys) {
            return Err(message);
        }
        if matches!(find(keys, "max_skew"), Some(Written::Number(skew)) if skew < 1) {
            return Err(Message::of("`max_skew` is at least 1"));
        }
        let anyway =
            matches!(find(keys, "otherwise"), Some(Written::Word(word)) if same(word, "ScheduleAnyway"));
        if anyway && find(keys, "min_domains").is_some() {
            return Err(Message::of("`min_domains` goes with `otherwise = DoNotSchedule` only"));
        }
        Ok(())
    }

    pub(crate) fn constraint(&self, own: LabelSelector) -> TopologySpreadConstraint {
        TopologySpreadConstraint {
            topology_key: self.topology.clone().into_key(),
            max_skew: self.max_skew.unwrap_or(1),
            when_unsatisfiable: self.otherwise.unwrap_or(Unsatisfiable::DoNotSchedule).into(),
            min_domains: self.min_domains,
            label_selector: Some(self.labels.selector().unwrap_or(own)),
            node_affinity_policy: self.node_affinity.map(Into::into),
            node_taints_policy: self.node_taints.map(Into::into),
            match_label_keys: self.same.clone().map(Into::into),
        }
    }
}

group_forms!(Spread: "what the Pods are spread over, such as `spread(zone)`", check => Spread::check, repeats);
