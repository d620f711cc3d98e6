//! `workload lsp` as an editor speaks with it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod custom;
mod editor;
mod features;
mod files;
mod random_edits;
#[cfg(unix)]
mod rendering;
mod ties;
mod writing;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use editor::{Editor, places, uri};
use serde_json::{Value, json};
use tempfile::TempDir;

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: a:v1\n    Command: [a]\n";

/// A StatefulSet whose Service nobody has written.
const STATEFUL_SET: &str = "apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
      - name: db
        image: db:v1
";

const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec:\n  clusterIP: None\n  selector: {app: db}\n  ports: [{port: 80}]\n";

/// A store whose data is lost.
const REDIS: &str = "apiVersion: v1
kind: Pod
metadata: {name: redis}
spec:
  containers:
  - name: redis
    image: redis:7
    volumeMounts:
    - {name: data, mountPath: /data}
  volumes:
  - name: data
    emptyDir: {}
";

/// An editor that asks for diagnostics.
fn pulling() -> Value {
    json!({ "textDocument": { "diagnostic": {} } })
}

/// A folder with files; its path has no links in it.
fn folder(files: &[(&str, &str)]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().canonicalize().unwrap();
    for (name, text) in files {
        fs::create_dir_all(path.join(name).parent().unwrap()).unwrap();
        fs::write(path.join(name), text).unwrap();
    }
    (folder, path)
}

#[test]
fn findings_come_while_one_types() {
    let (_folder, path) = folder(&[]);
    let file = path.join("pod.yaml");
    let mut editor = Editor::start(&path, json!({}));
    assert_eq!(editor.initialized["serverInfo"]["name"], "workload");
    editor.open(&file, POD);
    let found = editor.pushed(&file, 1);
    let wrong = found.iter().find(|one| one["code"] == "V04").unwrap();
    assert_eq!(
        wrong["range"],
        json!({"start": {"line": 7, "character": 4}, "end": {"line": 7, "character": 11}})
    );
    assert_eq!(wrong["severity"], 1);
    assert_eq!(wrong["source"], "workload");
    let page = wrong["codeDescription"]["href"].as_str().unwrap();
    assert!(page.ends_with("rules.md#v04-unknown_field"), "{page}");
    assert!(wrong["message"].as_str().unwrap().contains("\nhelp: "), "{wrong}");
    // One letter, in place.
    let range = json!({"start": {"line": 7, "character": 4}, "end": {"line": 7, "character": 5}});
    editor.change(&file, 2, json!([{ "range": range, "text": "c" }]));
    let found = editor.pushed(&file, 2);
    assert!(found.iter().all(|one| one["code"] != "V04"), "{found:?}");
    editor.change(&file, 3, json!([{ "text": POD }]));
    assert!(!editor.pushed(&file, 3).is_empty());
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&file) } }));
    assert_eq!(editor.pushed(&file, 0), [Value::Null; 0]);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn an_end_without_a_shutdown_is_a_failure() {
    let (_folder, path) = folder(&[]);
    assert_eq!(Editor::start(&path, json!({})).exit(), Some(1));
    let mut editor = Editor::start(&path, json!({}));
    editor.ask("shutdown", Value::Null);
    let id = editor.send_request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert_eq!(editor.answer(id), Err(-32600));
    assert_eq!(editor.exit(), Some(0));
}

