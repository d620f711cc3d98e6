//! What checking a manifest costs grows as the manifest does: eight times the items, no more than three times
//! eight times the work.
//!
//! No clock is looked at: the work is what the system says that this thread was on a processor, and the least of
//! several runs. What compares each item with each other takes sixty-four times as long.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::hint::black_box;

use workload_core::syntax::text::Source;
use workload_core::validate::lint::{Selection, lint};

const FEW: usize = 1000;
const TIMES: usize = 8;

/// What the system may count in, in nanoseconds: less than that is not told apart from nothing.
const GRAIN: u64 = 10_000_000;

/// Number of runs of which the least counts.
const RUNS: usize = 3;

/// For how many nanoseconds this thread was on a processor.
fn on_processor() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split_whitespace().next().unwrap().parse().unwrap()
}

fn work(text: &str) -> u64 {
    let run = |_| {
        let source = Source::new("many.yaml", text.to_owned());
        let before = on_processor();
        let outcome = black_box(lint(&[source], &Selection::default()));
        assert_eq!(outcome.counts.skipped, 0);
        on_processor() - before
    };
    (0..RUNS).map(run).min().unwrap()
}

#[track_caller]
fn grows_as_it_is_long(what: &str, manifest: impl Fn(usize) -> String) {
    let (few, many) = (work(&manifest(FEW)), work(&manifest(TIMES * FEW)));
    let most = 3 * TIMES as u64 * few.max(GRAIN);
    assert!(many < most, "{what}: {few} ns for {FEW}, {many} ns for {TIMES} times as many");
}

/// A head, and an entry for each number.
fn listed(head: &str, many: usize, entry: impl Fn(usize) -> String) -> String {
    (0..many).fold(head.to_owned(), |mut text, number| {
        let _ = writeln!(text, "{}", entry(number));
        text
    })
}

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n";

fn pod(more: &str) -> String {
    format!("{POD}{more}")
}

#[test]
fn parts_of_a_pod() {
    let containers = pod("  containers:\n");
    grows_as_it_is_long("containers", |many| {
        listed(&containers, many, |number| format!("  - {{name: c{number}, image: 'nginx:1'}}"))
    });
    let volumes = |many: usize| {
        let volumes = listed(&pod("  volumes:\n"), many, |number| {
            format!("  - {{name: v{number}, configMap: {{name: c{number}}}}}")
        });
        let head = format!("{volumes}  containers:\n  - name: main\n    image: nginx:1\n    volumeMounts:\n");
        listed(&head, many, |number| format!("    - {{name: v{number}, mountPath: /m/{number}}}"))
    };
    grows_as_it_is_long("volumes with mounts", volumes);
    let main = |list: &str| pod(&format!("  containers:\n  - name: main\n    image: nginx:1\n    {list}:\n"));
    grows_as_it_is_long("ports", |many| {
        listed(&main("ports"), many, |number| {
            format!("    - {{name: p{number}, containerPort: {}}}", number + 1)
        })
    });
    grows_as_it_is_long("variables that use one another", |many| {
        listed(&main("env"), many, |number| format!("    - {{name: E{number}, value: $(E{})}}", number / 2))
    });
    let alone = "  containers: [{name: main, image: 'nginx:1'}]\n";
    for (list, entry) in [
        ("  tolerations:\n", "  - {key: kNUMBER, operator: Exists}"),
        ("  schedulingGates:\n", "  - {name: example.com/gNUMBER}"),
        ("  securityContext:\n    sysctls:\n", "    - {name: net.sNUMBER, value: '1'}"),
        ("  hostAliases:\n", "  - {ip: 10.0.0.1, hostnames: [hNUMBER]}"),
        ("  resourceClaims:\n", "  - {name: cNUMBER, resourceClaimName: x}"),
        (
            "  topologySpreadConstraints:\n",
            "  - {topologyKey: kNUMBER, maxSkew: 1, whenUnsatisfiable: DoNotSchedule}",
        ),
    ] {
        let head = pod(&format!("{alone}{list}"));
        grows_as_it_is_long(list.trim(), |many| {
            listed(&head, many, |number| entry.replace("NUMBER", &number.to_string()))
        });
    }
}

/// Two lists of a Pod, each of which names what stands in the other, or should.
#[test]
fn parts_of_a_pod_that_name_one_another() {
    let numbered =
        |text: &str, many: usize| listed("", many, |number| text.replace('#', &number.to_string()));
    let main = "  containers:\n  - name: main\n    image: nginx:1\n";
    for (what, first, last) in [
        (
            "claims in use",
            ("  resourceClaims:\n", "  - {name: c#, resourceClaimName: x}"),
            ("    resources:\n      claims:\n", "      - {name: c#}"),
        ),
        (
            "claims that are not there",
            ("  resourceClaims:\n", "  - {name: c#, resourceClaimName: x}"),
            ("    resources:\n      claims:\n", "      - {name: d#}"),
        ),
        (
            "claimed volumes",
            ("  volumes:\n", "  - {name: v#, persistentVolumeClaim: {claimName: c#}}"),
            ("    volumeMounts:\n", "    - {name: v#, mountPath: /m/#}"),
        ),
        (
            "volumes of images",
            ("  volumes:\n", "  - {name: v#, image: {reference: 'a:1'}}"),
            ("    volumeMounts:\n", "    - {name: v#, mountPath: /m/#}"),
        ),
        (
            "volumes that are not there",
            ("  volumes:\n", "  - {name: v#, emptyDir: {}}"),
            ("    volumeMounts:\n", "    - {name: w#, mountPath: /m/#}"),
        ),
    ] {
        grows_as_it_is_long(what, |many| {
            let (first, last) = ((first.0, numbered(first.1, many)), (last.0, numbered(last.1, many)));
            pod(&format!("{}{}{main}{}{}", first.0, first.1, last.0, last.1))
        });
    }
    grows_as_it_is_long("sources of a projected volume", |many| {
        let head = pod(&format!("{main}  volumes:\n  - name: v\n    projected:\n      sources:\n"));
        head + &numbered("      - {configMap: {name: c, items: [{key: a, path: p#}]}}", many)
    });
    grows_as_it_is_long("databases with their volumes", |many| {
        let volumes = numbered("  - {name: v#, emptyDir: {}}", many / 4);
        let mount = "volumeMounts: [{name: v#, mountPath: /var/lib/postgresql/data}]";
        let containers = numbered(&format!("  - {{name: c#, image: 'postgres:16', {mount}}}"), many / 4);
        pod(&format!("  volumes:\n{volumes}  containers:\n{containers}"))
    });
}

