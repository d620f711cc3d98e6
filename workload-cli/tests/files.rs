//! Files in and files out: nothing is lost by a write, and every input is read once.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

const WRONG: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {n: 1}\n";
const FIXED: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {n: \"1\"}\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn workload(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.current_dir(folder).env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

fn said(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    said(workload(folder).args(arguments).output().unwrap())
}

/// Runs a line of bash, which may not take longer than a minute.
fn bash(folder: &Path, line: &str) -> (i32, String, String) {
    let mut command = Command::new("timeout");
    let line = line.replace("workload ", &format!("'{}' ", env!("CARGO_BIN_EXE_workload")));
    command.args(["60", "bash", "-c", &line]).current_dir(folder).env("NO_COLOR", "1");
    said(command.stdin(Stdio::null()).output().unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_not_a_regular_file_is_written_into() {
    let home = folder(&[("a.yaml", WRONG)]);
    assert!(Command::new("mkfifo").arg(home.path().join("pipe")).status().unwrap().success());
    symlink("/dev/null", home.path().join("null")).unwrap();
    let (_, data, talk) = bash(
        home.path(),
        "cat pipe > got & workload validate a.yaml --format short --output json=pipe --output sarif=null; wait; cat got",
    );
    assert!(data.contains("\"version\": 1") && data.contains("a.yaml:4:11"), "{data}{talk}");
    let kind = fs::symlink_metadata(home.path().join("pipe")).unwrap().file_type();
    assert!(kind.is_fifo());
    assert!(fs::symlink_metadata(home.path().join("null")).unwrap().is_symlink());
}

#[test]
fn standard_output_takes_one_thing() {
    let home = folder(&[("a.yaml", WRONG)]);
    for output in ["sarif=-", "sarif=/dev/stdout"] {
        let (status, data, talk) = run(home.path(), &["validate", "a.yaml", "--output", output]);
        assert_eq!(status, 1, "{talk}");
        serde_json::from_str::<serde_json::Value>(&data).unwrap();
        let both = ["validate", "a.yaml", "--output", output, "--format", "json"];
        let (status, data, talk) = run(home.path(), &both);
        assert_eq!((status, data.as_str()), (2, ""));
        assert!(talk.contains("two outputs go to"), "{talk}");
    }
    let (status, data, talk) = run(home.path(), &["plan", "a.yaml", "--html", "-"]);
    assert_eq!(status, 2, "a map of numbers is refused: {talk}");
    fs::write(home.path().join("a.yaml"), FIXED).unwrap();
    let (_, page, talk) = run(home.path(), &["plan", "a.yaml", "--html", "-"]);
    assert!(data.is_empty() && page.starts_with("<!") && page.trim_end().ends_with("</html>"), "{talk}");
    // What the shell opened is appended to, not replaced behind its back.
    let (_, _, talk) = bash(
        home.path(),
        "(echo first; workload validate a.yaml --output short=/dev/stdout; echo last) > out",
    );
    assert_eq!(fs::read_to_string(home.path().join("out")).unwrap(), "first\nlast\n", "{talk}");
}

#[test]
fn links_stay_and_modes_are_kept() {
    let home = folder(&[("real/a.yaml", WRONG)]);
    let file = home.path().join("real/a.yaml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    symlink("real/a.yaml", home.path().join("link.yaml")).unwrap();
    let (status, _, talk) = run(home.path(), &["validate", "--fix", "link.yaml"]);
    assert_eq!(status, 0, "{talk}");
    assert!(talk.contains("fixed: 1 finding; none left"), "{talk}");
    assert!(fs::symlink_metadata(home.path().join("link.yaml")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), FIXED);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(names(&home.path().join("real")), ["a.yaml"]);
}

#[test]
fn an_output_is_never_an_input_nor_written_twice() {
    let home = folder(&[("k8s/a.yaml", WRONG), ("known.json", "{}"), ("workload.toml", "[validate]\n")]);
    symlink("k8s/a.yaml", home.path().join("link")).unwrap();
    fs::hard_link(home.path().join("k8s/a.yaml"), home.path().join("hard")).unwrap();
    for outputs in [
        &["--output", "json=k8s/a.yaml"][..],
        &["--output", "json=link"],
        &["--output", "json=hard"],
        &["--output", "json=workload.toml"],
        &["--baseline", "k8s/a.yaml", "--write-baseline"],
        &["--baseline", "known.json", "--output", "json=known.json"],
        &["--output", "json=x", "--output", "sarif=./x"],
        &["--output", "json=k8s"],
    ] {
        let (status, data, talk) = run(home.path(), &[&["validate", "k8s"][..], outputs].concat());
        assert_eq!((status, data.as_str()), (2, ""), "{outputs:?}: {talk}");
        assert!(talk.starts_with("error: "), "{talk}");
    }
    assert_eq!(fs::read_to_string(home.path().join("k8s/a.yaml")).unwrap(), WRONG);
    assert_eq!(fs::read_to_string(home.path().join("workload.toml")).unwrap(), "[validate]\n");
    let (status, _, talk) = run(home.path(), &["plan", "k8s", "--html", "k8s/a.yaml"]);
    assert_eq!(status, 2, "{talk}");
    assert_eq!(fs::read_to_string(home.path().join("k8s/a.yaml")).unwrap(), WRONG);
}

/// What was reviewed replaces nothing that was read, whether a file or what a folder holds, and a wrong output is
/// told before a cluster is asked.
#[test]
fn a_reviewed_plan_is_never_written_over_an_input() {
    let home = folder(&[("k8s/a.yaml", FIXED), ("b.yaml", FIXED)]);
    symlink("k8s/a.yaml", home.path().join("link")).unwrap();
    for (input, output) in [
        ("b.yaml", "b.yaml"),
        ("k8s", "k8s/a.yaml"),
        ("k8s", "link"),
        (".", "b.yaml"),
        ("k8s/a.yaml", "link"),
    ] {
        let (status, data, talk) = run(home.path(), &["diff", input, "--out", output]);
        assert_eq!((status, data.as_str()), (2, ""), "{input} {output}: {talk}");
        assert!(talk.contains("error: the output ") && talk.contains("write to another file"), "{talk}");
    }
    let (status, _, talk) = run(home.path(), &["diff", "k8s", "--out", "-", "--format", "json"]);
    assert_eq!(status, 2, "{talk}");
    assert!(talk.contains("two outputs go to -"), "{talk}");
    for file in ["k8s/a.yaml", "b.yaml"] {
        assert_eq!(fs::read_to_string(home.path().join(file)).unwrap(), FIXED);
    }
}

#[test]
fn an_import_to_standard_output_makes_no_folder() {
    let home = folder(&[("a.yaml", FIXED)]);
    let (status, data, talk) = run(home.path(), &["import", "a.yaml", "-o", "-"]);
    assert_eq!(status, 0, "{talk}");
    assert!(data.contains("fn imported("), "{data}");
    assert_eq!(names(home.path()), ["a.yaml"]);
}

#[test]
fn a_fix_leaves_alone_what_it_cannot_write() {
    let home = folder(&[("a.yaml", WRONG), ("b.yaml", WRONG)]);
    let file = home.path().join("a.yaml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let (status, _, talk) = run(home.path(), &["validate", "--fix", "a.yaml", "b.yaml"]);
    assert_eq!(status, 2);
    assert!(talk.contains("cannot write a.yaml") && talk.contains("fixed: 1 finding; 1 left"), "{talk}");
    assert_eq!(fs::read_to_string(&file).unwrap(), WRONG);
    assert_eq!(fs::read_to_string(home.path().join("b.yaml")).unwrap(), FIXED);
}

/// A pipe that is read after the file holds the command up until the file has changed.
#[test]
fn a_file_that_changes_meanwhile_is_not_fixed() {
    for change in ["printf changed > a.yaml", "rm a.yaml"] {
        let home = folder(&[("a.yaml", WRONG)]);
        assert!(Command::new("mkfifo").arg(home.path().join("late.yaml")).status().unwrap().success());
        let line = format!(
            "workload validate --fix a.yaml late.yaml & sleep 1; {change}; printf '{}' > late.yaml; wait $!",
            FIXED.replace('\n', "\\n")
        );
        let (status, _, talk) = bash(home.path(), &line);
        assert_eq!(status, 2, "{talk}");
        let now = fs::read_to_string(home.path().join("a.yaml")).ok();
        assert_eq!(now.as_deref(), change.contains("printf").then_some("changed"), "{talk}");
        assert!(talk.contains("a.yaml"), "{talk}");
    }
}

#[test]
fn names_need_not_be_text() {
    let home = folder(&[]);
    let name = OsStr::from_bytes(b"\xfc.yaml");
    fs::write(home.path().join(name), WRONG).unwrap();
    for named in [&[OsStr::new("--fix"), OsStr::new(".")][..], &[name]] {
        let (status, data, talk) = said(workload(home.path()).arg("validate").args(named).output().unwrap());
        assert_eq!(status, 0, "{data}{talk}");
    }
    assert_eq!(fs::read_to_string(home.path().join(name)).unwrap(), FIXED);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    fs::write(home.path().join(name), WRONG).unwrap();
    let (_, data, _) = run(home.path(), &["validate", "--format", "short"]);
    assert!(data.starts_with("\\xFC.yaml:4:11:"), "{data}");
}

#[test]
fn pipes_are_read_once() {
    let home = folder(&[("new.yaml", FIXED), ("wrong.yaml", WRONG), ("needs.toml", "long-running = true\n")]);
    for (line, expected) in [
        ("workload plan <(cat new.yaml) <(sed 's/\"1\"/\"2\"/' new.yaml)", "ConfigMap"),
        ("workload validate <(cat wrong.yaml)", "data: {n: 1}"),
        ("workload validate /dev/stdin < wrong.yaml", "data: {n: 1}"),
        ("cat wrong.yaml | workload validate - --output human=report; cat report", "data: {n: 1}"),
        ("workload choose <(cat needs.toml)", "Deployment"),
        ("workload plan new.yaml --scenario <(echo 'nodes: 2')", "ConfigMap"),
    ] {
        let (status, data, talk) = bash(home.path(), line);
        assert!(status < 2, "{line}: {talk}");
        assert!(data.contains(expected), "{line}: {data}{talk}");
    }
    let (status, _, talk) = run(home.path(), &["plan", "-", "--scenario", "-"]);
    assert_eq!(status, 2);
    assert!(talk.contains("standard input can be read once"), "{talk}");
}

#[test]
fn line_ends_that_few_know_do_not_matter() {
    for end in ['\u{85}', '\u{2028}', '\u{2029}'] {
        for comment in ["allow V03 because x", "allow V04 because x", "allow"] {
            let text = format!("{}# workload: {comment}{end}", WRONG.trim_end());
            let spaced = format!("{} # workload: {comment}{end}ü\n", WRONG.trim_end());
            let home = folder(&[("a.yaml", &text), ("b.yaml", &spaced)]);
            for format in ["human", "short", "json", "sarif", "github", "junit"] {
                let (status, _, talk) =
                    run(home.path(), &["validate", "--format", format, "a.yaml", "b.yaml"]);
                assert!(status < 2 && !talk.contains("panicked"), "{end:?} {comment} {format}: {talk}");
            }
        }
    }
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_checked() {
    let home = folder(&[("k8s/a.yaml", WRONG), ("locked/b.yaml", WRONG)]);
    symlink("nowhere", home.path().join("k8s/dangling.yaml")).unwrap();
    let (status, data, talk) = run(home.path(), &["validate", "--format", "short", "k8s", "missing"]);
    assert_eq!(status, 2);
    assert!(data.contains("k8s/a.yaml:4:11"), "{data}");
    assert!(talk.contains("cannot read k8s/dangling.yaml: No such file"), "{talk}");
    assert!(talk.contains("cannot read missing: No such file"), "{talk}");
    assert!(talk.contains("2 files or folders could not be read"), "{talk}");
}

#[test]
fn a_signal_leaves_no_temporary_file() {
    let home = folder(&[("a.yaml", WRONG)]);
    assert!(Command::new("mkfifo").arg(home.path().join("pipe")).status().unwrap().success());
    let mut child = workload(home.path()).args(["validate", "--fix", "pipe", "a.yaml"]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert!(!child.wait().unwrap().success());
    assert_eq!(names(home.path()), ["a.yaml", "pipe"]);
    assert_eq!(fs::read_to_string(home.path().join("a.yaml")).unwrap(), WRONG);
}

#[test]
fn utf16_is_read_and_never_rewritten() {
    let home = folder(&[]);
    let bytes: Vec<u8> =
        [0xfeff].into_iter().chain(WRONG.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    fs::File::create(home.path().join("a.yaml")).unwrap().write_all(&bytes).unwrap();
    let (status, data, _) = run(home.path(), &["validate", "--format", "short", "a.yaml"]);
    assert_eq!(status, 1);
    assert!(data.contains("a.yaml:4:11: error[V03]"), "{data}");
    let (status, _, talk) = run(home.path(), &["validate", "--fix", "a.yaml"]);
    assert_eq!(status, 2);
    assert!(talk.contains("a.yaml is not what was read"), "{talk}");
    assert_eq!(fs::read(home.path().join("a.yaml")).unwrap(), bytes);
}

#[test]
fn a_baseline_among_the_manifests_is_written_anew() {
    let home = folder(&[("a.yaml", WRONG)]);
    let known = ["validate", "--baseline", "known.json"];
    for text in [WRONG, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {n: 1, m: 2}\n"] {
        fs::write(home.path().join("a.yaml"), text).unwrap();
        let (status, _, talk) = run(home.path(), &[&known[..], &["--write-baseline"]].concat());
        assert_eq!(status, 0, "{talk}");
        let (status, _, talk) = run(home.path(), &known);
        assert_eq!(status, 0, "{talk}");
    }
}
