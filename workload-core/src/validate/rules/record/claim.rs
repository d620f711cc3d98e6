//! What the rules over many objects know of a claim.

use k8s_openapi::api::core::v1::PersistentVolumeClaimSpec;

use super::persistent_volume::{Size, size};

/// A claim: how many nodes may use its volume.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ClaimRecord {
    /// Its access mode, when that lets only one node or one Pod use it; none when more is allowed,
    /// or unknown.
    pub(crate) mode: Option<&'static str>,
    /// Whether its volume is a folder of one node, to which the scheduler brings every Pod that uses
    /// it, or whose kind cannot be told.
    pub(crate) on_its_node: bool,
    /// What it asks of its volume.
    pub(crate) wants: Option<Box<ClaimWants>>,
}

/// What a claim asks of its volume.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ClaimWants {
    pub(crate) storage: Option<Size>,
    pub(crate) modes: Box<[Box<str>]>,
    /// Its storage class; none for the cluster's default.
    pub(crate) class: Option<Box<str>>,
    /// The volume that it names.
    pub(crate) volume: Option<Box<str>>,
    /// Whether it selects volumes by labels.
    pub(crate) selects: bool,
}

impl ClaimWants {
    fn of(spec: &PersistentVolumeClaimSpec) -> Self {
        let requests = spec.resources.as_ref().and_then(|resources| resources.requests.as_ref());
        let modes = spec.access_modes.iter().flatten().map(|mode| mode.as_str().into());
        Self {
            storage: requests.and_then(|requests| size(requests.get("storage"))),
            modes: modes.collect(),
            class: spec.storage_class_name.as_deref().map(Into::into),
            volume: spec.volume_name.as_deref().filter(|name| !name.is_empty()).map(Into::into),
            selects: spec.selector.is_some(),
        }
    }
}

/// Words in the names of storage classes whose volumes many nodes mount, whatever the claim says:
/// nothing attaches a file share to one node.
const FILE_SHARES: &[&str] =
    &["nfs", "efs", "azurefile", "azure-file", "cephfs", "filestore", "smb", "cifs", "glusterfs"];

/// Words in the names of storage classes whose volumes are folders and disks of one node.
const OF_A_NODE: &[&str] = &["local", "hostpath", "host-path", "manual", "standard-local", "topolvm"];

impl ClaimRecord {
    pub(super) fn of(spec: Option<&PersistentVolumeClaimSpec>) -> Self {
        let Some(spec) = spec else { return Self { mode: None, on_its_node: false, wants: None } };
        let class = spec.storage_class_name.as_deref().unwrap_or("default").to_ascii_lowercase();
        let is_any = |words: &[&str]| words.iter().any(|word| class.contains(word));
        let shared = is_any(FILE_SHARES);
        Self {
            mode: mode_for_one(spec).filter(|_| !shared),
            // A volume that somebody made by hand may be anything.
            on_its_node: is_any(OF_A_NODE) || class.is_empty() || spec.volume_name.is_some(),
            wants: Some(Box::new(ClaimWants::of(spec))),
        }
    }
}

/// The access mode of a claim, when it lets one node at a time use it (`ReadWriteOnce`) or one Pod
/// (`ReadWriteOncePod`).
fn mode_for_one(spec: &PersistentVolumeClaimSpec) -> Option<&'static str> {
    const MODES: [&str; 2] = ["ReadWriteOnce", "ReadWriteOncePod"];
    let modes = spec.access_modes.as_deref().unwrap_or_default();
    let known = |mode: &String| MODES.into_iter().find(|one| one == mode);
    let first = modes.first().and_then(known)?;
    modes.iter().all(|mode| known(mode).is_some()).then_some(first)
}
