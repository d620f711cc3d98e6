//! The Pod that the checks of its parts look things up in.

use std::cell::OnceCell;

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PodSpec, Volume};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::syntax::text::FastMap;

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
    /// The volumes by name, once one of many was asked for.
    pub(in crate::validate::api_server) volumes_by_name: &'a VolumesByName<'a>,
}

/// The first volume of each name.
pub(in crate::validate::api_server) type VolumesByName<'a> = OnceCell<FastMap<&'a str, &'a Volume>>;

/// So many volumes are looked through one by one.
const FEW: usize = 16;

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
        let volumes = self.volumes();
        if volumes.len() <= FEW {
            return volumes.iter().find(|volume| volume.name == name);
        }
        let named = || volumes.iter().rev().map(|volume| (volume.name.as_str(), volume)).collect();
        self.volumes_by_name.get_or_init(named).get(name).copied()
    }

    /// The claims whose volumes stand before those of the spec.
    pub(super) fn claims(&self) -> &'a [PersistentVolumeClaim] {
        self.claims.unwrap_or_default()
    }

    /// Whether a claim adds a volume of that name; it takes the place of one in the spec.
    pub(super) fn is_claimed(&self, name: &str) -> bool {
        self.claims().iter().any(|claim| claim.metadata.name.as_deref() == Some(name))
    }

    /// The names of all volumes, to tell them in a fault.
    pub(super) fn volume_names(&self) -> Vec<&'a str> {
        let own = self.volumes().iter().map(|volume| volume.name.as_str());
        own.chain(self.claims().iter().filter_map(|claim| claim.metadata.name.as_deref())).collect()
    }
}
