//! R15: a workload that runs nothing.

use crate::validate::rules::facts::replicas::written;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A workload has replicas.
    ///
    /// `replicas: 0` keeps the object and runs no Pod: each apply of the manifest stops what somebody has
    /// scaled up, and an autoscaler rests. That may be meant, as for a program that is parked; then a
    /// comment tells the next reader (article §3.2).
    ///
    /// Worth knowing, and no more.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   replicas: 0
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - {name: shop, image: "shop:v1"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   replicas: 1
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - {name: shop, image: "shop:v1"}
    /// ```
    R15 no_replicas: Info, ["3.2"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    if written(subject.object) == Some(0) {
        let message = format!("{} runs no Pod: `replicas: 0`", subject.name());
        violations.report(subject, &subject.at().fields(&["spec", "replicas"]), message).help(
            "give the number that is to run; where it is parked on purpose, `# workload: allow R15 because …`",
        );
    }
}
