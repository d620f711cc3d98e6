//! Charts and baselines: what is typed waits for no program, and what was rendered is rendered again beside.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::editor::{Editor, places, uri};
use crate::{POD, SERVICE, STATEFUL_SET, folder, on_the_command_line, pulling, workspace};

/// A program that renders a chart as it stands, says so, and takes as long as the file `slow` says.
const HELM: &str = r#"#!/bin/sh
echo run >> "$0.log"
seconds=$(cat "$0.slow")
[ "$seconds" = 0 ] || exec sleep "$seconds"
for file in "$3"/templates/*.yaml; do
  printf -- '---\n# Source: shop/templates/%s\n' "${file##*/}"
  cat "$file"
done
"#;

fn helm(folder: &Path, seconds: &str) {
    fs::write(folder.join("helm"), HELM).unwrap();
    fs::write(folder.join("helm.slow"), seconds).unwrap();
    fs::set_permissions(folder.join("helm"), fs::Permissions::from_mode(0o755)).unwrap();
}

fn runs(folder: &Path) -> usize {
    fs::read_to_string(folder.join("helm.log")).unwrap_or_default().lines().count()
}

fn capabilities() -> Value {
    let mut capabilities = pulling();
    capabilities["workspace"] = json!({ "diagnostics": { "refreshSupport": true } });
    capabilities["window"] = json!({ "workDoneProgress": true });
    capabilities
}

fn start(path: &Path, programs: &Path) -> Editor {
    let folders = json!([{ "uri": uri(path), "name": "folder" }]);
    let params = json!({ "processId": null, "workspaceFolders": folders, "capabilities": capabilities() });
    Editor::with_programs(path, params, Some(programs))
}

const CHART: &str = "apiVersion: v2\nname: shop\nversion: 0.1.0\n";

#[test]
fn a_keystroke_waits_for_no_chart() {
    let programs = tempfile::tempdir().unwrap();
    helm(programs.path(), "0");
    let template = STATEFUL_SET.replace("name: db}", "name: chart}");
    let other = SERVICE.replace("name: db}", "name: other}");
    let (_folder, path) = folder(&[
        ("shop/Chart.yaml", CHART),
        ("shop/templates/set.yaml", &template),
        ("shop/templates/other.yaml", &other),
        ("pod.yaml", POD),
    ]);
    let mut editor = start(&path, programs.path());
    let (pod, rendered) = (path.join("pod.yaml"), path.join("shop/templates/set.yaml"));
    assert!(places(&editor.pulled(&rendered)).iter().any(|(code, ..)| code == "N01"));
    assert_eq!(runs(programs.path()), 1);
    // What is typed elsewhere renders nothing, saved or not.
    editor.open(&pod, POD);
    editor.change(&pod, 2, json!([{ "text": POD.replace("Command", "command") }]));
    assert!(places(&editor.pulled(&pod)).iter().all(|(code, ..)| code != "V04"));
    let changed = |file: &Path| json!({ "changes": [{ "uri": uri(file), "type": 2 }] });
    editor.tell("workspace/didChangeWatchedFiles", changed(&pod));
    assert!(!editor.pulled(&rendered).is_empty());
    assert_eq!(runs(programs.path()), 1);
    // A template that is saved is rendered beside, however long that takes.
    fs::write(programs.path().join("helm.slow"), "300").unwrap();
    fs::write(&rendered, template.replace("serviceName: db", "serviceName: other")).unwrap();
    editor.tell("workspace/didChangeWatchedFiles", changed(&rendered));
    let begun = Instant::now();
    for version in 3..13 {
        let text = POD.replace("Command", if version % 2 == 0 { "command" } else { "Command" });
        editor.change(&pod, version, json!([{ "text": text }]));
        let is_wrong = places(&editor.pulled(&pod)).iter().any(|(code, ..)| code == "V04");
        assert_eq!(is_wrong, version % 2 == 1);
    }
    assert!(begun.elapsed() < Duration::from_secs(250), "{:?}", begun.elapsed());
    assert_eq!(runs(programs.path()), 2);
    // Another save stops what runs, and the newest counts.
    fs::write(programs.path().join("helm.slow"), "0").unwrap();
    fs::write(&rendered, POD.replace("name: a}", "name: rendered}")).unwrap();
    editor.tell("workspace/didChangeWatchedFiles", changed(&rendered));
    let title = |params: &Value| params["value"]["title"] == "Rendering charts and kustomizations";
    let token = editor.hear("$/progress", title)["token"].clone();
    editor.hear("$/progress", |params| params["token"] == token && params["value"]["kind"] == "end");
    assert!(begun.elapsed() < Duration::from_secs(290), "the first program was waited for");
    let found = places(&editor.pulled(&rendered));
    assert!(
        found.iter().any(|(code, ..)| code == "V04") && found.iter().all(|(code, ..)| code != "N01"),
        "{found:?}"
    );
    editor.hear("workspace/diagnostic/refresh", |_| true);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_baseline_counts_while_one_types() {
    let (_folder, path) = folder(&[
        ("a.yaml", STATEFUL_SET),
        ("b.yaml", &STATEFUL_SET.replace("name: db}", "name: two}")),
        ("workload.toml", "[validate]\nbaseline = 'known.json'\n"),
    ]);
    let workload = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_workload"));
        assert!(command.current_dir(&path).args(arguments).output().unwrap().status.success());
    };
    workload(&["validate", "--baseline", "known.json", "--write-baseline"]);
    let mut editor = Editor::start(&path, pulling());
    assert_eq!(workspace(&mut editor), []);
    let a = path.join("a.yaml");
    editor.open(&a, STATEFUL_SET);
    // A new finding shows, the known ones stay known, and nothing else comes back.
    let mut text = STATEFUL_SET.replace("image: db:v1", "image: db:v1\n        Command: [a]");
    for version in 2..6 {
        editor.change(&a, version, json!([{ "text": text }]));
        let found = workspace(&mut editor);
        assert_eq!(found.iter().map(|(_, code, ..)| code.as_str()).collect::<Vec<_>>(), ["V04"], "{found:?}");
        fs::write(&a, &text).unwrap();
        assert_eq!(found, on_the_command_line(&path));
        text = format!("# {version}\n{text}");
    }
    // The same object in another file is known only once.
    editor.open(&path.join("c.yaml"), STATEFUL_SET);
    fs::write(path.join("c.yaml"), STATEFUL_SET).unwrap();
    let found = workspace(&mut editor);
    assert_eq!(found, on_the_command_line(&path));
    assert_eq!(found.len(), 2, "{found:?}");
    // A baseline that is written anew counts.
    workload(&["validate", "--baseline", "known.json", "--write-baseline"]);
    let changes = json!([{ "uri": uri(&path.join("known.json")), "type": 2 }]);
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    assert_eq!(workspace(&mut editor), []);
    assert_eq!(editor.end(), Some(0));
}
