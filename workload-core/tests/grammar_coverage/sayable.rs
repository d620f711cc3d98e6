//! The fields of workloads that a key, an option of a key or a volume says.

use std::collections::BTreeSet;

use serde_yaml::Value;

/// Types with their fields: `name`, `name:Type`, `name:[Type]` for a list, `name:*` for anything.
///
/// Fields that only a server writes, such as `status`, count as said: nobody describes them.
const TYPES: &[(&str, &str)] = &[
    ("Deployment", "apiVersion kind metadata:Meta spec:DeploymentSpec status:*"),
    ("StatefulSet", "apiVersion kind metadata:Meta spec:StatefulSetSpec status:*"),
    ("DaemonSet", "apiVersion kind metadata:Meta spec:DaemonSetSpec status:*"),
    ("Job", "apiVersion kind metadata:Meta spec:JobSpec status:*"),
    ("CronJob", "apiVersion kind metadata:Meta spec:CronJobSpec status:*"),
    (
        "Meta",
        "name namespace labels:* annotations:* creationTimestamp generation uid resourceVersion selfLink managedFields:*",
    ),
    ("Selector", "matchLabels:*"),
    ("Terms", "matchLabels:* matchExpressions:*"),
    (
        "DeploymentSpec",
        "replicas selector:Selector template:Template strategy:Strategy minReadySeconds revisionHistoryLimit \
        progressDeadlineSeconds paused",
    ),
    ("Strategy", "type rollingUpdate:RollingUpdate"),
    ("RollingUpdate", "maxSurge maxUnavailable partition"),
    (
        "StatefulSetSpec",
        "replicas selector:Selector template:Template serviceName podManagementPolicy updateStrategy:Strategy \
        minReadySeconds revisionHistoryLimit ordinals:* persistentVolumeClaimRetentionPolicy:* volumeClaimTemplates:[ClaimTemplate]",
    ),
    ("ClaimTemplate", "apiVersion kind metadata:Meta spec:ClaimSpec status:*"),
    ("ClaimSpec", "accessModes resources:ClaimResources storageClassName volumeMode volumeName dataSource"),
    ("ClaimResources", "requests:ClaimRequests"),
    ("ClaimRequests", "storage"),
    (
        "DaemonSetSpec",
        "selector:Selector template:Template updateStrategy:Strategy minReadySeconds revisionHistoryLimit",
    ),
    (
        "CronJobSpec",
        "schedule timeZone concurrencyPolicy startingDeadlineSeconds suspend successfulJobsHistoryLimit \
        failedJobsHistoryLimit jobTemplate:JobTemplate",
    ),
    ("JobTemplate", "metadata:JobMeta spec:JobSpec"),
    ("JobMeta", "labels:* annotations:* creationTimestamp name namespace"),
    (
        "JobSpec",
        "parallelism completions completionMode backoffLimit backoffLimitPerIndex maxFailedIndexes activeDeadlineSeconds \
        ttlSecondsAfterFinished suspend podFailurePolicy:* podReplacementPolicy successPolicy:* template:Template",
    ),
    ("Template", "metadata:TemplateMeta spec:Pod"),
    // Names and namespaces of templates mean nothing: the controllers give their own.
    ("TemplateMeta", "labels:* annotations:* creationTimestamp name namespace generateName"),
    (
        "Pod",
        "containers:[Container] initContainers:[Container] volumes:[Volume] restartPolicy terminationGracePeriodSeconds dnsPolicy \
        dnsConfig:* nodeSelector:* serviceAccountName serviceAccount automountServiceAccountToken hostNetwork hostPID hostIPC \
        shareProcessNamespace enableServiceLinks securityContext:PodSecurity imagePullSecrets:* affinity:Affinity schedulerName \
        runtimeClassName tolerations:* hostAliases:* priorityClassName topologySpreadConstraints:[Spread] \
        hostUsers hostname subdomain setHostnameAsFQDN nodeName preemptionPolicy activeDeadlineSeconds resources:Resources resourceClaims:* \
        readinessGates:*",
    ),
    (
        "PodSecurity",
        "runAsUser runAsGroup runAsNonRoot fsGroup fsGroupChangePolicy supplementalGroups seccompProfile:Seccomp sysctls:* \
        appArmorProfile:Seccomp seLinuxOptions:* windowsOptions:* supplementalGroupsPolicy",
    ),
    ("Seccomp", "type localhostProfile"),
    ("Affinity", "nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAffinity"),
    (
        "NodeAffinity",
        "requiredDuringSchedulingIgnoredDuringExecution:NodeSelector \
        preferredDuringSchedulingIgnoredDuringExecution:[PreferredNode]",
    ),
    ("NodeSelector", "nodeSelectorTerms:[NodeTerm]"),
    ("PreferredNode", "weight preference:NodeTerm"),
    ("NodeTerm", "matchExpressions:*"),
    (
        "PodAffinity",
        "requiredDuringSchedulingIgnoredDuringExecution:[PodTerm] \
        preferredDuringSchedulingIgnoredDuringExecution:[WeightedTerm]",
    ),
    ("WeightedTerm", "weight podAffinityTerm:PodTerm"),
    ("PodTerm", "topologyKey labelSelector:Terms namespaces"),
    (
        "Spread",
        "maxSkew topologyKey whenUnsatisfiable labelSelector:Terms minDomains nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys",
    ),
    (
        "Container",
        "name image command args workingDir env:[EnvVar] envFrom:[EnvFrom] ports:[Port] resources:Resources \
        volumeMounts:[Mount] startupProbe:Probe readinessProbe:Probe livenessProbe:Probe lifecycle:Lifecycle imagePullPolicy \
        securityContext:Security stdin stdinOnce tty restartPolicy terminationMessagePath terminationMessagePolicy volumeDevices:*",
    ),
    ("EnvVar", "name value valueFrom:EnvSource"),
    (
        "EnvSource",
        "secretKeyRef:KeyRef configMapKeyRef:KeyRef fieldRef:FieldRef resourceFieldRef:ResourceRef",
    ),
    ("KeyRef", "name key optional"),
    ("FieldRef", "fieldPath apiVersion"),
    ("ResourceRef", "resource containerName divisor"),
    ("EnvFrom", "prefix secretRef:Ref configMapRef:Ref"),
    ("Ref", "name optional items:*"),
    ("Port", "name containerPort hostPort hostIP protocol"),
    ("Resources", "requests:* limits:* claims:*"),
    ("Mount", "name mountPath subPath subPathExpr readOnly recursiveReadOnly mountPropagation"),
    (
        "Probe",
        "httpGet:Http tcpSocket:Tcp grpc:* exec:* initialDelaySeconds periodSeconds timeoutSeconds successThreshold \
        failureThreshold terminationGracePeriodSeconds",
    ),
    ("Http", "path port scheme host httpHeaders:*"),
    ("Tcp", "port host"),
    ("Lifecycle", "postStart:Hook preStop:Hook"),
    ("Hook", "exec:* httpGet:HookHttp sleep:*"),
    ("HookHttp", "path port scheme httpHeaders:*"),
    (
        "Security",
        "runAsUser runAsGroup runAsNonRoot readOnlyRootFilesystem privileged allowPrivilegeEscalation capabilities:* \
        seccompProfile:Seccomp appArmorProfile:Seccomp seLinuxOptions:* procMount windowsOptions:*",
    ),
    (
        "Volume",
        "name emptyDir:EmptyDir hostPath:AnyHostPath configMap:ConfigMap secret:Secret persistentVolumeClaim:Claim projected:Projected \
        csi:* ephemeral:* nfs:* image:* downwardAPI:*",
    ),
    ("EmptyDir", "medium sizeLimit"),
    ("AnyHostPath", "path type"),
    ("ConfigMap", "name defaultMode optional items:*"),
    ("Secret", "secretName defaultMode optional items:*"),
    ("Claim", "claimName readOnly"),
    ("Projected", "defaultMode sources:[Projection]"),
    ("Projection", "configMap:Ref secret:Ref downwardAPI:DownwardApi serviceAccountToken:*"),
    ("DownwardApi", "items:[DownwardFile]"),
    ("DownwardFile", "path fieldRef:FieldRef resourceFieldRef:ResourceRef"),
];

