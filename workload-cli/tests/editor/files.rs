//! Files and folders that come, go and change, and texts of all sorts.

use std::fs;
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};

use crate::editor::{Editor, places, uri};
use crate::writing::ask;
use crate::{POD, SERVICE, STATEFUL_SET, folder, on_the_command_line, pulling, workspace};

fn codes(found: &[Value]) -> Vec<String> {
    places(found).into_iter().map(|(code, ..)| code).collect()
}

fn changed(editor: &mut Editor, file: &Path, kind: u8) {
    let changes = json!([{ "uri": uri(file), "type": kind }]);
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
}

/// A Service under another name: only beside one it is certain that the right one is missing.
fn other() -> String {
    SERVICE.replace("name: db}", "name: other}")
}

#[test]
fn files_come_and_go() {
    let (_folder, path) = folder(&[("set.yaml", STATEFUL_SET), ("other.yaml", &other())]);
    let (set, service) = (path.join("set.yaml"), path.join("service.yaml"));
    let mut editor = Editor::start(&path, pulling());
    let is_lost = |editor: &mut Editor| codes(&editor.pulled(&set)).contains(&"N01".to_owned());
    assert!(is_lost(&mut editor));
    // Created, changed, deleted.
    fs::write(&service, SERVICE).unwrap();
    changed(&mut editor, &service, 1);
    assert!(!is_lost(&mut editor));
    fs::write(&service, SERVICE.replace("name: db}", "name: third}")).unwrap();
    changed(&mut editor, &service, 2);
    assert!(is_lost(&mut editor));
    fs::write(&service, SERVICE).unwrap();
    changed(&mut editor, &service, 2);
    assert!(!is_lost(&mut editor));
    fs::remove_file(&service).unwrap();
    changed(&mut editor, &service, 3);
    assert!(is_lost(&mut editor));
    // Renamed: the findings go along.
    let moved = path.join("moved.yaml");
    fs::rename(&set, &moved).unwrap();
    let changes = json!([{ "uri": uri(&set), "type": 3 }, { "uri": uri(&moved), "type": 1 }]);
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    assert_eq!(editor.pulled(&set), [Value::Null; 0]);
    assert!(codes(&editor.pulled(&moved)).contains(&"N01".to_owned()));
    assert_eq!(workspace(&mut editor), on_the_command_line(&path));
    // A new file counts before it is saved, and no longer once it is closed.
    editor.open(&service, SERVICE);
    assert!(!codes(&editor.pulled(&moved)).contains(&"N01".to_owned()));
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&service) } }));
    assert!(codes(&editor.pulled(&moved)).contains(&"N01".to_owned()));
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_file_that_came_unseen_counts_once_it_is_open() {
    let (_folder, path) =
        folder(&[("pod.yaml", POD), ("workload.toml", "[validate]\nexclude = ['old/**']\n")]);
    let mut editor = Editor::start(&path, pulling());
    assert!(!editor.pulled(&path.join("pod.yaml")).is_empty());
    // An editor that watches no files says nothing of them.
    for (name, is_checked) in [("new.yaml", true), ("old/new.yaml", false)] {
        let file = path.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, POD).unwrap();
        editor.open(&file, POD);
        assert_eq!(!editor.pulled(&file).is_empty(), is_checked, "{name}");
    }
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn folders_are_added_and_removed() {
    let (_one, one) = folder(&[("set.yaml", STATEFUL_SET), ("other.yaml", &other())]);
    let (_two, two) = folder(&[("service.yaml", SERVICE), ("pod.yaml", POD)]);
    let mut editor = Editor::start(&one, pulling());
    let change = |editor: &mut Editor, added: &[&Path], removed: &[&Path]| {
        let folders = |all: &[&Path]| -> Vec<Value> {
            all.iter().map(|path| json!({ "uri": uri(path), "name": "folder" })).collect()
        };
        let event = json!({ "added": folders(added), "removed": folders(removed) });
        editor.tell("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    };
    assert_eq!(editor.pulled(&two.join("pod.yaml")), [Value::Null; 0]);
    change(&mut editor, &[&two], &[]);
    assert!(codes(&editor.pulled(&two.join("pod.yaml"))).contains(&"V04".to_owned()));
    // A folder is judged by itself.
    assert!(codes(&editor.pulled(&one.join("set.yaml"))).contains(&"N01".to_owned()));
    change(&mut editor, &[], &[&one]);
    assert_eq!(editor.pulled(&one.join("set.yaml")), [Value::Null; 0]);
    assert!(codes(&editor.pulled(&two.join("pod.yaml"))).contains(&"V04".to_owned()));
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn texts_of_all_sorts_are_checked_as_on_the_command_line() {
    let template = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n";
    let texts = [
        ("several.yaml", format!("{POD}---\n{SERVICE}---\n# nothing\n---\n{STATEFUL_SET}")),
        ("crlf.yaml", POD.replace('\n', "\r\n").replace("name: a}", "name: crlf}")),
        ("mark.yaml", format!("\u{feff}{}", POD.replace("name: a}", "name: mark}"))),
        ("tabs.yaml", POD.replace("  - name", "\t- name")),
        ("open.yaml", format!("{}    env: [{{name: a", POD.replace("name: a}", "name: open}"))),
        (
            "one.json",
            "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"A\"}}".to_owned(),
        ),
        ("template.yaml", template.to_owned()),
        ("empty.yaml", String::new()),
    ];
    let files: Vec<_> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (_folder, path) = folder(&files);
    let mut editor = Editor::start(&path, pulling());
    let fresh = on_the_command_line(&path);
    assert_eq!(workspace(&mut editor), fresh);
    for name in ["several.yaml", "crlf.yaml", "mark.yaml", "tabs.yaml", "open.yaml", "one.json"] {
        assert!(fresh.iter().any(|(file, ..)| file == name), "nothing in {name}");
    }
    // The same as they are open.
    for (name, text) in &files {
        editor.open(&path.join(name), text);
    }
    assert_eq!(workspace(&mut editor), fresh);
    assert_eq!(editor.pulled(&path.join("template.yaml")), [Value::Null; 0]);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_host_name_is_told_what_it_resolves_to() {
    let client = "apiVersion: v1
kind: Pod
metadata: {name: client}
spec:
  containers:
  - name: a
    image: a:1
    env:
    - {name: FIRST, value: 'redis://db-0.db:6379'}
    - {name: FAR, value: db-7.db.default.svc.cluster.local}
    - {name: ALL, value: db.default.svc}
    - {name: WEB, value: 'http://web/'}
    - {name: GONE, value: nowhere.example.com}
";
    let web = SERVICE.replace("name: db}", "name: web}").replace("  clusterIP: None\n", "");
    let (_folder, path) =
        folder(&[("set.yaml", STATEFUL_SET), ("service.yaml", SERVICE), ("web.yaml", &web)]);
    let mut editor = Editor::start(&path, pulling());
    let file = path.join("client.yaml");
    editor.open(&file, client);
    let mut hover = |word: &str| {
        let line = client.lines().position(|line| line.contains(word)).unwrap();
        let character = client.lines().nth(line).unwrap().find(word).unwrap() + 1;
        let hover =
            ask(&mut editor, "textDocument/hover", &file, &json!({ "line": line, "character": character }));
        hover["contents"]["value"].as_str().unwrap().to_owned()
    };
    assert!(hover("db-0").contains("Resolves to the IP of Pod `db-0` of StatefulSet `db` while it is ready"));
    assert!(hover("db-7").contains(", which a set of 1 does not make"));
    assert!(hover("db.default.svc}").contains("headless Service `db` selects: Pods of StatefulSet db"));
    assert!(
        hover("web/")
            .contains("the cluster IP of Service `web`, which leads to ready Pods of StatefulSet db")
    );
    assert!(!hover("nowhere").contains("Resolves"));
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_huge_file_is_edited() {
    let (_folder, path) = folder(&[]);
    let file = path.join("many.yaml");
    let text = format!("{POD}---\n").repeat(6000);
    let mut editor = Editor::start(&path, pulling());
    let begun = Instant::now();
    editor.open(&file, &text);
    assert!(editor.pulled(&file).len() >= 6000);
    let place = json!({ "line": 7, "character": 4 });
    let range = json!({ "start": place, "end": { "line": 7, "character": 5 } });
    editor.change(&file, 2, json!([{ "range": range, "text": "c" }]));
    let found = places(&editor.pulled(&file));
    assert!(found.iter().all(|(code, line, _)| code != "V04" || *line != 7));
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    assert_eq!(editor.end(), Some(0));
}
