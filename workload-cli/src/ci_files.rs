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
    assert_eq!(action()["inputs"]["version"]["default"].as_str(), Some(version));
    for path in [
        ".github/workflows/manifests.yml",
        ".github/actions/workload/action.yml",
        ".github/templates/gitlab-ci.yml",
        ".github/templates/super-linter.yml",
        ".github/templates/workload.megalinter-descriptor.yml",
        ".pre-commit-hooks.yaml",
    ] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap();
        assert!(text.contains(&format!("v{version}")), "{path}");
    }
    for (path, words) in [
        (".pre-commit-hooks.yaml", format!("\"{}=={version}\"", env!("CARGO_PKG_NAME"))),
        (".github/templates/gitlab-ci.yml", format!("WORKLOAD_VERSION: {version}\n")),
        (
            ".github/templates/workload.megalinter-descriptor.yml",
            format!("{}=={version}\n", env!("CARGO_PKG_NAME")),
        ),
        ("workload-cli/editors/vscode/package.json", format!("\"version\": \"{version}\"")),
        ("workload-core/docs/editor.md", format!("workload-{version}.vsix")),
    ] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap();
        assert!(text.contains(&words), "{path} has no {words}");
    }
}

fn action() -> Value {
    read(".github/actions/workload/action.yml")
}

/// The command lines of ours in a script, up to what bash does with their output.
fn ours(script: &str) -> Vec<Vec<String>> {
    let lines = script.lines().map(str::trim).filter(|line| line.starts_with("workload "));
    let command = |line: &str| line.split(" >").next().unwrap().split(" || ").next().unwrap().to_owned();
    lines.map(|line| words(&command(line))).collect()
}

#[test]
fn the_action_runs_commands_that_exist_and_reads_its_inputs_as_variables() {
    let action = action();
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    let scripts: Vec<_> = steps.iter().filter_map(|step| Some((step, step["run"].as_str()?))).collect();
    let lines: Vec<_> = scripts.iter().flat_map(|(_, script)| ours(script)).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    for line in lines {
        assert_parses(&line);
    }
    for (step, script) in scripts {
        // Text put into a script is run; a variable is only read.
        assert!(!script.contains("${{"), "{script}");
        assert_eq!(step["shell"].as_str(), Some("bash"));
    }
    let text = serde_yaml::to_string(&action["runs"]).unwrap();
    for name in action["inputs"].as_mapping().unwrap().keys() {
        let name = name.as_str().unwrap();
        assert!(text.contains(&format!("inputs.{name}")), "nothing uses {name}");
    }
}

#[test]
fn the_templates_run_commands_that_exist() {
    let gitlab = read(".github/templates/gitlab-ci.yml");
    let script = gitlab["workload-validate"]["script"][0].as_str().unwrap();
    assert_parses(&words(script));
    let linter = &read(".github/templates/workload.megalinter-descriptor.yml")["linters"][0];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut line = vec![text(&linter["cli_executable"])];
    for words in ["cli_lint_extra_args", "cli_sarif_args"] {
        line.extend(linter[words].as_sequence().unwrap().iter().map(text));
    }
    assert_parses(&line);
}

#[test]
fn releases_are_built_for_the_platforms_that_the_packages_have() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let platforms = fs::read_to_string(folder.join(".ci/platforms")).unwrap();
    let known: Vec<_> = platforms
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    let release = read(".github/workflows/release.yml");
    let matrix = release["jobs"]["build"]["strategy"]["matrix"]["include"].as_sequence().unwrap();
    let built: Vec<_> = matrix
        .iter()
        .map(|own| format!("{} {}", own["target"].as_str().unwrap(), own["os"].as_str().unwrap()))
        .collect();
    assert_eq!(built, known);
    let action = fs::read_to_string(folder.join(".github/actions/workload/action.yml")).unwrap();
    for target in action.split("target=").skip(1).map(|rest| rest.split(' ').next().unwrap()) {
        assert!(target.starts_with('$') || known.iter().any(|own| own.starts_with(target)), "{target}");
    }
}
