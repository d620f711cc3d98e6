//! Files that are too large to be kept in memory: they give what small ones give, in every format.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `validate` in `folder`; its status and its data.
fn validate(folder: &Path, arguments: &[&str], input: &str) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.arg("validate").args(arguments).current_dir(folder).env("NO_COLOR", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// Five mebibytes, most of them of ConfigMaps without fault.
fn manifests() -> String {
    let mut text = String::new();
    let fill = format!("    {}\n", "größer ".repeat(300)).repeat(16);
    for number in 0_u32..150 {
        let _ = write!(
            text,
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: fill-{number}}}\ndata:\n  text: |\n{fill}"
        );
        if number % 10 == 0 {
            // Each Service selects the Pods of the one before; every other Deployment is refused.
            let before = number.saturating_sub(10);
            let wrong = if number % 20 == 0 { "" } else { ", Ports: []" };
            let _ = write!(
                text,
                "---\napiVersion: v1\nkind: Service\nmetadata: {{name: s{number}}}\nspec:\n  selector: {{app: \
                 a{before}}}\n  ports: [{{port: 80, targetPort: web}}]\n---\napiVersion: apps/v1\nkind: \
                 Deployment\nmetadata: {{name: d{number}, labels: {{tier: a}}}}\nspec:\n  selector: \
                 {{matchLabels: {{app: a{number}}}}}\n  template:\n    metadata: {{labels: {{app: \
                 a{number}}}}}\n    spec:\n      containers:\n      - {{name: c, image: nginx{wrong}}}\n"
            );
        }
    }
    text
}

#[test]
fn a_large_stream_gives_what_it_gives_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let text = manifests();
    assert!(text.len() > 5 << 20);
    fs::write(folder.path().join("large.yaml"), &text).unwrap();
    for format in ["human", "json", "short", "sarif"] {
        let streamed =
            validate(folder.path(), &["--format", format, "--stdin-filename", "large.yaml", "-"], &text);
        // A page needs the whole text.
        let kept =
            validate(folder.path(), &["--format", format, "--output", "html=a.html", "large.yaml"], "");
        assert_eq!(streamed.0, 1);
        assert!(streamed.1.contains("N04") && streamed.1.contains("V04"), "{format}");
        assert!(streamed == kept, "{format} differs");
        let named = validate(folder.path(), &["--format", format, "large.yaml"], "");
        assert!(named == kept, "{format} of the file differs");
    }
}

#[test]
fn definitions_in_a_large_stream_count_for_what_stands_before_them() {
    let folder = tempfile::tempdir().unwrap();
    let definition = "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: \
                      games.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {plural: games, \
                      singular: game, kind: Game, listKind: GameList}\n  versions:\n  - name: v1\n    served: true\n    \
                      storage: true\n    schema:\n      openAPIV3Schema:\n        type: object\n        properties:\n          \
                      spec:\n            type: object\n            properties: {players: {type: integer}}\n";
    let object = "apiVersion: example.com/v1\nkind: Game\nmetadata: {name: go}\nspec: {players: many}\n";
    let text = format!("{object}{}{definition}", manifests());
    let (status, found) = validate(folder.path(), &["--format", "short", "-"], &text);
    assert_eq!(status, 1);
    assert!(found.starts_with("-:4:"), "{}", found.lines().next().unwrap_or_default());
    assert!(found.lines().next().unwrap().contains("expected a whole number"), "{found}");
}

/// An app of two files' length, with findings that name other lines and ones that can be fixed, and no line's end
/// at its own end.
fn long_file(name: &str) -> String {
    let fill = format!("    {}\n", "größer ".repeat(100)).repeat(12);
    format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec:\n  selector: {{app: {name}}}\n  ports: [{{port: 80, \
         targetPort: web}}]\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata:\n  text: |\n{fill}---\n\
         apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, label: {{a: b}}}}\nspec:\n  selector: {{matchLabels: {{app: \
         {name}}}}}\n  replicas: \"2\"\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n    spec:\n      containers:\n      - \
         {{name: c, image: nginx, ports: [{{containerPort: 81}}]}}"
    )
}

