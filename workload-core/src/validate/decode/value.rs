//! A document as JSON, or as a type that is none of the checked kinds.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::node::{Log, Reader};
use crate::syntax::yaml::{NodeId, Tree};

/// The value at `root` as JSON has it; none for what JSON cannot hold, such as a number of more
/// than 64 bits.
#[must_use]
pub fn value(tree: &Tree<'_>, root: NodeId) -> Option<Value> {
    read_as(tree, root).ok()
}

/// Reads the value at `root` as any type, by the rules of [`decode`](super::decode).
///
/// # Errors
///
/// The first value that does not fit, and what was expected.
pub fn read_as<T: DeserializeOwned>(tree: &Tree<'_>, root: NodeId) -> Result<T, String> {
    let log = Log::default();
    let decoded = T::deserialize(Reader::new(tree, root, &log));
    let first = log.errors.into_inner().into_iter().next();
    let error = match (first, decoded) {
        (None, Ok(decoded)) => return Ok(decoded),
        (Some(error), _) | (None, Err(error)) => error,
    };
    Err(match error.node {
        Some(node) if node != root => format!("{}: {}", tree.path_of(node), error.message),
        _ => error.message,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::syntax::yaml::documents;

    #[test]
    fn a_document_is_what_go_reads() {
        let text = "a: yes\nb: [1, 1.5, ~, '1']\nc: &x {d: 0x10}\ne: *x\n";
        let tree = documents(text).next().unwrap().tree.unwrap();
        let wanted = json!({"a": true, "b": [1, 1.5, null, "1"], "c": {"d": 16}, "e": {"d": 16}});
        assert_eq!(value(&tree, NodeId::ROOT), Some(wanted));
        let error = read_as::<std::collections::BTreeMap<String, bool>>(&tree, NodeId::ROOT).unwrap_err();
        assert_eq!(error, "b: expected `true` or `false`, found a list");
    }
}
