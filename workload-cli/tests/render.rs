//! `workload validate` of kustomizations and charts: without a program that renders, with stubs for
//! every way it may go, and with the real ones where they are.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const BASE: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx
";

const PATCH: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: web
        resources: {limits: {memory: 128m}}
";

/// What the overlay gives: the base under another name, with the patch in it.
const RENDERED: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: prod-web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx
        resources:
          limits:
            memory: 128m
";

const OVERLAY: &str = "resources: [../base]\nnamePrefix: prod-\npatches: [{path: memory.yaml}]\n";

const CHART: &str = "apiVersion: v2\nname: shop\nversion: 1.0.0\n";

const TEMPLATE: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: shop
        image: shop:{{ .Values.tag }}
";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// A folder with one program, which is a script of the shell.
fn program(name: &str, script: &str) -> TempDir {
    let folder = folder(&[(name, &format!("#!/bin/sh\n{script}\n"))]);
    fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// Runs the command in `folder` with this `PATH`; its status, its data and its talk.
fn run(folder: &Path, path: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.args(["validate", "--format", "short"]).args(arguments).current_dir(folder);
    let output = command.env("NO_COLOR", "1").env("PATH", path).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn overlay() -> TempDir {
    folder(&[
        ("base/kustomization.yaml", "resources: [web.yaml]\n"),
        ("base/web.yaml", BASE),
        ("prod/kustomization.yaml", OVERLAY),
        ("prod/memory.yaml", PATCH),
    ])
}

/// The programs of the system, for the stubs' own needs.
fn with_system(own: &Path) -> String {
    format!("{}:/usr/bin:/bin", own.display())
}

#[test]
fn without_a_program_no_fragment_is_an_object() {
    let (folder, nothing) = (overlay(), TempDir::new().unwrap());
    let (status, data, talk) = run(folder.path(), nothing.path(), &[]);
    assert_eq!(
        data,
        "base/web.yaml:11:16: warning[R06]: `nginx` has no tag and means `latest`: whatever was pushed last\n"
    );
    assert_eq!(status, 1, "{talk}");
    assert!(talk.contains("in 1 object for Kubernetes 1.37; 1 file of kustomizations and charts"), "{talk}");
    // What an overlay sets is no fault of its base.
    fs::write(
        folder.path().join("prod/kustomization.yaml"),
        format!("{OVERLAY}images: [{{name: nginx, newTag: \"1.29\"}}]\n"),
    )
    .unwrap();
    let (status, data, talk) = run(folder.path(), nothing.path(), &[]);
    assert_eq!((status, data.as_str()), (0, ""), "{talk}");
}

#[test]
fn a_rendered_finding_is_told_where_it_was_written() {
    let folder = overlay();
    fs::write(folder.path().join("rendered"), RENDERED).unwrap();
    let stub = program("kustomize", "[ \"$1\" = build ] || exit 9\n/bin/cat rendered");
    let (status, data, talk) = run(folder.path(), stub.path(), &[]);
    let lines: Vec<_> = data.lines().collect();
    assert_eq!(lines.len(), 2, "{data}{talk}");
    assert!(lines.iter().any(|line| line.starts_with("base/web.yaml:11:16: warning[R06]")), "{data}");
    assert!(lines.iter().any(|line| line.starts_with("prod/(rendered):14:21: warning[P10]")), "{data}");
    assert_eq!(status, 1);
}

#[test]
fn a_failing_render_is_an_error() {
    let folder = overlay();
    let stub = program("kubectl", "echo 'Error: no such patch' >&2; exit 1");
    let (status, data, talk) = run(folder.path(), stub.path(), &[]);
    assert!(
        data.contains("prod/kustomization.yaml:1:1: error[K01]: it cannot be rendered: no such patch"),
        "{data}{talk}"
    );
    assert_eq!(status, 1);
}

#[test]
fn what_lies_elsewhere_is_not_fetched_unasked() {
    let folder = overlay();
    let remote = format!("{OVERLAY}components: [\"https://example.com/more?ref=v1\"]\n");
    fs::write(folder.path().join("prod/kustomization.yaml"), remote).unwrap();
    fs::write(folder.path().join("rendered"), RENDERED).unwrap();
    let stub = program("kustomize", "/bin/cat rendered");
    assert!(!run(folder.path(), stub.path(), &[]).1.contains("P10"));
    assert!(run(folder.path(), stub.path(), &["--fetch"]).1.contains("P10"));
}

#[test]
fn a_chart_without_helm_is_said() {
    let folder = folder(&[("shop/Chart.yaml", CHART), ("shop/templates/shop.yaml", TEMPLATE)]);
    let nothing = TempDir::new().unwrap();
    let (status, _, talk) = run(folder.path(), nothing.path(), &[]);
    assert_eq!(status, 2, "{talk}");
    assert!(talk.contains("helm is not on the PATH") && talk.contains("install it: "), "{talk}");
}

/// A stub of helm that gives the template with the tag of its `--set`, and writes down its words.
const HELM: &str = r##"echo "$@" >> calls
tag=v1
for word in "$@"; do case "$word" in tag=*) tag=${word#tag=};; esac; done
[ "$1" = dependency ] && { mkdir -p "$3/charts/base"; exit 0; }
echo "---"
echo "# Source: shop/templates/shop.yaml"
/bin/sed "s/{{ .Values.tag }}/$tag/" SHOP/templates/shop.yaml"##;

#[test]
fn findings_of_several_sets_of_values_are_told_once_in_the_template() {
    let settings = "[[validate.chart]]\npath = \"shop\"\nset = [\"tag=latest\"]\nnamespace = \"here\"\napi-versions = [\"a/v1\"]\n";
    let folder = folder(&[
        ("shop/Chart.yaml", CHART),
        ("shop/templates/shop.yaml", TEMPLATE),
        ("shop/ci/more-values.yaml", "a: 1\n"),
        ("workload.toml", settings),
    ]);
    let stub = program("helm", &HELM.replace("SHOP", "shop"));
    let path = with_system(stub.path());
    let (status, data, talk) = run(folder.path(), path.as_ref(), &[]);
    assert_eq!(
        data,
        "shop/templates/shop.yaml:11:9: warning[R06]: `shop:latest` is whatever was pushed last: a restart may run another \
         version, and an update cannot be undone (in 1 of 3 sets of values)\n",
        "{talk}"
    );
    assert_eq!(status, 1);
    let calls = fs::read_to_string(folder.path().join("calls")).unwrap();
    assert!(calls.contains("--set tag=latest") && calls.contains("--namespace here"), "{calls}");
    assert!(calls.contains("--api-versions a/v1") && calls.contains("ci/more-values.yaml"), "{calls}");
}

#[test]
fn a_chart_that_needs_others_is_fetched_into_a_copy_when_asked() {
    let chart = format!(
        "{CHART}dependencies: [{{name: base, version: 1.0.0, repository: \"https://example.com\"}}]\n"
    );
    let folder = folder(&[("shop/Chart.yaml", &chart), ("shop/templates/shop.yaml", TEMPLATE)]);
    let stub = program("helm", &HELM.replace("SHOP", "shop").replace("v1", "latest"));
    let path = with_system(stub.path());
    let (status, data, talk) = run(folder.path(), path.as_ref(), &[]);
    assert_eq!((status, data.as_str()), (2, ""), "{talk}");
    assert!(talk.contains("helm dependency build shop") && talk.contains("--fetch"), "{talk}");
    let (status, data, talk) = run(folder.path(), path.as_ref(), &["--fetch"]);
    assert!(data.contains("R06"), "{data}{talk}");
    assert_eq!(status, 1);
    assert!(!folder.path().join("shop/charts").exists());
}

#[test]
fn a_chart_that_fails_is_an_error() {
    let folder = folder(&[("shop/Chart.yaml", CHART), ("shop/templates/shop.yaml", TEMPLATE)]);
    let stub = program("helm", "echo 'Error: parse error at (shop.yaml:3)' >&2; exit 1");
    let (status, data, _) = run(folder.path(), stub.path(), &[]);
    assert!(
        data.contains("error[K01]: it cannot be rendered: with default values: parse error at (shop.yaml:3)"),
        "{data}"
    );
    assert_eq!(status, 1);
}

#[test]
fn a_chart_that_needs_one_beside_it_gets_a_copy_of_it() {
    let chart =
        format!("{CHART}dependencies: [{{name: base, version: 1.0.0, repository: \"file://../base\"}}]\n");
    let folder = folder(&[
        ("shop/Chart.yaml", &chart),
        ("shop/templates/shop.yaml", TEMPLATE),
        ("base/Chart.yaml", "apiVersion: v2\nname: base\nversion: 1.0.0\ntype: library\n"),
        ("base/templates/_names.tpl", ""),
    ]);
    let script = format!(
        "ls \"$3/charts/base/templates\" >> calls\n{}",
        HELM.replace("SHOP", "shop").replace("v1", "latest")
    );
    let stub = program("helm", &script);
    let path = with_system(stub.path());
    let (status, data, talk) = run(folder.path(), path.as_ref(), &[]);
    assert!(data.starts_with("shop/templates/shop.yaml:11:9: warning[R06]"), "{data}{talk}");
    assert_eq!(status, 1);
    let calls = fs::read_to_string(folder.path().join("calls")).unwrap();
    assert!(
        calls.contains("_names.tpl") && calls.contains("--api-versions apiregistration.k8s.io/v1"),
        "{calls}"
    );
    assert!(!folder.path().join("shop/charts").exists());
}

/// A stub of helm whose chart wants a value that its defaults do not have.
const WANTS: &str = r#"case "$*" in *--values*) ;; *)
echo 'Error: execution error at (shop/templates/shop.yaml:3:1): a host is needed' >&2; exit 1;; esac
"#;

#[test]
fn a_chart_that_wants_values_is_no_error() {
    let chart = "apiVersion: v2\nname: Shop_1\nversion: 1.0.0\n";
    let bare = folder(&[("shop/Chart.yaml", chart), ("shop/templates/shop.yaml", TEMPLATE)]);
    let stub = program("helm", &format!("{WANTS}{}", HELM.replace("SHOP", "shop")));
    let path = with_system(stub.path());
    let (status, data, talk) = run(bare.path(), path.as_ref(), &[]);
    assert_eq!((status, data.as_str()), (2, ""), "{talk}");
    assert!(
        talk.contains("the chart shop needs values: a host is needed") && talk.contains("shop/ci"),
        "{talk}"
    );
    fs::create_dir_all(bare.path().join("shop/ci")).unwrap();
    fs::write(bare.path().join("shop/ci/test-values.yaml"), "host: a\n").unwrap();
    let (status, data, talk) = run(bare.path(), path.as_ref(), &[]);
    assert_eq!((status, data.as_str()), (0, ""), "{talk}");
    let calls = fs::read_to_string(bare.path().join("calls")).unwrap();
    assert!(calls.contains("template shop-1 "), "{calls}");
}

#[test]
fn an_image_that_skaffold_builds_needs_no_tag() {
    let skaffold = "apiVersion: skaffold/v4beta6\nkind: Config\nbuild: {artifacts: [{image: nginx}]}\n";
    let folder = folder(&[("k8s/web.yaml", BASE), ("skaffold.yaml", skaffold)]);
    let nothing = TempDir::new().unwrap();
    let (status, data, _) = run(folder.path(), nothing.path(), &[]);
    assert_eq!((status, data.as_str()), (0, ""));
    fs::remove_file(folder.path().join("skaffold.yaml")).unwrap();
    let (status, data, _) = run(folder.path(), nothing.path(), &[]);
    assert!(data.contains("warning[R06]"), "{data}");
    assert_eq!(status, 1);
}

#[test]
fn a_part_of_a_workload_that_waits_beside_a_kustomization_is_no_object() {
    let folder = folder(&[
        ("kustomization.yaml", "resources: [web.yaml]\n"),
        ("web.yaml", &BASE.replace("nginx", "nginx:1.27.1")),
        ("secret.yaml", PATCH),
    ]);
    let nothing = TempDir::new().unwrap();
    let (status, data, _) = run(folder.path(), nothing.path(), &[]);
    assert_eq!((status, data.as_str()), (0, ""));
    fs::remove_file(folder.path().join("kustomization.yaml")).unwrap();
    let (status, data, _) = run(folder.path(), nothing.path(), &[]);
    assert!(data.contains("secret.yaml") && data.contains("error[V07]"), "{data}");
    assert_eq!(status, 1);
}

/// What a test expects of a cluster is a part of an object: named by Chainsaw, or called as KUTTL wants it.
#[test]
fn what_tests_of_operators_expect_is_no_object() {
    let test = "apiVersion: chainsaw.kyverno.io/v1alpha1\nkind: Test\nmetadata: {name: t}\nspec:\n  steps:\n\
        \x20 - try: [{apply: {file: web.yaml}}, {assert: {file: ready.yaml}}, {error: {file: gone.yaml}}]\n";
    let folder = folder(&[
        ("chainsaw/chainsaw-test.yaml", test),
        ("chainsaw/web.yaml", &BASE.replace("nginx", "nginx:1.27.1")),
        ("chainsaw/ready.yaml", PATCH),
        ("chainsaw/gone.yaml", PATCH),
        ("kuttl/00-assert.yaml", PATCH),
        ("kuttl/01-errors.yaml", PATCH),
        ("grow-patch.yaml", PATCH),
    ]);
    let nothing = TempDir::new().unwrap();
    let (status, data, talk) = run(folder.path(), nothing.path(), &[]);
    assert_eq!((status, data.as_str()), (0, ""), "{talk}");
    fs::remove_file(folder.path().join("chainsaw/chainsaw-test.yaml")).unwrap();
    fs::rename(folder.path().join("kuttl/00-assert.yaml"), folder.path().join("kuttl/web.yaml")).unwrap();
    let (status, data, _) = run(folder.path(), nothing.path(), &[]);
    for file in ["chainsaw/ready.yaml", "chainsaw/gone.yaml", "kuttl/web.yaml"] {
        assert!(data.contains(&format!("{file}:")), "{file}: {data}");
    }
    assert_eq!(status, 1);
}

#[test]
fn a_definition_in_a_rendered_text_counts() {
    let definition = "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.org}
spec:
  group: example.org
  scope: Namespaced
  names: {kind: Shop, plural: shops, singular: shop}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
";
    let folder = folder(&[
        ("crd/kustomization.yaml", "resources: [shops.yaml]\nnamePrefix: \"\"\ncommonLabels: {a: b}\n"),
        ("crd/shops.yaml", definition),
        ("shop.yaml", "apiVersion: example.org/v1\nkind: Shop\nmetadata: {name: a}\nspec: {sise: 3}\n"),
    ]);
    let kustomize = program("kustomize", "cat shops.yaml 2>/dev/null || cat \"$2/shops.yaml\"");
    let (status, data, talk) = run(folder.path(), Path::new(&with_system(kustomize.path())), &[]);
    assert!(data.contains("shop.yaml:4:8: error[V04]: `spec` has no field `sise`"), "{data}{talk}");
    assert_eq!(status, 1);
}

#[test]
fn the_port_that_the_lifecycle_manager_reads_is_no_finding_beside_its_object() {
    let hooks = "apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: hooks}
webhooks:
- name: a.example.org
  sideEffects: None
  admissionReviewVersions: [v1]
  clientConfig: {service: {name: a, namespace: b, containerPort: 9443}}
";
    let version =
        "---\napiVersion: operators.coreos.com/v1alpha1\nkind: ClusterServiceVersion\nmetadata: {name: a}\n";
    let folder = folder(&[
        ("kustomization.yaml", "resources: [hooks.yaml]\ncommonLabels: {a: b}\n"),
        ("hooks.yaml", hooks),
    ]);
    for (more, status) in [(version, 0), ("", 1)] {
        let kustomize = program("kustomize", &format!("cat <<'END'\n{hooks}{more}END"));
        let (own, data, talk) = run(folder.path(), Path::new(&with_system(kustomize.path())), &[]);
        assert_eq!((own, data.contains("containerPort")), (status, status == 1), "{data}{talk}");
    }
}

/// The folder of a real program, or nothing, which is said.
fn real(name: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path).find(|folder| folder.join(name).is_file());
    if found.is_none() {
        eprintln!("skipped: {name} is not on the PATH");
    }
    found
}

#[test]
fn an_overlay_and_a_chart_are_sides_of_a_plan() {
    let folder = overlay();
    fs::write(folder.path().join("rendered"), RENDERED).unwrap();
    let stub = program("kustomize", "/bin/cat rendered");
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.args(["plan", "prod"]).current_dir(folder.path()).env("NO_COLOR", "1").env("PATH", stub.path());
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("prod-web"), "{text}{}", String::from_utf8_lossy(&output.stderr));
}

