//! PodDisruptionBudgets: how many Pods evictions may take at the moment.

use std::collections::BTreeSet;

use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::Object;
use crate::k8s::int_or_percent::{Rounding, scaled};
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::conditions::Conditions;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::log::{ConditionStatus, EventKind, Field, Subject};
use crate::predict::simulation::world::Controller;
use crate::predict::simulation::world::World;
use crate::predict::simulation::world::downcast;

/// The controller of a PodDisruptionBudget.
pub(crate) fn read(object: &Object) -> Option<(Kind, Box<dyn Controller>)> {
    let Object::PodDisruptionBudget(object) = object else { return None };
    Some((Kind::PodDisruptionBudget, Box::new(Budget::read(object))))
}

/// A budget's spec and status.
#[derive(Debug)]
pub(crate) struct Budget {
    pub(crate) selector: Option<LabelSelector>,
    min_available: Option<IntOrString>,
    max_unavailable: Option<IntOrString>,
    /// Whether Pods that are not ready may always be evicted.
    always_unhealthy: bool,
    pub(crate) status: BudgetStatus,
    conditions: Conditions,
}

/// The counts of a budget's status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct BudgetStatus {
    current: i32,
    desired: i32,
    pub(crate) allowed: i32,
    expected: i32,
}

impl Budget {
    /// Reads a budget.
    pub(crate) fn read(object: &PodDisruptionBudget) -> Self {
        let spec: Option<PodDisruptionBudgetSpec> = object.spec.clone().into();
        let spec = spec.unwrap_or_default();
        Self {
            selector: spec.selector,
            min_available: spec.min_available,
            max_unavailable: spec.max_unavailable,
            always_unhealthy: spec.unhealthy_pod_eviction_policy.as_deref() == Some("AlwaysAllow"),
            status: BudgetStatus::default(),
            conditions: Conditions::default(),
        }
    }

    /// Whether it must know how many Pods there should be.
    const fn is_relative(&self) -> bool {
        self.max_unavailable.is_some() || matches!(self.min_available, Some(IntOrString::String(_)))
    }

    /// Without that number it lets no Pod go.
    fn fail(&mut self, id: ObjectId, world: &mut World) {
        self.status.allowed = 0;
        let before = self.conditions.clone();
        self.conditions.set("DisruptionAllowed", ConditionStatus::False, "SyncFailed");
        self.conditions.clone().record(&before, id, world);
    }

    /// How many Pods there should be, and how many of them healthy.
    fn wanted(&self, id: ObjectId, world: &World) -> (i32, i32) {
        let listed = i32::try_from(world.object(id).pods.len()).unwrap_or(i32::MAX);
        match (&self.max_unavailable, &self.min_available) {
            (Some(unavailable), _) => {
                let expected = expected_scale(id, world);
                (expected, (expected - scaled(unavailable, expected, Rounding::Up).unwrap_or(0)).max(0))
            }
            (None, Some(IntOrString::Int(available))) => (listed, *available),
            (None, Some(available)) => {
                let expected = expected_scale(id, world);
                (expected, scaled(available, expected, Rounding::Up).unwrap_or(0))
            }
            (None, None) => (0, 0),
        }
    }

    fn write(&mut self, status: BudgetStatus, id: ObjectId, world: &mut World) {
        if self.status != status {
            self.status = status;
            world.record(Subject::Object(id), EventKind::status(status.fields()));
        }
        let before = self.conditions.clone();
        if status.allowed > 0 {
            self.conditions.set("DisruptionAllowed", ConditionStatus::True, "SufficientPods");
        } else {
            self.conditions.set("DisruptionAllowed", ConditionStatus::False, "InsufficientPods");
        }
        self.conditions.clone().record(&before, id, world);
    }

