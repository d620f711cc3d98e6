//! Validation that became stricter or looser.

use crate::k8s::version::Version;
use crate::k8s::versions::Versions;

/// A change of what the API server accepts, apart from fields.
#[derive(Debug)]
pub struct Change {
    /// The first version with the change.
    pub since: Version,
    /// Whether more is refused than before.
    pub is_stricter: bool,
    /// What is refused since then, or accepted.
    pub what: &'static str,
    /// Where that is known from.
    pub source: &'static str,
}

impl Change {
    /// The versions that refuse what the change is about.
    pub(crate) const fn refusing(&self) -> Versions {
        if self.is_stricter { Versions::from(self.since) } else { Versions::before(self.since) }
    }
}

/// Declares the changes, a line each: `NAME stricter "1.34": "what", "source";`.
macro_rules! changes {
    ($($name:ident $way:ident $since:literal: $what:literal, $source:literal;)+) => {
        $(
            #[doc = $what]
            pub static $name: Change = Change {
                since: Version::of($since),
                is_stricter: changes!(@$way),
                what: $what,
                source: $source,
            };
        )+

        /// Every change.
        pub static CHANGES: &[&Change] = &[$(&$name),+];
    };
    (@stricter) => { true };
    (@looser) => { false };
}

changes! {
    CANONICAL_ADDRESSES stricter "1.36": "IP addresses and ranges are refused in all but their plain form: no leading zeros, no bits behind the prefix", "KEP-4858";
    CONTAINER_RESTART_POLICIES looser "1.35": "every container has a `restartPolicy`, and init containers any of the three", "KEP-5307";
    ENV_NAMES looser "1.32": "names of environment variables hold any printable character but `=`", "KEP-4369";
    GENERATE_NAMES_IGNORED looser "1.36": "a `ReplicationController` with a name may have any `generateName`", "answers of 1.31 and 1.36";
    HPA_TARGET_GROUPS stricter "1.36": "the target of a HorizontalPodAutoscaler names the group of its kind", "answers of 1.33 and 1.36";
    HPA_TO_ZERO looser "1.37": "`minReplicas: 0` of a HorizontalPodAutoscaler", "KEP-2021";
    INIT_RESIZE_POLICIES stricter "1.36": "an init container is not resized by a restart", "answers of 1.33 and 1.36";
    QUOTA_OF_ATTRIBUTES_CLASSES looser "1.34": "the scope `VolumeAttributesClass` of a ResourceQuota", "KEP-3751";
    SEARCH_DOMAINS looser "1.33": "search domains may be `.` and have parts that begin with `_`", "KEP-4427";
    SERVICE_NAMES looser "1.36": "the name of a Service may begin with a digit", "KEP-5311";
    SLEEP_OF_ZERO looser "1.33": "a `sleep` hook may last 0 seconds", "KEP-4818";
    SPREAD_BY_SELECTED_KEYS looser "1.34": "`matchLabelKeys` of a topology spread constraint may repeat keys of its `labelSelector`", "KEP-3243";
    STATEFUL_SET_CLAIM_TEMPLATES stricter "1.34": "the `volumeClaimTemplates` of a StatefulSet are validated", "kubernetes/kubernetes#132212";
    STATEFUL_SET_SERVICE_NAMES stricter "1.33": "the `serviceName` of a StatefulSet is a label", "answers of 1.31 and 1.33";
    STATEFUL_SET_TEMPLATES stricter "1.34": "the Pod template of a StatefulSet is validated", "kubernetes/kubernetes#131790";
    TRAFFIC_TO_SAME looser "1.34": "`PreferSameZone` and `PreferSameNode` as `trafficDistribution`", "KEP-3015";
}