#[test]
fn long_files_among_many_give_what_they_give_alone() {
    let [few, many] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    for folder in [&few, &many] {
        for name in ["a", "b"] {
            assert!(long_file(name).len() > 8 << 10);
            fs::write(folder.path().join(format!("{name}.yaml")), long_file(name)).unwrap();
        }
    }
    for number in 0..600 {
        let text = format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: fill-{number}}}\n");
        fs::write(many.path().join(format!("fill-{number}.yaml")), text).unwrap();
    }
    for format in ["human", "short", "github"] {
        let alone = validate(few.path(), &["--format", format, "."], "");
        assert!(alone.1.contains("N04") && alone.1.contains("V04") && alone.1.contains("V03"), "{}", alone.1);
        assert!(alone == validate(many.path(), &["--format", format, "."], ""), "{format} differs");
    }
}

/// Bytes of memory that a document of a stream may take, with all that is found of it.
#[cfg(target_os = "linux")]
const A_DOCUMENT: u64 = 1536;

/// Apps of four objects each, every document with a comment that is not kept, behind Pods with findings.
#[cfg(target_os = "linux")]
fn apps(count: usize) -> String {
    let comment = format!("# {}\n", "why it is so ".repeat(80)).repeat(2);
    let mut text = String::new();
    for number in 0..2000 {
        let _ = write!(
            text,
            "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p-{number}}}\nspec: {{containers: [{{name: a, image: nginx, Ports: \
             []}}]}}\n"
        );
    }
    for number in 0..count {
        let team = number % 50;
        let _ = write!(
            text,
            "---\n{comment}apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: app-{number}, namespace: \
             team-{team}}}\nspec:\n  replicas: 2\n  selector: {{matchLabels: {{app: app-{number}}}}}\n  template:\n    \
             metadata: {{labels: {{app: app-{number}}}}}\n    spec:\n      containers:\n      - name: app\n        image: \
             registry.example.com/shop/app:v1.{number}.0\n        env:\n        - {{name: TOKEN, valueFrom: \
             {{secretKeyRef: {{name: app-{number}, key: token}}}}}}\n        ports: [{{name: http, containerPort: \
             8080}}]\n        readinessProbe: {{httpGet: {{path: /ready, port: http}}}}\n        resources: {{requests: \
             {{cpu: 100m, memory: 128Mi}}}}\n        volumeMounts: [{{name: config, mountPath: /etc/app}}]\n      \
             volumes: [{{name: config, configMap: {{name: app-{number}}}}}]\n---\n{comment}apiVersion: v1\nkind: \
             Service\nmetadata: {{name: app-{number}, namespace: team-{team}}}\nspec:\n  selector: {{app: \
             app-{number}}}\n  ports: [{{name: http, port: 80, targetPort: http}}]\n---\n{comment}apiVersion: \
             v1\nkind: ConfigMap\nmetadata: {{name: app-{number}, namespace: team-{team}}}\ndata: {{app.toml: \
             workers}}\n---\n{comment}apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: app-{number}, \
             namespace: team-{team}}}\nspec:\n  maxUnavailable: 1\n  selector: {{matchLabels: {{app: app-{number}}}}}\n"
        );
    }
    text
}

/// The most memory that checking a stream takes, in bytes.
#[cfg(target_os = "linux")]
fn peak(text: &str) -> u64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.args(["validate", "--format", "short", "-"]).env("NO_COLOR", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let mut output = child.stdout.take().unwrap();
    // What it has to say is more than a pipe holds: once it begins it waits, and all is checked.
    output.read_exact(&mut [0]).unwrap();
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kibibytes: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    std::io::copy(&mut output, &mut std::io::sink()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    kibibytes << 10
}

#[cfg(target_os = "linux")]
#[test]
fn a_stream_takes_little_memory_for_each_document() {
    let (few, many) = (1000, 5000);
    let documents = 4 * u64::try_from(many - few).unwrap();
    let grown = peak(&apps(many)).saturating_sub(peak(&apps(few)));
    assert!(grown < documents * A_DOCUMENT, "{} bytes for each document", grown / documents);
}
