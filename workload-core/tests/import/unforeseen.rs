//! What no type of this version of Kubernetes holds is kept whole, and the report says why.

use workload_core::import::{Imported, Outcome, import};

const LATER: &str = include_str!("examples/foreseen_by_nobody.yaml");

fn reported(text: &str) -> Vec<Imported> {
    import("later", &[("later.yaml", text)]).unwrap().report.objects
}

#[test]
fn fields_that_nobody_foresaw_come_back() {
    let module = import("later", &[("later.yaml", LATER)]).unwrap();
    assert_eq!((module.report.native(), module.report.kept()), (1, 2), "{}", module.source);
    let kept = &module.kept["later.yaml"];
    for part in ["warpDrive: {speed: 9.5}", "x-note: [a, {b: c}]", "flavour: [sweet, 1]"] {
        assert!(kept.contains(part), "{part} is not in:\n{kept}");
    }
    // As a server would store them: it holds no such fields, but what is exported does.
    let exported = workload_core::export::manifests_from_yaml(kept).unwrap().to_yaml();
    for part in ["speed: 9.5", "b: c", "- sweet\n- 1"] {
        assert!(exported.contains(part), "{part} is not in:\n{exported}");
    }
    let reasons: Vec<_> =
        module.report.objects.iter().map(|one| one.reason.clone().unwrap_or_default()).collect();
    assert!(reasons[0].starts_with("Kubernetes 1."), "{reasons:?}");
    assert!(
        reasons[0].ends_with(
            "has no field `spec.template.spec.containers.0.x-note`, `spec.template.spec.warpDrive`"
        ),
        "{reasons:?}"
    );
}

#[test]
fn the_report_says_why_an_object_is_kept() {
    let job = "{apiVersion: batch/v1, kind: Job, metadata: {name: once}, spec: {template: {spec: {restartPolicy: \
               Never, containers: [{name: once, image: 'job:v1'}]}}}}";
    let web = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  \
               template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: 'nginx:1'}]}\n---\n\
               apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n---\n";
    let backend = |host: &str| {
        format!(
            "{{host: {host}, http: {{paths: [{{path: /, pathType: Prefix, backend: {{service: {{name: web, port: {{number: 80}}}}}}}}]}}}}"
        )
    };
    let ingress = format!(
        "{web}apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{rules: [{}, {}]}}\n",
        backend("a.example.com"),
        backend("b.example.com")
    );
    for (text, wanted) in [
        (job.replace(", image: 'job:v1'", ""), "its first container has no image"),
        (job.replace("'job:v1'", "3"), "a field has a value of another type: see `workload validate`"),
        (ingress, "no key of `Web` says `spec.rules`"),
    ] {
        let all = reported(&text);
        let last = all.last().unwrap();
        assert_eq!((last.outcome, last.reason.as_deref()), (Outcome::Kept, Some(wanted)), "{all:#?}");
    }
}
