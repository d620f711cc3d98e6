//! One set, led by `workload` and by a real kubectl in turn.

use super::bench::{Bench, kubectl};
use super::sets::{SERVICE, is_there, map, maps, parent};

const KUBECTL: &str = "apply -n default --prune --applyset=shop -f -";

#[test]
fn a_set_of_kubectl_is_taken_over_and_given_back() {
    if kubectl().is_none() {
        return;
    }
    for flags in ["", " --server-side"] {
        let bench = Bench::new();
        bench.kubectl(&format!("{KUBECTL}{flags}"), &(maps(&["a", "b", "c"]) + SERVICE));
        let kubectls = parent(&bench, "tooling");
        bench.write("all.yaml", &maps(&["a", "b", "d"]));
        // A set of another tool is refused.
        let said = bench.workload("apply all.yaml --yes --applyset shop --prune");
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("the set is managed by kubectl/"), "{said:?}");
        assert!(said.err.contains("--adopt kubectl"), "{said:?}");
        // Taken over, its members are known.
        let take = "--adopt kubectl";
        let said = bench.workload(&format!("apply all.yaml --yes --applyset shop --prune {take}"));
        assert_eq!(said.code, 0, "{said:?}");
        assert!(!is_there(&bench, "c") && is_there(&bench, "a") && is_there(&bench, "d"));
        assert!(bench.cluster.object("v1", "Service", "default", "web").is_none());
        assert_eq!(parent(&bench, "contains-group-kinds"), "ConfigMap");
        assert_eq!(bench.workload("diff all.yaml --applyset shop --prune").code, 0);
        // From now on kubectl refuses it.
        let err = bench.kubectl_fails(&format!("{KUBECTL}{flags}"), &map("a"));
        assert!(err.contains("is managed by tooling \"workload\""), "{err}");
        // Given back, it knows the members that we have made.
        bench.kubectl(
            &format!("annotate secret shop applyset.kubernetes.io/tooling={kubectls} --overwrite"),
            "",
        );
        let out = bench.kubectl(&format!("{KUBECTL}{flags}"), &map("a"));
        assert!(out.contains("configmap/d pruned") && out.contains("configmap/b pruned"), "{out}");
        assert!(is_there(&bench, "a") && !is_there(&bench, "d"));
    }
}

#[test]
fn a_set_that_workload_made_is_read_by_kubectl() {
    if kubectl().is_none() {
        return;
    }
    let bench = Bench::new();
    bench.write("all.yaml", &(maps(&["a", "b"]) + SERVICE));
    assert_eq!(bench.workload("apply all.yaml --yes --applyset shop").code, 0);
    bench.kubectl("annotate secret shop applyset.kubernetes.io/tooling=kubectl/v1.32.0 --overwrite", "");
    let out = bench.kubectl(KUBECTL, &map("a"));
    assert!(out.contains("configmap/b pruned") && out.contains("service/web pruned"), "{out}");
    assert_eq!(parent(&bench, "contains-group-kinds"), "ConfigMap");
    let listed = bench.kubectl("get configmaps -l applyset.kubernetes.io/part-of -o name", "");
    assert_eq!(listed, "configmap/a\n");
}
