//! Fields that not every version of Kubernetes has, or that a feature gate drops.
//!
//! `since` and `gone` are those of k8s-openapi's types, 1.30 to 1.37; a test reads them there. The
//! source of a gate's stages is on the gate's line.

use std::sync::LazyLock;

use memchr::memrchr;

use super::gates::{
    ATOMIC_WRITE_VOLUME_USER_FIELDS, CLUSTER_TRUST_BUNDLE_PROJECTION, CONTAINER_RESTART_RULES,
    CONTAINER_STOP_SIGNALS, COORDINATED_LEADER_ELECTION, CROSS_NAMESPACE_VOLUME_DATA_SOURCE,
    CSI_SERVICE_ACCOUNT_TOKEN_SECRETS, DYNAMIC_RESOURCE_ALLOCATION, EMPTY_DIR_VOLUME_MODE, ENV_FILES,
    EVICTION_REQUEST_API, GENERIC_WORKLOAD, Gate, HOSTNAME_OVERRIDE, HPA_CONFIGURABLE_TOLERANCE,
    IMAGE_VOLUME, IN_PLACE_POD_VERTICAL_SCALING, IN_PLACE_POD_VERTICAL_SCALING_SCHEDULER_PREEMPTION,
    JOB_MANAGED_BY, JOB_SUCCESS_POLICY, MATCH_LABEL_KEYS_IN_POD_AFFINITY, MAX_UNAVAILABLE_STATEFUL_SET,
    MUTABLE_CSI_NODE_ALLOCATABLE_COUNT, POD_CERTIFICATE_REQUEST, POD_LEVEL_RESOURCES,
    PREFER_SAME_TRAFFIC_DISTRIBUTION, PROC_MOUNT_TYPE, RECURSIVE_READ_ONLY_MOUNTS, SELINUX_CHANGE_POLICY,
    SERVICE_TRAFFIC_DISTRIBUTION, SUPPLEMENTAL_GROUPS_POLICY, USER_NAMESPACES_SUPPORT,
    VOLUME_ATTRIBUTES_CLASS, VOLUME_BIND_MOUNT_OPTIONS, VOLUME_LIMIT_SCALING, WORKLOAD_WITH_JOB,
};
use crate::k8s::version::Version;
use crate::k8s::versions::Versions;
use crate::syntax::text::FastMap;

/// What is known of a field.
#[derive(Debug)]
pub struct FieldFact {
    /// The type that has the field: `PodSpec`.
    pub of: &'static str,
    /// The type's group and version: `core::v1`.
    pub group: &'static str,
    /// The field.
    pub name: &'static str,
    /// The first version with the field, when it is not older than the earliest version here.
    pub since: Option<Version>,
    /// The first version without it.
    pub gone: Option<Version>,
    /// The gate without which the field is accepted and dropped.
    pub gate: Option<&'static Gate>,
}

impl FieldFact {
    /// The versions that know the field.
    pub(crate) fn known(&self) -> Versions {
        let since = self.since.map_or(Versions::ALL, Versions::from);
        since.and(self.gone.map_or(Versions::ALL, Versions::before))
    }

    /// The versions that accept the field and drop it.
    pub(crate) fn dropped(&self) -> Versions {
        self.gate.map_or(Versions::NONE, |gate| self.known().without(gate.on()))
    }
}

/// The facts of the types of each name: every struct that is decoded asks for its own.
static TYPES: LazyLock<FastMap<&str, &[FieldFact]>> = LazyLock::new(|| {
    let types = FIELDS.chunk_by(|one, next| one.of == next.of);
    types.map(|facts| (facts[0].of, facts)).collect()
});

