//! What the rules over many objects know of a `ScaledObject` of KEDA.

use super::custom::{names, text};
use crate::k8s::compact_texts::CompactTexts;
use crate::syntax::yaml::{NodeId, Scalar, Tree};

/// What a `ScaledObject` scales.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ScaledRecord {
    /// The kind of the workload; none for a kind of others.
    pub(crate) kind: Option<&'static str>,
    /// The name of the workload.
    pub(crate) name: Box<str>,
    /// The other names that stand in it, without its own.
    pub(crate) others: CompactTexts,
}

impl ScaledRecord {
    /// The record of the `ScaledObject` at `root`; none when it says too little.
    pub(super) fn of(tree: &Tree<'_>, root: NodeId) -> Option<Self> {
        let target = tree.get(tree.get(root, "spec")?, "scaleTargetRef")?;
        let name = text(tree, tree.get(target, "name")?)?;
        let own = tree.get(root, "metadata").and_then(|meta| tree.get(meta, "name"));
        let own = own.and_then(|own| text(tree, own)).unwrap_or_default();
        let kind = match tree.get(target, "kind").map(|kind| tree.raw(kind).scalar()) {
            None => Some("Deployment"),
            Some(Some(Ok(Scalar::Text(kind)))) => {
                ["Deployment", "StatefulSet"].into_iter().find(|known| *known == kind)
            }
            _ => None,
        };
        let all = names(tree, root);
        let others = all.iter().filter(|other| *other != name && *other != own).collect();
        Some(Self { kind, name: name.into(), others })
    }
}
