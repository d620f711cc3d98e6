//! What the rules over many objects know of an `Ingress`.

use k8s_openapi::api::networking::v1::{Ingress, IngressSpec};

use crate::k8s::OptionalField as _;

/// An Ingress: its spec, and who makes the Secrets of its certificates.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct IngressRecord {
    pub(crate) spec: IngressSpec,
    /// Whether an annotation has a program make the Secrets that it names.
    pub(crate) makes_secrets: bool,
}

impl IngressRecord {
    pub(super) fn of(ingress: &Ingress) -> Option<Self> {
        let spec: &IngressSpec = ingress.spec.get()?;
        let mut keys = ingress.metadata.annotations.iter().flat_map(|all| all.keys());
        let makes =
            |key: &String| ["cert-manager", "acme", "cert.gardener"].iter().any(|by| key.contains(by));
        Some(Self { spec: spec.clone(), makes_secrets: keys.any(makes) })
    }
}
