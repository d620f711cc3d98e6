//! N01: a StatefulSet whose Service is not there.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::pod_dns::{AddressUse, first_by_set, governing};
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::{Member, Set};
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::Violations;

rule! {
    /// The Service that a StatefulSet names is there, and selects its Pods.
    ///
    /// `redis-0.redis-service` exists because the StatefulSet says `serviceName: redis-service`
    /// and a headless Service of that name selects its Pods. The server checks neither: without
    /// them the Pods run, and nobody finds them by name (article §4.3 ②).
    ///
    /// The Service may be in a file that is not looked at. So this is only said when some text
    /// names a Pod in this way, when a Service near it selects the Pods under another name, or
    /// when the file has other Services; where other objects and no Service at all are among the
    /// files, it is a hint.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: redis}
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
    N01 governing_service_missing: Warning, ["4.3"], Set(check)
}

/// What stands around a StatefulSet.
struct Around<'u, 'r> {
    set: &'u Set<'r>,
    /// An address of one of its Pods, where it stands in a text.
    used: Option<&'u AddressUse<'r>>,
    /// The Services that select its Pods.
    fronts: &'u [Member<'r>],
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    if !index.set.has_kind("StatefulSet") {
        return;
    }
    let used = first_by_set(index.addresses());
    for member in index.set.of_kind("StatefulSet") {
        let fronts = index.fronts_of(&member);
        let around = Around { set: &index.set, used: used.get(&member.number).copied(), fronts };
        match governing(&member) {
            None => around.unnamed(&member, violations),
            Some(name) => match index.set.named("Service", name, &member) {
                Some(service) => around.other_pods(&member, &service, violations),
                None => around.missing(&member, name, violations),
            },
        }
    }
}

impl Around<'_, '_> {
    /// It names no Service, and somebody uses one.
    fn unnamed(&self, member: &Member<'_>, violations: &mut Violations) {
        let Some(used) = self.used else { return };
        let message = format!("without `serviceName` the Pods of {} have no names in DNS", member.shown());
        violations
            .report(member, &member.at().field("spec"), message)
            .see(
                &used.member,
                &PathBuilder::along(&used.path.path()),
                format!("`{}` is used here", used.address.text),
            )
            .help(format!("`serviceName: {}`, and a headless Service of that name", used.address.service));
    }

    /// It names one that is not there.
    fn missing(&self, member: &Member<'_>, name: &str, violations: &mut Violations) {
        if !self.set.has_kind("Service") {
            self.no_service_at_all(member, name, violations);
            return;
        }
        let services = || self.set.of_kind("Service");
        let elsewhere = services()
            .any(|other| &*other.name == name && self.set.folder_of(&other) == self.set.folder_of(member));
        let beside =
            services().any(|other| self.set.same_file(&other, member) && self.set.belongs(&other, member));
        if elsewhere || (self.fronts.is_empty() && self.used.is_none() && !beside) {
            return;
        }
        let message = format!(
            "there is no Service `{name}`, under which the Pods of {} would be found",
            member.shown()
        );
        let at = member.at();
        let report = violations.report(member, &at.field("spec").field("serviceName"), message);
        let headless = |front: &&Member<'_>| front.service().is_some_and(|service| service.headless);
        match self.fronts.iter().find(headless) {
            Some(front) => {
                let own = &front.name;
                report
                    .see(front, &front.at().field("metadata").field("name"), "this Service selects its Pods")
                    .help(format!("set `serviceName: {own}`, or name the Service `{name}`; `serviceName` cannot be changed later"));
            }
            None => {
                report.help(format!("add a headless Service (`clusterIP: None`) called `{name}` that selects the Pods (article §4.3)"));
            }
        }
        if let Some(used) = self.used {
            report.see(
                &used.member,
                &PathBuilder::along(&used.path.path()),
                format!("`{}` is used here", used.address.text),
            );
        }
    }

    /// No Service is among the files, though the StatefulSet is not all that there is.
    fn no_service_at_all(&self, member: &Member<'_>, name: &str, violations: &mut Violations) {
        let beside = self.set.members().any(|other| {
            other.number != member.number && other.workload().is_none() && self.set.belongs(member, &other)
        });
        if !beside && self.used.is_none() {
            return;
        }
        let message = format!(
            "there is no Service among these files, and the Pods of {} are to be found under `{name}`",
            member.shown()
        );
        let violation = violations.report(member, &member.at().field("spec").field("serviceName"), message);
        violation.help(format!(
            "add a headless Service (`clusterIP: None`) called `{name}` that selects the Pods (article §4.3)"
        ));
        match self.used {
            Some(used) => {
                let what = format!("`{}` is used here", used.address.text);
                violation.see(&used.member, &PathBuilder::along(&used.path.path()), what);
            }
            None => {
                violation.severity(Severity::Info);
            }
        }
    }

    /// It names one that leads to other Pods.
    fn other_pods(&self, member: &Member<'_>, found: &Member<'_>, violations: &mut Violations) {
        let own = self.fronts.iter().any(|front| front.number == found.number);
        let selects = found.service().is_some_and(|service| service.selector.is_some());
        // One with more Pods than are looked at may have these among them.
        if own || !selects || !self.set.belongs(member, found) {
            return;
        }
        let message = format!("the Service `{}` does not select the Pods of {}", found.name, member.shown());
        violations
            .report(member, &member.at().field("spec").field("serviceName"), message)
            .see(found, &found.at().field("spec").field("selector"), "it selects by these labels")
            .help("give it the labels of the Pods (`spec.template.metadata.labels`)");
    }
}