#[test]
fn columns_are_counted_as_agreed() {
    let (_folder, path) = folder(&[]);
    let file = path.join("pod.yaml");
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {labels: {a: \"😀\"}, nam: x}\n";
    for (offered, encoding, column) in [
        (json!(["utf-8", "utf-16"]), "utf-8", 32),
        (json!(["utf-16"]), "utf-16", 30),
        (json!(null), "utf-16", 30),
    ] {
        let mut editor = Editor::start(&path, json!({ "general": { "positionEncodings": offered } }));
        assert_eq!(editor.initialized["capabilities"]["positionEncoding"], encoding);
        editor.open(&file, text);
        let found = places(&editor.pushed(&file, 1));
        assert!(found.contains(&("V04".to_owned(), 2, column)), "{encoding}: {found:?}");
        // The same units count for what the editor says.
        let range =
            json!({"start": {"line": 2, "character": column}, "end": {"line": 2, "character": column + 3}});
        editor.change(&file, 2, json!([{ "range": range, "text": "name" }]));
        let found = places(&editor.pushed(&file, 2));
        assert!(found.iter().all(|(code, ..)| code != "V04"), "{encoding}: {found:?}");
        assert_eq!(editor.end(), Some(0));
    }
}

#[test]
fn a_folder_is_checked_together_with_what_is_not_saved() {
    let (_folder, path) = folder(&[("set.yaml", STATEFUL_SET)]);
    let set = path.join("set.yaml");
    let mut editor = Editor::start(&path, pulling());
    let is_lost = |found: &[Value]| found.iter().any(|one| one["code"] == "N01");
    let service = path.join("service.yaml");
    editor.open(&service, SERVICE);
    assert!(!is_lost(&editor.pulled(&set)));
    let range = json!({"start": {"line": 5, "character": 18}, "end": {"line": 5, "character": 20}});
    editor.change(&service, 2, json!([{ "range": range, "text": "api" }]));
    assert!(is_lost(&editor.pulled(&set)));
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&service) } }));
    assert!(!is_lost(&editor.pulled(&set)));
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_folder_is_judged_as_the_command_line_judges_it() {
    let config = "[validate]\nignore = ['R06']\nexclude = ['old/**']\n[[validate.per-path]]\npaths = ['test/**']\nprofile = 'test'\n";
    let values =
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n{{- if .Values.on }}\n";
    let (_folder, path) = folder(&[
        ("workload.toml", config),
        ("set.yaml", STATEFUL_SET),
        ("k8s/pod.yaml", POD),
        ("test/pod.yaml", POD),
        ("old/pod.yaml", POD),
        ("compose.yaml", "services:\n  web:\n    image: nginx\n"),
        ("template.yaml", values),
        (".hidden/pod.yaml", POD),
    ]);
    let mut editor = Editor::start(&path, pulling());
    let shown = workspace(&mut editor);
    assert_eq!(shown, on_the_command_line(&path));
    assert!(shown.iter().any(|(file, ..)| file == "k8s/pod.yaml"));
    // What is open and not checked there stays so.
    for name in ["old/pod.yaml", "compose.yaml", "template.yaml", ".hidden/pod.yaml"] {
        let text = fs::read_to_string(path.join(name)).unwrap();
        editor.open(&path.join(name), &text);
        assert_eq!(editor.pulled(&path.join(name)), [Value::Null; 0], "{name}");
    }
    fs::write(path.join("workload.toml"), "[validate]\nselect = ['V']\n").unwrap();
    let changes = json!([{ "uri": uri(&path.join("workload.toml")), "type": 2 }]);
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    assert_eq!(workspace(&mut editor), on_the_command_line(&path));
    fs::write(path.join("workload.toml"), "[validate]\nselect = ['V99']\n").unwrap();
    let changes = json!([{ "uri": uri(&path.join("workload.toml")), "type": 2 }]);
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    let message = editor.hear("window/showMessage", |_| true);
    assert!(message["message"].as_str().unwrap().contains("unknown rule `V99`"), "{message}");
    assert_eq!(editor.end(), Some(0));
}

/// Every diagnostic of the folder: file, code, line and column from 1.
fn workspace(editor: &mut Editor) -> Vec<(String, String, u64, u64)> {
    let report = editor.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let mut found = Vec::new();
    for item in report["items"].as_array().unwrap() {
        let uri = item["uri"].as_str().unwrap();
        for (code, line, column) in places(item["items"].as_array().unwrap()) {
            found.push((uri.to_owned(), code, line + 1, column + 1));
        }
    }
    let folders: Vec<_> = found.iter().map(|(uri, ..)| uri.rfind("/.tmp").unwrap_or_default()).collect();
    for ((uri, ..), start) in found.iter_mut().zip(folders) {
        // Behind the folder's own name.
        *uri = uri[start + 1..].split_once('/').unwrap().1.to_owned();
    }
    found.sort();
    found
}

