//! The kinds of Kubernetes' own groups: from when they are served, deprecated and removed, and as
//! what they live on.

use crate::k8s::version::Version;

/// What is known of kinds of one API version.
#[derive(Debug)]
pub struct KindFact {
    /// The API version.
    pub api_version: &'static str,
    /// The kinds.
    pub kinds: &'static [&'static str],
    /// The first version of Kubernetes that serves them by default; none when it is older than those known here.
    pub since: Option<Version>,
    /// The first version that calls them deprecated.
    pub deprecated: Option<Version>,
    /// The first version that no longer serves them.
    pub removed: Option<Version>,
    /// The API version that took their place.
    pub successor: Option<&'static str>,
}

impl KindFact {
    /// The line of a kind under an API version.
    pub(crate) fn find(api_version: &str, kind: &str) -> Option<&'static Self> {
        KINDS.iter().find(|fact| fact.api_version == api_version && fact.kinds.contains(&kind))
    }
}

/// Declares the kinds, a line for those of one API version that share their facts. Sources: the
/// discovery of kube-apiserver 1.31 and 1.36, k8s-openapi, and Kubernetes' deprecated API migration guide.
macro_rules! kinds {
    ($($api_version:literal [$($kind:ident)+]
        $(since $since:literal)? $(deprecated $deprecated:literal)? $(removed $removed:literal)?
        $(successor $successor:literal)?;)+) => {
        /// Every API version with its kinds.
        pub static KINDS: &[KindFact] = &[$(KindFact {
            api_version: $api_version,
            kinds: &[$(stringify!($kind)),+],
            since: kinds!(@version $($since)?),
            deprecated: kinds!(@version $($deprecated)?),
            removed: kinds!(@version $($removed)?),
            successor: kinds!(@text $($successor)?),
        }),+];
    };
    (@version) => { None };
    (@version $version:literal) => { Some(Version::of($version)) };
    (@text) => { None };
    (@text $text:literal) => { Some($text) };
}

