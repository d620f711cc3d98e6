//! `workload validate` as a user runs it: files and folders in, findings out, in every format.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A Deployment with a number where a string belongs, and a word misspelt.
const WRONG: &str = "apiVersion: v1
kind: Service
metadata:
  name: ünit
  labels: {tier: 5} # why
spec:
  selector: {app: api}
  Ports:
  - port: 80
";

/// An object that nobody has anything to say about.
const RIGHT: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  mode: fast\n";

/// Runs the command in `folder`; its status, its data and its talk.
fn run(folder: &Path, arguments: &[&str], input: Option<&str>) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.arg("validate").args(arguments).current_dir(folder).env("NO_COLOR", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.unwrap_or_default().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn the_status_tells_what_was_found() {
    let folder = folder(&[("right.yaml", RIGHT), ("wrong.yaml", WRONG), ("workload.toml", "[validate]\n")]);
    assert_eq!(run(folder.path(), &["right.yaml"], None).0, 0);
    assert_eq!(run(folder.path(), &["wrong.yaml"], None).0, 1);
    assert_eq!(run(folder.path(), &["--select", "S", "wrong.yaml"], None).0, 0);
    for arguments in
        [&["gone.yaml"][..], &["--select", "Q9"], &["--include", "a{"], &["--baseline", "gone.json"]]
    {
        let (status, data, talk) = run(folder.path(), arguments, None);
        assert_eq!((status, data.as_str()), (2, ""), "{arguments:?}: {talk}");
        assert!(talk.starts_with("error: "), "{talk}");
    }
}

#[test]
fn findings_show_their_lines() {
    let folder = folder(&[("wrong.yaml", WRONG)]);
    let (_, data, talk) = run(folder.path(), &["wrong.yaml"], None);
    for part in [
        "error[V03]: expected a string, found a number: put it in quotes",
        "--> wrong.yaml:5:18",
        "5 |   labels: {tier: 5} # why",
        "5 +   labels: {tier: \"5\"} # why",
        "= help: did you mean `ports`?",
        "`workload explain V04`",
    ] {
        assert!(data.contains(part), "{part} is not in:\n{data}");
    }
    assert!(talk.contains("in 1 object of 1 file"), "{talk}");
    let (_, data, _) = run(folder.path(), &["--format", "short", "wrong.yaml"], None);
    assert!(data.contains("wrong.yaml:5:18: error[V03]: expected a string"), "{data}");
    assert!(data.lines().all(|line| line.starts_with("wrong.yaml:")), "{data}");
}

#[test]
fn standard_input_is_a_dash() {
    let folder = folder(&[]);
    let (status, data, _) = run(folder.path(), &["--format", "short", "-"], Some(WRONG));
    assert_eq!(status, 1);
    assert!(data.starts_with("-:"), "{data}");
    let (_, data, _) = run(folder.path(), &["-"], Some(WRONG));
    assert!(data.contains("--> -:5:18") && data.contains("labels: {tier: 5}"), "{data}");
}

#[test]
fn folders_are_walked_as_git_sees_them() {
    let folder = folder(&[
        ("a/wrong.yaml", WRONG),
        ("a/.gitignore", "ignored.yaml\n"),
        ("a/ignored.yaml", WRONG),
        ("b/wrong.yml", WRONG),
        ("c/notes.txt", WRONG),
    ]);
    let files = |arguments: &[&str]| {
        let arguments = [&["--format", "short"][..], arguments].concat();
        let (_, data, _) = run(folder.path(), &arguments, None);
        let mut files: Vec<_> = data.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect();
        files.dedup();
        files
    };
    assert_eq!(files(&[]), ["a/wrong.yaml", "b/wrong.yml"]);
    assert_eq!(files(&["--exclude", "b/**", "."]), ["a/wrong.yaml"]);
    assert_eq!(files(&["--include", "*.txt", "c"]), ["c/notes.txt"]);
    assert_eq!(files(&["c/notes.txt"]), ["c/notes.txt"]);
}

#[test]
fn the_readme_shows_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (_, rest) = readme.split_once("$ workload validate ").unwrap();
    let (arguments, rest) = rest.split_once('\n').unwrap();
    let (status, data, talk) = run(&root, &arguments.split(' ').collect::<Vec<_>>(), None);
    assert_eq!(status, 1, "{talk}");
    assert_eq!(rest.split("```").next().unwrap().trim(), format!("{data}{talk}").trim());
}

#[test]
fn json_keeps_its_form() {
    let folder = folder(&[("wrong.yaml", WRONG)]);
    let (_, data, _) = run(folder.path(), &["--format", "json", "wrong.yaml"], None);
    let report: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(report["version"], 1);
    assert_eq!(report["summary"]["files"], 1);
    assert_eq!(report["summary"]["documents"], 1);
    let first = &report["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "V03").unwrap();
    assert_eq!(first["name"], "wrong_type");
    assert_eq!((&first["line"], &first["column"], &first["endColumn"]), (&5.into(), &18.into(), &19.into()));
    assert_eq!(first["path"], "metadata.labels");
    assert_eq!(first["object"]["kind"], "Service");
    assert_eq!(first["object"]["namespace"], Value::Null);
}

#[test]
fn sarif_passes_its_schema() {
    let folder = folder(&[("a b.yaml", WRONG), ("broken.yaml", "a: [\n")]);
    let (_, data, _) = run(folder.path(), &["--format", "sarif"], None);
    let schema = sarif_schema();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let log: Value = serde_json::from_str(&data).unwrap();
    let errors: Vec<_> =
        validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, [""; 0]);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a%20b.yaml");
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
}

