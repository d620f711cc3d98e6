//! Custom resources against recorded answers of a real API server, and against cases of our own.
//!
//! The recordings are those of `WORKLOAD_CUSTOM_RESOURCES`, a file with one JSON case a line beside a
//! folder `crds`; `../shared/verdicts/kinds/cr-train.jsonl` by default, where it is there. Answers
//! must agree in 99.5 % of the cases, nothing may be refused that the server accepts, and the field
//! must be named in 98 % of the refusals that name one.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use workload_core::syntax::yaml::{NodeId, documents};
use workload_core::validate::custom_resources::CustomResources;
use workload_core::validate::decode::value;
use workload_core::validate::document::{Clusters, check_document_for};

/// The errors of a text, each as its path and message.
fn errors(text: &str, definitions: &CustomResources) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for document in documents(text) {
        let tree = match &document.tree {
            Ok(tree) => tree,
            Err(error) => {
                found.push((String::new(), error.message.clone()));
                continue;
            }
        };
        let clusters = Clusters { other_kinds: definitions, ..Clusters::default() };
        for checked in check_document_for(tree, &document.duplicate_keys, &clusters) {
            // The server is asked about one object: a text without one is refused.
            if checked.skipped.is_some() {
                found.push((String::new(), format!("{:?}", checked.skipped)));
            }
            let told = checked.errors.iter().map(|error| (error.path.to_string(), error.message.clone()));
            found.extend(told);
        }
    }
    found
}

fn definitions(text: &str) -> CustomResources {
    let mut definitions = CustomResources::default();
    for document in documents(text) {
        definitions.add(&value(document.tree.as_ref().unwrap(), NodeId::ROOT).unwrap()).unwrap();
    }
    definitions
}

/// Whether one of the paths is that of `field`, or right above it. The server leaves out `metadata.`
/// where it cannot decode metadata.
fn names(found: &[(String, String)], field: &str) -> bool {
    let plain = |path: &str| path.replace(['[', ']'], ".").replace("..", ".").trim_matches('.').to_owned();
    let field = plain(field);
    let above = field.rsplit_once('.').map_or("", |(above, _)| above).to_owned();
    let fits = |path: &str| path == field || path == above;
    found.iter().any(|(path, _)| {
        let path = plain(path);
        fits(&path)
            || path.strip_prefix("metadata.").is_some_and(|path| path.split('.').next() == Some(&field))
    })
}

#[derive(Default)]
struct Score {
    cases: usize,
    agreed: usize,
    refused_wrongly: usize,
    with_field: usize,
    named: usize,
}

#[test]
fn answers_agree_with_a_real_server() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/verdicts/kinds/cr-train.jsonl");
    let file = std::env::var_os("WORKLOAD_CUSTOM_RESOURCES").map_or(beside, PathBuf::from);
    let Ok(cases) = fs::read_to_string(&file) else {
        println!("skipped: {} is not there", file.display());
        return;
    };
    let mut known = HashMap::new();
    let mut score = Score::default();
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let crd = case["crd"].as_str().unwrap();
        let definitions = known.entry(crd.to_owned()).or_insert_with(|| {
            let folder = file.parent().unwrap().join("crds");
            definitions(&fs::read_to_string(folder.join(crd)).unwrap())
        });
        compare(&case, definitions, &mut score);
    }
    let Score { cases, agreed, refused_wrongly, with_field, named } = score;
    println!("agreed {agreed} of {cases}, refused wrongly {refused_wrongly}, named {named} of {with_field}");
    assert_eq!(refused_wrongly, 0);
    assert!(agreed * 1000 >= cases * 995, "agreed {agreed} of {cases}");
    assert!(named * 100 >= with_field * 98, "named {named} of {with_field}");
}

