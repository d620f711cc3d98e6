//! Rename of labels and ports: everything that is tied, nothing else, and what is refused.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::editor::{Editor, uri};
use crate::writing::ask;
use crate::{folder, pulling};

const WEB: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: front}}
    spec:
      topologySpreadConstraints:
      - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}
      containers:
      - name: web
        image: web:1
        ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 9090}]
        readinessProbe: {httpGet: {port: http}}
        livenessProbe: {tcpSocket: {port: 8080}}
";
const REST: &str = "apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web, team: shop}}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec:
  maxUnavailable: 1
  selector: {matchExpressions: [{key: app, operator: In, values: [web, other]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{ports: [{port: http}]}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  rules:
  - http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: web}
spec:
  selector: {matchLabels: {team: shop}}
  endpoints: [{port: http}]
";
/// What has the same words and is not tied.
const OTHERS: &str = "apiVersion: v1
kind: Service
metadata: {name: web, namespace: elsewhere}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers: [{name: api, image: api:1, ports: [{name: http, containerPort: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec: {selector: {app: api}, ports: [{name: web, port: 80, targetPort: http}]}
";

struct Session {
    editor: Editor,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

const FILES: [(&str, &str); 3] = [("web.yaml", WEB), ("rest.yaml", REST), ("others.yaml", OTHERS)];

fn session() -> Session {
    let (folder, path) = folder(&FILES);
    let mut editor = Editor::start(&path, pulling());
    editor.open(&path.join("web.yaml"), WEB);
    Session { editor, path, _folder: folder }
}

/// The place behind the beginning of a word, which is the `nth` in the text.
fn place(text: &str, word: &str, nth: usize) -> Value {
    let (at, _) = text.match_indices(word).nth(nth).unwrap();
    let line = text[..at].matches('\n').count();
    let column = at - text[..at].rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": line, "character": column + 1 })
}

impl Session {
    fn params(&self, file: &str, place: &Value, new: &str) -> Value {
        json!({ "textDocument": { "uri": uri(&self.path.join(file)) }, "position": place, "newName": new })
    }

    /// The lines that a rename changes, by file, as they are then.
    fn renamed(&mut self, file: &str, place: &Value, new: &str) -> BTreeMap<&'static str, Vec<String>> {
        let edit = self.editor.ask("textDocument/rename", self.params(file, place, new));
        let mut changed = BTreeMap::new();
        for (name, text) in FILES {
            let edits = edit["changes"][uri(&self.path.join(name))].as_array().cloned().unwrap_or_default();
            let lines = applied(text, &edits);
            let lines = text.lines().zip(lines.lines()).filter(|(old, new)| old != new);
            let lines: Vec<_> = lines.map(|(_, new)| new.trim().to_owned()).collect();
            if !lines.is_empty() {
                changed.insert(name, lines);
            }
        }
        changed
    }

    fn refused(&mut self, file: &str, place: &Value, new: &str) -> String {
        let id = self.editor.send_request("textDocument/rename", self.params(file, place, new));
        self.editor.refusal(id)
    }
}

fn applied(text: &str, edits: &[Value]) -> String {
    let offset = |place: &Value| {
        let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
        let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        before + usize::try_from(place["character"].as_u64().unwrap()).unwrap()
    };
    let mut edits: Vec<_> = edits
        .iter()
        .map(|edit| (offset(&edit["range"]["start"])..offset(&edit["range"]["end"]), &edit["newText"]))
        .collect();
    edits.sort_by_key(|(range, _)| range.start);
    let mut text = text.to_owned();
    for (range, new) in edits.into_iter().rev() {
        text.replace_range(range, new.as_str().unwrap());
    }
    text
}

#[test]
fn the_value_of_a_label_is_renamed_in_everything_that_selects_by_it() {
    let mut session = session();
    let expected = BTreeMap::from([
        (
            "rest.yaml",
            vec![
                "selector: {app: shop}".to_owned(),
                "selector: {matchExpressions: [{key: app, operator: In, values: [shop, other]}]}".to_owned(),
                "podSelector: {matchLabels: {app: shop}}".to_owned(),
            ],
        ),
        (
            "web.yaml",
            vec![
                "selector: {matchLabels: {app: shop}}".to_owned(),
                "metadata: {labels: {app: shop, tier: front}}".to_owned(),
                "- {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: shop}}}".to_owned(),
            ],
        ),
    ]);
    // From the labels of the Pods, from a selector, and from an expression.
    let from = [
        ("web.yaml", place(WEB, "web, tier", 0)),
        ("web.yaml", place(WEB, "web}}", 1)),
        ("rest.yaml", place(REST, "web, other", 0)),
    ];
    for (file, place) in from {
        assert_eq!(session.renamed(file, &place, "shop"), expected, "{file} {place}");
        let warning = session.editor.hear("window/showMessage", |_| true);
        let warning = warning["message"].as_str().unwrap();
        assert!(warning.contains("the selector of Deployment web is renamed too"), "{warning}");
    }
    let found = ask(
        &mut session.editor,
        "textDocument/references",
        &session.path.join("web.yaml"),
        &place(WEB, "web}}", 1),
    );
    assert_eq!(found.as_array().unwrap().len(), 6, "{found}");
    let defined = ask(
        &mut session.editor,
        "textDocument/definition",
        &session.path.join("web.yaml"),
        &place(WEB, "web}}", 1),
    );
    assert_eq!(defined[0]["range"]["start"], json!({ "line": 6, "character": 29 }), "{defined}");
    assert_eq!(session.editor.end(), Some(0));
}

#[test]
fn the_key_of_a_label_is_renamed_and_a_label_that_nothing_selects_alone() {
    let mut session = session();
    let changed = session.renamed("web.yaml", &place(WEB, "app: web, tier", 0), "shop.example/app");
    assert_eq!(changed["rest.yaml"].len(), 3, "{changed:?}");
    assert_eq!(changed["web.yaml"][0], "selector: {matchLabels: {shop.example/app: web}}");
    let changed = session.renamed("web.yaml", &place(WEB, "front", 0), "back");
    assert_eq!(
        changed,
        BTreeMap::from([("web.yaml", vec!["metadata: {labels: {app: web, tier: back}}".to_owned()])])
    );
    let changed = session.renamed("rest.yaml", &place(REST, "shop}", 0), "true");
    // In quotes, since it would be no text otherwise; and the ServiceMonitor that selects the Service by it.
    assert_eq!(
        changed["rest.yaml"],
        [
            "metadata: {name: web, labels: {app: web, team: \"true\"}}",
            "selector: {matchLabels: {team: \"true\"}}"
        ]
    );
    assert_eq!(session.editor.end(), Some(0));
}

#[test]
fn a_port_is_renamed_where_it_is_meant() {
    let mut session = session();
    let expected = BTreeMap::from([
        (
            "rest.yaml",
            vec![
                "ports: [{name: http, port: 80, targetPort: web}]".to_owned(),
                "ingress: [{ports: [{port: web}]}]".to_owned(),
            ],
        ),
        (
            "web.yaml",
            vec![
                "ports: [{name: web, containerPort: 8080}, {name: admin, containerPort: 9090}]".to_owned(),
                "readinessProbe: {httpGet: {port: web}}".to_owned(),
            ],
        ),
    ]);
    for (file, place) in [
        ("web.yaml", place(WEB, "http", 0)),
        ("web.yaml", place(WEB, "http}}", 0)),
        ("rest.yaml", place(REST, "http}]", 0)),
    ] {
        assert_eq!(session.renamed(file, &place, "web"), expected, "{file} {place}");
    }
    // The Service's own port is another one.
    let expected = BTreeMap::from([(
        "rest.yaml",
        vec![
            "ports: [{name: front, port: 80, targetPort: http}]".to_owned(),
            "- {path: /, pathType: Prefix, backend: {service: {name: web, port: {name: front}}}}".to_owned(),
            "endpoints: [{port: front}]".to_owned(),
        ],
    )]);
    for place in [place(REST, "http, port", 0), place(REST, "http}}}}", 0)] {
        assert_eq!(session.renamed("rest.yaml", &place, "front"), expected, "{place}");
    }
    assert_eq!(session.editor.end(), Some(0));
}

#[test]
fn what_cannot_be_renamed_is_refused_with_the_reason() {
    let mut session = session();
    let app = place(WEB, "web, tier", 0);
    let mut refused = |file: &str, place: &Value, new: &str| session.refused(file, place, new);
    assert!(refused("web.yaml", &app, "no label!").contains("is not the value of a label"));
    assert!(
        refused("web.yaml", &place(WEB, "app: web, tier", 0), "tier")
            .contains("has the label `tier` already")
    );
    // The Pods of another Deployment would be selected.
    let message = refused("web.yaml", &app, "api");
    assert!(message.starts_with("with `api`, ") && message.contains(" would select "), "{message}");
    let http = place(WEB, "http", 0);
    assert_eq!(refused("web.yaml", &http, "admin"), "Deployment web has a port named `admin` already");
    assert!(refused("web.yaml", &http, "far-too-long-for-a-port").contains("at most 15"));
    let elsewhere = place(OTHERS, "http}]", 0);
    let message = refused("others.yaml", &elsewhere, "web");
    assert_eq!(message, "no container or Service in these files has a port named `http`");
    let document = json!({ "uri": uri(&session.path.join("web.yaml")) });
    let prepare = |session: &mut Session, place: &Value| {
        session.editor.send_request(
            "textDocument/prepareRename",
            json!({ "textDocument": document, "position": place }),
        )
    };
    let id = prepare(&mut session, &place(WEB, "front", 0));
    let prepared = session.editor.answer(id).unwrap();
    assert_eq!(prepared["placeholder"], "front");
    let id = prepare(&mut session, &place(WEB, "maxSkew", 0));
    assert!(session.editor.refusal(id).contains("no name of an object"));
    assert_eq!(session.editor.end(), Some(0));
}

#[test]
fn a_name_that_is_only_used_here_is_not_renamed() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  serviceAccountName: gone\n  containers: [{name: a, image: a:1}]\n";
    let (_folder, path) = folder(&[("pod.yaml", pod)]);
    let mut editor = Editor::start(&path, pulling());
    let file: &Path = &path.join("pod.yaml");
    for (method, new) in [("textDocument/prepareRename", Value::Null), ("textDocument/rename", json!("new"))]
    {
        let params = json!({ "textDocument": { "uri": uri(file) }, "position": place(pod, "gone", 0), "newName": new });
        let id = editor.send_request(method, params);
        assert_eq!(
            editor.refusal(id),
            "ServiceAccount `gone` is not in these files, so only its uses could be renamed"
        );
    }
    assert_eq!(editor.end(), Some(0));
}
