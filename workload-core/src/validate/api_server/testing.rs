//! What the tests of the kinds are written with.

use crate::syntax::yaml::{NodeId, PathBuilder, documents};
use crate::validate::api_server::validate;
use crate::validate::decode::{decode, header};
use crate::validate::field_error::FieldErrors;

/// The paths of the errors in an object, which must decode without any.
pub(crate) fn paths(text: &str) -> Vec<String> {
    let tree = documents(text).next().unwrap().tree.unwrap();
    let head = header(&tree, NodeId::ROOT);
    let decoded = decode(&tree, NodeId::ROOT, &head.api_version.unwrap(), &head.kind.unwrap());
    assert_eq!(decoded.errors, [], "{text}");
    let mut errors = FieldErrors::default();
    validate(&decoded.object.unwrap(), &PathBuilder::root(), &mut errors);
    errors.into_tested().into_iter().map(|error| error.path.to_string()).collect()
}

/// Asserts the paths of the errors of each object: `header` (API version, kind and, where the
/// fields have none, metadata) and some fields, both as the inside of a flow map.
pub(crate) fn assert_paths(header: &str, cases: &[(&str, &[&str])]) {
    for (fields, expected) in cases {
        let name = if fields.starts_with("metadata:") { "" } else { ", metadata: {name: a}" };
        let comma = if fields.is_empty() { "" } else { ", " };
        assert_eq!(paths(&format!("{{{header}{name}{comma}{fields}}}")), *expected, "{fields}");
    }
}
