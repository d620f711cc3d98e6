//! R01: an update that takes all Pods away before the first new one serves.

use k8s_openapi::api::apps::v1::{DeploymentStrategy, RollingUpdateDeployment};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::defaults::values::{DEPLOYMENT_BOUND, REPLICAS};
use crate::k8s::int_or_percent::{Rounding, as_written, scaled};
use crate::validate::rules::facts::autoscalers::Autoscaler;
use crate::validate::rules::index::Index;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::record::WorkloadRecord;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// An update leaves Pods that serve.
    ///
    /// With three replicas, `maxUnavailable: 1` and `maxSurge: 1` there are always two; with
    /// `maxUnavailable` as large as the replicas, or with `Recreate`, all old Pods may go before
    /// the first new one is ready (article §3.2 ②). `maxUnavailable` is rounded down and
    /// `maxSurge` up; when both come to nothing, `maxUnavailable` counts as 1.
    ///
    /// `Recreate`, and one replica that goes first, are right where two Pods must not run at
    /// once: silent when the Pods have a claim or a folder of their node, and when no Service
    /// sends traffic to them. Silent with the profiles `test` and `development`.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// spec:
    ///   replicas: 3
    ///   strategy:
    ///     rollingUpdate: {maxUnavailable: 100%}
    ///   selector: {matchLabels: {app: api}}
    ///   template:
    ///     metadata: {labels: {app: api}}
    ///     spec:
    ///       containers:
    ///       - {name: api, image: "api:v1"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// spec:
    ///   replicas: 3
    ///   strategy:
    ///     rollingUpdate: {maxUnavailable: 1, maxSurge: 1}
    ///   selector: {matchLabels: {app: api}}
    ///   template:
    ///     metadata: {labels: {app: api}}
    ///     spec:
    ///       containers:
    ///       - {name: api, image: "api:v1"}
    /// ```
    R01 rollout_stops_everything: Warning, ["3.2"], Set(check)
}

/// A Deployment with what is around it.
struct Rollout<'d> {
    member: &'d Member<'d>,
    workload: &'d WorkloadRecord,
    strategy: &'d DeploymentStrategy,
    replicas: i32,
    /// The Service in front of it.
    front: Option<&'d Member<'d>>,
}

/// What is wrong: the field of the strategy, what it does, and what to do.
type Wrong = (&'static str, String, &'static str);

fn check(index: &Index<'_>, violations: &mut Violations) {
    for member in index.set.of_kind("Deployment").filter(|member| member.profile == Profile::Production) {
        let Some(workload) = member.workload() else { continue };
        let Some(strategy) = &workload.strategy else { continue };
        let own = workload.replicas.unwrap_or(REPLICAS);
        let replicas = index.autoscaler_of(&member).map_or(own, Autoscaler::least);
        let front = index.fronts_of(&member).first();
        Rollout { member: &member, workload, strategy, replicas, front }.look_at(violations);
    }
}

impl Rollout<'_> {
    fn look_at(&self, violations: &mut Violations) {
        let recreates = self.strategy.type_.as_deref() == Some("Recreate");
        let wrong = if recreates { self.recreate() } else { self.rolling() };
        let Some((field, message, help)) = wrong else { return };
        let at = self.member.at();
        let strategy = at.fields(&["spec", "strategy"]);
        let report = violations.report(self.member, &strategy.field(field), message);
        report.help(help);
        if let Some(front) = self.front {
            let name = front.at();
            report.see(
                front,
                &name.fields(&["metadata", "name"]),
                "this Service has no ready Pod during the update",
            );
        }
    }

    fn recreate(&self) -> Option<Wrong> {
        if self.replicas < 2 || self.may_stop() {
            return None;
        }
        let message =
            format!("an update stops all {} Pods before it starts the first new one", self.replicas);
        Some(("type", message, "`type: RollingUpdate` keeps most of them, if two versions may run at once"))
    }

    fn rolling(&self) -> Option<Wrong> {
        let rolling = self.strategy.rolling_update.clone().unwrap_or_default();
        let replicas = self.replicas;
        if replicas < 1 || unavailable(&rolling, replicas)? < replicas || (replicas == 1 && self.may_stop()) {
            return None;
        }
        let share = rolling.max_unavailable.as_ref().map_or_else(|| DEPLOYMENT_BOUND.to_owned(), as_written);
        let message = match replicas {
            1 => "an update takes the only Pod away before the new one is ready".to_owned(),
            _ => format!("an update may take all {replicas} Pods away at once: `maxUnavailable` is {share}"),
        };
        let help = "`maxUnavailable: 0` with `maxSurge: 1` starts each new Pod first (article §3.2)";
        Some(("rollingUpdate", message, help))
    }

    /// Whether nobody calls it, or two of its Pods may not run at once.
    fn may_stop(&self) -> bool {
        self.front.is_none() || self.workload.holds_something
    }
}

/// How many of `replicas` Pods may be away in a rolling update.
fn unavailable(rolling: &RollingUpdateDeployment, replicas: i32) -> Option<i32> {
    let quarter = IntOrString::String(DEPLOYMENT_BOUND.to_owned());
    let away = scaled(rolling.max_unavailable.as_ref().unwrap_or(&quarter), replicas, Rounding::Down)?;
    let surge = scaled(rolling.max_surge.as_ref().unwrap_or(&quarter), replicas, Rounding::Up)?;
    Some(if away == 0 && surge == 0 { 1 } else { away })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_counted_as_the_controller_does() {
        let share = |text: &str| Some(IntOrString::String(text.to_owned()));
        let rolling = |max_unavailable, max_surge| RollingUpdateDeployment { max_surge, max_unavailable };
        assert_eq!(unavailable(&rolling(None, None), 1), Some(0));
        assert_eq!(unavailable(&rolling(None, None), 4), Some(1));
        assert_eq!(unavailable(&rolling(share("50%"), Some(IntOrString::Int(0))), 1), Some(1));
        assert_eq!(unavailable(&rolling(share("99%"), None), 3), Some(2));
        assert_eq!(unavailable(&rolling(share("100%"), None), 3), Some(3));
    }
}
