//! D07: a cron daemon in a Pod that runs on.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::container_command::Run;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::{ContainerPart, Subject};
use crate::validate::rules::facts::volumes::mounts;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// What runs on a schedule is a CronJob.
    ///
    /// A cron daemon in a Pod repeats what the article says of cron on a host: a run that fails
    /// is not tried again and leaves no record, a restart forgets the run that was due, and with
    /// two replicas everything runs twice. A CronJob has none of that (article §6.1, §6.2). The
    /// same goes for a script that does its work and sleeps for an hour or more.
    ///
    /// Silent in a DaemonSet, as no CronJob runs on every node, and for a container that shares
    /// a volume with another one of its Pod, which a CronJob could not mount.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: reports}
    /// spec:
    ///   selector: {matchLabels: {app: reports}}
    ///   template:
    ///     metadata: {labels: {app: reports}}
    ///     spec:
    ///       containers:
    ///       - name: reports
    ///         image: reports:v1
    ///         command: [crond, -f]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: reports}
    /// spec:
    ///   schedule: "0 3 * * *"
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - {name: reports, image: "reports:v1"}
    /// ```
    D07 cron_inside_a_pod: Warning, ["6.1", "6.2"], Object(check)
}

const DAEMONS: &[&str] =
    &["cron", "crond", "supercronic", "go-crond", "go-cron", "anacron", "ofelia", "fcron", "yacron"];

/// What a loop may do between two sleeps without doing anything.
const IDLE: &[&str] = &["sleep", "echo", "printf", "date", "true", ":", "done"];

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    if !matches!(subject.object.kind(), "Deployment" | "StatefulSet" | "ReplicaSet") {
        return;
    }
    for part in subject.containers().filter(|part| !part.ends_first() && !shares_a_volume(subject, part)) {
        let run = Run::of(part.container);
        let daemon = run.calls.iter().find(|call| DAEMONS.contains(&call.program));
        let message = match daemon {
            Some(call) => format!(
                "`{}` starts Jobs that Kubernetes does not see: nothing retries or records them",
                call.program
            ),
            None if works_and_sleeps(&run) => {
                "the container works and sleeps for an hour or more: a schedule that Kubernetes does not see"
                    .to_owned()
            }
            None => continue,
        };
        let path = pod_spec(subject);
        let spec = PathBuilder::along(&path);
        let list = spec.field(part.list);
        let field = if part.container.command.is_some() { "command" } else { "args" };
        reports
            .report(subject, &list.index(part.index).field(field), message)
            .help("make each of its tasks a CronJob, with its schedule, retries and history (article §6)");
    }
}

/// Whether a script repeats something that is no mere waiting, an hour or more apart.
fn works_and_sleeps(run: &Run<'_>) -> bool {
    let Some(body) = run.endless_loop() else { return false };
    let calls: Vec<_> = crate::validate::rules::facts::container_command::calls(
        body.split_once("do").map_or("", |(_, body)| body),
    )
    .collect();
    let sleeps = calls.iter().filter(|call| call.program == "sleep");
    let long = sleeps.filter_map(|call| seconds(call.words.first()?)).any(|seconds| seconds >= 3_600);
    long && calls.iter().any(|call| !IDLE.contains(&call.program))
}

/// The seconds of `3600`, `60m`, `1d`.
fn seconds(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(unit)
}

fn shares_a_volume(subject: &Subject<'_>, part: &ContainerPart<'_>) -> bool {
    let others = || {
        subject
            .containers()
            .filter(|other| (other.list, other.index) != (part.list, part.index) && !other.ends_first())
    };
    mounts(part.container)
        .iter()
        .any(|own| others().any(|other| mounts(other.container).iter().any(|mount| mount.name == own.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleeps_have_units() {
        assert_eq!(
            (seconds("3600"), seconds("60m"), seconds("1d")),
            (Some(3_600), Some(3_600), Some(86_400))
        );
        assert_eq!((seconds("$N"), seconds("infinity")), (None, None));
    }
}
