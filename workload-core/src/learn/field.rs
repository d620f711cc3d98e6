//! What is known of one field of a manifest: its default, what a change of it does, what its value comes to.
//!
//! ```
//! use workload_core::learn::field::field_at;
//!
//! let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  replicas: 3\n";
//! let field = field_at(text, text.find("replicas").unwrap()).unwrap();
//! assert_eq!(field.path, "spec.replicas");
//! assert_eq!(field.default, Some(1.into()));
//! ```

mod change;
mod default;
mod effective;
mod group;
mod runs;
mod size;
mod versions;

use serde_json::Value;

pub use self::change::ChangeOfField;
pub use self::effective::{EffectiveDefault, effective_defaults};
pub use self::runs::{Runs, runs};
pub use self::size::size;
use crate::syntax::text::Span;
use crate::syntax::yaml::{Content, Document, NodeId, Step, Tree, documents};
use crate::validate::decode::value;

/// What is known of a field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// The field, as the API server names it.
    pub path: String,
    /// The bytes of the text that were asked for: the key or the value.
    pub span: Span,
    /// The API version of the object that has it.
    pub api_version: String,
    /// The kind of the object that has it.
    pub kind: String,
    /// The steps to it.
    pub steps: Vec<Step>,
    /// The value that is written.
    pub value: Option<Value>,
    /// What the API server fills in where the field is missing.
    pub default: Option<Value>,
    /// What a change of the value does to an object that exists.
    pub change: Option<ChangeOfField>,
    /// What versions of Kubernetes see otherwise than the newest: a sentence each.
    pub versions: Vec<String>,
    /// The time zone of the schedule, where the field is one; empty for the controller's own.
    pub time_zone: Option<String>,
}

/// What is known of the field whose key or value stands at the byte `offset` of `text`; none where there is
/// no field of an object.
#[must_use]
pub fn field_at(text: &str, offset: usize) -> Option<Field> {
    let holds = |span: Span| span.touches(offset);
    let document = documents(text)
        .find(|document| document.tree.as_ref().is_ok_and(|tree| scalar_at(tree, &holds).is_some()))?;
    let Document { span, tree: Ok(tree), .. } = document else { return None };
    let node = scalar_at(&tree, &holds)?;
    let path = tree.path_of(node);
    let object = value(&tree, NodeId::ROOT)?;
    let kind = object.get("kind")?.as_str()?.to_owned();
    let api_version = object.get("apiVersion")?.as_str().unwrap_or_default().to_owned();
    if !matches!(path.0.last(), Some(Step::Field(_) | Step::Index(_))) {
        return None;
    }
    let pointer = path.pointer();
    Some(Field {
        span: tree.raw(node).span,
        value: object.pointer(&pointer).cloned(),
        default: default::of(&object, &pointer),
        change: change::of(&object, &pointer),
        versions: versions::of(&text[span.range()], &path),
        time_zone: runs::zone_of(&object, &pointer),
        path: path.to_string(),
        steps: path.0,
        api_version,
        kind,
    })
}

/// The scalar that holds a place: a key, or a value.
fn scalar_at(tree: &Tree<'_>, holds: &impl Fn(Span) -> bool) -> Option<NodeId> {
    let is_meant = |id: &NodeId| {
        let node = tree.raw(*id);
        matches!(node.content, Content::Scalar(_)) && node.span.start < node.span.end && holds(node.span)
    };
    tree.ids().find(is_meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATEFUL_SET: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec:\n  serviceName: a\n  template:\n    spec:\n      terminationGracePeriodSeconds: 5\n      containers:\n      - {name: a, image: b}\n";

    fn at(word: &str) -> Field {
        field_at(STATEFUL_SET, STATEFUL_SET.rfind(word).unwrap()).unwrap()
    }

    #[test]
    fn fields_are_found_by_their_keys_and_values() {
        let field = at("terminationGrace");
        assert_eq!(
            (field.kind.as_str(), field.path.as_str()),
            ("StatefulSet", "spec.template.spec.terminationGracePeriodSeconds")
        );
        assert_eq!((field.value, field.default), (Some(5.into()), Some(30.into())));
        assert_eq!(at("b}").path, "spec.template.spec.containers[0].image");
        assert_eq!(field_at(STATEFUL_SET, STATEFUL_SET.find("---").unwrap() + 1), None);
    }

    #[test]
    fn what_a_change_does_is_that_of_the_kind() {
        use crate::predict::diff::Effect;
        assert!(at("serviceName").change.unwrap().effect.is_forbidden());
        assert!(matches!(at("image").change.unwrap().effect, Effect::RollsPods { .. }));
    }
}
