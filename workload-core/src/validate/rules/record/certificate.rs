//! What the rules over many objects know of a `Certificate` of cert-manager.

use super::custom::{names, text};
use crate::k8s::compact_texts::CompactTexts;
use crate::syntax::yaml::{NodeId, Tree};

/// A certificate: the Secret that it is written to, and the hosts that it is for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CertificateRecord {
    pub(crate) secret: Box<str>,
    pub(crate) hosts: CompactTexts,
    /// All names that stand in it.
    pub(crate) names: CompactTexts,
}

impl CertificateRecord {
    /// The record of the `Certificate` at `root`; none when it says too little.
    pub(super) fn of(tree: &Tree<'_>, root: NodeId) -> Option<Self> {
        let spec = tree.get(root, "spec")?;
        let hosts = tree.get(spec, "dnsNames").into_iter().flat_map(|hosts| tree.items(hosts));
        Some(Self {
            secret: text(tree, tree.get(spec, "secretName")?)?.into(),
            hosts: hosts.filter_map(|host| text(tree, host)).collect(),
            names: names(tree, root),
        })
    }
}