/// Lists of two objects, each of which names what stands in the other, or should.
#[test]
fn parts_of_two_objects_that_name_one_another() {
    let numbered =
        |text: &str, many: usize| listed("", many, |number| text.replace('#', &number.to_string()));
    let main = "  containers:\n  - name: main\n    image: nginx:1\n";
    let labelled = POD.replace("{name: p}", "{name: p, labels: {a: b}}");
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n  selector: {a: b}\n  ports:\n";
    for target in ["h#", "x#"] {
        let port = format!("  - {{name: p#, port: #, targetPort: {target}}}");
        grows_as_it_is_long(&format!("ports {target} of a Service"), |many| {
            let open = numbered("    - {name: h#, containerPort: #}", many);
            format!("{labelled}{main}    ports:\n{open}---\n{service}{}", numbered(&port, many))
        });
    }
    let ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec:\n  rules:\n  - http:\n      \
                   paths:\n";
    for name in ["p#", "x#"] {
        let path = format!(
            "      - {{path: /a#, pathType: Prefix, backend: {{service: {{name: s, port: {{name: {name}}}}}}}}}"
        );
        grows_as_it_is_long(&format!("ports {name} of an Ingress"), |many| {
            let ports = numbered("  - {name: p#, port: #}", many);
            format!("{ingress}{}---\n{service}{ports}", numbered(&path, many))
        });
    }
    for key in ["k#", "x#"] {
        let variable = format!("    - {{name: E#, valueFrom: {{configMapKeyRef: {{name: c, key: {key}}}}}}}");
        grows_as_it_is_long(&format!("keys {key} of a ConfigMap"), |many| {
            let keys = numbered("  k#: v", many);
            let map = format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata:\n{keys}");
            format!("{POD}{main}    env:\n{}---\n{map}", numbered(&variable, many))
        });
    }
}

#[test]
fn anchors_and_aliases() {
    let head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n";
    grows_as_it_is_long("anchors", |many| listed(head, many, |number| format!("  k{number}: &a{number} v")));
    grows_as_it_is_long("aliases", |many| {
        let anchors = listed(head, many, |number| format!("  k{number}: &a{number} v"));
        listed(&anchors, many, |number| format!("  l{number}: *a{number}"))
    });
}

#[test]
fn lists_of_other_kinds() {
    let head = "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n  selector: {a: b}\n  ports:\n";
    grows_as_it_is_long("ports of a Service", |many| {
        listed(head, many, |number| format!("  - {{name: p{number}, port: {}}}", number + 1))
    });
    let head = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec:\n  rules:\n";
    grows_as_it_is_long("rules of an Ingress", |many| {
        let path = "{path: /, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}";
        listed(head, many, |number| format!("  - {{host: h{number}.example.com, http: {{paths: [{path}]}}}}"))
    });
    grows_as_it_is_long("claim templates with mounts", |many| {
        let head = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: d}\nspec:\n  serviceName: d\n  selector: \
                    {matchLabels: {app: d}}\n  template:\n    metadata: {labels: {app: d}}\n    spec:\n      containers:\n      \
                    - name: main\n        image: nginx:1\n        volumeMounts:\n";
        let mounts =
            listed(head, many / 2, |number| format!("        - {{name: v{number}, mountPath: /m{number}}}"));
        listed(&(mounts + "  volumeClaimTemplates:\n"), many / 2, |number| {
            let claim = "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}";
            format!("  - {{metadata: {{name: v{number}}}, {claim}}}")
        })
    });
    let head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n";
    grows_as_it_is_long("keys of a ConfigMap", |many| listed(head, many, |number| format!("  k{number}: v")));
}

#[test]
fn objects_of_one_file() {
    let deployment = "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: dNUMBER}\nspec:\n  selector: \
                      {matchLabels: {app: dNUMBER}}\n  template:\n    metadata: {labels: {app: dNUMBER}}\n    spec: \
                      {containers: [{name: c, image: 'a:1'}]}";
    for (what, object) in [
        ("Deployments", deployment),
        ("Deployments with one label", &*deployment.replace("app: dNUMBER", "app: a")),
        (
            "Services of the same Pods",
            "---\napiVersion: v1\nkind: Service\nmetadata: {name: sNUMBER}\nspec: {selector: {app: a}, ports: [{port: 80}]}",
        ),
        (
            "budgets of all Pods",
            "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: sNUMBER}\nspec: {maxUnavailable: 1, \
             selector: {matchExpressions: [{key: app, operator: Exists}]}}",
        ),
        (
            "objects of one name",
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {n: 'NUMBER'}",
        ),
    ] {
        // A quarter of the objects is as much to read.
        grows_as_it_is_long(what, |many| {
            listed("", many / 4, |number| object.replace("NUMBER", &number.to_string()))
        });
    }
}
