//! The way out of each reason.

/// The way out, by reason.
const HELP: &[(&str, &str)] = &[
    ("ErrImagePull", IMAGE),
    ("ImagePullBackOff", IMAGE),
    ("InvalidImageName", "write the image as `registry/name:tag`"),
    ("ErrImageNeverPull", "put the image onto the node, or set `imagePullPolicy: IfNotPresent`"),
    ("ImageInspectError", "the node's copy of the image is broken: remove it there"),
    ("RegistryUnavailable", "the registry does not answer: try again, or use a mirror"),
    ("CrashLoopBackOff", "read the log below, then fix the program, its configuration or its probes"),
    ("Error", "read the log below, then fix the program or its configuration"),
    ("OOMKilled", "raise `resources.limits.memory`, or let the program use less"),
    (
        "CreateContainerConfigError",
        "create the ConfigMap or Secret that the container names, or the key in it",
    ),
    ("CreateContainerError", "check `command`, `workingDir` and the volume mounts"),
    ("RunContainerError", "check that `command` exists in the image and may be run"),
    ("StartError", "check that `command` exists in the image and may be run"),
    ("ContainerCannotRun", "check that `command` exists in the image and may be run"),
    ("SchedulingGated", "the owner of `spec.schedulingGates` has to remove the gates"),
    ("Evicted", "lower what the Pod uses of its node, or set requests and limits for it"),
    ("DeadlineExceeded", "raise `activeDeadlineSeconds`, or shorten the work"),
    ("FailedMount", "create the ConfigMap, Secret or claim that the volume names"),
    (
        "FailedAttachVolume",
        "wait until the volume is free of its old node, or let the workload use `strategy: Recreate`",
    ),
    ("FailedCreatePodSandBox", "the network of the node is at fault: look at its CNI plugin"),
    ("ProvisioningFailed", "check the StorageClass and its provisioner"),
    ("FailedBinding", "name a StorageClass, or create a PersistentVolume that fits"),
    ("SyncLoadBalancerFailed", "check the cloud's quotas and the annotations of the Service"),
    ("Unhealthy", "check path, port and timing of the probe against the log of the container"),
];

const IMAGE: &str =
    "check the name and the tag of the image, and `imagePullSecrets` if the registry is private";

const RUNS_AS_ROOT: &str =
    "set `securityContext.runAsUser` to a number other than 0, or name one with `USER` in the image";

/// The way out of a reason, or of what the message says of it.
pub(super) fn help(reason: &str, message: &str) -> Option<String> {
    let by_message = match reason {
        "Unschedulable" | "FailedScheduling" => Some(unschedulable(message)),
        "FailedCreate" | "FailedCreatePod" => Some(refused(message)),
        "CreateContainerConfigError" if message.contains("runAsNonRoot") => Some(RUNS_AS_ROOT),
        _ => None,
    };
    let by_reason = || HELP.iter().find(|(name, _)| *name == reason).map(|(_, help)| *help);
    by_message.or_else(by_reason).map(str::to_owned)
}

/// The way out when no node fits, by what the scheduler says of the nodes.
fn unschedulable(message: &str) -> &'static str {
    let has = |part: &str| message.contains(part);
    if has("Insufficient") {
        "lower `resources.requests`, add nodes, or free some"
    } else if has("untolerated taint") {
        "add a toleration of the taint, or remove the taint"
    } else if has("unbound immediate PersistentVolumeClaims") || has("persistentvolumeclaim") {
        "bind the claims of the Pod: `kubectl describe pvc` says what each waits for"
    } else if has("free ports") {
        "no node has the host port free: use a Service instead of `hostPort`, or update with `maxSurge: 0`"
    } else if has("anti-affinity") || has("topology spread") {
        "the spread constraints allow no node: make them preferences, or update with `maxSurge: 0`"
    } else if has("volume node affinity") || has("PersistentVolume's node affinity") {
        "the volume is in a zone without a fitting node: add one there"
    } else {
        "compare `nodeSelector` and `affinity` with the labels of the nodes: `kubectl get nodes --show-labels`"
    }
}

/// The way out when Pods are refused.
fn refused(message: &str) -> &'static str {
    let has = |part: &str| message.contains(part);
    if has("exceeded quota") {
        "raise the ResourceQuota of the namespace, or ask for less"
    } else if has("PodSecurity") {
        "meet the Pod security level of the namespace: `workload validate` names the fields"
    } else if has("serviceaccount") {
        "create the ServiceAccount that the Pods name"
    } else if has("admission webhook") {
        "ask who runs the webhook; it refuses the Pods"
    } else if has("LimitRange") || has("maximum cpu usage") || has("maximum memory usage") {
        "stay within the LimitRange of the namespace"
    } else {
        "change the Pod template so that the API server accepts its Pods"
    }
}