kinds! {
    "v1" [Binding ConfigMap Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate];
    "v1" [ReplicationController ResourceQuota Secret Service ServiceAccount List Status];
    "v1" [ComponentStatus] deprecated "1.19";
    "v1" [Endpoints] deprecated "1.33" successor "discovery.k8s.io/v1";
    "apps/v1" [ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet];
    "batch/v1" [CronJob Job];
    "autoscaling/v1" [HorizontalPodAutoscaler Scale];
    "autoscaling/v2" [HorizontalPodAutoscaler];
    "policy/v1" [Eviction PodDisruptionBudget];
    "admissionregistration.k8s.io/v1" [MutatingAdmissionPolicy MutatingAdmissionPolicyBinding] since "1.36";
    "admissionregistration.k8s.io/v1" [MutatingWebhookConfiguration ValidatingWebhookConfiguration];
    "admissionregistration.k8s.io/v1" [ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding] since "1.30";
    "apiextensions.k8s.io/v1" [ConversionReview CustomResourceDefinition];
    "apiregistration.k8s.io/v1" [APIService];
    "authentication.k8s.io/v1" [SelfSubjectReview TokenRequest TokenReview];
    "authorization.k8s.io/v1" [LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview];
    "certificates.k8s.io/v1" [CertificateSigningRequest];
    "certificates.k8s.io/v1" [ClusterTrustBundle PodCertificateRequest] since "1.37";
    "coordination.k8s.io/v1" [Lease];
    "discovery.k8s.io/v1" [EndpointSlice];
    "events.k8s.io/v1" [Event];
    "flowcontrol.apiserver.k8s.io/v1" [FlowSchema PriorityLevelConfiguration];
    "networking.k8s.io/v1" [Ingress IngressClass NetworkPolicy];
    "networking.k8s.io/v1" [IPAddress ServiceCIDR] since "1.33";
    "node.k8s.io/v1" [RuntimeClass];
    "rbac.authorization.k8s.io/v1" [ClusterRole ClusterRoleBinding Role RoleBinding];
    "resource.k8s.io/v1" [DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice] since "1.34";
    "resource.k8s.io/v1" [DeviceTaintRule] since "1.37";
    "scheduling.k8s.io/v1" [PriorityClass];
    "storage.k8s.io/v1" [CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment];
    "storage.k8s.io/v1" [VolumeAttributesClass] since "1.34";
    "storagemigration.k8s.io/v1" [StorageVersionMigration] since "1.37";

    "extensions/v1beta1" [Deployment DaemonSet ReplicaSet] removed "1.16" successor "apps/v1";
    "extensions/v1beta1" [NetworkPolicy] removed "1.16" successor "networking.k8s.io/v1";
    "extensions/v1beta1" [PodSecurityPolicy] removed "1.16";
    "extensions/v1beta1" [Ingress] removed "1.22" successor "networking.k8s.io/v1";
    "apps/v1beta1" [Deployment StatefulSet ControllerRevision Scale] removed "1.16" successor "apps/v1";
    "apps/v1beta2" [Deployment DaemonSet ReplicaSet StatefulSet ControllerRevision Scale] removed "1.16" successor "apps/v1";
    "batch/v1beta1" [CronJob] removed "1.25" successor "batch/v1";
    "batch/v2alpha1" [CronJob] removed "1.21" successor "batch/v1";
    "autoscaling/v2beta1" [HorizontalPodAutoscaler] removed "1.25" successor "autoscaling/v2";
    "autoscaling/v2beta2" [HorizontalPodAutoscaler] removed "1.26" successor "autoscaling/v2";
    "policy/v1beta1" [PodDisruptionBudget] removed "1.25" successor "policy/v1";
    "policy/v1beta1" [PodSecurityPolicy] removed "1.25";
    "networking.k8s.io/v1beta1" [Ingress IngressClass] removed "1.22" successor "networking.k8s.io/v1";
    "networking.k8s.io/v1beta1" [IPAddress ServiceCIDR] deprecated "1.34" removed "1.37" successor "networking.k8s.io/v1";
    "rbac.authorization.k8s.io/v1beta1" [ClusterRole ClusterRoleBinding Role RoleBinding] removed "1.22" successor "rbac.authorization.k8s.io/v1";
    "storage.k8s.io/v1beta1" [CSIDriver CSINode StorageClass VolumeAttachment] removed "1.22" successor "storage.k8s.io/v1";
    "storage.k8s.io/v1beta1" [CSIStorageCapacity] removed "1.27" successor "storage.k8s.io/v1";
    "storage.k8s.io/v1beta1" [VolumeAttributesClass] deprecated "1.34" removed "1.37" successor "storage.k8s.io/v1";
    "storage.k8s.io/v1alpha1" [VolumeAttributesClass] removed "1.35" successor "storage.k8s.io/v1";
    "apiextensions.k8s.io/v1beta1" [CustomResourceDefinition] removed "1.22" successor "apiextensions.k8s.io/v1";
    "apiregistration.k8s.io/v1beta1" [APIService] removed "1.22" successor "apiregistration.k8s.io/v1";
    "admissionregistration.k8s.io/v1beta1" [MutatingWebhookConfiguration ValidatingWebhookConfiguration] removed "1.22" successor "admissionregistration.k8s.io/v1";
    "admissionregistration.k8s.io/v1beta1" [ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding] deprecated "1.31" removed "1.34" successor "admissionregistration.k8s.io/v1";
    "admissionregistration.k8s.io/v1alpha1" [ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding] removed "1.32" successor "admissionregistration.k8s.io/v1";
    "scheduling.k8s.io/v1beta1" [PriorityClass] removed "1.22" successor "scheduling.k8s.io/v1";
    "coordination.k8s.io/v1beta1" [Lease] removed "1.22" successor "coordination.k8s.io/v1";
    "certificates.k8s.io/v1beta1" [CertificateSigningRequest] removed "1.22" successor "certificates.k8s.io/v1";
    "discovery.k8s.io/v1beta1" [EndpointSlice] removed "1.25" successor "discovery.k8s.io/v1";
    "events.k8s.io/v1beta1" [Event] removed "1.25" successor "events.k8s.io/v1";
    "flowcontrol.apiserver.k8s.io/v1beta1" [FlowSchema PriorityLevelConfiguration] removed "1.26" successor "flowcontrol.apiserver.k8s.io/v1";
    "flowcontrol.apiserver.k8s.io/v1beta2" [FlowSchema PriorityLevelConfiguration] removed "1.29" successor "flowcontrol.apiserver.k8s.io/v1";
    "flowcontrol.apiserver.k8s.io/v1beta3" [FlowSchema PriorityLevelConfiguration] deprecated "1.29" removed "1.32" successor "flowcontrol.apiserver.k8s.io/v1";
    "node.k8s.io/v1beta1" [RuntimeClass] removed "1.25" successor "node.k8s.io/v1";
}