/// The fields of a workload that nothing says, each as `Type.field`.
pub fn missing(object: &Value) -> BTreeSet<String> {
    let mut missing = BTreeSet::new();
    let kind = object.get("kind").and_then(Value::as_str).unwrap_or_default();
    look(object, kind, &mut missing);
    missing
}

fn look(value: &Value, kind: &str, missing: &mut BTreeSet<String>) {
    let fields = TYPES.iter().find(|(name, _)| *name == kind).unwrap_or_else(|| panic!("no type {kind}")).1;
    let Value::Mapping(map) = value else { return };
    for (key, value) in map {
        let key = key.as_str().unwrap_or("?");
        let mut known = fields.split_whitespace().map(|field| field.split_once(':').unwrap_or((field, "*")));
        // What is null or empty says nothing.
        let empty = value.is_null()
            || value.as_sequence().is_some_and(Vec::is_empty)
            || value.as_mapping().is_some_and(serde_yaml::Mapping::is_empty);
        match known.find(|(name, _)| *name == key) {
            Some((_, "*")) => {}
            Some((_, inner)) => match inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
                Some(item) => {
                    value.as_sequence().into_iter().flatten().for_each(|one| look(one, item, missing));
                }
                None => look(value, inner, missing),
            },
            None if empty => {}
            None => drop(missing.insert(format!("{kind}.{key}"))),
        }
    }
}
