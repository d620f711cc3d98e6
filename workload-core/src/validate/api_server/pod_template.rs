//! Templates of Pods: those in other objects, and the kind of that name.

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PodSpec, PodTemplate, PodTemplateSpec};

use super::meta::{self, SUBDOMAIN};
use super::pod::names::Names;
use super::pod::scope::Scope;
use super::pod::{annotations, spec};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for PodTemplate {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, SUBDOMAIN, &at.field("metadata"), errors);
        let template: &PodTemplateSpec = &self.template.get_or_default();
        check(template, &at.field("template"), errors);
    }
}

/// Checks the metadata and the spec of the Pods that a workload makes; `at` is the template.
pub(super) fn check(template: &PodTemplateSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    metadata(template, at, errors);
    pods_spec(None, template, at, errors);
}

/// Checks the spec of the Pods of a StatefulSet, which names them and gives them a volume for each claim.
pub(super) fn spec_of_stateful_set(
    template: &PodTemplateSpec,
    claims: &[PersistentVolumeClaim],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    pods_spec(Some(claims), template, at, errors);
}

/// Checks the metadata of the Pods that a workload makes; `at` is the template.
pub(super) fn metadata(template: &PodTemplateSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let pod: &PodSpec = &template.spec.get_or_default();
    // The server leaves `metadata` out of the paths of the labels and annotations, and looks at nothing
    // else there.
    let stands = at.field("metadata");
    errors.renamed(at, &stands, |errors| {
        let Some(metadata) = &template.metadata else { return };
        meta::labels(metadata.labels.as_ref(), &stands.field("labels"), errors);
        meta::annotations(metadata.annotations.as_ref(), &stands.field("annotations"), errors);
        annotations::check(metadata.annotations.as_ref(), pod, &stands.field("annotations"), errors);
    });
}

fn pods_spec(
    claims: Option<&[PersistentVolumeClaim]>,
    template: &PodTemplateSpec,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let pod: &PodSpec = &template.spec.get_or_default();
    let names = Names::default();
    let scope = Scope { spec: pod, claims, pod: None, names: &names };
    spec::check(&scope, &at.field("spec"), errors);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::api_server::pod::testing::{accepts, deployment, refuses};

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

    #[test]
    fn a_stateful_set_names_its_pods_and_gives_them_volumes() {
        let claims = [claim("data"), claim("own")];
        let template = |spec: &str| {
            let spec = serde_json::from_str(spec).unwrap();
            PodTemplateSpec { spec: Some(spec), ..PodTemplateSpec::default() }
        };
        let said = |spec: &str| {
            let mut errors = FieldErrors::default();
            metadata(&template(spec), &PathBuilder::root(), &mut errors);
            spec_of_stateful_set(&template(spec), &claims, &PathBuilder::root(), &mut errors);
            let paths = errors.into_tested().into_iter().map(|error| (error.path.to_string(), error.place));
            paths.map(|(path, place)| (path, place.map(|place| place.to_string()))).collect::<Vec<_>>()
        };
        let right = r#"{"hostname": "a.b", "subdomain": "A", "volumes": [{"name": "own", "nfs": {"server": "", "path": ""}}],
            "containers": [{"name": "a", "image": "b", "volumeMounts": [{"name": "data", "mountPath": "/a"}],
            "volumeDevices": [{"name": "own", "devicePath": "/b"}]}]}"#;
        assert_eq!(said(right), []);
        let wrong =
            r#"{"containers": [{"name": "a", "image": "b"}], "volumes": [{"name": "own"}, {"name": "V"}]}"#;
        let [path, place] = ["spec.volumes[2].name", "spec.volumes[1].name"].map(ToOwned::to_owned);
        assert_eq!(said(wrong), [(path, Some(place))]);
    }

    fn claim(name: &str) -> PersistentVolumeClaim {
        let mut claim = PersistentVolumeClaim::default();
        claim.metadata.name = Some(name.to_owned());
        claim
    }
}
