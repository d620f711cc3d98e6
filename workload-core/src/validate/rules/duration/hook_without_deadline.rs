//! D12: a hook that the rollout waits for, and that may hang.

use crate::k8s::Object;
use crate::validate::rules::facts::cron_times::{deadline, job};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::Violations;

rule! {
    /// A Job that a rollout waits for has a deadline.
    ///
    /// Argo CD runs the Jobs with `argocd.argoproj.io/hook` and waits until they are over: one that hangs, on
    /// a lock or on a database that does not answer, holds up every sync of the application, for ever. With
    /// `activeDeadlineSeconds` it fails, and the sync with it (article §6.2). Helm gives up by itself after
    /// five minutes, so of its hooks this is only worth knowing.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: migrate
    ///   annotations: {argocd.argoproj.io/hook: PreSync}
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///       - {name: migrate, image: "shop:v1", command: [migrate, up]}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: migrate
    ///   annotations: {argocd.argoproj.io/hook: PreSync}
    /// spec:
    ///   activeDeadlineSeconds: 900
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///       - {name: migrate, image: "shop:v1", command: [migrate, up]}
    /// ```
    D12 hook_without_deadline: Warning, ["6.2"], Object(check)
}

const ARGO: &str = "argocd.argoproj.io/hook";
const HELM: &str = "helm.sh/hook";

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let Object::Job(_) = subject.object else { return };
    let Some((spec, fields)) = job(subject).filter(|(job, _)| deadline(job).is_none()) else { return };
    let notes = subject.object.meta().annotations.as_ref();
    let hook = [ARGO, HELM].into_iter().find(|key| notes.is_some_and(|notes| notes.contains_key(*key)));
    let Some(hook) = hook.filter(|_| spec.suspend != Some(true)) else { return };
    // A test is run by hand, and a hook that is skipped never runs.
    let value = notes.and_then(|notes| notes.get(hook)).map_or("", String::as_str);
    if value.contains("test") || value == "Skip" {
        return;
    }
    let message = format!(
        "the rollout waits for the hook `{}`, which may hang and has no deadline",
        subject.object.name()
    );
    let violation = violations.report(subject, &subject.at().fields(fields), message);
    violation.help("give `activeDeadlineSeconds` in `spec`: longer than any successful run takes");
    if hook == HELM {
        violation.severity(Severity::Info);
    }
}