    /// Why it lets a Pod not go that is ready or is not, and what would let it go.
    pub(crate) fn says(&self, id: ObjectId, ready: bool, world: &World) -> Cause {
        const AS_NUMBER: &str = "say `minAvailable` as a number";
        let name = &world.object(id).name;
        let BudgetStatus { current, desired, allowed, expected } = self.status;
        if self.is_relative() && !owners_scale(id, world) {
            return Cause::new(format!(
                "the budget {name} allows no disruption, as a DaemonSet or Job does not say how many Pods it wants"
            ))
            .way_out(AS_NUMBER);
        }
        if self.is_relative() && expected == 0 {
            return Cause::new(format!(
                "the budget {name} allows no disruption, as nobody owns its Pods, and it says `maxUnavailable` or a \
                 percentage of those that are wanted"
            ))
            .way_out(AS_NUMBER);
        }
        let cause = Cause::new(format!(
            "the budget {name} allows {allowed} disruptions, as it needs {desired} healthy Pods and has {current}"
        ));
        if ready {
            cause.way_out("run more Pods than the budget needs, or let the budget allow a disruption")
        } else {
            cause
                .way_out("mend the Pods that are not ready, or say `unhealthyPodEvictionPolicy: AlwaysAllow`")
        }
    }

    /// Uses up one disruption for a Pod, or says why there is none.
    pub(crate) fn spend(&mut self, id: ObjectId, ready: bool, world: &mut World) -> Option<(u16, String)> {
        let BudgetStatus { current, desired, allowed, .. } = self.status;
        if !ready && (self.always_unhealthy || current >= desired && desired > 0) {
            return None;
        }
        if allowed > 0 {
            self.write(BudgetStatus { allowed: allowed - 1, ..self.status }, id, world);
            return None;
        }
        let name = &world.object(id).name;
        Some((
            429,
            format!(
                "Cannot evict pod as it would violate the pod's disruption budget. \
                 The disruption budget {name} needs {desired} healthy pods and has {current} currently"
            ),
        ))
    }
}

impl Controller for Budget {
    /// One turn: count, and say how many disruptions are allowed.
    fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        if world.object(id).pods.is_empty() {
            world.say(id, "NoPods", "No matching pods found".to_owned());
        }
        if self.is_relative() && !owners_scale(id, world) {
            return self.fail(id, world);
        }
        if self.is_relative() && has_bare_pods(id, world) {
            let message =
                "Pods selected by this PodDisruptionBudget were found to be unmanaged, and are not counted";
            world.say(id, "UnmanagedPods", message.to_owned());
        }
        let (expected, desired) = self.wanted(id, world);
        let current = world.object(id).counts.ready;
        let allowed = if expected > 0 { (current - desired).max(0) } else { 0 };
        self.write(BudgetStatus { current, desired, allowed, expected }, id, world);
    }

    /// The selector of a budget cannot change what it watches already.
    fn apply(&mut self, new: Box<dyn Controller>, _id: ObjectId, _world: &mut World) -> Result<(), String> {
        let Some(new) = downcast::<Self>(new) else { return Ok(()) };
        self.min_available = new.min_available;
        self.max_unavailable = new.max_unavailable;
        self.always_unhealthy = new.always_unhealthy;
        Ok(())
    }

    fn selector(&self) -> Option<&LabelSelector> {
        self.selector.as_ref()
    }
}

/// Whether the owners of a budget's Pods say how many Pods they want; a DaemonSet or Job does not.
fn owners_scale(id: ObjectId, world: &World) -> bool {
    let scales = |kind| !matches!(kind, Kind::DaemonSet | Kind::Job);
    world.object(id).pod_owners.keys().all(|owner| scales(world.object(*owner).kind))
}

/// Whether some Pods of a budget have no owner, which cannot say how many it wants.
fn has_bare_pods(id: ObjectId, world: &World) -> bool {
    world.object(id).pod_owners.keys().any(|owner| world.object(*owner).kind == Kind::Pod)
}

/// How many Pods the owners of a budget's Pods want together.
fn expected_scale(id: ObjectId, world: &World) -> i32 {
    let owners: BTreeSet<_> =
        world.object(id).pod_owners.keys().map(|owner| world.workload(*owner)).collect();
    let scale = |owner: ObjectId| world.object(owner).controller.as_ref().and_then(|it| it.scale());
    owners.into_iter().filter_map(scale).sum()
}

impl BudgetStatus {
    /// The counts by their field names.
    pub(crate) fn fields(&self) -> [(&'static str, Field); 4] {
        [
            ("currentHealthy", self.current.into()),
            ("desiredHealthy", self.desired.into()),
            ("disruptionsAllowed", self.allowed.into()),
            ("expectedPods", self.expected.into()),
        ]
    }
}
