//! The Pod that the checks of its parts look things up in.

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PodSpec, Volume};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::names::Names;

/// Default of `terminationGracePeriodSeconds`.
const GRACE: i64 = 30;

/// The Pod that the checks of its parts look things up in.
#[derive(Clone, Copy)]
pub(in crate::validate::api_server) struct Scope<'a> {
    /// The whole spec.
    pub(in crate::validate::api_server) spec: &'a PodSpec,
    /// Of a StatefulSet the claims whose volumes its Pods get.
    pub(in crate::validate::api_server) claims: Option<&'a [PersistentVolumeClaim]>,
    /// The metadata of a bare Pod; none in a template.
    pub(in crate::validate::api_server) pod: Option<&'a ObjectMeta>,
    /// What the Pod names, once it was asked for.
    pub(in crate::validate::api_server) names: &'a Names<'a>,
}

impl<'a> Scope<'a> {
    /// How many seconds the Pod has to end; the server takes a negative number for 1.
    pub(super) fn grace(&self) -> i64 {
        match self.spec.termination_grace_period_seconds {
            Some(seconds) if seconds < 0 => 1,
            seconds => seconds.unwrap_or(GRACE),
        }
    }

    /// Whether its processes share the node's user ids.
    pub(super) fn host_users(&self) -> bool {
        self.spec.host_users != Some(false)
    }

    /// Whether it is on the node's network.
    pub(super) fn host_network(&self) -> bool {
        self.spec.host_network == Some(true)
    }

    /// The volumes of the spec.
    pub(super) fn volumes(&self) -> &'a [Volume] {
        self.spec.volumes.as_deref().unwrap_or_default()
    }

    /// The volume of that name in the spec.
    pub(super) fn volume(&self, name: &str) -> Option<&'a Volume> {
        self.names.volume(self.volumes(), name)
    }

    /// The claims whose volumes stand before those of the spec.
    pub(super) fn claims(&self) -> &'a [PersistentVolumeClaim] {
        self.claims.unwrap_or_default()
    }

    /// Whether a claim adds a volume of that name; it takes the place of one in the spec.
    pub(super) fn is_claimed(&self, name: &str) -> bool {
        self.names.is_claimed(self.claims(), name)
    }

    /// The names of all volumes, to tell them in a fault.
    pub(super) fn volume_names(&self) -> &'a [&'a str] {
        self.names.of_volumes(self.volumes(), self.claims())
    }

    /// Whether the Pod has a claim of devices of that name.
    pub(super) fn has_resource_claim(&self, name: &str) -> bool {
        self.names.has_resource_claim(self.spec, name)
    }

    /// The names of the Pod's claims of devices.
    pub(super) fn resource_claim_names(&self) -> &'a [&'a str] {
        self.names.of_resource_claims(self.spec)
    }
}
