//! Custom resources: completion and hover by the definitions among the files.

use serde_json::json;

use crate::editor::{Editor, uri};
use crate::writing::{ask, complete, texts};
use crate::{folder, pulling};

const DEFINITION: &str = "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: caches.shop.example}
spec:
  group: shop.example
  scope: Namespaced
  names: {kind: Cache, plural: caches, singular: cache}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        description: A cache of the shop
        properties:
          spec:
            type: object
            required: [size, tier]
            properties:
              size: {type: integer, minimum: 1, description: How many entries it holds}
              tier: {type: string, enum: [small, large], default: small}
              paused: {type: boolean}
              credentials:
                type: object
                properties:
                  secretName: {type: string}
                  passwordSecretRef:
                    type: object
                    properties: {name: {type: string}, key: {type: string}}
              shards:
                type: array
                description: The parts
                items:
                  type: object
                  required: [zone]
                  properties:
                    zone: {type: string}
                    weight: {type: integer}
              ports: {type: array, items: {type: integer}}
              annotations: {type: object, additionalProperties: {type: string}}
          status: {type: object, properties: {ready: {type: boolean}}}
";
const SECRET: &str =
    "apiVersion: v1\nkind: Secret\nmetadata: {name: tls}\nstringData: {password: x, user: y}\n";
const HEAD: &str = "apiVersion: shop.example/v1\nkind: Cache\nmetadata:\n  name: a\n";

#[test]
fn objects_are_completed_by_their_definition() {
    let (_folder, path) = folder(&[("crd.yaml", DEFINITION), ("secret.yaml", SECRET)]);
    let mut editor = Editor::start(&path, pulling());
    let file = path.join("new.yaml");
    editor.open(&file, "");
    editor.pulled(&file);
    let mut version = 1;
    let mut at = |text: &str| {
        version += 1;
        complete(&mut editor, &file, version, text)
    };
    let whole = at("|");
    assert!(texts(&whole).contains(&"apiVersion: shop.example/v1\nkind: Cache\n"), "{whole:?}");
    assert_eq!(texts(&at("apiVersion: shop.example/v1\nkind: |\n")), ["Cache"]);
    assert_eq!(texts(&at("kind: Cache\napiVersion: |\n")), ["shop.example/v1"]);
    let keys = at(&format!("{HEAD}|\n"));
    assert!(texts(&keys).contains(&"spec:\n  ") && !texts(&keys).contains(&"status:\n  "), "{keys:?}");
    let keys = at("apiVersion: shop.example/v1\nkind: Cache\nmetadata:\n  |\n");
    assert!(texts(&keys).contains(&"name: ") && !texts(&keys).contains(&"uid: "), "{keys:?}");
    // Those it needs first, and none twice.
    let keys = at(&format!("{HEAD}spec:\n  |\n"));
    assert_eq!(
        texts(&keys),
        [
            "size: ",
            "tier: ",
            "annotations:\n    ",
            "credentials:\n    ",
            "paused: ",
            "ports:\n  - ",
            "shards:\n  - "
        ]
    );
    assert_eq!((keys[0].1.as_str(), keys[6].1.as_str()), ("integer, required", "list of objects"));
    let keys = at(&format!("{HEAD}spec:\n  size: 1\n  sh|\n  tier: [\n"));
    assert!(texts(&keys).contains(&"shards:\n  - ") && !texts(&keys).contains(&"size: "), "{keys:?}");
    assert_eq!(texts(&at(&format!("{HEAD}spec:\n  tier: |\n"))), ["large", "small"]);
    assert_eq!(texts(&at(&format!("{HEAD}spec:\n  paused: |\n"))), ["false", "true"]);
    let keys = at(&format!("{HEAD}spec:\n  shards:\n  - |\n"));
    assert_eq!(texts(&keys), ["zone: ", "weight: "]);
    let keys = at(&format!("{HEAD}spec:\n  shards:\n  - zone: a\n    |\n"));
    assert_eq!(texts(&keys), ["weight: "]);
    let keys = at(&format!("{HEAD}spec:\n  credentials:\n    secretName: |\n"));
    assert_eq!(keys, [("tls".to_owned(), "Secret".to_owned())]);
    let keys =
        at(&format!("{HEAD}spec:\n  credentials:\n    passwordSecretRef:\n      name: tls\n      key: |\n"));
    assert_eq!(texts(&keys), ["password", "user"]);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn hover_says_what_the_definition_says() {
    let (_folder, path) = folder(&[("crd.yaml", DEFINITION)]);
    let mut editor = Editor::start(&path, pulling());
    let file = path.join("new.yaml");
    for rest in ["", "  shards: [\n"] {
        editor.open(&file, &format!("{HEAD}spec:\n  size: 5\n  tier: small\n{rest}"));
        let mut hover = |line: u32| {
            let hover =
                ask(&mut editor, "textDocument/hover", &file, &json!({ "line": line, "character": 3 }));
            hover["contents"]["value"].as_str().unwrap().to_owned()
        };
        let size = hover(5);
        assert!(
            size.contains("`spec.size` of Cache\n\nHow many entries it holds\n\nAt least: `1`."),
            "{size}"
        );
        let tier = hover(6);
        assert!(tier.contains("One of `small`, `large`.\n\nDefault: `small`."), "{tier}");
    }
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_definition_counts_as_it_is_typed() {
    let (_folder, path) = folder(&[]);
    let mut editor = Editor::start(&path, pulling());
    let (crd, file) = (path.join("crd.yaml"), path.join("new.yaml"));
    editor.open(&crd, DEFINITION);
    editor.open(&file, "");
    editor.pulled(&file);
    let keys =
        |editor: &mut Editor, version| complete(editor, &file, version, &format!("{HEAD}spec:\n  |\n"));
    assert!(texts(&keys(&mut editor, 2)).contains(&"size: "));
    editor.change(&crd, 2, json!([{ "text": DEFINITION.replace("size", "length") }]));
    editor.pulled(&file);
    assert!(texts(&keys(&mut editor, 3)).contains(&"length: "));
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&crd) } }));
    editor.pulled(&file);
    assert_eq!(keys(&mut editor, 4), []);
    assert_eq!(editor.end(), Some(0));
}