/// Runs `workload plan` with what is on the path; its status and what it shows.
fn plan(folder: &Path, path: &std::ffi::OsStr, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.arg("plan").args(arguments).current_dir(folder).env("NO_COLOR", "1").env("PATH", path);
    let output = command.output().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap(), text)
}

#[test]
fn one_chart_with_other_values_is_a_side_of_a_plan() {
    let values = |tag: &str| format!("tag: {tag}\n");
    let folder = folder(&[
        ("chart/Chart.yaml", CHART),
        ("chart/templates/shop.yaml", TEMPLATE),
        ("chart/ci/more-values.yaml", "tag: v9\n"),
        ("old.yaml", &values("v1")),
        ("new.yaml", &values("v2")),
    ]);
    // A stub that reads the tag of the last file of values.
    let stub = r##"for word in "$@"; do case "$word" in *.yaml) tag=$(/bin/sed 's/tag: //' "$word");; esac; done
echo "---"
echo "# Source: shop/templates/shop.yaml"
/bin/sed "s/{{ .Values.tag }}/$tag/" chart/templates/shop.yaml"##;
    let stub = program("helm", stub);
    let mut paths = vec![with_system(stub.path())];
    paths.extend(real("helm").map(|helm| with_system(&helm)));
    for path in paths {
        for sides in
            [["chart:old.yaml", "chart:new.yaml"], ["chart:./chart:old.yaml", "./chart:old.yaml,new.yaml"]]
        {
            let (status, text) = plan(folder.path(), path.as_ref(), &sides);
            assert!(status == 0 && text.contains("shop:v1 → shop:v2"), "{sides:?} {status}: {text}");
        }
        let (status, text) = plan(folder.path(), path.as_ref(), &["chart:old.yaml", "chart:gone.yaml"]);
        assert!(status == 2 && text.contains("no file gone.yaml: expected values of the chart"), "{text}");
    }
}

