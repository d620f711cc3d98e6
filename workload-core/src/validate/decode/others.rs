//! Kinds of Kubernetes' own groups that are only decoded: unknown fields and wrong types are found, and nothing
//! else of them is validated.

use k8s_openapi::Resource as _;
use serde::de::DeserializeOwned;

use super::kinds::{Decoded, decode_with};
use super::limit::Limit;
use crate::syntax::yaml::{NodeId, Tree};

fn find<T: DeserializeOwned>(tree: &Tree<'_>, root: NodeId, limit: Limit) -> Decoded {
    decode_with(tree, root, limit, |reader| Some(T::deserialize(reader))).1
}

/// Declares the kinds, a line each.
macro_rules! others {
    ($name:ident: $($kind:ident in $($path:ident)::+,)+) => {
        fn $name(tree: &Tree<'_>, root: NodeId, of: (&str, &str), limit: Limit) -> Option<Decoded> {
            let (api_version, kind) = of;
            $({
                use k8s_openapi::api::$($path)::+::$kind as Kind;
                if kind == Kind::KIND && api_version == Kind::API_VERSION {
                    return Some(find::<Kind>(tree, root, limit));
                }
            })+
            None
        }
    };
}

others! { of_all_versions:
    Binding in core::v1,
    ComponentStatus in core::v1,
    Event in core::v1,
    Event in events::v1,
    Eviction in policy::v1,
    IPAddress in networking::v1,
    ServiceCIDR in networking::v1,
    CSINode in storage::v1,
    CSIStorageCapacity in storage::v1,
    VolumeAttachment in storage::v1,
    CertificateSigningRequest in certificates::v1,
    TokenReview in authentication::v1,
    SelfSubjectReview in authentication::v1,
    SubjectAccessReview in authorization::v1,
    LocalSubjectAccessReview in authorization::v1,
    SelfSubjectAccessReview in authorization::v1,
    SelfSubjectRulesReview in authorization::v1,
}

k8s_openapi::k8s_if_ge_1_34! {
    others! { since_1_34:
        DeviceClass in resource::v1,
        ResourceClaim in resource::v1,
        ResourceClaimTemplate in resource::v1,
        ResourceSlice in resource::v1,
    }
}

k8s_openapi::k8s_if_ge_1_36! {
    others! { since_1_36:
        MutatingAdmissionPolicy in admissionregistration::v1,
        MutatingAdmissionPolicyBinding in admissionregistration::v1,
    }
}

k8s_openapi::k8s_if_ge_1_37! {
    others! { since_1_37:
        ClusterTrustBundle in certificates::v1,
        PodCertificateRequest in certificates::v1,
        DeviceTaintRule in resource::v1,
        StorageVersionMigration in storagemigration::v1,
    }
}

/// Decodes an object of an API version and a kind that is not validated; none for a kind that is not known.
pub(crate) fn decode_only(tree: &Tree<'_>, root: NodeId, of: (&str, &str), limit: Limit) -> Option<Decoded> {
    let found = of_all_versions(tree, root, of, limit);
    k8s_openapi::k8s_if_ge_1_34! {
        let found = found.or_else(|| since_1_34(tree, root, of, limit));
    }
    k8s_openapi::k8s_if_ge_1_36! {
        let found = found.or_else(|| since_1_36(tree, root, of, limit));
    }
    k8s_openapi::k8s_if_ge_1_37! {
        let found = found.or_else(|| since_1_37(tree, root, of, limit));
    }
    found
}
