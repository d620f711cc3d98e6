//! Typed decoding, kind by kind.

use k8s_openapi::api::autoscaling::v1;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::error::DecodeError;
use super::limit::{Beyond, Limit};
use super::node::{FieldUse, Log, Reader};
use crate::k8s::Object;
use crate::k8s::autoscaler::from_v1;
use crate::syntax::yaml::{NodeId, Path, Step, Tree};
use crate::validate::field_error::{ErrorType, FieldError};

/// An object as far as it could be decoded.
#[derive(Clone, Debug, Default)]
pub struct Decoded {
    /// The typed object, without the values that did not fit; none for a kind that is not decoded.
    pub object: Option<Object>,
    /// The values that did not fit and the unknown fields.
    pub errors: Vec<FieldError>,
    /// The fields that not every version of Kubernetes has, or keeps, where they stand.
    pub(crate) uses: Vec<FieldUse>,
    /// How many errors there are beyond these.
    pub(crate) beyond: Beyond,
}

/// Declares how the kinds are decoded, from the list that [`Object`] is made of.
macro_rules! kinds {
    ($($kind:ident in $($path:ident)::+,)+) => {
        fn read(api_version: &str, kind: &str, reader: Reader<'_, '_>) -> Option<Result<Object, DecodeError>> {
            use k8s_openapi::Resource as _;
            use crate::k8s::kinds::*;
            $(
                if kind == $kind::KIND && api_version == $kind::API_VERSION {
                    return Some($kind::deserialize(reader).map(Object::from));
                }
            )+
            if is_old_autoscaler(api_version, kind) {
                let read = v1::HorizontalPodAutoscaler::deserialize(reader);
                return Some(read.map(|old| Object::from(from_v1(old))));
            }
            None
        }

        /// Whether objects of this kind are decoded and validated.
        #[must_use]
        pub fn is_supported(api_version: &str, kind: &str) -> bool {
            use k8s_openapi::Resource as _;
            use crate::k8s::kinds::*;
            is_old_autoscaler(api_version, kind)
                || $((kind == $kind::KIND && api_version == $kind::API_VERSION))||+
        }
    };
}

crate::k8s::for_each_kind!(kinds);

/// Whether it is the older form of a kind, which is read as the newer one.
fn is_old_autoscaler(api_version: &str, kind: &str) -> bool {
    api_version == "autoscaling/v1" && kind == "HorizontalPodAutoscaler"
}

/// Decodes the object at `root` as that API version and kind.
///
/// Values that do not fit are reported and decoded as zero values of their type. Where there are
/// any, a second pass decodes them as absent.
#[must_use]
pub fn decode(tree: &Tree<'_>, root: NodeId, api_version: &str, kind: &str) -> Decoded {
    decode_within(tree, root, api_version, kind, Limit::default())
}

/// The same with another limit to the number of errors.
#[must_use]
pub fn decode_within(tree: &Tree<'_>, root: NodeId, api_version: &str, kind: &str, limit: Limit) -> Decoded {
    let (object, rest) = decode_with(tree, root, limit, |reader| read(api_version, kind, reader));
    Decoded { object, ..rest }
}

/// Decodes the value at `root` as a part of an object, such as its metadata.
pub(crate) fn decode_part<T: DeserializeOwned>(
    tree: &Tree<'_>,
    root: NodeId,
) -> (Option<T>, Vec<FieldError>) {
    let (part, found) = decode_with(tree, root, Limit::default(), |reader| Some(T::deserialize(reader)));
    (part, found.errors)
}

/// Decodes anything; what is found of it is told as of an object that is none of the kinds.
pub(super) fn decode_with<T>(
    tree: &Tree<'_>,
    root: NodeId,
    limit: Limit,
    read: impl Fn(Reader<'_, '_>) -> Option<Result<T, DecodeError>>,
) -> (Option<T>, Decoded) {
    let log = Log { limit, ..Log::default() };
    let Some(first) = read(Reader::new(tree, root, &log)) else { return (None, Decoded::default()) };
    let (mut decoded, refused) = match first {
        Ok(decoded) => (Some(decoded), None),
        Err(error) => (None, Some(error)),
    };
    let mut errors = log.errors.into_inner();
    errors.extend(refused);
    if !errors.is_empty() {
        let mut absent: Vec<_> = errors.iter().filter_map(|error| error.node).collect();
        absent.sort_unstable();
        let log = Log { absent, ..Log::default() };
        decoded = read(Reader::new(tree, root, &log)).and_then(Result::ok);
    }
    let unknown = log.unknown_fields.into_inner();
    let errors = errors.into_iter().map(|error| misfit(tree, root, error));
    let unknown = unknown.into_iter().map(|(key, near)| unknown_field(tree, key, near));
    let errors = errors.chain(unknown).collect();
    let (uses, beyond) = (log.uses.into_inner(), log.beyond.into_inner());
    (decoded, Decoded { object: None, errors, uses, beyond })
}

fn misfit(tree: &Tree<'_>, root: NodeId, error: DecodeError) -> FieldError {
    let place = tree.path_of(error.node.unwrap_or(root));
    let is_free = |step: usize| step < 64 && error.free_keys & (1 << step) != 0;
    let steps = place.0.iter().enumerate().filter(|(step, _)| !is_free(*step));
    let path = Path(steps.map(|(_, step)| step.clone()).collect());
    let place = (path != place).then_some(place);
    FieldError { place, ..FieldError::new(error.error_type, path, error.message) }
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
        help: near.map(|near| format!("did you mean `{near}`?")),
        suggestion: near.map(ToOwned::to_owned),
        ..FieldError::new(ErrorType::UnknownField, path, format!("{place} has no field `{name}`"))
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
                "spec.replicas: expected a whole number, found a string",
                "spec.selector: expected a map, found a list",
                "spec.template.spec.containers[0].name: expected a string, found a number: put it in quotes",
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
    fn the_header_of_a_template_is_ignored() {
        let text = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec:\n  \
                    volumeClaimTemplates: [{apiVersion: v2, kind: Claim, metadata: {name: data}}]\n";
        let tree = documents(text).next().unwrap().tree.unwrap();
        let decoded = decode(&tree, NodeId::ROOT, "apps/v1", "StatefulSet");
        assert_eq!(decoded.errors, []);
        assert!(decoded.object.is_some());
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