/// The same, by `workload validate`.
fn on_the_command_line(folder: &Path) -> Vec<(String, String, u64, u64)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    let output =
        command.args(["validate", "--all", "--format", "json"]).current_dir(folder).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let number = |value: &Value| value.as_u64().unwrap();
    let one =
        |one: &Value| (text(&one["file"]), text(&one["rule"]), number(&one["line"]), number(&one["column"]));
    let mut found: Vec<_> = report["findings"].as_array().unwrap().iter().map(one).collect();
    found.sort();
    found
}

#[test]
fn other_places_are_named_where_the_editor_shows_them() {
    let (_folder, path) = folder(&[("redis.yaml", REDIS)]);
    let related = json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true } } });
    for (capabilities, shows) in [(related, true), (json!({}), false)] {
        let mut editor = Editor::start(&path, capabilities);
        let found = editor.pushed(&path.join("redis.yaml"), 0);
        let others: Vec<_> =
            found.iter().filter_map(|one| one["relatedInformation"].as_array()).flatten().collect();
        assert_eq!(others.is_empty(), !shows, "{found:?}");
        for other in others {
            assert_eq!(other["location"]["uri"], uri(&path.join("redis.yaml")));
        }
        assert_eq!(editor.end(), Some(0));
    }
}

#[test]
fn a_file_outside_of_all_folders_is_checked_alone() {
    let (_folder, path) = folder(&[("a.yaml", POD), ("b.yaml", POD)]);
    let params = json!({ "processId": null, "rootUri": null, "capabilities": pulling() });
    let mut editor = Editor::with(&path, params);
    assert_eq!(editor.pulled(&path.join("a.yaml")), [Value::Null; 0]);
    editor.open(&path.join("a.yaml"), POD);
    assert!(places(&editor.pulled(&path.join("a.yaml"))).contains(&("V04".to_owned(), 7, 4)));
    assert_eq!(editor.pulled(&path.join("b.yaml")), [Value::Null; 0]);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn what_is_known_is_not_sent_again() {
    let (_folder, path) = folder(&[("pod.yaml", POD)]);
    let mut editor = Editor::start(&path, pulling());
    let ask = |editor: &mut Editor, known: Value| {
        let document = json!({ "uri": uri(&path.join("pod.yaml")) });
        editor.ask("textDocument/diagnostic", json!({ "textDocument": document, "previousResultId": known }))
    };
    let first = ask(&mut editor, Value::Null);
    let again = ask(&mut editor, first["resultId"].clone());
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    editor.open(&path.join("pod.yaml"), "");
    let now = ask(&mut editor, first["resultId"].clone());
    assert_eq!((&now["kind"], &now["items"]), (&json!("full"), &json!([])));
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_request_that_waits_can_be_cancelled() {
    let (_folder, path) = folder(&[]);
    let mut editor = Editor::start(&path, pulling());
    let file = path.join("many.yaml");
    editor.open(&file, &format!("{POD}---\n").repeat(3000));
    let params = json!({ "textDocument": { "uri": uri(&file) } });
    let cancelled = editor.send_request("textDocument/diagnostic", params.clone());
    let kept = editor.send_request("textDocument/diagnostic", params);
    editor.tell("$/cancelRequest", json!({ "id": cancelled }));
    assert_eq!(editor.answer(cancelled), Err(-32800));
    assert!(editor.answer(kept).is_ok());
    let id = editor.send_request("textDocument/unheardOf", json!({}));
    assert_eq!(editor.answer(id), Err(-32601));
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn progress_is_shown_while_a_folder_is_read() {
    let (_folder, path) = folder(&[("pod.yaml", POD)]);
    let mut editor = Editor::start(&path, json!({ "window": { "workDoneProgress": true } }));
    let created = editor.hear("window/workDoneProgress/create", |_| true);
    let of = |kind: &'static str| move |params: &Value| params["value"]["kind"] == kind;
    let begun = editor.hear("$/progress", of("begin"));
    assert_eq!(
        (&begun["token"], &begun["value"]["title"]),
        (&created["token"], &json!("Checking manifests"))
    );
    let ended = editor.hear("$/progress", of("end"));
    assert_eq!((&ended["token"], &ended["value"]["message"]), (&created["token"], &json!("1 file")));
    assert_eq!(editor.end(), Some(0));
}
