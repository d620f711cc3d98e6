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
    assert!(talk.contains("checked: 3 errors in 1 object for Kubernetes 1.37\n"), "{talk}");
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
    assert_eq!(first["path"], "metadata.labels.tier");
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
    let junit = fs::read_to_string(folder.path().join("j.xml")).unwrap();
    assert!(junit.contains("failures=\"") && junit.contains(" file=\"wrong.yaml\" line=\"5\""), "{junit}");
    let cases: Vec<_> = junit.lines().filter(|line| line.contains("<testcase ")).collect();
    assert!(!cases.is_empty() && cases.iter().all(|line| line.contains(" classname=\"")), "{junit}");
    assert!(!junit.contains(": </"), "{junit}");
    assert!(fs::read_to_string(folder.path().join("s.json")).unwrap().contains("\"2.1.0\""));
    let (status, _, talk) = run(folder.path(), &["--output", "xml=j.xml"], None);
    assert_eq!(status, 2);
    assert!(talk.contains("unknown format `xml`: use human, short, json, sarif, github, junit"), "{talk}");
}

#[test]
fn what_is_certain_is_mended_and_the_rest_kept() {
    let folder = folder(&[("wrong.yaml", WRONG)]);
    let (status, _, talk) = run(folder.path(), &["--fix", "--select", "V", "wrong.yaml"], None);
    assert!(talk.contains("fixed: 2 findings; 1 left"), "{talk}");
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

/// A store on a scratch volume, which is an error in production and nothing in a test.
const SCRATCH: &str = "apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis}
spec:
  serviceName: redis
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec:
      containers:
      - {name: redis, image: \"redis:7.4\", volumeMounts: [{name: data, mountPath: /data}]}
      volumes: [{name: data, emptyDir: {}}]
";

#[test]
fn a_profile_and_a_configuration_can_be_given() {
    let folder = folder(&[
        ("redis.yaml", SCRATCH),
        ("test.toml", "[validate]\nprofile = \"test\"\nselect = [\"S01\"]\n"),
    ]);
    let codes = |arguments: &[&str]| {
        let arguments = [&["redis.yaml", "--format", "short"][..], arguments].concat();
        let (status, data, talk) = run(folder.path(), &arguments, None);
        (status, data.contains("[S01]"), talk)
    };
    assert_eq!((codes(&["--profile", "production"]).0, codes(&["--profile", "production"]).1), (1, true));
    let (status, found, talk) = codes(&["--profile", "test", "--select", "S01"]);
    assert_eq!((status, found), (0, false), "{talk}");
    let (status, found, talk) = codes(&["--config", "test.toml"]);
    assert_eq!((status, found), (0, false), "{talk}");
    // The command line counts more than the configuration.
    let (status, found, talk) = codes(&["--config", "test.toml", "--profile", "production"]);
    assert_eq!((status, found), (1, true), "{talk}");
    let (status, _, talk) = codes(&["--config", "missing.toml"]);
    assert_eq!(status, 2);
    assert!(talk.contains("cannot read missing.toml"), "{talk}");
}

#[test]
fn no_file_is_never_success_and_says_what_was_skipped() {
    let folder = folder(&[
        (".git/HEAD", ""),
        (".gitignore", "ignored.yaml\n"),
        ("ignored.yaml", WRONG),
        (".hidden.yaml", WRONG),
        ("old/a.yaml", WRONG),
        ("notes.txt", ""),
        ("workload.toml", "[validate]\nexclude = [\"old\"]\n"),
    ]);
    let (status, data, talk) = run(folder.path(), &[], None);
    assert_eq!((status, data.as_str()), (2, ""));
    for part in [
        "no YAML or JSON file found in .",
        "skipped 1 file, listed in an ignore file: ignored.yaml",
        "skipped 1 file, hidden: .hidden.yaml",
        "skipped 1 file, an exclude pattern fits: old/a.yaml",
    ] {
        assert!(talk.contains(part), "{part}: {talk}");
    }
}

#[test]
fn patterns_of_a_configuration_go_by_its_folder() {
    let folder = folder(&[
        ("k8s/test/a.yaml", WRONG),
        ("k8s/prod/a.yaml", WRONG),
        ("workload.toml", "[validate]\nexclude = [\"k8s/test\", \"nothing/**\"]\n"),
    ]);
    for (here, arguments, found) in [
        (".", &[][..], "k8s/prod/a.yaml"),
        ("k8s", &[], "prod/a.yaml"),
        ("k8s/prod", &[".."], "../prod/a.yaml"),
    ] {
        let arguments = [&["--format", "short"][..], arguments].concat();
        let (_, data, talk) = run(&folder.path().join(here), &arguments, None);
        assert!(data.contains(&format!("{found}:5:18")) && !data.contains("test/a.yaml"), "{here}: {data}");
        let said = talk.contains("the exclude pattern `nothing/**` fits no file");
        assert_eq!(said, here == ".", "{here}: {talk}");
    }
}

#[cfg(unix)]
#[test]
fn links_in_folders_are_followed_but_not_in_circles() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("mount/..2026/a.yaml", WRONG), ("elsewhere/b.yaml", WRONG)]);
    let mount = folder.path().join("mount");
    symlink("..2026", mount.join("..data")).unwrap();
    symlink("..data/a.yaml", mount.join("a.yaml")).unwrap();
    symlink("../elsewhere", mount.join("linked")).unwrap();
    symlink("..", mount.join("circle")).unwrap();
    let (status, data, talk) = run(folder.path(), &["--format", "short", "mount"], None);
    assert_eq!(status, 1, "{talk}");
    let mut files: Vec<_> = data.lines().map(|line| line.split(':').next().unwrap()).collect();
    files.dedup();
    assert_eq!(files.len(), 2, "each file once: {data}");
    assert!(files.contains(&"mount/a.yaml"), "{data}");
}

