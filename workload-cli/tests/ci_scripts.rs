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

/// The action's own steps with stand-ins for what it downloads with and comments with.
#[cfg(target_os = "linux")]
#[test]
fn the_action_installs_validates_and_plans() {
    let folder = tempfile::tempdir().unwrap();
    let action = Action::new(folder.path());
    let (status, talk) = action.run("Install workload", &[]);
    assert_eq!(status, 0, "{talk}");
    let installed = fs::read_to_string(action.temporary.join("path")).unwrap();

    let repository = action.repository();
    let found = [("PATHS", "k8s"), ("ARGS", "--kubernetes 1.36"), ("INSTALLED", installed.trim())];
    let (status, talk) = action.run("Validate", &found);
    assert_eq!(status, 1, "{talk}");
    let summary = fs::read_to_string(action.temporary.join("summary")).unwrap();
    assert!(summary.contains("### workload validate") && summary.contains("V08"), "{summary}");
    assert!(action.temporary.join("workload.sarif").exists());

    let plan = [("PATHS", "k8s"), ("BASE", "HEAD"), ("PULL_REQUEST", "7"), ("INSTALLED", installed.trim())];
    fs::write(repository.join("k8s/a.yaml"), action.cron_job("0 4 * * *")).unwrap();
    let (status, talk) = action.run("Plan", &plan);
    assert_eq!(status, 0, "{talk}");
    let comment = fs::read_to_string(action.temporary.join("comment")).unwrap();
    assert!(comment.contains("pr comment 7") && comment.contains("CronJob"), "{comment}");
    // The next push changes the comment that is there.
    fs::write(action.temporary.join("comments"), "42\n").unwrap();
    let (status, talk) = action.run("Plan", &plan);
    assert_eq!(status, 0, "{talk}");
    let comment = fs::read_to_string(action.temporary.join("comment")).unwrap();
    assert!(comment.contains("--method PATCH repos/a/b/issues/comments/42"), "{comment}");
    // Where comments are not allowed, or nothing was there before, the plan is in the summary.
    fs::create_dir(repository.join("new")).unwrap();
    fs::write(repository.join("new/a.yaml"), action.cron_job("0 5 * * *")).unwrap();
    fs::remove_file(action.temporary.join("comments")).unwrap();
    let new = [("PATHS", "new"), ("BASE", "HEAD"), ("PULL_REQUEST", "8"), ("REFUSES", "1"), plan[3]];
    let (status, talk) = action.run("Plan", &new);
    assert_eq!(status, 0, "{talk}");
    assert!(talk.contains("::warning::the plan could not be written"), "{talk}");

    // An archive that is not the one that was released is not run.
    fs::write(action.released("tar.gz"), "another").unwrap();
    let (status, talk) = action.run("Install workload", &[]);
    assert_ne!(status, 0, "{talk}");
}

/// A machine of GitHub's, as far as the action sees it.
#[cfg(target_os = "linux")]
struct Action {
    root: PathBuf,
    temporary: PathBuf,
    steps: Value,
}

#[cfg(target_os = "linux")]
impl Action {
    const NAME: &str = "workload-v9.8.7-x86_64-unknown-linux-musl";

    fn new(root: &Path) -> Self {
        let action: Value = serde_yaml::from_str(&read(".github/actions/workload/action.yml")).unwrap();
        let own = Self {
            root: root.into(),
            temporary: root.join("temporary"),
            steps: action["runs"]["steps"].clone(),
        };
        for folder in ["temporary", "programs", "repository/k8s", "released"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        let program = format!("exec '{}' \"$@\"", env!("CARGO_BIN_EXE_workload"));
        own.program(&format!("released/{}/workload", Self::NAME), &program);
        own.program(
            "programs/curl",
            "for url in \"$@\"; do case $url in https:*) cp \"$RELEASED/${url##*/}\" .;; esac; done",
        );
        let gh = "case $2 in\n\
                  --paginate) cat \"${COMMENT}s\" 2>/dev/null; exit 0 ;;\n\
                  comment) cp \"$5\" \"$COMMENT\" ;;\n\
                  *) : >\"$COMMENT\" ;;\n\
                  esac\n\
                  [ -z \"$REFUSES\" ] || exit 1\n\
                  echo \"$@\" >>\"$COMMENT\"";
        own.program("programs/gh", gh);
        own.shell(&format!(
            "cd released && tar -czf {0}.tar.gz {0} && sha256sum {0}.tar.gz >{0}.tar.gz.sha256",
            Self::NAME
        ));
        own
    }

    fn released(&self, end: &str) -> PathBuf {
        self.root.join("released").join(format!("{}.{end}", Self::NAME))
    }

    fn program(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt as _;

        let path = self.root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn shell(&self, script: &str) {
        let status =
            Command::new("bash").args(["-e", "-c", script]).current_dir(&self.root).status().unwrap();
        assert!(status.success(), "{script}");
    }

    fn cron_job(&self, schedule: &str) -> String {
        format!(
            "{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: a}}, spec: {{schedule: '{schedule}', jobTemplate: \
             {{spec: {{template: {{spec: {{restartPolicy: Never, containers: [{{name: c, image: i}}]}}}}}}}}}}}}"
        )
    }

    /// A repository whose commit has a good schedule, and whose work tree a bad one.
    fn repository(&self) -> PathBuf {
        let repository = self.root.join("repository");
        fs::write(repository.join("k8s/a.yaml"), self.cron_job("0 3 * * *")).unwrap();
        self.shell("cd repository && git init -q && git add . && git -c user.name=a -c user.email=a@b commit -qm first");
        fs::write(repository.join("k8s/a.yaml"), self.cron_job("0 25 * * *")).unwrap();
        repository
    }

    /// Runs a step as GitHub does: its status and its messages.
    fn run(&self, name: &str, variables: &[(&str, &str)]) -> (i32, String) {
        let steps = self.steps.as_sequence().unwrap();
        let step = steps.iter().find(|step| step["name"].as_str() == Some(name)).unwrap();
        let path = std::env::var("PATH").unwrap();
        let installed = variables.iter().find(|(name, _)| *name == "INSTALLED").map_or("", |(_, path)| path);
        let mut bash = Command::new("bash");
        bash.args(["-e", "-o", "pipefail", "-c", step["run"].as_str().unwrap()]);
        bash.current_dir(self.root.join("repository")).envs(variables.iter().copied());
        bash.env("PATH", format!("{}:{installed}:{path}", self.root.join("programs").display()));
        bash.env("VERSION", "9.8.7").env("SYSTEM", "Linux-X64").env("RELEASED", self.root.join("released"));
        bash.env("FOLDER", &self.temporary)
            .env("REPORTS", &self.temporary)
            .env("GH_REPO", "a/b")
            .env("COMMENT", self.temporary.join("comment"));
        bash.env("GITHUB_PATH", self.temporary.join("path"))
            .env("GITHUB_STEP_SUMMARY", self.temporary.join("summary"));
        let output = bash.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout) + &text(&output.stderr))
    }
}
