//! Fields at the wrong level or in the wrong kind: where they belong.

use crate::syntax::yaml::{Path, Step};
use crate::validate::field_error::{ErrorType, FieldError};

/// Fields of a container, and of no Pod.
const OF_CONTAINERS: &[&str] = &[
    "args",
    "command",
    "env",
    "envFrom",
    "image",
    "imagePullPolicy",
    "lifecycle",
    "livenessProbe",
    "ports",
    "readinessProbe",
    "startupProbe",
    "volumeMounts",
    "volumeDevices",
    "workingDir",
];

/// The lists of containers.
const LISTS: &[&str] = &["containers", "initContainers"];

/// Fields of a container's `securityContext`, and of no Pod's.
const OF_CONTAINERS_SECURITY: &[&str] =
    &["allowPrivilegeEscalation", "capabilities", "privileged", "procMount", "readOnlyRootFilesystem"];

/// Fields of a Pod's `securityContext`, and of no container's.
const OF_PODS_SECURITY: &[&str] = &["fsGroup", "fsGroupChangePolicy", "supplementalGroups", "sysctls"];

/// Fields of a Pod's spec, and of no container and no workload.
const OF_PODS: &[&str] = &[
    "affinity",
    "automountServiceAccountToken",
    "containers",
    "dnsConfig",
    "dnsPolicy",
    "hostAliases",
    "hostIPC",
    "hostNetwork",
    "hostPID",
    "imagePullSecrets",
    "initContainers",
    "nodeName",
    "nodeSelector",
    "priorityClassName",
    "runtimeClassName",
    "schedulerName",
    "serviceAccount",
    "serviceAccountName",
    "shareProcessNamespace",
    "terminationGracePeriodSeconds",
    "tolerations",
    "topologySpreadConstraints",
    "volumes",
];

/// Fields of a Job's spec.
const OF_JOBS: &[&str] = &[
    "activeDeadlineSeconds",
    "backoffLimit",
    "backoffLimitPerIndex",
    "completionMode",
    "completions",
    "parallelism",
    "podFailurePolicy",
    "ttlSecondsAfterFinished",
];

/// Fields of a CronJob's spec.
const OF_CRON_JOBS: &[&str] = &[
    "concurrencyPolicy",
    "failedJobsHistoryLimit",
    "schedule",
    "startingDeadlineSeconds",
    "successfulJobsHistoryLimit",
    "timeZone",
];

/// Fields of a workload's spec, beside `template`.
const OF_WORKLOADS: &[&str] = &[
    "minReadySeconds",
    "paused",
    "progressDeadlineSeconds",
    "replicas",
    "revisionHistoryLimit",
    "serviceName",
    "strategy",
    "template",
    "updateStrategy",
    "volumeClaimTemplates",
];

/// Fields of an object's metadata.
const OF_METADATA: &[&str] = &["annotations", "finalizers", "generateName", "labels", "name", "namespace"];

/// Fields of a selector of labels.
const OF_SELECTORS: &[&str] = &["matchExpressions", "matchLabels"];

/// Maps of texts whose keys are anybody's: what stands in them by mistake is a key like any other.
const FREE_MAPS: &[&str] = &["annotations", "labels", "matchLabels", "nodeSelector", "data", "stringData"];

/// Gives an error of a field that stands in the wrong place the help that says where it belongs.
pub(super) fn explain(kind: &str, error: &mut FieldError) {
    let place = error.place.as_ref().unwrap_or(&error.path);
    let help = match error.error_type {
        ErrorType::UnknownField => belongs(kind, place),
        ErrorType::Type => in_a_free_map(place),
        ErrorType::Invalid if kind == "Secret" && is_in(place, "data") => {
            Some("encode the value with `base64 -w0`, or put plain text under `stringData`".to_owned())
        }
        _ => None,
    };
    if help.is_some() {
        error.help = help;
        error.suggestion = None;
    }
}

