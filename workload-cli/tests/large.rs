//! Files that are too large to be kept in memory: they give what small ones give, in every format.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
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
            // Each names the Service of the one before.
            let before = number.saturating_sub(10);
            let _ = write!(
                text,
                "---\napiVersion: v1\nkind: Service\nmetadata: {{name: s{number}}}\nspec:\n  selector: {{app: \
                 a{before}}}\n  ports: [{{port: 80, targetPort: web}}]\n---\napiVersion: apps/v1\nkind: \
                 Deployment\nmetadata: {{name: d{number}, labels: {{tier: 5}}}}\nspec:\n  selector: \
                 {{matchLabels: {{app: a{number}}}}}\n  template:\n    metadata: {{labels: {{app: \
                 a{number}}}}}\n    spec:\n      containers:\n      - {{name: c, image: nginx, Ports: []}}\n"
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
    assert!(found.lines().next().unwrap().contains("spec.players") || found.contains("integer"));
}
