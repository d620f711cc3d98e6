//! What a document says it is: API version, kind, namespace, name.

use std::borrow::Cow;

use crate::syntax::yaml::{NodeId, Scalar, Tree};

/// The identity of an object, as far as it is text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header<'a> {
    /// `apps/v1`.
    pub api_version: Option<Cow<'a, str>>,
    /// `Deployment`.
    pub kind: Option<Cow<'a, str>>,
    /// The namespace it names.
    pub namespace: Option<Cow<'a, str>>,
    /// Its name.
    pub name: Option<Cow<'a, str>>,
    /// What the server makes its name from, where it has none.
    pub generate_name: Option<Cow<'a, str>>,
    /// Whether it has `metadata`, as every object does.
    pub has_metadata: bool,
}

impl Header<'_> {
    /// Whether the document is meant for an API server at all.
    #[must_use]
    pub fn is_object(&self) -> bool {
        match (&self.api_version, &self.kind) {
            (Some(_), Some(_)) => true,
            (None, None) => false,
            _ => self.has_metadata,
        }
    }
}

/// Reads the header of the object at `root`.
#[must_use]
pub fn header<'a>(tree: &'a Tree<'_>, root: NodeId) -> Header<'a> {
    let metadata = tree.get(root, "metadata");
    let text = |node: Option<NodeId>| match tree.node(node?).scalar()? {
        Ok(Scalar::Text(text)) => Some(text),
        _ => None,
    };
    let inside = |key: &str| text(metadata.and_then(|metadata| tree.get(metadata, key)));
    let name = inside("name");
    Header {
        generate_name: if name.is_none() { inside("generateName") } else { None },
        api_version: text(tree.get(root, "apiVersion")),
        kind: text(tree.get(root, "kind")),
        namespace: inside("namespace"),
        name,
        has_metadata: metadata.is_some(),
    }
}