/// Whether a path leads into a field of the object itself.
fn is_in(path: &Path, field: &str) -> bool {
    matches!(path.0.first(), Some(Step::Field(name)) if name == field)
}

fn name(step: &Step) -> Option<&str> {
    match step {
        Step::Field(name) | Step::Key(name) => Some(name),
        Step::Index(_) => None,
    }
}

/// Where a field belongs that its parent does not have.
fn belongs(kind: &str, path: &Path) -> Option<String> {
    let (last, above) = path.0.split_last()?;
    let field = name(last)?;
    let level = Level::of(above);
    of_kind(kind, field, level).or_else(|| by_level(kind, field, level)).or_else(|| inside(field, above))
}

/// Which part of an object a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Root,
    Spec,
    Template,
    JobTemplate,
    JobSpec,
    PodSpec,
    Container,
    Other,
}

impl Level {
    fn of(path: &[Step]) -> Self {
        let names: Vec<_> = path.iter().filter_map(name).collect();
        let names = names.strip_prefix(&["items"]).unwrap_or(&names);
        let (job, names) = match names {
            ["spec", "jobTemplate", rest @ ..] => (true, rest),
            names => (false, names),
        };
        match (job, names) {
            (false, []) => Self::Root,
            (false, ["spec"]) => Self::Spec,
            (true, []) => Self::JobTemplate,
            (true, ["spec"]) => Self::JobSpec,
            (_, ["spec", "template"]) => Self::Template,
            (_, ["spec", "template", "spec"]) => Self::PodSpec,
            (
                _,
                ["spec", "template", "spec", "containers" | "initContainers"]
                | ["spec", "containers" | "initContainers"],
            ) => Self::Container,
            _ => Self::Other,
        }
    }
}

/// A field that another kind has, or that has another name here.
fn of_kind(kind: &str, field: &str, level: Level) -> Option<String> {
    if level != Level::Spec {
        return None;
    }
    let help = match (kind, field) {
        ("StatefulSet" | "DaemonSet", "strategy") => {
            format!("in a {kind} it is called `updateStrategy`")
        }
        ("Deployment", "updateStrategy") => "in a Deployment it is called `strategy`".to_owned(),
        ("Deployment" | "DaemonSet" | "ReplicaSet", "volumeClaimTemplates") => {
            "only a StatefulSet has a claim for each Pod: write `kind: StatefulSet`, or mount one claim as a volume"
                .to_owned()
        }
        ("Deployment" | "DaemonSet" | "ReplicaSet", "serviceName" | "podManagementPolicy") => {
            format!("only a StatefulSet has `{field}`: leave it out, or write `kind: StatefulSet`")
        }
        ("DaemonSet", "replicas") => {
            "a DaemonSet has one Pod on each node: leave `replicas` out, or write `kind: Deployment`".to_owned()
        }
        ("Job" | "CronJob", "replicas") => {
            format!("a {kind} has no replicas: a Job runs `parallelism` Pods at once until `completions` succeeded")
        }
        ("Pod", _) if OF_JOBS.contains(&field) => {
            format!("`{field}` is a field of a Job: a Pod by itself is not tried again")
        }
        ("Service", "nodePort" | "port" | "protocol" | "targetPort" | "appProtocol") => {
            format!("it belongs to an item of `ports`: `ports: [{{{field}: …}}]`")
        }
        ("HorizontalPodAutoscaler", "targetCPUUtilizationPercentage") => {
            "in `autoscaling/v2` it is an item of `metrics`: `{type: Resource, resource: {name: cpu, target: {type: \
             Utilization, averageUtilization: …}}}`"
                .to_owned()
        }
        ("Pod", "replicas") => "a Pod is one: a Deployment has replicas".to_owned(),
        ("CronJob", _) if OF_JOBS.contains(&field) => {
            format!("it belongs to the Job: `spec.jobTemplate.spec.{field}`")
        }
        _ => return None,
    };
    Some(help)
}