#[test]
fn two_overlays_are_sides_of_a_plan() {
    let Some(kubectl) = real("kubectl") else { return };
    let overlay = |replicas: u32| {
        format!(
            "resources: [../../base]\nreplicas: [{{name: web, count: {replicas}}}]\nimages: [{{name: nginx, newTag: '{replicas}'}}]\n"
        )
    };
    let folder = folder(&[
        ("base/kustomization.yaml", "resources: [web.yaml]\n"),
        ("base/web.yaml", BASE),
        ("overlays/a/kustomization.yaml", &overlay(1)),
        ("overlays/b/kustomization.yaml", &overlay(3)),
    ]);
    let path = with_system(&kubectl);
    let (status, text) = plan(folder.path(), path.as_ref(), &["overlays/a", "overlays/b"]);
    assert!(status == 0 && text.contains("nginx:1 → nginx:3") && text.contains("spec.replicas"), "{text}");
    assert!(!text.contains("reduced"), "{text}");
}

#[test]
fn real_programs_render() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/manifests");
    if let (Some(kubectl), Some(helm)) = (real("kubectl"), real("helm")) {
        let path = format!("{}:{}", helm.display(), with_system(&kubectl));
        let (status, data, talk) = run(&examples, path.as_ref(), &["overlays", "chart"]);
        assert_eq!((status, data.as_str()), (0, ""), "{talk}");
    }
    if let Some(path) = real("kubectl") {
        let folder = overlay();
        let path = with_system(&path);
        let (_, data, talk) = run(folder.path(), path.as_ref(), &[]);
        assert!(data.contains("base/web.yaml:11:16: warning[R06]") && data.contains("[P10]"), "{data}{talk}");
    }
    if let Some(path) = real("helm") {
        let values = ("shop/values.yaml", "tag: latest\n");
        let folder = folder(&[("shop/Chart.yaml", CHART), ("shop/templates/shop.yaml", TEMPLATE), values]);
        let (_, data, talk) = run(folder.path(), &path, &[]);
        assert!(data.contains("shop/templates/shop.yaml:11:9: warning[R06]"), "{data}{talk}");
    }
}
