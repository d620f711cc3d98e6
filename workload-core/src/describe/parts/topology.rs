//! Over what Pods are spread or held together: nodes, zones, or any label of nodes.

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, find};
use crate::k8s::values::LabelKey;
use crate::syntax::text::Message;

/// A label of nodes; nodes with the same value are one domain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Topology(Option<String>);

impl Topology {
    pub(crate) fn zone(&mut self) {
        self.0 = Some("topology.kubernetes.io/zone".to_owned());
    }

    pub(crate) fn host(&mut self) {
        self.0 = Some("kubernetes.io/hostname".to_owned());
    }

    pub(crate) fn key(&mut self, key: LabelKey) {
        self.0 = Some(key.into());
    }

    pub(crate) fn into_key(self) -> String {
        self.0.unwrap_or_default()
    }

    /// Checks that the keys of a group name one topology.
    pub(crate) const fn check(keys: &[Leaf]) -> Result<(), Message> {
        let (zone, host, key) =
            (find(keys, "zone").is_some(), find(keys, "host").is_some(), find(keys, "key").is_some());
        match (zone, host, key) {
            (true, false, false) | (false, true, false) | (false, false, true) => {}
            _ => return Err(Message::of("say over what: one of `zone`, `host` and `key = \"…\"`")),
        }
        Ok(())
    }
}