#[test]
fn other_programs_files_are_passed_by_in_folders() {
    let others = [
        ("jinja.yaml", "{% for x in y %}\n{{ x }}: {{ y }}\n{% endfor %}\n"),
        ("play.yml", "- hosts: all\n  tasks:\n  - k8s: {definition: {apiVersion: v1, kind: Pod}}\n\t- x\n"),
        ("events.json", "{\"a\": 1}\n{\"b\": 2}\n"),
        ("version.yaml", "%YAML 1.2\n---\na: 1\n"),
        ("lone.json", "{\"name\": \"a\", \"version\": 1}\n"),
    ];
    let folder = folder(&others);
    let (status, data, talk) = run(folder.path(), &[], None);
    assert_eq!((status, data.as_str()), (2, ""));
    assert!(talk.contains("no file holds a Kubernetes object"), "{talk}");
    fs::write(folder.path().join("right.yaml"), RIGHT).unwrap();
    let (status, data, talk) = run(folder.path(), &[], None);
    assert_eq!((status, data.as_str()), (0, ""), "{talk}");
    assert_eq!(
        talk,
        "checked: no findings in 1 object for Kubernetes 1.37; 5 files without Kubernetes objects\n"
    );
}

#[test]
fn other_programs_files_with_a_kind_are_skipped_by_name() {
    let folder = folder(&[
        ("right.yaml", RIGHT),
        ("talos/nut.yaml", "apiVersion: v1alpha1\nkind: ExtensionServiceConfig\nname: nut\n"),
        ("skaffold.yaml", "apiVersion: skaffold/v4beta6\nkind: Config\nmetadata: {name: shop}\n"),
        ("kind.yaml", "apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: [{role: worker}]\n"),
        ("k3d.yaml", "apiVersion: k3d.io/v1alpha5\nkind: Simple\nmetadata: {name: a}\n"),
        ("slo.yaml", "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: a}\n"),
        ("labels.yaml", "apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: a}\n"),
        ("values-prod.yaml", "kind: DaemonSet\nmetadata: {labels: {a: 1}}\nimage: {tag: v1}\n"),
    ]);
    let (status, data, talk) = run(folder.path(), &["--strict-kinds", "--format", "short"], None);
    assert_eq!((status, data.as_str()), (0, ""), "{talk}");
    assert_eq!(
        talk,
        "checked: no findings in 1 object of 8 files for Kubernetes 1.37; 7 skipped (files of Helm, Kustomize, \
         OpenSLO, Skaffold, Talos, k3d and kind)\n"
    );
    let (_, data, _) = run(folder.path(), &["--format", "json"], None);
    let report: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(report["summary"]["programs"]["Talos"], 1);
}

