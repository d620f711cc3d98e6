//! R08: an update that reaches no Pod.

use crate::k8s::defaults::values::REPLICAS;
use crate::validate::rules::facts::stateful_sets::{first_ordinal, stateful_set};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A partition leaves Pods to update.
    ///
    /// A StatefulSet updates the Pods whose number is `partition` or more, from the last one
    /// down (article §4.3 ④). When the partition is beyond the last Pod, an update changes
    /// nothing, and `kubectl rollout status` calls it complete. That is how a canary ends that
    /// nobody took back.
    ///
    /// Silent for a partition among the Pods, which is a canary under way.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: redis}
    /// spec:
    ///   serviceName: redis-service
    ///   replicas: 3
    ///   updateStrategy:
    ///     rollingUpdate: {partition: 3}
    ///   selector: {matchLabels: {app: redis}}
    ///   template:
    ///     metadata: {labels: {app: redis}}
    ///     spec:
    ///       containers:
    ///       - {name: redis, image: "redis:7.4"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: redis}
    /// spec:
    ///   serviceName: redis-service
    ///   replicas: 3
    ///   updateStrategy:
    ///     rollingUpdate: {partition: 2}
    ///   selector: {matchLabels: {app: redis}}
    ///   template:
    ///     metadata: {labels: {app: redis}}
    ///     spec:
    ///       containers:
    ///       - {name: redis, image: "redis:7.4"}
    /// ```
    R08 partition_hides_the_update: Warning, ["4.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Some(spec) = stateful_set(subject) else { return };
    let rolling = spec.update_strategy.as_ref().and_then(|strategy| strategy.rolling_update.as_ref());
    let Some(partition) = rolling.and_then(|rolling| rolling.partition).map(i64::from) else { return };
    let replicas: i32 = spec.replicas.unwrap_or(REPLICAS);
    let last = first_ordinal(spec) + i64::from(replicas) - 1;
    if replicas > 0 && partition > last {
        let name = subject.object.name();
        let message = format!(
            "an update changes no Pod: the last one is `{name}-{last}`, and only those from {partition} on are updated"
        );
        let at = subject.at();
        let strategy = at.fields(&["spec", "updateStrategy", "rollingUpdate"]);
        reports
            .report(subject, &strategy.field("partition"), message)
            .help(format!("`partition: {last}` updates the last Pod alone, 0 all of them; `updateStrategy: {{type: OnDelete}}` leaves it to you"));
    }
}
