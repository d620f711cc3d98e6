//! Typed decoding, kind by kind.

use serde::Deserialize;

use super::error::DecodeError;
use super::reader::{Notes, Reader};
use crate::k8s::Object;
use crate::syntax::yaml::{NodeId, Path, Step, Tree};
use crate::validate::field_error::{ErrorType, FieldError};

/// How many values of the wrong type are looked for in one object, and how many unknown fields.
pub(super) const MOST: usize = 50;

/// What became of an object.
#[derive(Clone, Debug, Default)]
pub struct Decoded {
    /// The typed object, without what did not fit; none for a kind that is not checked.
    pub object: Option<Object>,
    /// What did not fit.
    pub errors: Vec<FieldError>,
}

/// Declares how the kinds are decoded, from the list that [`Object`] is made of.
macro_rules! kinds {
    ($($kind:ident,)+) => {
        fn read(api_version: &str, kind: &str, reader: Reader<'_, '_>) -> Option<Result<Object, DecodeError>> {
            use k8s_openapi::Resource as _;
            use crate::k8s::kinds::*;
            $(
                if kind == $kind::KIND && api_version == $kind::API_VERSION {
                    return Some($kind::deserialize(reader).map(Object::from));
                }
            )+
            None
        }

        /// Whether objects of this kind are decoded and checked.
        #[must_use]
        pub fn is_judged(api_version: &str, kind: &str) -> bool {
            use k8s_openapi::Resource as _;
            use crate::k8s::kinds::*;
            $((kind == $kind::KIND && api_version == $kind::API_VERSION))||+
        }
    };
}

crate::k8s::for_each_kind!(kinds);

/// Decodes the object at `root`, which says that it is of that API version and kind.
///
/// Of a value of the wrong type the fault is kept, the value left out, and the rest is decoded
/// again: after the last round every such value is known.
#[must_use]
pub fn decode(tree: &Tree<'_>, root: NodeId, api_version: &str, kind: &str) -> Decoded {
    let mut notes = Notes::default();
    let mut decoded = Decoded::default();
    loop {
        notes.unknown.take();
        let reader = Reader { tree, id: root, notes: &notes };
        match read(api_version, kind, reader) {
            Some(Ok(object)) => decoded.object = Some(object),
            Some(Err(misfit)) if decoded.errors.len() < MOST => {
                let node = misfit.node.unwrap_or(root);
                let again = notes.left_out.contains(&node);
                decoded.errors.push(error(tree, node, misfit));
                // A value that stops decoding even when it counts as not set has no way out.
                if !again {
                    notes.left_out.push(node);
                    continue;
                }
            }
            Some(Err(_)) | None => {}
        }
        break;
    }
    let unknown = notes.unknown.into_inner();
    decoded.errors.extend(unknown.into_iter().map(|(key, near)| unknown_field(tree, key, near)));
    decoded
}

fn error(tree: &Tree<'_>, node: NodeId, misfit: DecodeError) -> FieldError {
    let place = tree.path_of(node);
    let (path, place) = match misfit.data {
        Some(map) => (tree.path_of(map), Some(place)),
        None => (place, None),
    };
    FieldError { reason: misfit.reason, path, place, message: misfit.message, help: None, suggestion: None }
}

fn unknown_field(tree: &Tree<'_>, key: NodeId, near: Option<&str>) -> FieldError {
    let path = tree.path_of(key);
    let name = match path.0.last() {
        Some(Step::Field(name) | Step::Key(name)) => name.clone(),
        _ => String::new(),
    };
    let above = Path(path.0[..path.0.len().saturating_sub(1)].to_vec()).to_string();
    let place = if above.is_empty() { "an object of this kind".to_owned() } else { format!("`{above}`") };
    FieldError {
        reason: ErrorType::UnknownField,
        message: format!("{place} has no field `{name}`"),
        help: near.map(|near| format!("did you mean `{near}`?")),
        suggestion: near.map(ToOwned::to_owned),
        path,
        place: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::documents;

    fn errors(spec: &str) -> Vec<String> {
        let text = format!("apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: a}}\nspec: {spec}\n");
        let tree = documents(&text).next().unwrap().tree.unwrap();
        let decoded = decode(&tree, NodeId::ROOT, "apps/v1", "Deployment");
        assert!(decoded.object.is_some(), "{text}");
        decoded
            .errors
            .iter()
            .map(|error| format!("{}: {}", error.place.as_ref().unwrap_or(&error.path), error.message))
            .collect()
    }

    #[test]
    fn every_wrong_value_is_found_in_one_run() {
        assert_eq!(
            errors("{replicas: '3', selector: [], template: {spec: {containers: [{name: 5, imagee: x}]}}}"),
            [
                "spec.replicas: a whole number belongs here, this is a string",
                "spec.selector: a map belongs here, this is a list",
                "spec.template.spec.containers[0].name: a string belongs here, this is a number: put it in quotes",
                "spec.template.spec.containers[0].imagee: `spec.template.spec.containers[0]` has no field `imagee`",
            ]
        );
    }

    #[test]
    fn what_go_takes_is_taken() {
        for spec in [
            "{replicas: 3.0}",
            "{replicas: 0x10}",
            "{replicas: ~}",
            "{paused: yes}",
            "{template: {spec: {containers: [~]}}}",
            "{selector: {matchLabels: {a: ~}}}",
            "{template: {spec: {containers: [{resources: {limits: {cpu: 1, memory: 1e3}}}]}}}",
            "{strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 1}}}",
        ] {
            assert_eq!(errors(spec), [""; 0], "{spec}");
        }
    }

    #[test]
    fn what_go_refuses_is_refused() {
        for spec in [
            "{replicas: 1.5}",
            "{replicas: 3000000000}",
            "{paused: 1}",
            "{selector: {matchLabels: {a: 1}}}",
            "{template: {spec: {containers: [{resources: {limits: {cpu: 1GB}}}]}}}",
            "{template: {spec: {containers: [{resources: {limits: {cpu: true}}}]}}}",
            "{strategy: {rollingUpdate: {maxSurge: true}}}",
            "{template: {metadata: {creationTimestamp: yesterday}}}",
        ] {
            assert_eq!(errors(spec).len(), 1, "{spec}");
        }
    }
}
