//! What a change of fields does, by the rules of their kind.

use serde_json::Value;

use super::change::judged_fields;
use super::compare::diffs;
use super::model::FieldChange;
use super::object_sets::ObjectSets;

/// What changing one object into another does to each field that differs: in place, rolls the Pods, or
/// forbidden.
///
/// Unlike [`Changes::between`](super::Changes::between) it asks for the rules of the fields alone: whether
/// the new object is valid does not count.
#[must_use]
pub fn field_effects(old: &Value, new: &Value) -> Vec<FieldChange> {
    let sets = ObjectSets::new(std::slice::from_ref(old), std::slice::from_ref(new));
    diffs(&sets)
        .filter(|diff| !diff.old.is_null() && !diff.new.is_null())
        .flat_map(|diff| judged_fields(&diff))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Effect;
    use super::*;

    #[test]
    fn fields_are_asked_for_their_rules_alone() {
        let set = |service: &str, image: &str| {
            json!({
                "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": { "name": "db" },
                "spec": { "serviceName": service, "template": { "spec": { "containers": [{ "name": "a", "image": image }] } } },
            })
        };
        let effects = field_effects(&set("a", "a:1"), &set("b", "a:2"));
        let effect = |path: &str| &effects.iter().find(|field| field.path.starts_with(path)).unwrap().effect;
        assert!(effect("spec.serviceName").is_forbidden());
        assert!(matches!(effect("spec.template"), Effect::RollsPods { .. }));
        assert_eq!(effects.len(), 2);
    }
}
