//! Metadata: names, namespaces, labels, annotations.

mod finalizers;
mod labels;
mod name;
mod naming;
mod owners;
mod selector;

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

pub(super) use finalizers::is_standard as is_standard_finalizer;
pub(super) use labels::labels;
pub(super) use name::{ADDED, KEPT};
pub(super) use naming::{Form, Naming};
pub(super) use selector::{selector, values as selector_values};

use super::checks;
use crate::k8s::values::{check_annotation_key, check_label};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// How many bytes the keys and values of all annotations may have.
const MOST_OF_ANNOTATIONS: usize = 256 * 1024;

/// The longest name of most kinds.
pub(super) const SUBDOMAIN: Naming = Naming::Subdomain(253);

/// Checks the metadata of an object in a namespace; `at` is the metadata.
pub(super) fn object(meta: &ObjectMeta, naming: Naming, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    check(meta, Form::namespaced(naming), at, errors);
}

/// Checks the metadata of an object of any kind; `at` is the metadata.
pub(super) fn check(meta: &ObjectMeta, form: Form, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let has_name = [&meta.name, &meta.generate_name]
        .iter()
        .any(|name| name.as_ref().is_some_and(|name| !name.is_empty()));
    if form.needs_name || has_name {
        name::check(meta, form.naming, at, errors);
    }
    if let Some(namespace) = meta.namespace.as_deref().filter(|text| form.is_namespaced && !text.is_empty()) {
        checks::text(check_label(namespace, "a namespace"), &at.field("namespace"), errors);
    }
    labels(meta.labels.as_ref(), &at.field("labels"), errors);
    annotations(meta.annotations.as_ref(), &at.field("annotations"), errors);
    owners::check(meta, &at.field("ownerReferences"), errors);
    finalizers::check(meta, form.finalizer_domain, &at.field("finalizers"), errors);
    if form.keeps_generation {
        checks::not_negative(meta.generation, &at.field("generation"), errors);
    }
}

/// Checks annotations at `at`.
pub(super) fn annotations(
    annotations: Option<&BTreeMap<String, String>>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let mut size = 0;
    for (key, value) in annotations.into_iter().flatten() {
        size += key.len() + value.len();
        if let Err(message) = check_annotation_key(key) {
            errors.invalid(at, message.as_str()).standing_at(&at.key(key));
        }
    }
    if size > MOST_OF_ANNOTATIONS {
        let message = format!("all annotations together have {size} bytes, at most 262144 are allowed");
        errors.add(ErrorType::TooLong, at, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::api_server::pod::testing::{accepts, refuses};

    fn pod(metadata: &str) -> String {
        format!(
            "{{apiVersion: v1, kind: Pod, metadata: {{{metadata}}}, spec: {{containers: [{{name: a, image: b}}]}}}}"
        )
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for metadata in [
            "name: a.b-c, namespace: ''",
            "generateName: a-",
            "name: a, labels: {a.b/C_d: '', x: V.1-2_3}, annotations: {Upper.Case/Key: anything}",
            "name: a, finalizers: [a.b/c, kubernetes, orphan]",
            "name: a, generation: -1, uid: x, deletionGracePeriodSeconds: -1",
            "name: a, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: x, uid: z, controller: true}]",
        ] {
            accepts(&pod(metadata));
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused_at_its_path() {
        for (metadata, path, words) in [
            ("name: ''", "metadata.name", "needs a name"),
            ("name: A", "metadata.name", "lower case"),
            ("name: a, namespace: a.b", "metadata.namespace", "only a-z"),
            ("name: a, labels: {a b: c}", "metadata.labels", "write `-`"),
            ("name: a, labels: {a: b c}", "metadata.labels", "write `-`"),
            ("name: a, annotations: {a/b/c: d}", "metadata.annotations", "only one `/`"),
        ] {
            refuses(&pod(metadata), path, words);
        }
        let much = format!("name: a, annotations: {{a: {}}}", "x".repeat(MOST_OF_ANNOTATIONS));
        refuses(&pod(&much), "metadata.annotations", "at most 262144");
    }
}