fn compare(case: &Value, definitions: &CustomResources, score: &mut Score) {
    let answer = &case["v1_36"];
    let found = errors(case["yaml"].as_str().unwrap(), definitions);
    let accepted = answer["status"] == "accepted";
    let (id, mutation) = (case["id"].as_str().unwrap(), case["mutation"].as_str().unwrap());
    score.cases += 1;
    score.agreed += usize::from(accepted == found.is_empty());
    if accepted != found.is_empty() {
        println!("{id} ({mutation}): the server says {}, found {found:?}", answer["causes"]);
        score.refused_wrongly += usize::from(accepted);
    }
    let fields: Vec<_> = answer["causes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|cause| cause["field"].as_str())
        .collect();
    let fields: Vec<_> = fields.into_iter().filter(|field| *field != "<nil>").collect();
    if !fields.is_empty() {
        score.with_field += 1;
        let named = fields.iter().any(|field| names(&found, field));
        score.named += usize::from(named);
        if !named {
            println!("{id} ({mutation}): the server names {fields:?}, found {found:?}");
        }
    }
}

/// A definition with one of everything that is checked.
const WIDGET: &str = "
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: widgets, kind: Widget}
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {status: {}}
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [size]
            properties:
              size: {type: integer, minimum: 1, maximum: 9}
              most: {type: integer}
              colour: {type: string, enum: [red, green], default: red}
              name: {type: string, pattern: '^[a-z]+$', maxLength: 5}
              port: {x-kubernetes-int-or-string: true}
              tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
              until: {type: string, format: date}
              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
              steps: {type: array, items: {type: object}}
              pipelines:
                type: array
                x-kubernetes-preserve-unknown-fields: true
                items: {type: object, properties: {output: {type: object}}}
            x-kubernetes-validations:
            - {rule: '!has(self.most) || self.size <= self.most', message: size is above most}
";

#[test]
fn each_constraint_is_checked_at_its_field() {
    let widget = definitions(WIDGET);
    let cases = [
        ("{size: 3, port: http, free: {a: {b: 1}}, tags: [a, b], until: 2030-01-31}", &[][..]),
        ("{}", &["spec.size: `spec.size` is required"]),
        ("{size: 0}", &["spec.size: found 0, expected at least 1"]),
        ("{size: 3, sise: 4}", &["spec.sise: `spec` has no field `sise`"]),
        ("{size: '3'}", &["spec.size: expected a whole number, found a string"]),
        ("{size: 3, colour: blue}", &["spec.colour: `blue` is not supported, expected `red` or `green`"]),
        (
            "{size: 3, name: Abcdef}",
            &[
                "spec.name: found 6 characters, expected at most 5",
                "spec.name: `Abcdef` does not match the pattern `^[a-z]+$`",
            ],
        ),
        ("{size: 3, port: 1.5}", &["spec.port: expected a whole number or a string, found a fraction"]),
        ("{size: 3, tags: [a, a]}", &["spec.tags[1]: duplicate value `\"a\"`"]),
        ("{size: 3, until: tomorrow}", &["spec.until: `tomorrow` is not a date, such as `2030-01-31`"]),
        ("{size: 3, most: 2}", &["spec: size is above most"]),
        ("{size: 3, steps: [{id: a}]}", &["spec.steps[0].id: `spec.steps[0]` has no field `id`"]),
        // A list that preserves unknown fields preserves those of its items, but not of their fields.
        ("{size: 3, pipelines: [{pipeline.id: a, steps: [{b: 1}]}]}", &[]),
        (
            "{size: 3, pipelines: [{output: {to: a}}]}",
            &["spec.pipelines[0].output.to: `spec.pipelines[0].output` has no field `to`"],
        ),
    ];
    for (spec, expected) in cases {
        let text = format!(
            "apiVersion: example.com/v1\nkind: Widget\nmetadata: {{name: a}}\nspec: {spec}\nstatus: {{x: 1}}\n"
        );
        let found: Vec<_> =
            errors(&text, &widget).into_iter().map(|(path, message)| format!("{path}: {message}")).collect();
        assert_eq!(found, expected, "{spec}");
    }
}

#[test]
fn a_kind_in_another_case_is_told() {
    let found =
        errors("apiVersion: example.com/v1\nkind: widget\nmetadata: {name: a}\n", &definitions(WIDGET));
    assert_eq!(found, [("kind".to_owned(), "`example.com/v1` has no kind `widget`".to_owned())]);
}

/// The definition of another release, whose objects have one more field.
fn newer_widget() -> String {
    WIDGET.replace("most: {type: integer}", "most: {type: integer}\n              least: {type: integer}")
}

#[test]
fn of_several_definitions_of_a_kind_the_one_counts_that_an_object_fits_best() {
    let widget = |spec: &str| {
        format!("apiVersion: example.com/v1\nkind: Widget\nmetadata: {{name: a}}\nspec: {spec}\n")
    };
    let both = definitions(&format!("{WIDGET}---{}", newer_widget()));
    assert_eq!(errors(&widget("{size: 3, least: 1}"), &both), []);
    let found = errors(&widget("{size: 3, least: 1, lest: 1}"), &both);
    assert_eq!(found, [("spec.lest".to_owned(), "`spec` has no field `lest`".to_owned())]);
    let mut named = definitions(WIDGET);
    named.add_missing(definitions(&newer_widget()));
    assert_eq!(errors(&widget("{size: 3, least: 1}"), &named).len(), 1);
}