/// The facts of a type's fields, by the type's name and its path in Rust.
pub(crate) fn of_type(name: &str, path: impl FnOnce() -> &'static str) -> &'static [FieldFact] {
    let named = TYPES.get(name).copied().unwrap_or_default();
    let mut groups = named.chunk_by(|one, next| one.group == next.group);
    let path = if named.is_empty() { "" } else { path() };
    groups.find(|facts| is_in(path, facts[0].group)).unwrap_or_default()
}

/// Whether a type of this path is of `group`: `core::v1`, behind which are its module and its name.
fn is_in(path: &str, group: &str) -> bool {
    let above = |path: &str| memrchr(b':', path.as_bytes()).and_then(|at| at.checked_sub(1));
    let module = above(path).map_or("", |end| &path[..end]);
    let modules = above(module).map_or("", |end| &module[..end]);
    modules.strip_suffix(group).is_some_and(|before| before.ends_with("::"))
}

/// Declares the fields, a line each, in the order of the types' names.
macro_rules! fields {
    ($($of:ident in $group:ident::$version:ident: $name:literal
        $(since $since:literal)? $(gone $gone:literal)? $(behind $gate:ident)?;)+) => {
        /// Every field of which something is known.
        pub static FIELDS: &[FieldFact] = &[$(FieldFact {
            of: stringify!($of),
            group: concat!(stringify!($group), "::", stringify!($version)),
            name: $name,
            since: fields!(@version $($since)?),
            gone: fields!(@version $($gone)?),
            gate: fields!(@gate $($gate)?),
        }),+];
    };
    (@version) => { None };
    (@version $version:literal) => { Some(Version::of($version)) };
    (@gate) => { None };
    (@gate $gate:ident) => { Some(&$gate) };
}

fields! {
    AllocatedDeviceStatus in resource::v1beta1: "shareID" since "1.34";
    AllocatedDeviceStatus in resource::v1beta2: "shareID" since "1.34";
    AllocationResult in resource::v1beta1: "allocationTimestamp" since "1.34";
    AllocationResult in resource::v1beta2: "allocationTimestamp" since "1.34";
    BasicDevice in resource::v1beta1: "allNodes" since "1.33";
    BasicDevice in resource::v1beta1: "allowMultipleAllocations" since "1.34";
    BasicDevice in resource::v1beta1: "bindingConditions" since "1.34";
    BasicDevice in resource::v1beta1: "bindingFailureConditions" since "1.34";
    BasicDevice in resource::v1beta1: "bindsToNode" since "1.34";
    BasicDevice in resource::v1beta1: "consumesCounters" since "1.33";
    BasicDevice in resource::v1beta1: "nodeAllocatableResourceMappings" since "1.36" gone "1.37";
    BasicDevice in resource::v1beta1: "nodeAllocatableResources" since "1.37";
    BasicDevice in resource::v1beta1: "nodeName" since "1.33";
    BasicDevice in resource::v1beta1: "nodeSelector" since "1.33";
    BasicDevice in resource::v1beta1: "taints" since "1.33";
    CSIDriverSpec in storage::v1: "nodeAllocatableUpdatePeriodSeconds" since "1.33" behind MUTABLE_CSI_NODE_ALLOCATABLE_COUNT;
    CSIDriverSpec in storage::v1: "preventPodSchedulingIfMissing" since "1.36" behind VOLUME_LIMIT_SCALING;
    CSIDriverSpec in storage::v1: "serviceAccountTokenInSecrets" since "1.35" behind CSI_SERVICE_ACCOUNT_TOKEN_SECRETS;
    CSINode in storage::v1: "status" since "1.37";
    ClusterTrustBundleProjection in core::v1: "user" since "1.37" behind ATOMIC_WRITE_VOLUME_USER_FIELDS;
    ConfigMapVolumeSource in core::v1: "defaultUser" since "1.37" behind ATOMIC_WRITE_VOLUME_USER_FIELDS;
    Container in core::v1: "resizePolicy" behind IN_PLACE_POD_VERTICAL_SCALING;
    Container in core::v1: "restartPolicyRules" since "1.34" behind CONTAINER_RESTART_RULES;
    ContainerStatus in core::v1: "allocatedResourcesStatus" since "1.31";
    ContainerStatus in core::v1: "stopSignal" since "1.33";
    ContainerStatus in core::v1: "user" since "1.31";
    CustomResourceDefinitionCondition in apiextensions::v1: "observedGeneration" since "1.35";
    CustomResourceDefinitionStatus in apiextensions::v1: "observedGeneration" since "1.35";
    DeploymentStatus in apps::v1: "terminatingReplicas" since "1.33";
    Device in resource::v1: "nodeAllocatableResourceMappings" since "1.36" gone "1.37";
    Device in resource::v1: "nodeAllocatableResources" since "1.37";
    Device in resource::v1beta2: "allowMultipleAllocations" since "1.34";
    Device in resource::v1beta2: "bindingConditions" since "1.34";
    Device in resource::v1beta2: "bindingFailureConditions" since "1.34";
    Device in resource::v1beta2: "bindsToNode" since "1.34";
    Device in resource::v1beta2: "nodeAllocatableResourceMappings" since "1.36" gone "1.37";
    Device in resource::v1beta2: "nodeAllocatableResources" since "1.37";
    DeviceAttribute in resource::v1: "bools" since "1.36";
    DeviceAttribute in resource::v1: "ints" since "1.36";
    DeviceAttribute in resource::v1: "strings" since "1.36";
    DeviceAttribute in resource::v1: "versions" since "1.36";
    DeviceAttribute in resource::v1beta1: "bools" since "1.36";
    DeviceAttribute in resource::v1beta1: "ints" since "1.36";
    DeviceAttribute in resource::v1beta1: "strings" since "1.36";
    DeviceAttribute in resource::v1beta1: "versions" since "1.36";
    DeviceAttribute in resource::v1beta2: "bools" since "1.36";
    DeviceAttribute in resource::v1beta2: "ints" since "1.36";
    DeviceAttribute in resource::v1beta2: "strings" since "1.36";
    DeviceAttribute in resource::v1beta2: "versions" since "1.36";
    DeviceCapacity in resource::v1beta1: "requestPolicy" since "1.34";
    DeviceCapacity in resource::v1beta2: "requestPolicy" since "1.34";
    DeviceClassSpec in resource::v1beta1: "extendedResourceName" since "1.34";
    DeviceClassSpec in resource::v1beta2: "extendedResourceName" since "1.34";
    DeviceConstraint in resource::v1beta1: "distinctAttribute" since "1.34";
    DeviceConstraint in resource::v1beta2: "distinctAttribute" since "1.34";
    DeviceCounterConsumption in resource::v1: "compatibilityGroups" since "1.37";
    DeviceCounterConsumption in resource::v1beta1: "compatibilityGroups" since "1.37";
    DeviceCounterConsumption in resource::v1beta2: "compatibilityGroups" since "1.37";
    DeviceRequest in resource::v1beta1: "capacity" since "1.34";
    DeviceRequest in resource::v1beta1: "derivedAttributes" since "1.37";
    DeviceRequest in resource::v1beta1: "firstAvailable" since "1.33";
    DeviceRequest in resource::v1beta1: "tolerations" since "1.33";
    DeviceRequestAllocationResult in resource::v1: "skipNodeOperations" since "1.37";
    DeviceRequestAllocationResult in resource::v1beta1: "bindingConditions" since "1.34";
    DeviceRequestAllocationResult in resource::v1beta1: "bindingFailureConditions" since "1.34";
    DeviceRequestAllocationResult in resource::v1beta1: "consumedCapacity" since "1.34";
    DeviceRequestAllocationResult in resource::v1beta1: "shareID" since "1.34";
    DeviceRequestAllocationResult in resource::v1beta1: "skipNodeOperations" since "1.37";
    DeviceRequestAllocationResult in resource::v1beta1: "tolerations" since "1.33";
    DeviceRequestAllocationResult in resource::v1beta2: "bindingConditions" since "1.34";
    DeviceRequestAllocationResult in resource::v1beta2: "bindingFailureConditions" since "1.34";
    DeviceRequestAllocationResult in resource::v1beta2: "consumedCapacity" since "1.34";
    DeviceRequestAllocationResult in resource::v1beta2: "shareID" since "1.34";
    DeviceRequestAllocationResult in resource::v1beta2: "skipNodeOperations" since "1.37";
    DeviceSubRequest in resource::v1: "derivedAttributes" since "1.37";
    DeviceSubRequest in resource::v1beta1: "capacity" since "1.34";
    DeviceSubRequest in resource::v1beta1: "derivedAttributes" since "1.37";
    DeviceSubRequest in resource::v1beta2: "capacity" since "1.34";
    DeviceSubRequest in resource::v1beta2: "derivedAttributes" since "1.37";
    DeviceTaintRule in resource::v1alpha3: "status" since "1.35";
    DeviceTaintSelector in resource::v1alpha3: "deviceClassName" gone "1.35";
    DeviceTaintSelector in resource::v1alpha3: "selectors" gone "1.35";
    DownwardAPIVolumeFile in core::v1: "user" since "1.37" behind ATOMIC_WRITE_VOLUME_USER_FIELDS;
    DownwardAPIVolumeSource in core::v1: "defaultUser" since "1.37" behind ATOMIC_WRITE_VOLUME_USER_FIELDS;
    EmptyDirVolumeSource in core::v1: "mode" since "1.37" behind EMPTY_DIR_VOLUME_MODE;
    EndpointHints in discovery::v1: "forNodes" since "1.33" behind PREFER_SAME_TRAFFIC_DISTRIBUTION;
    EnvVarSource in core::v1: "fileKeyRef" since "1.34" behind ENV_FILES;
    EphemeralContainer in core::v1: "restartPolicyRules" since "1.34";
    ExactDeviceRequest in resource::v1: "derivedAttributes" since "1.37";
    ExactDeviceRequest in resource::v1beta2: "capacity" since "1.34";
    ExactDeviceRequest in resource::v1beta2: "derivedAttributes" since "1.37";
    GRPCAction in core::v1: "mode" since "1.37";
    HPAScalingRules in autoscaling::v2: "tolerance" since "1.33" behind HPA_CONFIGURABLE_TOLERANCE;
    HTTPGetAction in core::v1: "protocol" since "1.37";
    HorizontalPodAutoscalerCondition in autoscaling::v2: "observedGeneration" since "1.37";
    JobSpec in batch::v1: "managedBy" behind JOB_MANAGED_BY;
    JobSpec in batch::v1: "scheduling" since "1.37" behind WORKLOAD_WITH_JOB;
    JobSpec in batch::v1: "successPolicy" behind JOB_SUCCESS_POLICY;
    KeyToPath in core::v1: "user" since "1.37" behind ATOMIC_WRITE_VOLUME_USER_FIELDS;
    LeaseSpec in coordination::v1: "preferredHolder" since "1.31" behind COORDINATED_LEADER_ELECTION;
    LeaseSpec in coordination::v1: "strategy" since "1.31" behind COORDINATED_LEADER_ELECTION;
    Lifecycle in core::v1: "stopSignal" since "1.33" behind CONTAINER_STOP_SIGNALS;
    NodeAllocatableResourceClaimStatus in core::v1: "mapping" since "1.37";
    NodeAllocatableResourceClaimStatus in core::v1: "overhead" since "1.37";
    NodeAllocatableResourceClaimStatus in core::v1: "resources" gone "1.37";
    NodeRuntimeHandlerFeatures in core::v1: "userNamespaces" since "1.31";
    NodeSpec in core::v1: "podPreemptionPolicy" since "1.37" behind IN_PLACE_POD_VERTICAL_SCALING_SCHEDULER_PREEMPTION;
    NodeStatus in core::v1: "declaredFeatures" since "1.35";
    NodeStatus in core::v1: "features" since "1.31";
    NodeSystemInfo in core::v1: "runningInUserNamespace" since "1.37";
    NodeSystemInfo in core::v1: "swap" since "1.33";
    PersistentVolumeClaimSpec in core::v1: "volumeAttributesClassName" behind VOLUME_ATTRIBUTES_CLASS;
    PersistentVolumeClaimStatus in core::v1: "healthStatus" since "1.37";
    PersistentVolumeSpec in core::v1: "volumeAttributesClassName" behind VOLUME_ATTRIBUTES_CLASS;
    PodAffinityTerm in core::v1: "matchLabelKeys" behind MATCH_LABEL_KEYS_IN_POD_AFFINITY;
    PodAffinityTerm in core::v1: "mismatchLabelKeys" behind MATCH_LABEL_KEYS_IN_POD_AFFINITY;
    PodCertificateProjection in core::v1: "user" since "1.37" behind ATOMIC_WRITE_VOLUME_USER_FIELDS;
    PodCertificateProjection in core::v1: "userAnnotations" since "1.35";
    PodCertificateRequestSpec in certificates::v1beta1: "stubPKCS10Request" since "1.36";
    PodCondition in core::v1: "observedGeneration" since "1.33";
    PodResourceClaim in core::v1: "resourceClaimName" since "1.31";
    PodResourceClaim in core::v1: "resourceClaimTemplateName" since "1.31";
    PodResourceClaim in core::v1: "source" gone "1.31";
    PodSecurityContext in core::v1: "seLinuxChangePolicy" since "1.32" behind SELINUX_CHANGE_POLICY;
    PodSecurityContext in core::v1: "supplementalGroupsPolicy" since "1.31" behind SUPPLEMENTAL_GROUPS_POLICY;
    PodSpec in core::v1: "evictionResponders" since "1.37" behind EVICTION_REQUEST_API;
    PodSpec in core::v1: "hostUsers" behind USER_NAMESPACES_SUPPORT;
    PodSpec in core::v1: "hostnameOverride" since "1.34" behind HOSTNAME_OVERRIDE;
    PodSpec in core::v1: "resourceClaims" behind DYNAMIC_RESOURCE_ALLOCATION;
    PodSpec in core::v1: "resources" since "1.32" behind POD_LEVEL_RESOURCES;
    PodSpec in core::v1: "schedulingGroup" since "1.36" behind GENERIC_WORKLOAD;
    PodSpec in core::v1: "workloadRef" since "1.35" gone "1.36" behind GENERIC_WORKLOAD;
    PodStatus in core::v1: "allocatedResources" since "1.35";
    PodStatus in core::v1: "extendedResourceClaimStatus" since "1.34";
    PodStatus in core::v1: "nodeAllocatableResourceClaimStatuses" since "1.36";
    PodStatus in core::v1: "observedGeneration" since "1.33";
    PodStatus in core::v1: "resources" since "1.35";
    PodStatus in core::v1: "volumeHealth" since "1.37";
    PoolStatus in resource::v1alpha3: "partitionSummary" since "1.37";
    PoolStatus in resource::v1alpha3: "shareableSummary" since "1.37";
    ProjectedVolumeSource in core::v1: "defaultUser" since "1.37" behind ATOMIC_WRITE_VOLUME_USER_FIELDS;
    ReplicaSetStatus in apps::v1: "terminatingReplicas" since "1.33";
    ResourceAttributes in authorization::v1: "fieldSelector" since "1.31";
    ResourceAttributes in authorization::v1: "labelSelector" since "1.31";
    ResourceClaim in core::v1: "request" since "1.31";
    ResourceHealth in core::v1: "message" since "1.36";
    ResourcePoolStatusRequestSpec in resource::v1alpha3: "defaultPartitionTypeAttribute" since "1.37";
    ResourceRequirements in core::v1: "claims" behind DYNAMIC_RESOURCE_ALLOCATION;
    ResourceSliceSpec in resource::v1: "partitionTypeAttribute" since "1.37";
    ResourceSliceSpec in resource::v1: "skipNodeOperations" since "1.37";
    ResourceSliceSpec in resource::v1beta1: "partitionTypeAttribute" since "1.37";
    ResourceSliceSpec in resource::v1beta1: "perDeviceNodeSelection" since "1.33";
    ResourceSliceSpec in resource::v1beta1: "sharedCounters" since "1.33";
    ResourceSliceSpec in resource::v1beta1: "skipNodeOperations" since "1.37";
    ResourceSliceSpec in resource::v1beta2: "partitionTypeAttribute" since "1.37";
    ResourceSliceSpec in resource::v1beta2: "skipNodeOperations" since "1.37";
    RollingUpdateStatefulSetStrategy in apps::v1: "maxUnavailable" behind MAX_UNAVAILABLE_STATEFUL_SET;
    SecretVolumeSource in core::v1: "defaultUser" since "1.37" behind ATOMIC_WRITE_VOLUME_USER_FIELDS;
    SecurityContext in core::v1: "procMount" behind PROC_MOUNT_TYPE;
    ServiceAccountTokenProjection in core::v1: "user" since "1.37" behind ATOMIC_WRITE_VOLUME_USER_FIELDS;
    ServiceSpec in core::v1: "trafficDistribution" behind SERVICE_TRAFFIC_DISTRIBUTION;
    TokenRequestSpec in authentication::v1: "attestations" since "1.37";
    TypedObjectReference in core::v1: "namespace" behind CROSS_NAMESPACE_VOLUME_DATA_SOURCE;
    Volume in core::v1: "image" since "1.31" behind IMAGE_VOLUME;
    VolumeError in storage::v1: "errorCode" since "1.33";
    VolumeMount in core::v1: "bindMountOptions" since "1.37" behind VOLUME_BIND_MOUNT_OPTIONS;
    VolumeMount in core::v1: "recursiveReadOnly" behind RECURSIVE_READ_ONLY_MOUNTS;
    VolumeMountStatus in core::v1: "volumeStatus" since "1.36";
    VolumeProjection in core::v1: "clusterTrustBundle" behind CLUSTER_TRUST_BUNDLE_PROJECTION;
    VolumeProjection in core::v1: "podCertificate" since "1.34" behind POD_CERTIFICATE_REQUEST;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_by_name() {
        assert!(FIELDS.is_sorted_by_key(|fact| fact.of));
        let core = || "k8s_openapi::v1_37::api::core::v1::x::X";
        assert!(of_type("Pod", core).is_empty() && of_type("Zebra", core).is_empty());
        let fact = of_type("PodSpec", core).iter().find(|fact| fact.name == "hostnameOverride").unwrap();
        let later = of_type("Device", || "k8s_openapi::v1_37::api::resource::v1beta2::device::Device");
        assert!(later.len() == 6 && later.iter().all(|fact| fact.group == "resource::v1beta2"));
        assert_eq!(of_type("ResourceClaim", || "k8s_openapi::api::resource::v1::ResourceClaim").len(), 0);
        assert_eq!(fact.known(), Versions::from(Version::minor(34)));
        assert_eq!(fact.dropped(), Versions::only(Version::minor(34)));
    }
}
