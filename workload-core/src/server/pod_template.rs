//! A Pod in a template.

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PodSpec, PodTemplateSpec};

use super::meta;
use super::pod::{annotations, spec};
use crate::faults::Faults;
use crate::yaml::At;

/// Checks the metadata and the spec of the Pods that a workload makes; `at` is the template.
pub(super) fn check(template: &PodTemplateSpec, at: &At<'_>, faults: &mut Faults) {
    check_for(None, template, at, faults);
}

/// The same for a StatefulSet, which names its Pods and gives them a volume for each claim.
pub(super) fn of_stateful_set(
    template: &PodTemplateSpec,
    claims: &[PersistentVolumeClaim],
    at: &At<'_>,
    faults: &mut Faults,
) {
    check_for(Some(claims), template, at, faults);
}

fn check_for(
    claims: Option<&[PersistentVolumeClaim]>,
    template: &PodTemplateSpec,
    at: &At<'_>,
    faults: &mut Faults,
) {
    let mut nothing = None;
    let pod = template.spec.as_ref().unwrap_or_else(|| nothing.insert(PodSpec::default()));
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
    use super::*;
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

    #[test]
    fn a_stateful_set_names_its_pods_and_gives_them_volumes() {
        let claims = [claim("data"), claim("own")];
        let template = |spec: &str| {
            let spec = serde_json::from_str(spec).unwrap();
            PodTemplateSpec { spec: Some(spec), ..PodTemplateSpec::default() }
        };
        let said = |spec: &str| {
            let mut faults = Faults::default();
            of_stateful_set(&template(spec), &claims, &At::root(), &mut faults);
            let paths = faults.into_vec().into_iter().map(|fault| (fault.path.to_string(), fault.place));
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
