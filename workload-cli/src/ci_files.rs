//! What users take into their CI, the workflow and the hooks, names commands and flags that exist.

use std::fs;
use std::path::Path;

use clap::CommandFactory as _;
use serde_yaml::Value;

use crate::Arguments;

fn read(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn workflow() -> Value {
    read(".github/workflows/manifests.yml")
}

/// All steps of the workflow.
fn steps(workflow: &Value) -> impl Iterator<Item = &Value> {
    let jobs = workflow["jobs"].as_mapping().unwrap();
    jobs.values().flat_map(|job| job["steps"].as_sequence().unwrap())
}

/// The words of a command line; variables stand for words of the user.
fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(|word| word.trim_matches('"').trim_start_matches('$').to_owned()).collect()
}

/// That clap takes a command line of ours.
fn assert_parses(words: &[String]) {
    let parsed = Arguments::command().try_get_matches_from(words);
    assert!(parsed.is_ok(), "{words:?}: {}", parsed.unwrap_err());
}

#[test]
fn the_workflow_runs_commands_that_exist() {
    let workflow = workflow();
    let scripts = steps(&workflow).filter_map(|step| step["run"].as_str());
    let ours: Vec<_> = scripts.filter(|script| script.starts_with("workload ")).collect();
    assert_eq!(ours.len(), 2, "{ours:?}");
    for script in ours {
        assert_parses(&words(script));
    }
}

#[test]
fn the_workflow_hands_inputs_over_as_variables() {
    let workflow = workflow();
    // `on` is a word in YAML 1.2, and a boolean to readers of YAML 1.1.
    let on = workflow.get("on").or_else(|| workflow.get(Value::Bool(true))).unwrap();
    let inputs = on["workflow_call"]["inputs"].as_mapping().unwrap();
    let text = serde_yaml::to_string(&workflow["jobs"]).unwrap();
    for (name, input) in inputs {
        let name = name.as_str().unwrap();
        assert!(text.contains(&format!("inputs.{name}")), "nothing uses {name}");
        assert!(input["description"].is_string() && !input["default"].is_null(), "{name}");
    }
    for step in steps(&workflow) {
        let script = step["run"].as_str().unwrap_or_default();
        // Text put into a script is run; a variable is only read.
        assert!(!script.contains("${{"), "{script}");
        for variable in script.split('$').skip(1).map(|rest| rest.split([' ', '"']).next().unwrap()) {
            assert!(step["env"][variable].is_string(), "{variable} is not set: {script}");
        }
    }
}

#[test]
fn the_hooks_run_commands_that_exist() {
    let hooks = read(".pre-commit-hooks.yaml");
    let hooks = hooks.as_sequence().unwrap();
    assert_eq!(hooks.len(), 2);
    for hook in hooks {
        for key in ["id", "name", "entry", "language"] {
            assert!(hook[key].is_string(), "{key} is missing");
        }
        let mut line = words(hook["entry"].as_str().unwrap());
        line.extend(hook["args"].as_sequence().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()));
        assert_parses(&line);
    }
}

#[test]
fn they_install_the_version_that_this_is() {
    let version = env!("CARGO_PKG_VERSION");
    let workflow = workflow();
    let on = workflow.get("on").or_else(|| workflow.get(Value::Bool(true))).unwrap();
    assert_eq!(on["workflow_call"]["inputs"]["version"]["default"].as_str(), Some(version));
    for path in [".github/workflows/manifests.yml", ".pre-commit-hooks.yaml"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap();
        assert!(text.contains(&format!("v{version}")), "{path}");
    }
}
