//! The command on a pseudo-terminal: colour, progress, questions; and a reader that leaves early.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod pty;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use pty::Pty;
use tempfile::TempDir;

const WRONG: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {n: 1}\n";

/// How colour begins.
const ESCAPE: &str = "\u{1b}[";

fn workload(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.args(arguments).current_dir(folder);
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(variable);
    }
    command.env("TERM", "xterm-256color");
    command
}

fn folder_with(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn text(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn colour_is_for_terminals_unless_it_is_forced_or_off() {
    let folder = folder_with(&[("a.yaml", WRONG)]);
    let plain = text(&workload(folder.path(), &["validate", "a.yaml"]).output().unwrap());
    assert!(!plain.0.contains(ESCAPE) && !plain.1.contains(ESCAPE), "{plain:?}");

    let mut forced = workload(folder.path(), &["validate", "a.yaml"]);
    let forced = text(&forced.env("CLICOLOR_FORCE", "1").output().unwrap());
    assert!(forced.0.contains(ESCAPE) && forced.1.contains(ESCAPE), "{forced:?}");

    let shown = Pty::run(&mut workload(folder.path(), &["validate", "a.yaml"])).finish();
    assert!(shown.text.contains(ESCAPE), "{}", shown.text);
    assert_eq!(shown.status, 1);

    let shown = Pty::run(workload(folder.path(), &["validate", "a.yaml"]).env("NO_COLOR", "1")).finish();
    assert!(!shown.text.contains(ESCAPE) && shown.text.contains("error[V03]"), "{}", shown.text);
}

#[test]
fn progress_is_shown_on_a_terminal_when_there_is_much_to_do() {
    let folder = TempDir::new().unwrap();
    let big = format!("{WRONG}---\n").repeat(20);
    for number in 0..600 {
        fs::write(folder.path().join(format!("{number}.yaml")), &big).unwrap();
    }
    let arguments = ["validate", "--select", "A", "."];
    let shown = Pty::run(&mut workload(folder.path(), &arguments)).finish();
    assert!(shown.text.contains("/600 files"), "{}", shown.text);
    assert_eq!(shown.status, 0);
    let (data, talk) = text(&workload(folder.path(), &arguments).output().unwrap());
    assert_eq!(data, "");
    assert_eq!(talk, "checked: no findings in 12000 objects of 600 files for Kubernetes 1.37\n");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = TempDir::new().unwrap();
    let many: String =
        (0..5000).map(|n| WRONG.replace("name: a", &format!("name: a{n}")) + "---\n").collect();
    fs::write(folder.path().join("many.yaml"), many).unwrap();
    for arguments in [
        &["validate", "many.yaml", "--format", "short"][..],
        &["validate", "many.yaml", "--output", "json=-"],
        &["validate", "many.yaml", "--output", "json=/dev/stdout"],
        &["explain", "--list"],
    ] {
        let mut command = workload(folder.path(), arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let mut talk = String::new();
        child.stderr.take().unwrap().read_to_string(&mut talk).unwrap();
        let status = child.wait().unwrap().code();
        assert!(matches!(status, Some(0 | 1)), "{arguments:?}: {status:?}: {talk}");
        assert!(!talk.contains("panicked") && !talk.contains("error:"), "{arguments:?}: {talk}");
    }
}

#[test]
fn choose_asks_on_a_terminal() {
    const ENTER: &str = "\r";
    const DOWN: &str = "\u{1b}[B";
    let folder = TempDir::new().unwrap();
    let mut pty = Pty::run(&mut workload(folder.path(), &["choose", "--format", "json"]));
    pty.expect("run on, until");
    pty.send(ENTER);
    // Neither on every node, nor data, nor a fixed name: the last answer of each list.
    for _ in 0..6 {
        if pty.has("\"kind\"") {
            break;
        }
        pty.settle();
        pty.send(DOWN);
        pty.settle();
        pty.send(ENTER);
        pty.settle();
    }
    let shown = pty.finish();
    assert!(shown.text.contains("\"kind\": \"Deployment\""), "{}", shown.text);
    assert_eq!(shown.status, 0);
}

#[test]
fn whoever_leaves_the_questions_chose_nothing() {
    let folder = TempDir::new().unwrap();
    let mut pty = Pty::run(&mut workload(folder.path(), &["choose"]));
    pty.expect("run on, until");
    pty.send("\u{3}");
    let shown = pty.finish();
    assert_eq!(shown.status, 2);
    assert!(!shown.text.contains("Deployment:"), "{}", shown.text);
}
