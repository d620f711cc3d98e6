//! Definitions of custom resources: what the objects are called may not change.

use serde_json::Value;

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, is_true, items, text};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden};
use super::fixed::Fixed;
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "apiextensions.k8s.io",
    kind: "CustomResourceDefinition",
    fixed: &[
        Fixed::field("spec.scope", WHY),
        Fixed::field("spec.group", WHY),
        Fixed::field("spec.names.kind", WHY),
        Fixed::field("spec.names.plural", WHY),
    ],
    refused: stored_versions,
    workaround,
    ..other::RULES
};

const WHY: &str = "Objects of the kind are stored under this name.";

/// A version that objects were stored in has to stay.
fn stored_versions(diff: &ObjectDiff) -> Vec<(&'static str, Verdict)> {
    let new = items(diff.given_new, "/spec/versions");
    let stays = |name: &str| new.iter().any(|version| text(version, "/name") == name);
    let Some((at, name)) = stored(diff.given_old).into_iter().enumerate().find(|(_, name)| !stays(name))
    else {
        return Vec::new();
    };
    let reason = format!(
        "missing from spec.versions; {name} was previously a storage version, and must remain in spec.versions until a \
         storage migration ensures no data remains persisted in {name} and removes {name} from status.storedVersions"
    );
    let refusal =
        Refusal::invalid(&format!("status.storedVersions[{at}]"), Some(&Value::from(name)), &reason);
    let why = "Objects may still be stored in this version: serve it until all are stored anew.";
    vec![("spec.versions", forbidden(refusal, why))]
}

/// The versions that objects may be stored in: those that the server lists, or the one that is
/// marked in a manifest.
fn stored(definition: &Value) -> Vec<&str> {
    let listed = items(definition, "/status/storedVersions");
    if !listed.is_empty() {
        return listed.iter().filter_map(Value::as_str).collect();
    }
    let versions = items(definition, "/spec/versions").iter();
    versions.filter(|version| is_true(version, "/storage")).map(|version| text(version, "/name")).collect()
}

fn workaround(diff: &ObjectDiff, _: &[&Difference]) -> Note {
    Note::new("the definition is deleted and made again")
        .commands([
            "# save the objects of the kind first: deleting the definition deletes all of them".to_owned(),
            diff.kubectl().delete(),
            Kubectl::apply(),
        ])
        .data("Every object of the kind is deleted with its definition.")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{refusal, the};

    const SHOP: &str = "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition,
        metadata: {name: shops.example.org}, spec: {group: example.org, scope: Namespaced,
        names: {kind: Shop, plural: shops}, versions: [{name: v1, served: true, storage: true,
        schema: {openAPIV3Schema: {type: object}}}]}}";

    #[test]
    fn names_and_stored_versions_stay() {
        assert!(refusal(&the(SHOP, "Namespaced", "Cluster")).contains("spec.scope: Invalid value"));
        assert!(refusal(&the(SHOP, "name: v1,", "name: v2,")).contains("status.storedVersions[0]"));
    }
}
