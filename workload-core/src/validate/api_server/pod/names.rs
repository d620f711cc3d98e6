//! What a Pod names, in sets that are made once: each container asks for several of these names.

use std::cell::OnceCell;

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PodSpec, Volume};

use crate::syntax::text::{FastMap, FastSet};

/// So many names are looked through one by one.
const FEW: usize = 16;

/// The names of one Pod, once they were asked for.
#[derive(Default)]
pub(in crate::validate::api_server) struct Names<'a> {
    volumes: OnceCell<FastMap<&'a str, &'a Volume>>,
    claimed: OnceCell<FastSet<&'a str>>,
    resource_claims: OnceCell<FastSet<&'a str>>,
    volume_names: OnceCell<Vec<&'a str>>,
    resource_claim_names: OnceCell<Vec<&'a str>>,
}

impl<'a> Names<'a> {
    /// The first volume of that name.
    pub(super) fn volume(&self, volumes: &'a [Volume], name: &str) -> Option<&'a Volume> {
        if volumes.len() <= FEW {
            return volumes.iter().find(|volume| volume.name == name);
        }
        let by_name = || volumes.iter().rev().map(|volume| (volume.name.as_str(), volume)).collect();
        self.volumes.get_or_init(by_name).get(name).copied()
    }

    /// Whether one of the claims has that name.
    pub(super) fn is_claimed(&self, claims: &'a [PersistentVolumeClaim], name: &str) -> bool {
        let mut names = claims.iter().filter_map(|claim| claim.metadata.name.as_deref());
        if claims.len() <= FEW {
            return names.any(|own| own == name);
        }
        self.claimed.get_or_init(|| names.collect()).contains(name)
    }

    /// Whether the Pod has a claim of devices of that name.
    pub(super) fn has_resource_claim(&self, spec: &'a PodSpec, name: &str) -> bool {
        let names = self.of_resource_claims(spec);
        if names.len() <= FEW {
            return names.contains(&name);
        }
        self.resource_claims.get_or_init(|| names.iter().copied().collect()).contains(name)
    }

    /// The names of the volumes and of the claims.
    pub(super) fn of_volumes(
        &self,
        volumes: &'a [Volume],
        claims: &'a [PersistentVolumeClaim],
    ) -> &[&'a str] {
        self.volume_names.get_or_init(|| {
            let own = volumes.iter().map(|volume| volume.name.as_str());
            own.chain(claims.iter().filter_map(|claim| claim.metadata.name.as_deref())).collect()
        })
    }

    /// The names of the Pod's claims of devices.
    pub(super) fn of_resource_claims(&self, spec: &'a PodSpec) -> &[&'a str] {
        self.resource_claim_names
            .get_or_init(|| spec.resource_claims.iter().flatten().map(|claim| claim.name.as_str()).collect())
    }
}
