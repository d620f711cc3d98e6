//! N01: a StatefulSet whose Service is not there.

use k8s_openapi::api::core::v1::ServiceSpec;

use crate::validate::rules::facts::pod_dns::{DnsUse, first_by_set, governing, uses};
use crate::validate::rules::facts::selector::{WorkloadsByLabel, selector, service};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Set;
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
    /// when the file has other Services.
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

/// What is near a StatefulSet.
struct Around<'u, 's> {
    set: &'s Set,
    used: Option<&'u &'u DnsUse<'s>>,
    fronts: &'u [Subject<'s>],
}

fn check(set: &Set, reports: &mut Violations) {
    let addresses = uses(set);
    let used = first_by_set(&addresses);
    let fronts = WorkloadsByLabel::of(set).fronts();
    for subject in set.of_kind("StatefulSet") {
        let fronts = fronts.get(&subject.number).map_or(&[][..], Vec::as_slice);
        let around = Around { set, used: used.get(&subject.number), fronts };
        match governing(&subject) {
            None => around.unnamed(&subject, reports),
            Some(name) => match set.named("Service", name, &subject) {
                Some(service) => around.other_pods(&subject, &service, reports),
                None => around.missing(&subject, name, reports),
            },
        }
    }
}

impl Around<'_, '_> {
    /// It names no Service, and somebody uses one.
    fn unnamed(&self, subject: &Subject<'_>, reports: &mut Violations) {
        let Some(used) = self.used else { return };
        let message = format!("without `serviceName` the Pods of {} have no names in DNS", subject.name());
        reports
            .report(subject, &subject.at().field("spec"), message)
            .see(
                &used.subject,
                &crate::syntax::yaml::PathBuilder::along(&used.path),
                format!("`{}` is used here", used.address.text),
            )
            .help(format!("`serviceName: {}`, and a headless Service of that name", used.address.service));
    }

    /// It names one that is not there.
    fn missing(&self, subject: &Subject<'_>, name: &str, reports: &mut Violations) {
        let services = || self.set.of_kind("Service");
        let elsewhere = services().any(|other| {
            other.object.name() == name && self.set.folder_of(&other) == self.set.folder_of(subject)
        });
        let beside =
            services().any(|other| self.set.same_file(&other, subject) && self.set.belongs(&other, subject));
        if elsewhere || (self.fronts.is_empty() && self.used.is_none() && !beside) {
            return;
        }
        let message = format!(
            "there is no Service `{name}`, under which the Pods of {} would be found",
            subject.name()
        );
        let at = subject.at();
        let report = reports.report(subject, &at.field("spec").field("serviceName"), message);
        match self.fronts.first() {
            Some(front) => {
                let own = front.object.name();
                report
                    .see(front, &front.at().field("metadata").field("name"), "this Service selects its Pods")
                    .help(format!("say `serviceName: {own}`, or call the Service `{name}`; `serviceName` cannot be changed later"));
            }
            None => {
                report.help(format!("add a headless Service (`clusterIP: None`) called `{name}` that selects the Pods (article §4.3)"));
            }
        }
        if let Some(used) = self.used {
            report.see(
                &used.subject,
                &crate::syntax::yaml::PathBuilder::along(&used.path),
                format!("`{}` is used here", used.address.text),
            );
        }
    }

    /// It names one that leads to other Pods.
    fn other_pods(&self, subject: &Subject<'_>, found: &Subject<'_>, reports: &mut Violations) {
        let own = self.fronts.iter().any(|front| front.number == found.number);
        let selects = service(found.object).and_then(|spec: &ServiceSpec| selector(spec)).is_some();
        // One with more Pods than are looked at may have these among them.
        if own || !selects || !self.set.belongs(subject, found) {
            return;
        }
        let message =
            format!("the Service `{}` does not select the Pods of {}", found.object.name(), subject.name());
        reports
            .report(subject, &subject.at().field("spec").field("serviceName"), message)
            .see(found, &found.at().field("spec").field("selector"), "it selects by these labels")
            .help("give it the labels of the Pods (`spec.template.metadata.labels`)");
    }
}
