//! What the tests of this folder are written with: a piece of a Pod, and what is said of it.

use k8s_openapi::api::apps::v1::DeploymentSpec;

use crate::k8s::{Object, OptionalField as _};
use crate::syntax::yaml::{NodeId, PathBuilder, documents};
use crate::validate::api_server::pod_template;
use crate::validate::api_server::validate::Validate as _;
use crate::validate::decode::{decode, header};
use crate::validate::field_error::{FieldError, FieldErrors};

/// What the server would refuse in a Pod, or in the template of a Deployment.
pub(crate) fn errors(text: &str) -> Vec<FieldError> {
    let tree = documents(text).next().unwrap().tree.unwrap();
    let head = header(&tree, NodeId::ROOT);
    let decoded = decode(&tree, NodeId::ROOT, &head.api_version.unwrap(), &head.kind.unwrap());
    assert_eq!(decoded.errors, [], "{text}");
    let mut errors = FieldErrors::default();
    match decoded.object.unwrap() {
        Object::Pod(pod) => pod.validate(&PathBuilder::root(), &mut errors),
        Object::Deployment(deployment) => {
            let place = ["spec", "template"];
            let spec: Option<&DeploymentSpec> = deployment.spec.get();
            pod_template::check(&spec.unwrap().template, &PathBuilder::root().fields(&place), &mut errors);
        }
        other => panic!("{} has no Pods", other.kind()),
    }
    errors.into_tested()
}

/// Asserts that a document is taken.
pub(crate) fn accepts(text: &str) {
    assert_eq!(errors(text), [], "{text}");
}

/// Asserts that a document has one fault, at `path`, and that its sentence has these words.
pub(crate) fn refuses(text: &str, path: &str, words: &str) {
    let errors = errors(text);
    let said: Vec<_> = errors.iter().map(|error| format!("{}: {}", error.path, error.message)).collect();
    assert!(
        said.len() == 1 && said[0].starts_with(&format!("{path}: ")) && said[0].contains(words),
        "{text}\n  wanted {path}: … {words}\n  found {said:#?}"
    );
}

fn pod(spec: &str) -> String {
    format!("{{apiVersion: v1, kind: Pod, metadata: {{name: a, labels: {{app: x}}}}, spec: {{{spec}}}}}")
}

fn spec(fields: &str) -> String {
    pod(&format!("containers: [{{name: a, image: b}}], {fields}"))
}

fn container(fields: &str) -> String {
    pod(&format!("containers: [{{name: a, image: b, {fields}}}], volumes: [{{name: data}}]"))
}

/// Asserts that a Pod with each of these fields in its spec is taken.
pub(crate) fn spec_accepts(fields: &[&str]) {
    for fields in fields {
        accepts(&spec(fields));
    }
}

/// Asserts that a Pod with these fields is refused at a path below its spec.
pub(crate) fn spec_refuses(cases: &[(&str, &str, &str)]) {
    for (fields, path, words) in cases {
        refuses(&spec(fields), &format!("spec.{path}"), words);
    }
}

/// Asserts that a container with each of these fields is taken; a volume is called `data`.
pub(crate) fn container_accepts(fields: &[&str]) {
    for fields in fields {
        accepts(&container(fields));
    }
}

/// Asserts that a container with these fields is refused at a path below it.
pub(crate) fn container_refuses(cases: &[(&str, &str, &str)]) {
    for (fields, path, words) in cases {
        let dot = if path.is_empty() { "" } else { "." };
        refuses(&container(fields), &format!("spec.containers[0]{dot}{path}"), words);
    }
}

/// Asserts that a volume with each of these fields is taken.
pub(crate) fn volume_accepts(fields: &[&str]) {
    for fields in fields {
        accepts(&spec(&format!("volumes: [{{name: v, {fields}}}]")));
    }
}

/// Asserts that a volume with these fields is refused at a path below it.
pub(crate) fn volume_refuses(cases: &[(&str, &str, &str)]) {
    for (fields, path, words) in cases {
        let dot = if path.is_empty() { "" } else { "." };
        refuses(
            &spec(&format!("volumes: [{{name: v, {fields}}}]")),
            &format!("spec.volumes[0]{dot}{path}"),
            words,
        );
    }
}

/// A Deployment whose template has this spec.
pub(crate) fn deployment(spec: &str) -> String {
    let template = format!("{{metadata: {{labels: {{app: x}}}}, spec: {{{spec}}}}}");
    format!(
        "{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: a}}, spec: {{selector: {{matchLabels: {{app: x}}}}, template: {template}}}}}"
    )
}
