//! What the validator finds in generated manifests, with the Rust place that asked for it.

#[cfg(feature = "custom_resources")]
mod definitions;

use std::sync::Arc;

use crate::export::protocol::{ExportedManifest, ExportedPlace};
use crate::syntax::text::Source;
use crate::validate::lint::{Finding, Selection, lint};

/// A finding in a generated manifest.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TracedFinding {
    /// The finding; its places are those of the manifests as one stream.
    pub finding: Finding,
    /// The Rust code that asked for the field, or for the object.
    pub place: Option<ExportedPlace>,
}

/// Checks manifests as one YAML stream called `name`; gives the stream and what was found in it.
///
/// With the feature `custom_resources`, custom resources are checked against the definitions among the
/// manifests too.
#[must_use]
pub fn lint_manifests(
    name: &str,
    manifests: &[ExportedManifest],
    selection: &Selection,
) -> (String, Vec<TracedFinding>) {
    let (text, parts) = stream(manifests);
    let source = Source::new(name, text);
    #[cfg(feature = "custom_resources")]
    let selection = &definitions::known_too(selection, manifests);
    let outcome = lint(std::slice::from_ref(&source), selection);
    let traced = outcome.findings.into_iter().map(|finding| traced(finding, &parts)).collect();
    (Arc::unwrap_or_clone(source.text), traced)
}

/// The manifests as one stream, with where each begins.
fn stream(manifests: &[ExportedManifest]) -> (String, Vec<(usize, &ExportedManifest)>) {
    let (mut text, mut parts) = (String::new(), Vec::new());
    for manifest in manifests {
        if !text.is_empty() {
            text.push_str("---\n");
        }
        parts.push((text.len(), manifest));
        text.push_str(&manifest.yaml);
    }
    (text, parts)
}

fn traced(mut finding: Finding, parts: &[(usize, &ExportedManifest)]) -> TracedFinding {
    // A patch of a generated text would be lost with the next export.
    finding.patch = None;
    let start = finding.span.start as usize;
    let manifest = parts.iter().rev().find(|(begin, _)| *begin <= start).map(|(_, manifest)| *manifest);
    let place = manifest
        .and_then(|manifest| manifest.place_of(&finding.path).or_else(|| first_place(&manifest.app, parts)));
    TracedFinding { place: place.cloned(), finding }
}

/// The first place that anything of an app was asked for at: its attribute, as a rule.
fn first_place<'m>(app: &str, parts: &[(usize, &'m ExportedManifest)]) -> Option<&'m ExportedPlace> {
    let own = parts.iter().map(|(_, manifest)| *manifest).filter(|manifest| manifest.app == app);
    own.flat_map(|manifest| &manifest.origins).map(|(_, place)| place).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(yaml: &str, origins: &[(&str, u32)]) -> ExportedManifest {
        let place = |line| ExportedPlace { file: "src/lib.rs".to_owned(), line, column: 1 };
        ExportedManifest {
            kind: "Deployment".to_owned(),
            namespace: None,
            name: "api".to_owned(),
            app: "api".to_owned(),
            yaml: yaml.to_owned(),
            json: serde_json::Value::Null,
            origins: origins.iter().map(|(path, line)| ((*path).to_owned(), place(*line))).collect(),
        }
    }

    #[test]
    fn the_longest_known_part_of_a_path_counts() {
        let origins = [("", 1), ("spec.template.spec", 2), ("spec.template.spec.containers[0].image", 3)];
        let manifest = manifest("", &origins);
        let line = |path: &str| manifest.place_of(path).map(|place| place.line);
        assert_eq!(line("spec.template.spec.containers[0].image"), Some(3));
        assert_eq!(line("spec.template.spec.containers[0].imageX"), Some(2));
        assert_eq!(line("spec.replicas"), Some(1));
    }

    #[test]
    fn a_field_that_nobody_asked_for_has_the_first_place_of_its_app() {
        let text = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  Ports: []\n";
        let manifests = [manifest(text, &[("spec.selector", 9), ("spec.type", 4)])];
        let (_, findings) = lint_manifests("all.yaml", &manifests, &Selection::default());
        assert_eq!(findings[0].place.as_ref().map(|place| place.line), Some(4));
    }

    #[test]
    fn a_finding_has_the_place_of_its_own_object() {
        let service =
            |name| format!("apiVersion: v1\nkind: Service\nmetadata:\n  name: {name}\nspec:\n  Ports: []\n");
        let manifests = [manifest(&service("a"), &[("", 1)]), manifest(&service("b"), &[("", 2)])];
        let (text, findings) = lint_manifests("all.yaml", &manifests, &Selection::default());
        assert_eq!(text.matches("---\n").count(), 1);
        let unknown = findings.iter().filter(|traced| traced.finding.rule.code == "V04");
        let lines: Vec<_> = unknown.map(|traced| traced.place.as_ref().map(|place| place.line)).collect();
        assert_eq!(lines, [Some(1), Some(2)]);
    }

    #[cfg(feature = "custom_resources")]
    #[test]
    fn a_custom_resource_is_checked_against_a_definition_beside_it() {
        let json = serde_json::json!({
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": { "name": "tenants.example.com" },
            "spec": {
                "group": "example.com", "scope": "Namespaced",
                "names": { "kind": "Tenant", "plural": "tenants" },
                "versions": [{ "name": "v1", "served": true, "storage": true, "schema": { "openAPIV3Schema": {
                    "type": "object", "properties": { "spec": { "type": "object", "properties": { "quota": { "type": "integer" } } } },
                } } }],
            },
        });
        let definition = ExportedManifest {
            kind: "CustomResourceDefinition".to_owned(),
            yaml: json.to_string() + "\n",
            json,
            ..manifest("", &[("", 1)])
        };
        let text = "apiVersion: example.com/v1\nkind: Tenant\nmetadata:\n  name: a\nspec:\n  quota: much\n";
        let tenant = manifest(text, &[("", 2)]);
        let (_, findings) = lint_manifests("all.yaml", &[definition, tenant], &Selection::default());
        let lines: Vec<_> = findings
            .iter()
            .filter(|traced| traced.finding.path == "spec.quota")
            .map(|traced| traced.place.as_ref().map(|place| place.line))
            .collect();
        assert_eq!(lines, [Some(2)], "{findings:#?}");
    }
}
