//! Where Pods run: node labels, affinity, spread, tolerations, priority.

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::{NodeAffinity, NodeSelector, PodAffinity, Spread, Toleration};
use crate::describe::shape::Shape;
use crate::k8s::values::ObjectName;

impl<S: Shape> Description<S> {
    /// `node_selector("role" = "worker")`: labels that a node must have (article §5.3, §8.2).
    #[track_caller]
    pub fn node_selector(&mut self, labels: NodeSelector) -> &mut Self {
        self.pod.node_selector.get_or_insert_default().extend(labels.0);
        self.note(Anchor::Pod, "nodeSelector")
    }

    /// `node_affinity(require("disk" = "ssd"), prefer(weight = 50, "zone" = ["a", "b"]))`: which nodes the
    /// Pods need, or would rather have (article §8.2).
    #[track_caller]
    pub fn node_affinity(&mut self, affinity: NodeAffinity) -> &mut Self {
        self.pod.affinity.get_or_insert_default().node_affinity = Some(affinity.into_raw());
        self.note(Anchor::Pod, "affinity.nodeAffinity")
    }

    /// `affinity(zone, app = "redis", weight = 50)`: which Pods the app's Pods stay near to.
    #[doc(alias("podAffinity", "pod_affinity"))]
    #[track_caller]
    pub fn affinity(&mut self, affinity: PodAffinity) -> &mut Self {
        self.affinity.push(affinity);
        self.note(Anchor::Pod, "affinity.podAffinity")
    }

    /// `anti_affinity(host)`: which Pods the app's Pods stay away from; one another, unless said.
    #[doc(alias("podAntiAffinity", "pod_anti_affinity"))]
    #[track_caller]
    pub fn anti_affinity(&mut self, affinity: PodAffinity) -> &mut Self {
        self.anti_affinity.push(affinity);
        self.note(Anchor::Pod, "affinity.podAntiAffinity")
    }

    /// `spread(zone, max_skew = 1, otherwise = ScheduleAnyway)`: how evenly the app's Pods are spread.
    #[doc(alias("topologySpreadConstraints", "topology_spread_constraints"))]
    #[track_caller]
    pub fn spread(&mut self, spread: Spread) -> &mut Self {
        let path = format!("topologySpreadConstraints[{}]", self.spreads.len());
        self.spreads.push(spread);
        self.note(Anchor::Pod, &path)
    }

    /// `tolerate(control_plane)`, `tolerate(key = "gpu", effect = NoSchedule)`: taints that the Pods put up
    /// with (article §5.3).
    #[doc(alias("tolerations", "toleration"))]
    #[track_caller]
    pub fn tolerate(&mut self, toleration: Toleration) -> &mut Self {
        let tolerations = self.pod.tolerations.get_or_insert_default();
        let path = format!("tolerations[{}]", tolerations.len());
        tolerations.push(toleration.into_raw());
        self.note(Anchor::Pod, &path)
    }

    /// `priority_class = "high"`: which Pods go first when room is short.
    #[doc(alias("priorityClassName", "priority_class_name"))]
    #[track_caller]
    pub fn priority_class(&mut self, name: ObjectName) -> &mut Self {
        self.pod.priority_class_name = Some(name.into());
        self.note(Anchor::Pod, "priorityClassName")
    }

    /// `scheduler = "my-scheduler"`: who places the Pods.
    #[doc(alias("schedulerName", "scheduler_name"))]
    #[track_caller]
    pub fn scheduler(&mut self, name: ObjectName) -> &mut Self {
        self.pod.scheduler_name = Some(name.into());
        self.note(Anchor::Pod, "schedulerName")
    }

    /// `runtime_class = "gvisor"`: what runs the containers.
    #[doc(alias("runtimeClassName", "runtime_class_name"))]
    #[track_caller]
    pub fn runtime_class(&mut self, name: ObjectName) -> &mut Self {
        self.pod.runtime_class_name = Some(name.into());
        self.note(Anchor::Pod, "runtimeClassName")
    }
}
