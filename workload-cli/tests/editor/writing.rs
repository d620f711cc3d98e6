//! Completion, names, symbols, folding and hints.

use std::path::Path;

use serde_json::{Value, json};

use crate::editor::{Editor, uri};
use crate::{folder, pulling};

const CONFIG: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {color: blue, size: '2'}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: elsewhere, namespace: other}\n";
const WEB: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - name: web\n        image: web:1\n        ports: [{name: http, containerPort: 80}]\n        envFrom:\n        - configMapRef: {name: settings}\n        env:\n        - name: A\n          valueFrom: {configMapKeyRef: {name: \"settings\", key: color}}\n        - name: B\n          valueFrom: {configMapKeyRef: {name: settings, key: size}}\n";

/// The text without its `|`, and where that was.
pub(crate) fn split(text: &str) -> (String, Value) {
    let (before, after) = text.split_once('|').unwrap();
    let line = before.matches('\n').count();
    let character = before.rsplit('\n').next().unwrap().len();
    (format!("{before}{after}"), json!({ "line": line, "character": character }))
}

pub(crate) fn ask(editor: &mut Editor, method: &str, file: &Path, position: &Value) -> Value {
    let document = json!({ "uri": uri(file) });
    let context = json!({ "includeDeclaration": true });
    editor.ask(method, json!({ "textDocument": document, "position": position, "context": context }))
}

/// The entries at `|`: what is written, and the detail.
pub(crate) fn complete(editor: &mut Editor, file: &Path, version: i32, text: &str) -> Vec<(String, String)> {
    let (text, position) = split(text);
    editor.change(file, version, json!([{ "text": text }]));
    let mut params = json!({ "textDocument": { "uri": uri(file) }, "position": position });
    params["context"] = json!({ "triggerKind": 1 });
    let found = editor.ask("textDocument/completion", params);
    let mut items = found["items"].as_array().cloned().unwrap_or_default();
    items.sort_by_key(|item| item["sortText"].as_str().unwrap().to_owned());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    items.iter().map(|item| (text(&item["textEdit"]["newText"]), text(&item["detail"]))).collect()
}

pub(crate) fn texts(items: &[(String, String)]) -> Vec<&str> {
    items.iter().map(|(text, _)| text.as_str()).collect()
}

#[test]
fn keys_and_values_are_completed_in_what_does_not_parse() {
    let (_folder, path) = folder(&[("config.yaml", CONFIG), ("web.yaml", WEB)]);
    let mut editor = Editor::start(&path, pulling());
    let file = path.join("new.yaml");
    editor.open(&file, "");
    // Names are those of the files that were read.
    editor.pulled(&file);
    let head = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n";
    let mut version = 1;
    let mut at = |text: &str| {
        version += 1;
        complete(&mut editor, &file, version, text)
    };
    let keys = at(&format!("{head}  replicas: 1\n  |\n"));
    assert_eq!(texts(&keys)[..2], ["selector:\n    ", "template:\n    "], "{keys:?}");
    assert!(keys[0].1.ends_with("required") && !texts(&keys).contains(&"replicas: "), "{keys:?}");
    let keys = at(&format!("{head}  rep|\n  template:\n    spec: [\n"));
    assert!(texts(&keys).contains(&"replicas: ") && !texts(&keys).contains(&"template:\n    "), "{keys:?}");
    let container = format!("{head}  template:\n    spec:\n      containers:\n");
    let keys = at(&format!("{container}      -|\n"));
    assert!(texts(&keys)[..2].contains(&" name: "), "{keys:?}");
    let keys = at(&format!(
        "{container}      - name: a\n        env:\n        - name: A\n          valueFrom:\n            configMapKeyRef:\n              name: |\n"
    ));
    assert_eq!(keys, [("settings".to_owned(), "ConfigMap".to_owned())]);
    let keys = at(&format!(
        "{container}      - name: a\n        env:\n        - name: A\n          valueFrom:\n            configMapKeyRef:\n              name: settings\n              key: |"
    ));
    assert_eq!(texts(&keys), ["color", "size"]);
    let keys = at(&format!("{container}      - name: a\n        imagePullPolicy: |\n"));
    assert_eq!(texts(&keys), ["Always", "IfNotPresent", "Never"]);
    assert_eq!(texts(&at(&format!("{head}  paused: t|\n"))), ["false", "true"]);
    let keys = at(&format!("{head}  strategy:\n    type: |"));
    assert_eq!(texts(&keys), ["Recreate", "RollingUpdate"]);
    let keys = at("|");
    assert!(
        keys.contains(&("apiVersion: apps/v1\nkind: Deployment\n".to_owned(), "apps/v1".to_owned())),
        "{keys:?}"
    );
    assert_eq!(texts(&at("apiVersion: batch/v1\nkind: |\n")), ["CronJob", "Job"]);
    assert_eq!(
        texts(&at("kind: HorizontalPodAutoscaler\napiVersion: |\n")),
        ["autoscaling/v1", "autoscaling/v2"]
    );
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n";
    assert_eq!(texts(&at(&format!("{service}  selector:\n    |\n"))), ["app: "]);
    assert_eq!(texts(&at(&format!("{service}  selector:\n    app: |\n"))), ["web"]);
    assert_eq!(texts(&at(&format!("{service}  ports:\n  - port: 80\n    targetPort: |\n"))), ["http"]);
    let mounts =
        "      - name: a\n        volumeMounts:\n        - name: |\n      volumes:\n      - name: data\n";
    assert_eq!(texts(&at(&format!("{container}{mounts}"))), ["data"]);
    assert_eq!(at(&format!("{head}  # |\n")), []);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_name_is_found_and_renamed_everywhere() {
    let (_folder, path) = folder(&[("config.yaml", CONFIG), ("web.yaml", WEB)]);
    let (config, web) = (path.join("config.yaml"), path.join("web.yaml"));
    let mut editor = Editor::start(&path, pulling());
    editor.open(&web, WEB);
    let place = json!({ "line": 16, "character": 48 });
    let defined = ask(&mut editor, "textDocument/definition", &web, &place);
    assert_eq!(defined[0]["uri"], uri(&config));
    assert_eq!(defined[0]["range"]["start"], json!({ "line": 2, "character": 17 }));
    let found = ask(&mut editor, "textDocument/references", &web, &place);
    assert_eq!(found.as_array().unwrap().len(), 4, "{found}");
    let prepared = ask(&mut editor, "textDocument/prepareRename", &web, &place);
    assert_eq!(prepared["placeholder"], "settings");
    let mut params = json!({ "textDocument": { "uri": uri(&web) }, "position": place, "newName": "config" });
    let edit = editor.ask("textDocument/rename", params.clone());
    let counts = |edit: &Value, file: &Path| edit["changes"][uri(file)].as_array().map_or(0, Vec::len);
    assert_eq!((counts(&edit, &config), counts(&edit, &web)), (1, 3), "{edit}");
    // Within the quotes.
    let quoted = json!({ "start": { "line": 16, "character": 47 }, "end": { "line": 16, "character": 55 } });
    assert!(
        edit["changes"][uri(&web)].as_array().unwrap().iter().any(|one| one["range"] == quoted),
        "{edit}"
    );
    params["newName"] = json!("Not A Name");
    let id = editor.send_request("textDocument/rename", params);
    assert_eq!(editor.answer(id), Err(-32803));
    let key = json!({ "line": 16, "character": 64 });
    let params = json!({ "textDocument": { "uri": uri(&web) }, "position": key, "newName": "colour" });
    let edit = editor.ask("textDocument/rename", params);
    assert_eq!((counts(&edit, &config), counts(&edit, &web)), (1, 1), "{edit}");
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn symbols_folds_and_hints_show_the_document() {
    let (_folder, path) = folder(&[("config.yaml", CONFIG), ("web.yaml", WEB)]);
    let web = path.join("web.yaml");
    let mut editor = Editor::start(&path, pulling());
    editor.open(&web, WEB);
    let document = json!({ "textDocument": { "uri": uri(&web) } });
    let symbols = editor.ask("textDocument/documentSymbol", document.clone());
    assert_eq!(
        (&symbols[0]["name"], &symbols[0]["children"][0]["name"]),
        (&json!("Deployment web"), &json!("web"))
    );
    let found = editor.ask("workspace/symbol", json!({ "query": "set map" }));
    assert_eq!(found, json!([]));
    let found = editor.ask("workspace/symbol", json!({ "query": "configset" }));
    assert_eq!(found[0]["name"], "ConfigMap settings");
    let folds = editor.ask("textDocument/foldingRange", document.clone());
    let has = |start: u32, end: u32| {
        folds.as_array().unwrap().contains(&json!({ "startLine": start, "endLine": end }))
    };
    assert!(has(0, 18) && has(3, 18) && has(12, 13) && !has(10, 11), "{folds}");
    let mut params = document;
    params["range"] =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let hints = editor.ask("textDocument/inlayHint", params);
    let labels: Vec<_> =
        hints.as_array().unwrap().iter().map(|hint| hint["label"].as_str().unwrap()).collect();
    assert_eq!(
        labels,
        [
            "replicas: 1",
            "strategy.type: RollingUpdate",
            "terminationGracePeriodSeconds: 30",
            "imagePullPolicy: IfNotPresent"
        ]
    );
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn fields_are_explained_also_where_the_text_does_not_parse() {
    let (_folder, path) = folder(&[]);
    let file = path.join("a.yaml");
    let mut editor = Editor::start(&path, pulling());
    for (text, line) in [(WEB.to_owned(), 10), (format!("{WEB}      - ["), 10)] {
        editor.open(&file, &text);
        let hover = ask(&mut editor, "textDocument/hover", &file, &json!({ "line": line, "character": 9 }));
        let shown = hover["contents"]["value"].as_str().unwrap();
        assert!(shown.contains("containers[0].image") && shown.contains("Container image name"), "{shown}");
    }
    assert_eq!(editor.end(), Some(0));
}
