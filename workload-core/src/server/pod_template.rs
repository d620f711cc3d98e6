//! A Pod in a template.

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PodSpec, PodTemplateSpec};

use super::meta;
use super::pod::{annotations, spec};
use crate::faults::Faults;
use crate::yaml::At;

/// Checks the metadata and the spec of the Pods that a workload makes; `at` is the template.
pub(super) fn check(template: &PodTemplateSpec, at: &At<'_>, faults: &mut Faults) {
    check_with_claims(template, &[], at, faults);
}

/// The same for a workload that adds a volume for each of its claims, as a StatefulSet does.
pub(super) fn check_with_claims(
    template: &PodTemplateSpec,
    claims: &[PersistentVolumeClaim],
    at: &At<'_>,
    faults: &mut Faults,
) {
    let nothing;
    let pod = match &template.spec {
        Some(spec) => spec,
        None => {
            nothing = PodSpec::default();
            &nothing
        }
    };
    if let Some(metadata) = &template.metadata {
        // The server leaves `metadata` out of these two paths, and looks at nothing else there.
        let stands = at.field("metadata");
        faults.renamed(at, &stands, |faults| {
            meta::labels(metadata.labels.as_ref(), &stands.field("labels"), faults);
            meta::annotations(metadata.annotations.as_ref(), &stands.field("annotations"), faults);
            annotations::check(metadata.annotations.as_ref(), pod, &stands.field("annotations"), faults);
        });
    }
    let scope = spec::Scope { spec: pod, claims, pod: None };
    spec::check(&scope, &at.field("spec"), faults);
}

#[cfg(test)]
mod tests {
    use crate::server::pod::testing::{accepts, deployment, refuses};

    fn template(metadata: &str) -> String {
        deployment("containers: [{name: a, image: b}]").replace("metadata: {labels: {app: x}}", metadata)
    }

    #[test]
    fn of_the_metadata_only_labels_and_annotations_count() {
        accepts(&template("metadata: {labels: {app: x}, name: 'A B', namespace: -x, finalizers: [a/b/c]}"));
        refuses(&template("metadata: {labels: {app: x, a b: c}}"), "spec.template.labels", "write `-`");
        refuses(
            &template("metadata: {labels: {app: x}, annotations: {/a: b}}"),
            "spec.template.annotations",
            "nothing before",
        );
    }

    #[test]
    fn a_template_is_judged_a_little_less_strictly_than_a_pod() {
        accepts(&deployment("containers: [{name: a, image: ' b '}]"));
        accepts(&deployment(
            "containers: [{name: a, image: b}], nodeName: x, schedulingGates: [{name: a.b/c}]",
        ));
        accepts(&deployment("containers: [{name: a, image: b}], volumes: [{name: v, image: {}}]"));
        refuses(&deployment("containers: []"), "spec.template.spec.containers", "at least one");
        refuses(
            &deployment("containers: [{name: a, image: b}], ephemeralContainers: [{name: c, image: d}]"),
            "spec.template.spec.ephemeralContainers",
            "debug",
        );
    }
}
