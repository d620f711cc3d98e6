//! What a volume brings to an app: the Pod's volume, and the objects behind it.

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, Volume};

use serde::{Deserialize, Serialize};

use super::inline_files::InlineFiles;

/// What a volume brings to an app. Names are filled in when the app's own name is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VolumeSource {
    /// The Pod's volume; a claim template makes its own.
    pub(crate) volume: Option<Volume>,
    /// The claim that each Pod gets.
    pub(crate) claim_template: Option<PersistentVolumeClaim>,
    /// The claim that all Pods share.
    pub(crate) claim: Option<PersistentVolumeClaim>,
    /// Files given inline, which become a ConfigMap or a Secret.
    pub(crate) files: Option<InlineFiles>,
    /// The name of the object behind it; made of the app's and the volume's unless said.
    pub(crate) object_name: Option<String>,
    /// Whether Pods on several nodes would wait for one another.
    pub(crate) one_pod: bool,
    /// Why a path of the node is used by Pods that may start on another node.
    pub(crate) node_path_reason: Option<String>,
}

impl VolumeSource {
    /// A volume with nothing behind it.
    pub(crate) fn volume(volume: Volume) -> Self {
        Self { volume: Some(volume), ..Self::default() }
    }
}