/// A `ConfigMap` with 120 numbers where texts belong, and 70 unknown fields.
fn with_many_errors() -> String {
    let mut lines: Vec<String> =
        ["apiVersion: v1", "kind: ConfigMap", "metadata:", "  name: many"].map(str::to_owned).into();
    lines.extend((0..70).map(|number| format!("field{number}: x")));
    lines.push("data:".to_owned());
    lines.extend((0..120).map(|number| format!("  k{number}: {number}")));
    lines.join("\n") + "\n"
}

#[test]
fn a_limit_is_said_counted_and_lifted() {
    let folder = folder(&[("many.yaml", &with_many_errors())]);
    let (status, data, talk) = run(folder.path(), &["--format", "short", "many.yaml"], None);
    assert_eq!((status, data.lines().count()), (1, 100), "{talk}");
    assert!(
        talk.contains(
            "checked: 190 errors in 1 object for Kubernetes 1.37; 100 of 190 shown: --all shows the rest\n"
        ),
        "{talk}"
    );
    let (_, data, talk) = run(folder.path(), &["--format", "short", "--all", "many.yaml"], None);
    assert_eq!(data.lines().count(), 190);
    assert!(talk.contains("190 errors in 1 object for Kubernetes 1.37\n"), "{talk}");
    let (_, data, talk) = run(folder.path(), &["--format", "short", "--select", "V03", "many.yaml"], None);
    assert!(data.lines().count() == 50 && talk.contains("50 of 120 shown"), "{talk}");
    let (_, data, _) = run(folder.path(), &["--format", "json", "many.yaml"], None);
    let report: Value = serde_json::from_str(&data).unwrap();
    assert_eq!((&report["summary"]["errors"], &report["summary"]["notShown"]), (&190.into(), &90.into()));
}

#[test]
fn fixes_suppressions_and_baselines_know_no_limit() {
    let folder = folder(&[("many.yaml", &with_many_errors())]);
    let (status, _, _) = run(folder.path(), &["--baseline", "b.json", "--write-baseline", "many.yaml"], None);
    assert_eq!(status, 0);
    let (status, data, talk) = run(folder.path(), &["--baseline", "b.json", "many.yaml"], None);
    assert_eq!((status, data.as_str()), (0, ""), "{talk}");
    let text = with_many_errors().replace("k119: 119", "k119: 119 # workload: allow V03 because of a test");
    fs::write(folder.path().join("one.yaml"), text).unwrap();
    let (_, data, talk) = run(folder.path(), &["--format", "short", "--select", "V03,A", "one.yaml"], None);
    assert!(data.lines().count() == 119 && !data.contains("A02"), "{talk}");
    let (_, _, talk) = run(folder.path(), &["--fix", "--select", "V03", "many.yaml"], None);
    assert!(talk.contains("fixed: 120 findings; none left"), "{talk}");
}

#[test]
fn a_baseline_knows_findings_by_object_and_field() {
    let pod = |first: &str, second: &str| {
        format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n{first}{second}")
    };
    let (one, two) = ("  - {name: one, image: a, x: 1}\n", "  - {name: two, image: b, x: 1}\n");
    let folder = folder(&[("k8s/a.yaml", &pod(one, two))]);
    let known = ["--baseline", "known.json", "--select", "V04"];
    assert_eq!(run(folder.path(), &[&known[..], &["--write-baseline"]].concat(), None).0, 0);
    // Another order, another file, another folder to stand in.
    fs::rename(folder.path().join("k8s/a.yaml"), folder.path().join("k8s/b.yaml")).unwrap();
    fs::write(folder.path().join("k8s/b.yaml"), pod(two, one)).unwrap();
    let known = ["--baseline", "../known.json", "--select", "V04"];
    let (status, data, talk) = run(&folder.path().join("k8s"), &known, None);
    assert_eq!((status, data.as_str()), (0, ""), "{talk}");
    fs::write(folder.path().join("k8s/b.yaml"), pod(one, "")).unwrap();
    let (status, _, talk) = run(&folder.path().join("k8s"), &known, None);
    assert_eq!(status, 0);
    assert!(talk.contains("1 known finding of ../known.json is no longer found"), "{talk}");
}