/// A field of another level of the same object.
fn by_level(kind: &str, field: &str, level: Level) -> Option<String> {
    let bare = kind == "Pod";
    let pods = match kind {
        "Pod" => "spec",
        "CronJob" => "spec.jobTemplate.spec.template.spec",
        _ => "spec.template.spec",
    };
    let has_pods =
        ["Pod", "CronJob", "Job", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].contains(&kind);
    if !has_pods {
        let in_metadata = level == Level::Root && OF_METADATA.contains(&field);
        return in_metadata.then(|| format!("it belongs to `metadata`: `metadata.{field}`"));
    }
    let of_pod = OF_PODS.contains(&field);
    match level {
        _ if kind == "CronJob" && level != Level::Spec && OF_CRON_JOBS.contains(&field) => {
            Some(format!("it belongs to the CronJob's own spec, beside `jobTemplate`: `spec.{field}`"))
        }
        Level::PodSpec | Level::Template if kind == "Job" && OF_JOBS.contains(&field) => {
            Some(format!("it belongs to the Job's own spec, beside `template`: `spec.{field}`"))
        }
        Level::PodSpec | Level::Template | Level::JobTemplate
            if kind == "CronJob" && OF_JOBS.contains(&field) =>
        {
            Some(format!("it belongs to the Job: `spec.jobTemplate.spec.{field}`"))
        }
        Level::PodSpec | Level::Template | Level::Container if !bare && OF_WORKLOADS.contains(&field) => {
            Some(format!("it belongs to the {kind}'s own spec, beside `template`: `spec.{field}`"))
        }
        Level::PodSpec if OF_CONTAINERS.contains(&field) => Some(in_container(pods, field)),
        Level::Spec if bare && OF_CONTAINERS.contains(&field) => Some(in_container(pods, field)),
        Level::Spec | Level::Template | Level::JobTemplate | Level::JobSpec
            if OF_CONTAINERS.contains(&field) =>
        {
            Some(in_container(pods, field))
        }
        Level::Container | Level::Template | Level::JobTemplate | Level::JobSpec if of_pod => {
            Some(format!("it belongs to the Pods' spec, beside `containers`: `{pods}.{field}`"))
        }
        Level::Spec if of_pod && !bare => Some(format!("it belongs to the Pods: `{pods}.{field}`")),
        Level::Root if of_pod || OF_WORKLOADS.contains(&field) => {
            Some(format!("it belongs below `spec`: `{}.{field}`", if of_pod { pods } else { "spec" }))
        }
        Level::Root | Level::Spec | Level::Template if OF_METADATA.contains(&field) => {
            let holder = if level == Level::Template { "spec.template.metadata" } else { "metadata" };
            Some(format!("it belongs to `metadata`: `{holder}.{field}`"))
        }
        _ => None,
    }
}

fn in_container(pods: &str, field: &str) -> String {
    format!("it belongs to a container: `{pods}.containers[0].{field}`")
}

/// A field that belongs one level down from where it stands.
fn inside(field: &str, above: &[Step]) -> Option<String> {
    let parent = above.iter().rev().find_map(name)?;
    let in_container = above.iter().filter_map(name).any(|step| LISTS.contains(&step));
    match (parent, field) {
        (_, "limits" | "requests") if LISTS.contains(&parent) => {
            Some(format!("it belongs below `resources`: `resources: {{{field}: …}}`"))
        }
        ("securityContext", _) if !in_container && OF_CONTAINERS_SECURITY.contains(&field) => {
            Some(format!("it belongs to a container: `securityContext: {{{field}: …}}` beside its `image`"))
        }
        ("securityContext", _) if in_container && OF_PODS_SECURITY.contains(&field) => {
            Some(format!("it belongs to the Pods: `securityContext: {{{field}: …}}` beside `containers`"))
        }
        ("resources", "cpu" | "memory" | "ephemeral-storage") => {
            Some(format!("it belongs below `requests` or `limits`: `limits: {{{field}: …}}`"))
        }
        ("livenessProbe" | "readinessProbe" | "startupProbe", "path" | "port" | "scheme" | "httpHeaders") => {
            Some(format!("it belongs below `httpGet`: `httpGet: {{{field}: …}}`"))
        }
        ("livenessProbe" | "readinessProbe" | "startupProbe", "command") => {
            Some("it belongs below `exec`: `exec: {command: […]}`".to_owned())
        }
        ("strategy" | "updateStrategy", "maxSurge" | "maxUnavailable" | "partition") => {
            Some(format!("it belongs below `rollingUpdate`: `rollingUpdate: {{{field}: …}}`"))
        }
        ("selector" | "labelSelector", _)
            if !OF_SELECTORS.contains(&field) && !field.starts_with("match") =>
        {
            Some(format!("labels of a selector belong below `matchLabels`: `matchLabels: {{{field}: …}}`"))
        }
        _ => None,
    }
}

