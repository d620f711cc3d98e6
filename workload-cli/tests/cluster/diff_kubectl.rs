//! `workload diff` after a real kubectl has written.

use serde_json::json;

use super::bench::{Bench, DEPLOYMENT, kubectl};

const SETTINGS: &str = "\
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  level: info
  extra: x
";

/// What happens to the only object of a file.
fn action(bench: &Bench, args: &str) -> String {
    bench.json(&format!("diff {args}"))["objects"][0]["action"].as_str().unwrap().to_owned()
}

#[test]
fn after_kubectl_apply_nothing_changes_and_dropped_fields_are_seen() {
    if kubectl().is_none() {
        return;
    }
    let bench = Bench::new();
    bench.kubectl("apply -f -", DEPLOYMENT);
    bench.kubectl("apply -f -", SETTINGS);
    bench.write("web.yaml", DEPLOYMENT);
    bench.write("settings.yaml", SETTINGS);
    let said = bench.workload("diff web.yaml settings.yaml");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("client-side ownership of 2 objects is handed to workload"), "{said:?}");
    bench.write("settings.yaml", &SETTINGS.replace("  extra: x\n", ""));
    let found = bench.json("diff settings.yaml");
    assert_eq!(found["objects"][0]["action"], "change");
    assert_eq!(found["objects"][0]["change"]["fields"][0]["path"], "data.extra");
    assert_eq!(found["objects"][0]["disagreements"], json!([]));
}

#[test]
fn after_server_side_apply_by_kubectl_what_differs_is_its_own() {
    if kubectl().is_none() {
        return;
    }
    let bench = Bench::new();
    bench.kubectl("apply --server-side -f -", DEPLOYMENT);
    bench.write("web.yaml", DEPLOYMENT);
    assert_eq!(action(&bench, "web.yaml"), "unchanged");
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    assert_eq!(action(&bench, "web.yaml"), "refuse");
    assert_eq!(action(&bench, "web.yaml --take"), "change");
    assert_eq!(action(&bench, "web.yaml --adopt kubectl"), "change");
}

#[test]
fn after_kubectl_scale_the_number_belongs_to_whoever_scaled() {
    if kubectl().is_none() {
        return;
    }
    let bench = Bench::new();
    bench.kubectl("apply -f -", DEPLOYMENT);
    bench.kubectl("scale deployment web --replicas=5", "");
    bench.write("web.yaml", DEPLOYMENT);
    let said = bench.workload("diff web.yaml");
    assert_eq!(said.code, 1);
    assert!(said.out.contains("owned by kubectl through /scale"), "{said:?}");
    assert!(said.out.contains("5 in the cluster, 3 in web.yaml:7"), "{said:?}");
    bench.write("web.yaml", &DEPLOYMENT.replace("  replicas: 3\n", ""));
    assert_eq!(action(&bench, "web.yaml"), "unchanged");
}

#[test]
fn after_kubectl_edit_the_edited_field_belongs_to_the_editor() {
    if kubectl().is_none() {
        return;
    }
    let bench = Bench::new();
    bench.kubectl("apply -f -", SETTINGS);
    bench.kubectl("edit configmap settings", "");
    bench.write("settings.yaml", SETTINGS);
    let said = bench.workload("diff settings.yaml");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains(".data.level") && said.out.contains("owned by kubectl-edit since"), "{said:?}");
    assert!(said.out.contains("edited in the cluster, info in settings.yaml:5"), "{said:?}");
    bench.write("settings.yaml", &SETTINGS.replace("  level: info\n", ""));
    assert_eq!(action(&bench, "settings.yaml"), "unchanged");
}
