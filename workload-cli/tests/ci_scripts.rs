//! The scripts of CI: the workflow's own, run by bash on the example whose files are committed, and
//! those in `.ci`, which the README and the workflows name.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_yaml::Value;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap()
}

/// Runs a script of `.ci`, with or without CI.
fn script(name: &str, arguments: &[&str], ci: Option<&str>) -> Output {
    let mut command = Command::new(workspace().join(".ci").join(name));
    command.args(arguments).env_remove("CI").envs(ci.map(|ci| ("CI", ci)));
    command.output().unwrap()
}

#[test]
fn steps_are_those_that_the_script_names() {
    let output = script("run", &["nonsense"], None);
    assert_eq!(output.status.code(), Some(2));
    let talk = String::from_utf8(output.stderr).unwrap();
    let steps = talk.trim().split_once("the steps are: ").unwrap().1;
    let text = read(".ci/run");
    for step in steps.split(' ') {
        assert!(text.contains(&format!("\nstep_{step}() {{\n")), "{step} is no function");
        assert!(text.contains(&format!("\n#   {step} ")), "{step} is not described");
    }
    assert_eq!(steps.split(' ').count(), text.matches("\nstep_").count(), "{steps}");
}

#[test]
fn expected_output_is_not_rewritten_under_ci() {
    let output = script("update", &[], Some("true"));
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("not rewritten under CI"));
}

#[test]
fn the_readme_and_ci_test_with_the_same_command() {
    // The README's two commands: one that runs the main job, one that runs the tests.
    let readme = read("README.md");
    let block = readme.split("## Try it").nth(1).unwrap().split("```sh\n").nth(1).unwrap();
    let commands: Vec<_> = block
        .split("```")
        .next()
        .unwrap()
        .lines()
        .map(|line| line.split("  #").next().unwrap().trim())
        .collect();
    let [main_job, tests] = commands[..] else { panic!("{commands:?}") };
    assert!(main_job.starts_with("cargo run --release -p workload-cli -- export production "), "{main_job}");
    assert!(read(".ci/run").lines().any(|line| line.trim() == tests), "{tests} is not what CI runs");
}

#[test]
fn workflows_run_the_scripts_with_their_toolchain() {
    let toolchain = read(".ci/toolchain");
    assert!(toolchain.trim().split('.').all(|part| part.parse::<u32>().is_ok()), "{toolchain}");
    for file in ["ci.yml", "release.yml"] {
        let text = read(&format!(".github/workflows/{file}"));
        let workflow: Value = serde_yaml::from_str(&text).unwrap();
        assert!(text.contains("$(cat .ci/toolchain)"), "{file}");
        for (name, job) in workflow["jobs"].as_mapping().unwrap() {
            assert!(job["timeout-minutes"].is_u64(), "{name:?} of {file} has no timeout");
            for step in job["steps"].as_sequence().unwrap() {
                // Text that is put into a script is run; a variable is only read.
                assert!(!step["run"].as_str().unwrap_or_default().contains("${{"), "{step:?}");
            }
        }
    }
    assert!(read(".github/workflows/ci.yml").contains("run: .ci/run\n"));
}

#[test]
fn the_workflow_finds_stale_files_and_no_others() {
    let workspace = workspace();
    let workflow: Value = serde_yaml::from_str(&read(".github/workflows/manifests.yml")).unwrap();
    let steps = workflow["jobs"]["export"]["steps"].as_sequence().unwrap();
    let script = steps.iter().rev().find_map(|step| step["run"].as_str()).unwrap();

    let binaries = Path::new(env!("CARGO_BIN_EXE_workload")).parent().unwrap();
    let path = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap());
    let run = |exports: &str| {
        let mut bash = Command::new("bash");
        bash.args(["-e", "-c", script]).current_dir(workspace.join("examples/shop")).env("PATH", &path);
        bash.env("EXPORTS", exports).env("OUTPUT", "k8s/production").env("MANIFEST_PATH", "Cargo.toml");
        // Beside the target of the tests that run at the same time.
        bash.env("CARGO_TARGET_DIR", workspace.join("target").join("command-line")).env("NO_COLOR", "1");
        let output = bash.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (status, talk) = run("production");
    assert_eq!(status, 0, "{talk}");
    let (status, talk) = run("development");
    assert_eq!(status, 1, "{talk}");
    let (status, talk) = run("nothing");
    assert_eq!(status, 2, "{talk}");
}
