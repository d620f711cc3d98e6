//! N02: a StatefulSet's Service with an address of its own.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::pod_dns::{first_by_set, governing};
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::Violations;

rule! {
    /// The Service that a StatefulSet names is headless.
    ///
    /// Kubernetes promises a DNS name to each Pod under a headless Service (`clusterIP: None`)
    /// and under no other. Some DNS servers answer all the same, and the next one may not. The
    /// name of the Service itself stands for one address that spreads connections over all Pods,
    /// so that a client meets another replica each time (article §4.3 ②).
    ///
    /// A warning when something names a Pod by DNS, otherwise worth knowing only: not every
    /// StatefulSet needs it. `clusterIP` cannot be changed: delete the Service and apply it anew.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: redis-service}
    /// spec:
    ///   selector: {app: redis}
    ///   ports:
    ///   - port: 6379
    /// ---
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: redis}
    /// spec:
    ///   serviceName: redis-service
    ///   selector: {matchLabels: {app: redis}}
    ///   template:
    ///     metadata: {labels: {app: redis}}
    ///     spec:
    ///       containers:
    ///       - {name: redis, image: "redis:7.4"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: redis-service}
    /// spec:
    ///   clusterIP: None
    ///   selector: {app: redis}
    ///   ports:
    ///   - port: 6379
    /// ---
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: redis}
    /// spec:
    ///   serviceName: redis-service
    ///   selector: {matchLabels: {app: redis}}
    ///   template:
    ///     metadata: {labels: {app: redis}}
    ///     spec:
    ///       containers:
    ///       - {name: redis, image: "redis:7.4"}
    /// ```
    N02 governing_service_not_headless: Warning, ["4.3"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    if !index.set.has_kind("StatefulSet") {
        return;
    }
    let used = first_by_set(index.addresses());
    for member in index.set.of_kind("StatefulSet") {
        let named = governing(&member).and_then(|name| index.set.named("Service", name, &member));
        let Some(found) = named else { continue };
        let Some(service) = found.service().filter(|service| !service.headless) else { continue };
        let at = found.at();
        let at = at.field("spec");
        let place = service.address_field.map_or(at, |field| at.field(field));
        let message = format!(
            "the Service `{}` is not headless: the Pods of {} get no DNS names under it",
            found.name,
            member.shown()
        );
        let violation = violations.report(&found, &place, message);
        violation
            .see(&member, &member.at().field("spec").field("serviceName"), "the StatefulSet names it here")
            .help("set `clusterIP: None`, after deleting this Service, as `clusterIP` is immutable; a second Service may balance the load");
        match used.get(&member.number) {
            Some(used) => {
                let what = format!("`{}` is used here", used.address.text);
                violation.see(&used.member, &PathBuilder::along(&used.path.path()), what);
            }
            None => {
                violation.severity(Severity::Info);
            }
        }
    }
}