/// A map or a list among the texts of a free map: a field that is one level too deep.
fn in_a_free_map(path: &Path) -> Option<String> {
    let (last, above) = path.0.split_last()?;
    let (field, parent) = (name(last)?, above.last().and_then(name)?);
    let known = [OF_PODS, OF_CONTAINERS, OF_WORKLOADS, OF_METADATA, OF_SELECTORS, &["spec", "selector"]];
    let is_field = known.iter().any(|fields| fields.contains(&field));
    (FREE_MAPS.contains(&parent) && is_field)
        .then(|| format!("`{field}` belongs one level up, beside `{parent}`: take two blanks away before it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        Path(
            text.split('.')
                .map(|step| step.parse().map_or_else(|_| Step::Field(step.to_owned()), Step::Index))
                .collect(),
        )
    }

    #[test]
    fn a_field_in_the_wrong_place_is_sent_to_its_own() {
        for (kind, place, help) in [
            ("Deployment", "spec.volumeClaimTemplates", "StatefulSet"),
            ("StatefulSet", "spec.strategy", "`updateStrategy`"),
            ("CronJob", "spec.jobTemplate.concurrencyPolicy", "`spec.concurrencyPolicy`"),
            ("CronJob", "spec.jobTemplate.spec.schedule", "`spec.schedule`"),
            ("CronJob", "spec.backoffLimit", "`spec.jobTemplate.spec.backoffLimit`"),
            ("Deployment", "spec.template.spec.env", "`spec.template.spec.containers[0].env`"),
            ("Pod", "spec.env", "`spec.containers[0].env`"),
            ("Pod", "spec.backoffLimit", "a field of a Job"),
            ("Job", "spec.template.spec.backoffLimit", "`spec.backoffLimit`"),
            ("Deployment", "spec.template.spec.containers.0.volumes", "`spec.template.spec.volumes`"),
            ("Deployment", "spec.template.spec.replicas", "`spec.replicas`"),
            ("Deployment", "spec.containers", "`spec.template.spec.containers`"),
            ("Deployment", "spec.selector.app", "`matchLabels: {app: …}`"),
            ("Deployment", "spec.template.spec.containers.0.resources.cpu", "`requests`"),
            ("ConfigMap", "labels", "`metadata.labels`"),
            ("Pod", "spec.containers.0.limits", "`resources: {limits: …}`"),
            ("Deployment", "spec.template.spec.securityContext.privileged", "to a container"),
            ("Pod", "spec.containers.0.securityContext.fsGroup", "to the Pods"),
            ("Service", "spec.nodePort", "`ports: [{nodePort: …}]`"),
            ("HorizontalPodAutoscaler", "spec.targetCPUUtilizationPercentage", "`metrics`"),
        ] {
            let found = belongs(kind, &path(place)).unwrap_or_default();
            assert!(found.contains(help), "{kind} {place}: {found:?}");
        }
        assert_eq!(belongs("Deployment", &path("spec.template.spec.containers.0.imagee")), None);
    }
}
