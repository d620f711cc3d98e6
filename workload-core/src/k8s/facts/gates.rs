//! Feature gates of the API server, with their stages.

use crate::k8s::version::Version;
use crate::k8s::versions::Versions;

/// A feature gate. A stage lasts until the next one begins.
#[derive(Debug, PartialEq, Eq)]
pub struct Gate {
    /// Its name.
    pub name: &'static str,
    /// Its stages, the earliest first.
    pub stages: &'static [Stage],
}

/// What a gate is from a version on.
#[derive(Debug, PartialEq, Eq)]
pub struct Stage {
    /// The first version.
    pub since: Version,
    /// `alpha`, `beta` or `stable`.
    pub name: &'static str,
    /// Whether the gate is on unless somebody turns it off.
    pub is_on: bool,
}

impl Gate {
    /// The versions in which the gate is on by default.
    pub(crate) fn on(&self) -> Versions {
        let mut on = Versions::NONE;
        for stage in self.stages {
            let from = Versions::from(stage.since);
            on = if stage.is_on { on.or(from) } else { on.without(from) };
        }
        on
    }

    /// Its stage in a version.
    pub(crate) fn stage(&self, version: Version) -> Option<&Stage> {
        self.stages.iter().rev().find(|stage| stage.since <= version)
    }
}

/// Declares the gates, a line each: `NAME "Name": alpha 1.34, beta 1.35, stable 1.37;`. A beta that is off
/// by default is `beta_off`.
macro_rules! gates {
    ($($const:ident $name:literal: $($stage:ident $since:literal),+; $source:literal)+) => {
        $(
            #[doc = concat!("Source: ", $source)]
            pub static $const: Gate = Gate {
                name: $name,
                stages: &[$(gates!(@$stage $since)),+],
            };
        )+

        /// Every gate, with the source of its line.
        pub static GATES: &[(&Gate, &str)] = &[$((&$const, $source)),+];
    };
    (@alpha $since:literal) => { Stage { since: Version::of($since), name: "alpha", is_on: false } };
    (@beta_off $since:literal) => { Stage { since: Version::of($since), name: "beta", is_on: false } };
    (@beta $since:literal) => { Stage { since: Version::of($since), name: "beta", is_on: true } };
    (@stable $since:literal) => { Stage { since: Version::of($since), name: "stable", is_on: true } };
}

