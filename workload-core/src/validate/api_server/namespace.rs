//! Namespaces.

use k8s_openapi::api::core::v1::{Namespace, NamespaceSpec};

use super::checks::text;
use super::meta::{self, Form, Naming, is_standard_finalizer};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::k8s::values::check_qualified;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Begins the labels by which a namespace sets the level of Pod security.
const POD_SECURITY: &str = "pod-security.kubernetes.io/";

const LEVELS: [&str; 3] = ["privileged", "baseline", "restricted"];

impl Validate for Namespace {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let metadata = at.field("metadata");
        meta::check(&self.metadata, Form::cluster(Naming::Label).keeps_generation(), &metadata, errors);
        let labels = metadata.field("labels");
        for (key, value) in self.metadata.labels.iter().flatten() {
            if let Some(setting) = key.strip_prefix(POD_SECURITY) {
                pod_security(setting, value, &labels.key(key), errors);
            }
        }
        let spec: Option<&NamespaceSpec> = self.spec.get();
        let finalizers = spec.and_then(|spec| spec.finalizers.as_deref()).unwrap_or_default();
        for (index, name) in finalizers.iter().enumerate() {
            finalizer(name, &at.fields(&["spec", "finalizers"]), index, errors);
        }
    }
}

/// Checks the value of one label of Pod security; labels of other names are free.
fn pod_security(setting: &str, value: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match setting {
        "enforce" | "audit" | "warn" if !LEVELS.contains(&value) => {
            errors.unsupported(at, value, &LEVELS).error_type = ErrorType::Invalid;
        }
        "enforce-version" | "audit-version" | "warn-version" if !is_version(value) => {
            let message =
                format!("`{value}` is not a version of Pod security, expected `latest` or one like `v1.36`");
            errors.invalid(at, message);
        }
        _ => {}
    }
}

fn is_version(text: &str) -> bool {
    let minor = text.strip_prefix("v1.").unwrap_or_default();
    let is_number = !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit());
    text == "latest" || (is_number && (minor.len() == 1 || !minor.starts_with('0')))
}

/// Checks one finalizer of the spec; the server names their list.
fn finalizer(name: &str, at: &PathBuilder<'_>, index: usize, errors: &mut FieldErrors) {
    let stands = at.index(index);
    errors.renamed(at, &stands, |errors| {
        text(check_qualified(name, "a finalizer"), &stands, errors);
        if !name.contains('/') && !is_standard_finalizer(name) {
            let message = format!("finalizer `{name}` has no domain, expected one like `example.org/{name}`");
            errors.invalid(&stands, message);
        }
    });
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn names_labels_and_finalizers_are_checked() {
        assert_paths(
            "apiVersion: v1, kind: Namespace",
            &[
                ("", &[]),
                ("spec: {finalizers: [kubernetes, a.b/c]}", &[]),
                ("spec: {finalizers: [kubernetes, nope]}", &["spec.finalizers"]),
                ("metadata: {name: a.b}", &["metadata.name"]),
                ("metadata: {name: a, namespace: A_b}", &[]),
                ("metadata: {name: a, generation: -1}", &["metadata.generation"]),
                (
                    "metadata: {name: a, labels: {pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/warn-version: v1.30, pod-security.kubernetes.io/x: z}}",
                    &[],
                ),
                (
                    "metadata: {name: a, labels: {pod-security.kubernetes.io/enforce: Restricted, pod-security.kubernetes.io/audit-version: '1.30'}}",
                    &[
                        "metadata.labels[pod-security.kubernetes.io/audit-version]",
                        "metadata.labels[pod-security.kubernetes.io/enforce]",
                    ],
                ),
            ],
        );
    }
}
