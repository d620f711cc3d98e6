//! Which other Pods an app's Pods stay near to, or away from.

use k8s_openapi::api::core::v1::{PodAffinityTerm, WeightedPodAffinityTerm};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::label_terms::LabelTerms;
use super::node_affinity::{NodeTerm, check_weight};
use super::topology::Topology;
use super::words::Words;
use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, group_forms};
use crate::k8s::values::{LabelKey, Name};
use crate::syntax::text::Message;

/// Pods that share a host or a zone: `anti_affinity(host)`, `affinity(zone, app = "redis", weight = 50)`.
///
/// The app's own Pods unless `app` or labels say others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PodAffinity {
    topology: Topology,
    labels: LabelTerms,
    namespaces: Option<Words>,
    weight: Option<i32>,
}

impl PodAffinity {
    /// No place yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// In the same zone.
    pub fn zone(&mut self, _: bool) -> &mut Self {
        self.topology.zone();
        self
    }

    /// On the same node.
    pub fn host(&mut self, _: bool) -> &mut Self {
        self.topology.host();
        self
    }

    /// Where a label of nodes has the same value.
    #[doc(alias("topologyKey", "topology_key"))]
    pub fn key(&mut self, key: LabelKey) -> &mut Self {
        self.topology.key(key);
        self
    }

    /// The Pods of the app called so.
    pub fn app(&mut self, name: Name) -> &mut Self {
        self.labels.set("app.kubernetes.io/name", name.as_str());
        self
    }

    /// Pods with this label: `"app" = "redis"`, `"app" = ["redis", "api"]`, `"app" = not("redis")`.
    pub fn entry(&mut self, key: LabelKey, term: NodeTerm) -> &mut Self {
        self.labels.entry(key, &term);
        self
    }

    /// Pods of these namespaces; of the app's own unless said.
    pub fn namespaces(&mut self, names: Words) -> &mut Self {
        self.namespaces = Some(names);
        self
    }

    /// Makes it a preference that counts so much, 1-100; a requirement unless said.
    pub fn weight(&mut self, weight: i32) -> &mut Self {
        self.weight = Some(weight);
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if let Err(message) = Topology::check(keys) {
            return Err(message);
        }
        check_weight(keys)
    }

    /// Whether it is a preference, and how much it counts.
    pub(crate) fn preference(&self, own: &LabelSelector) -> Option<WeightedPodAffinityTerm> {
        self.weight.map(|weight| WeightedPodAffinityTerm { weight, pod_affinity_term: self.term(own) })
    }

    /// The term of a requirement.
    pub(crate) fn requirement(&self, own: &LabelSelector) -> Option<PodAffinityTerm> {
        self.weight.is_none().then(|| self.term(own))
    }

    /// Which Pods, and where; `own` selects the app's own.
    fn term(&self, own: &LabelSelector) -> PodAffinityTerm {
        let selector = self.labels.selector().unwrap_or_else(|| own.clone());
        PodAffinityTerm {
            topology_key: self.topology.clone().into_key(),
            label_selector: Some(selector),
            namespaces: self.namespaces.clone().map(Into::into),
            ..PodAffinityTerm::default()
        }
    }
}

group_forms!(PodAffinity: "where, such as `anti_affinity(host)`", check => PodAffinity::check, repeats);