gates! {
    ATOMIC_WRITE_VOLUME_USER_FIELDS "AtomicWriteVolumeUserFields": alpha "1.37"; "k8s-openapi 1.37"
    CLUSTER_TRUST_BUNDLE_PROJECTION "ClusterTrustBundleProjection": alpha "1.29", beta_off "1.33", stable "1.37"; "kubernetes.io, feature gates"
    CONTAINER_RESTART_RULES "ContainerRestartRules": alpha "1.34", beta "1.35"; "kubernetes.io, feature gates"
    CONTAINER_STOP_SIGNALS "ContainerStopSignals": alpha "1.33"; "kubernetes.io, feature gates"
    COORDINATED_LEADER_ELECTION "CoordinatedLeaderElection": alpha "1.31", beta_off "1.33"; "kubernetes.io, feature gates"
    CROSS_NAMESPACE_VOLUME_DATA_SOURCE "CrossNamespaceVolumeDataSource": alpha "1.26"; "kubernetes.io, feature gates"
    CSI_SERVICE_ACCOUNT_TOKEN_SECRETS "CSIServiceAccountTokenSecrets": beta "1.35"; "kubernetes.io, feature gates"
    DYNAMIC_RESOURCE_ALLOCATION "DynamicResourceAllocation": alpha "1.26", beta_off "1.32", stable "1.34"; "kubernetes.io, feature gates"
    EMPTY_DIR_VOLUME_MODE "EmptyDirVolumeMode": alpha "1.37"; "k8s-openapi 1.37"
    ENV_FILES "EnvFiles": alpha "1.34", beta "1.35"; "kubernetes.io, feature gates"
    EVICTION_REQUEST_API "EvictionRequestAPI": alpha "1.37"; "kubernetes.io, feature gates"
    GENERIC_WORKLOAD "GenericWorkload": alpha "1.35"; "kubernetes.io, feature gates"
    HOSTNAME_OVERRIDE "HostnameOverride": alpha "1.34", beta "1.35"; "kubernetes.io, feature gates"
    HPA_CONFIGURABLE_TOLERANCE "HPAConfigurableTolerance": alpha "1.33", beta "1.35", stable "1.37"; "kubernetes.io, feature gates"
    IMAGE_VOLUME "ImageVolume": alpha "1.31", beta_off "1.33", beta "1.35", stable "1.36"; "KEP-4639"
    IN_PLACE_POD_VERTICAL_SCALING "InPlacePodVerticalScaling": alpha "1.27", beta "1.33", stable "1.35"; "kubernetes.io, feature gates"
    IN_PLACE_POD_VERTICAL_SCALING_SCHEDULER_PREEMPTION "InPlacePodVerticalScalingSchedulerPreemption": alpha "1.37"; "k8s-openapi 1.37"
    JOB_MANAGED_BY "JobManagedBy": alpha "1.30", beta "1.32", stable "1.35"; "kubernetes.io, feature gates"
    JOB_SUCCESS_POLICY "JobSuccessPolicy": alpha "1.30", beta "1.31", stable "1.33"; "kubernetes.io, feature gates"
    MATCH_LABEL_KEYS_IN_POD_AFFINITY "MatchLabelKeysInPodAffinity": alpha "1.29", beta "1.31", stable "1.33"; "kubernetes.io, feature gates"
    MAX_UNAVAILABLE_STATEFUL_SET "MaxUnavailableStatefulSet": alpha "1.24", beta_off "1.35", beta "1.37"; "kubernetes.io, feature gates"
    MUTABLE_CSI_NODE_ALLOCATABLE_COUNT "MutableCSINodeAllocatableCount": alpha "1.33", beta_off "1.34", beta "1.35", stable "1.36"; "kubernetes.io, feature gates"
    POD_CERTIFICATE_REQUEST "PodCertificateRequest": alpha "1.34", beta_off "1.35", stable "1.37"; "kubernetes.io, feature gates; k8s-openapi 1.37"
    POD_LEVEL_RESOURCES "PodLevelResources": alpha "1.32", beta "1.34"; "kubernetes.io, feature gates"
    PREFER_SAME_TRAFFIC_DISTRIBUTION "PreferSameTrafficDistribution": alpha "1.33", beta "1.34", stable "1.35"; "kubernetes.io, feature gates"
    PROC_MOUNT_TYPE "ProcMountType": alpha "1.12", beta_off "1.31", beta "1.33"; "kubernetes.io, feature gates; answers of 1.31 and 1.33"
    RECURSIVE_READ_ONLY_MOUNTS "RecursiveReadOnlyMounts": alpha "1.30", beta "1.31", stable "1.33"; "kubernetes.io, feature gates"
    SELINUX_CHANGE_POLICY "SELinuxChangePolicy": alpha "1.32", beta "1.33"; "kubernetes.io, feature gates"
    SERVICE_TRAFFIC_DISTRIBUTION "ServiceTrafficDistribution": alpha "1.30", beta "1.31", stable "1.33"; "kubernetes.io, feature gates"
    SUPPLEMENTAL_GROUPS_POLICY "SupplementalGroupsPolicy": alpha "1.31", beta "1.33"; "kubernetes.io, feature gates"
    USER_NAMESPACES_SUPPORT "UserNamespacesSupport": alpha "1.25", beta_off "1.30", beta "1.33"; "kubernetes.io, feature gates"
    VOLUME_ATTRIBUTES_CLASS "VolumeAttributesClass": alpha "1.29", beta_off "1.31", stable "1.34"; "kubernetes.io, feature gates"
    VOLUME_BIND_MOUNT_OPTIONS "VolumeBindMountOptions": alpha "1.37"; "k8s-openapi 1.37"
    VOLUME_LIMIT_SCALING "VolumeLimitScaling": alpha "1.35", beta_off "1.36"; "kubernetes.io, feature gates; k8s-openapi 1.36"
    WORKLOAD_WITH_JOB "WorkloadWithJob": alpha "1.37"; "k8s-openapi 1.37"
}