#[test]
fn other_tools_get_their_formats() {
    let folder = folder(&[("wrong.yaml", WRONG)]);
    let (_, data, _) = run(folder.path(), &["--format", "github", "--select", "V03", "wrong.yaml"], None);
    assert!(
        data.starts_with(
            "::error file=wrong.yaml,line=5,col=18,endLine=5,endColumn=19,title=V03 wrong_type::expected a string"
        ),
        "{data}"
    );
    let (status, data, _) = run(
        folder.path(),
        &["--format", "short", "--output", "junit=j.xml", "--output", "sarif=s.json"],
        None,
    );
    assert_eq!(status, 1);
    assert!(data.contains("error[V03]"));
    assert!(fs::read_to_string(folder.path().join("j.xml")).unwrap().contains("failures=\""));
    assert!(fs::read_to_string(folder.path().join("s.json")).unwrap().contains("\"2.1.0\""));
    let (status, _, talk) = run(folder.path(), &["--output", "xml=j.xml"], None);
    assert_eq!(status, 2);
    assert!(talk.contains("`xml` is no format: use human, short, json, sarif, github, junit"), "{talk}");
}

#[test]
fn what_is_certain_is_mended_and_the_rest_kept() {
    let folder = folder(&[("wrong.yaml", WRONG)]);
    let (status, _, talk) = run(folder.path(), &["--fix", "--select", "V", "wrong.yaml"], None);
    assert!(talk.contains("mended: 2 findings"), "{talk}");
    let text = fs::read_to_string(folder.path().join("wrong.yaml")).unwrap();
    assert_eq!(text, WRONG.replace("tier: 5", "tier: \"5\"").replace("Ports", "ports"));
    // The name stays wrong: nobody can know the right one.
    assert_eq!(status, 1);
}

#[test]
fn a_baseline_forgets_what_was_known() {
    let folder = folder(&[("wrong.yaml", WRONG)]);
    let arguments = ["--baseline", "known.json", "--write-baseline"];
    assert_eq!(run(folder.path(), &arguments, None).0, 0);
    assert_eq!(run(folder.path(), &["--baseline", "known.json"], None).0, 0);
    // Lines may move; what comes on top counts.
    fs::write(
        folder.path().join("wrong.yaml"),
        format!("# a line\n{WRONG}---\n{}", WRONG.replace("ünit", "ö")),
    )
    .unwrap();
    let (status, data, _) = run(folder.path(), &["--baseline", "known.json", "--format", "short"], None);
    assert_eq!(status, 1);
    assert!(data.lines().all(|line| !line.starts_with("wrong.yaml:6:")), "{data}");
}

#[test]
fn the_configuration_is_found_upwards_and_refused_when_wrong() {
    let folder = folder(&[
        (
            "workload.toml",
            "[validate]\nignore = [\"V\"]\n[[validate.per-path]]\npaths = [\"live/**\"]\nignore = [\"S\"]\n",
        ),
        ("deep/er/wrong.yaml", WRONG),
    ]);
    assert_eq!(run(&folder.path().join("deep/er"), &["--select", "V"], None).0, 0);
    fs::write(folder.path().join("workload.toml"), "[validate]\nignroe = []\n").unwrap();
    let (status, _, talk) = run(folder.path(), &[], None);
    assert_eq!(status, 2);
    assert!(talk.contains("line 2: ignroe = []"), "{talk}");
}

#[test]
fn templates_are_said_to_be_skipped() {
    let folder = folder(&[(
        "t.yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n{{- if .x }}\n",
    )]);
    let (status, data, talk) = run(folder.path(), &[], None);
    assert_eq!((status, data.as_str()), (0, ""), "{talk}");
    assert!(talk.contains("1 template to be filled in first: helm template"), "{talk}");
}

#[test]
fn a_text_that_is_none_is_no_half_of_an_answer() {
    let folder = folder(&[("wrong.yaml", WRONG)]);
    fs::write(folder.path().join("latin.yaml"), b"a: 1\nb: \xfc\n").unwrap();
    let (status, data, talk) = run(folder.path(), &["--format", "short"], None);
    assert_eq!(status, 2);
    assert!(talk.contains("latin.yaml:2: this is no UTF-8 text"), "{talk}");
    assert!(data.contains("wrong.yaml"), "the other file is looked at: {data}");
}

/// The schema, as a crate that we depend on ships it.
fn sarif_schema() -> Value {
    let metadata = cargo_metadata::MetadataCommand::new()
        .manifest_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .exec()
        .unwrap();
    let package = metadata.packages.iter().find(|package| package.name == "serde-sarif").unwrap();
    let file = package.manifest_path.parent().unwrap().join("src/schema.json");
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    // One pattern in it is no regular expression, about a property that we do not write.
    for owner in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][owner]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern").unwrap();
    }
    schema
}
