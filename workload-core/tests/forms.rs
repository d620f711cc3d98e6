//! Every form that a key's doc comment shows compiles as it is shown, and every key takes a field of
//! its own type.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the reference needs more of it")]
#[path = "reference/source.rs"]
mod source;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The shape that the keys of a file need, where it is not the stateless one.
const SHAPES: &[(&str, &str)] =
    &[("job", "run_once"), ("cron_job", "schedule = \"0 3 * * *\""), ("stateful_set", "stateful")];

/// What some keys cannot stand without.
const BESIDE: &[(&str, &str)] = &[
    ("backoff_limit_per_index", "completions = 9, indexed, "),
    ("indexed", "completions = 9, "),
    ("max_failed_indexes", "completions = 9, indexed, backoff_limit_per_index = 1, "),
    ("pod_failure_policy", "restart = Never, "),
    ("success_policy", "completions = 9, indexed, "),
];

#[test]
fn what_is_documented_compiles() {
    let mut program = "use workload_core::k8s::DynamicObject;\nuse workload_core::parts::SecretPart;\nuse workload_core::{Container, PerPod, Scratch, Workload};\n\n".to_owned();
    let mut count = 0;
    for (file, form) in forms(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/describe/keys")) {
        count += 1;
        let _ = writeln!(program, "{}", app(count, &file, &form));
    }
    assert!(count > 80, "only {count} forms were found");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("forms.rs");
    fs::write(&path, program + "fn main() {}\n").unwrap();
    trybuild::TestCases::new().pass(path);
}

/// What shape has each trait of `shape::can`, as an attribute says it.
const SHAPE_OF: &[(&str, &str)] = &[
    ("RunsToCompletion", "run_once"),
    ("Suspendable", "run_once"),
    ("CronScheduled", "schedule = \"0 3 * * *\""),
    ("OrderedPods", "stateful"),
    ("OnDelete", "stateful"),
];

/// Keys whose literals have a meaning in the outline of the struct that a field would repeat, or
/// that stand for the shape.
const NO_FIELD: &[&str] = &["schedule"];

#[test]
fn every_key_takes_a_field() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let found = source::Found::below(&source, &["describe/keys"]);
    let mut program = "use std::borrow::Cow;\nuse workload_core::parts::*;\nuse workload_core::values::*;\nuse workload_core::{Container, Workload};\n\n".to_owned();
    let mut count = 0;
    for method in found.methods.iter().filter(|method| method.is_key && !method.doc.is_empty()) {
        let Some((_, kind)) = method.parameters.split_once(": ") else { continue };
        if kind.starts_with("Mount<") || NO_FIELD.contains(&method.name.as_str()) {
            continue;
        }
        count += 1;
        let shape =
            method.bound.as_deref().and_then(|bound| SHAPE_OF.iter().find(|(name, _)| *name == bound));
        let shape = shape.map_or("stateless", |(_, shape)| shape);
        let kind = kind.replace("<S>", "<workload_core::Stateless>").replace("crate::describe::parts::", "");
        if method.owner == "Container" && kind == "MountRef" {
            continue;
        }
        let image = if method.name == "image" { "" } else { ", image = \"app:v1\"" };
        let beside = BESIDE.iter().find(|(key, _)| *key == method.name).map_or("", |(_, text)| text);
        let _ = writeln!(
            program,
            "#[derive(Workload)]\n#[workload({shape}{image}, {beside})]\nstruct App{count} {{\n    #[workload({})]\n    field: Option<{kind}>,\n}}\n",
            method.name
        );
    }
    assert!(count > 80, "only {count} keys were found");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fields.rs");
    fs::write(&path, program + "fn main() {}\n").unwrap();
    trybuild::TestCases::new().pass(path);
}

/// An app with that form, on itself or on a field.
fn app(number: usize, file: &str, form: &str) -> String {
    let key = form.trim_start_matches("#[workload(").split(|c: char| !c.is_alphanumeric() && c != '_').next();
    let find = |table: &[(&str, &'static str)], wanted: &str| {
        table.iter().find(|(name, _)| *name == wanted).map(|(_, text)| *text)
    };
    let shape = match form {
        form if form.contains("PerPod") || key == Some("on_delete") => "stateful",
        _ => find(SHAPES, file).unwrap_or("stateless"),
    };
    let image = if key == Some("image") { "" } else { "image = \"app:v1\", " };
    let beside = find(BESIDE, key.unwrap_or_default()).unwrap_or_default();
    if form.starts_with("#[") {
        return format!(
            "#[derive(Workload)]\n#[workload({shape}, {image}{beside})]\nstruct App{number} {{\n    {form},\n}}\n"
        );
    }
    let form = match key {
        Some("mount") => format!("sidecar(name = \"beside\", image = \"app:v1\", {form})"),
        Some("schedule") => {
            return format!("#[derive(Workload)]\n#[workload({image}{form})]\nstruct App{number};\n");
        }
        _ => form.to_owned(),
    };
    format!("#[derive(Workload)]\n#[workload({shape}, {image}{beside}{form})]\nstruct App{number};\n")
}

/// The forms before the first colon of each doc comment, with the name of their file.
fn forms(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut forms = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let docs: Vec<&str> =
            text.lines().map(|line| line.trim().strip_prefix("///").unwrap_or("\n")).collect();
        for doc in docs.concat().split('\n').filter(|doc| doc.starts_with(" `")) {
            let Some((shown, _)) = doc.split_once("`: ") else { continue };
            let shown = shown.split('`').skip(1).step_by(2);
            forms.extend(shown.map(|form| (name.clone(), form.to_owned())));
        }
    }
    forms
}