#[test]
fn no_control_character_reaches_a_terminal() {
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"a\\e[31m\\x9b\"}\ndata: {\"k\\e]0;x\\a\": 1}\n# \u{9b}31m\u{7f}\nx: y\n";
    let folder = folder(&[("a.yaml", text)]);
    for format in ["human", "short", "json", "sarif", "github", "junit"] {
        let (_, data, talk) = run(folder.path(), &["--format", format, "a.yaml"], None);
        let raw = |text: &str| text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
        assert!(!raw(&data) && !raw(&talk), "{format}: {data:?}");
    }
}

#[test]
fn standard_input_can_have_a_name() {
    let folder =
        folder(&[("workload.toml", "[[validate.per-path]]\npaths = [\"live\"]\nignore = [\"V03\"]\n")]);
    let arguments = ["--format", "sarif", "--stdin-filename", "live/a.yaml", "-"];
    let (status, data, talk) = run(folder.path(), &arguments, Some(WRONG));
    assert_eq!(status, 1, "{talk}");
    let log: Value = serde_json::from_str(&data).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let place = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!((&place["uri"], &place["uriBaseId"]), (&"live/a.yaml".into(), &"%SRCROOT%".into()));
    assert!(results.iter().all(|result| result["ruleId"] != "V03"), "the patterns see the name");
    let marks: std::collections::HashSet<_> =
        results.iter().map(|result| result["partialFingerprints"]["workload/v2"].as_str().unwrap()).collect();
    assert_eq!(marks.len(), results.len());
}

#[test]
fn templates_are_said_to_be_skipped() {
    let folder = folder(&[(
        "t.yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n{{- if .x }}\n",
    )]);
    let (status, data, talk) = run(folder.path(), &[], None);
    assert_eq!((status, data.as_str()), (2, ""), "{talk}");
    assert!(talk.contains("1 skipped (template: render it first, as in `helm template"), "{talk}");
    assert!(talk.contains("error: nothing was checked"), "{talk}");
}

#[test]
fn a_text_that_is_none_is_no_half_of_an_answer() {
    let folder = folder(&[("wrong.yaml", WRONG)]);
    fs::write(folder.path().join("latin.yaml"), b"a: 1\nb: \xfc\n").unwrap();
    let (status, data, talk) = run(folder.path(), &["--format", "short"], None);
    assert_eq!(status, 2);
    assert!(talk.contains("latin.yaml:2: not UTF-8"), "{talk}");
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

/// A field that 1.31 drops, and one that came with 1.34.
const NEWER: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostnameOverride: b\n  \
                     resourceClaims: [{name: c, resourceClaimName: c}]\n  containers:\n  - {name: a, image: \"a:v1\"}\n";

#[test]
fn manifests_are_judged_for_the_versions_asked_for() {
    let folder = folder(&[("pod.yaml", NEWER), ("workload.toml", "[validate]\nkubernetes = '1.31,1.35'\n")]);
    let (_, data, talk) = run(folder.path(), &["--format", "short", "--select", "V", "pod.yaml"], None);
    assert!(
        data.contains("`spec` has no field `hostnameOverride` before Kubernetes 1.34 (Kubernetes 1.31)"),
        "{data}"
    );
    assert!(data.contains("warning[V16]: `resourceClaims` is accepted and dropped"), "{data}");
    assert!(talk.contains("in 1 object for Kubernetes 1.31, 1.35"), "{talk}");
    let newest = ["--kubernetes", "1.36", "--format", "short", "--select", "V", "pod.yaml"];
    let (status, data, talk) = run(folder.path(), &newest, None);
    assert_eq!((status, data.as_str()), (0, ""), "{talk}");
    let (status, _, talk) = run(folder.path(), &["--kubernetes", "1.12", "pod.yaml"], None);
    assert!(status == 2 && talk.contains("Kubernetes 1.12 is not known here"), "{talk}");
}

#[test]
fn what_is_not_checked_is_named() {
    let widget = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\n";
    let folder = folder(&[("widget.yaml", widget)]);
    let (status, _, talk) = run(folder.path(), &["widget.yaml"], None);
    assert!(status == 0 && talk.contains("(not a kind that is checked: Widget of example.com/v1)"), "{talk}");
    let (status, data, _) = run(folder.path(), &["--strict-kinds", "--format", "short", "widget.yaml"], None);
    assert!(
        status == 1 && data.contains("widget.yaml:2:7: warning[V18]: Widget of `example.com/v1`"),
        "{data}"
    );
}
