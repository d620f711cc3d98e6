//! Strings that YAML readers like to take for something else come back as the same strings.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use k8s_openapi::api::apps::v1::{Deployment, DeploymentSpec};
use k8s_openapi::api::core::v1::{Container, EnvVar, PodSpec, PodTemplateSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Deserialize as _;
use workload_core::{Manifest, Manifests};

/// Booleans, numbers, nulls, dates, merge keys, indicators, blanks and odd characters.
const NASTY: &[&str] = &[
    "",
    " ",
    "  ",
    "yes",
    "Yes",
    "YES",
    "no",
    "No",
    "on",
    "On",
    "ON",
    "off",
    "Off",
    "y",
    "Y",
    "n",
    "N",
    "true",
    "True",
    "TRUE",
    "false",
    "null",
    "Null",
    "NULL",
    "~",
    "0",
    "-0",
    "+1",
    "-1",
    "0123",
    "0o17",
    "0O17",
    "0888",
    "1_000",
    "0b11",
    "0x1F",
    "0X1f",
    "1e3",
    "1E3",
    "1.5",
    ".5",
    "5.",
    "1.",
    "+.inf",
    "-.inf",
    ".inf",
    ".Inf",
    ".nan",
    ".NaN",
    "1e10abc",
    "2024-01-01",
    "2024-01-01T00:00:00Z",
    "2024-1-1 1:1:1",
    "12:30:45",
    "1:30",
    "190:20:30",
    "<<",
    "=",
    "-",
    "- a",
    "?",
    "? a",
    ":",
    ": a",
    "a: b",
    "a:",
    "a #b",
    "#",
    "# a",
    "&a",
    "*a",
    "!a",
    "!!str a",
    "|",
    "|-",
    ">",
    ">-",
    "%",
    "%YAML 1.1",
    "@a",
    "`a`",
    "'",
    "\"",
    "'a'",
    "\"a\"",
    "it's",
    "\\",
    "\\n",
    "{",
    "}",
    "{a: b}",
    "[",
    "]",
    "[a]",
    ",",
    "---",
    "...",
    "--- a",
    " leading",
    "trailing ",
    "\ttab",
    "tab\t",
    "a\tb",
    "\n",
    "\n\n",
    "line\n",
    "two\nlines",
    "two\nlines\n",
    "  indented\nfirst",
    "a\n  b\n c\n",
    "trailing blank \nline",
    "a\r\nb",
    "\r",
    "a\u{2028}b",
    "\u{feff}bom",
    "nbsp\u{a0}",
    "é",
    "日本語",
    "🦀",
    "\u{1F468}\u{200D}\u{1F469}",
    "${HOME}",
    "$(VAR)",
    "{{ .Values.x }}",
    "<%= x %>",
    "a=b",
    "k=v,k2=v2",
    "a very long line that goes on and on, well past the eighty characters at which a folding writer would break it into two",
];

/// Strings that kustomize reads well, but does not get into its own output.
const LOST_BY_KUSTOMIZE: &[&str] = &["a\u{85}b", "a\u{7f}b", "\u{1}", "\u{1b}[31m", "\u{0}"];

/// Nasty strings that are legal keys of labels.
const NASTY_KEYS: &[&str] = &[
    "yes",
    "on",
    "y",
    "n",
    "null",
    "true",
    "0",
    "0123",
    "1_000",
    "1e3",
    "0x1F",
    "1.5",
    "2024-01-01",
    "0b11",
    "0o17",
];

fn manifest(strings: &[&str]) -> Manifest {
    let var = |(at, text): (usize, &&str)| EnvVar {
        name: format!("V{at}"),
        value: Some((*text).to_owned()),
        ..EnvVar::default()
    };
    let container = Container {
        name: "nasty".to_owned(),
        args: Some(strings.iter().map(|text| (*text).to_owned()).collect()),
        env: Some(strings.iter().enumerate().map(var).collect()),
        ..Container::default()
    };
    let keyed: BTreeMap<_, _> = NASTY_KEYS.iter().map(|key| ((*key).to_owned(), (*key).to_owned())).collect();
    let pod = PodSpec { containers: vec![container], ..PodSpec::default() };
    let spec = DeploymentSpec {
        template: PodTemplateSpec {
            metadata: Some(ObjectMeta { labels: Some(keyed), ..ObjectMeta::default() }),
            spec: Some(pod),
        },
        ..DeploymentSpec::default()
    };
    // Not as keys of annotations: kustomize itself writes those again without their quotes.
    let metadata = ObjectMeta { name: Some("nasty".to_owned()), ..ObjectMeta::default() };
    let deployment = Deployment { metadata, spec: spec.into(), ..Deployment::default() };
    Manifest { object: deployment.into(), origins: Vec::new() }
}

#[test]
fn serde_yaml_reads_back_what_was_written() {
    let manifest = manifest(&[NASTY, LOST_BY_KUSTOMIZE].concat());
    let stream = Manifests::from_iter([manifest.clone(), manifest.clone()]).to_yaml();
    let mut documents = 0;
    for document in serde_yaml::Deserializer::from_str(&stream) {
        let read = serde_json::Value::deserialize(document).unwrap();
        assert_eq!(read, manifest.to_json());
        documents += 1;
    }
    assert_eq!(documents, 2);
}

#[test]
fn kubectl_reads_back_what_was_written() {
    let strings = [NASTY, LOST_BY_KUSTOMIZE].concat();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nasty.yaml");
    std::fs::write(&file, manifest(&strings).to_yaml()).unwrap();
    // Reads the file as `kubectl apply` does, without a cluster, and prints JSON.
    let Some(json) = kubectl(&["annotate", "--local", "--output=json", "read=back", "--filename"], &file)
    else {
        return;
    };
    let mut read: serde_json::Value = serde_json::from_str(&json).unwrap();
    read["metadata"].as_object_mut().unwrap().remove("annotations");
    assert_same(&read, &strings);
}

#[test]
fn kustomize_reads_back_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("nasty.yaml"), manifest(NASTY).to_yaml()).unwrap();
    std::fs::write(folder.path().join("kustomization.yaml"), "resources: [nasty.yaml]\n").unwrap();
    let Some(yaml) = kubectl(&["kustomize"], folder.path()) else { return };
    assert_same(&serde_yaml::from_str(&yaml).unwrap(), NASTY);
}

/// Compares string by string first, so that a failure names the one.
fn assert_same(read: &serde_json::Value, strings: &[&str]) {
    for (at, text) in strings.iter().enumerate() {
        let arg = read.pointer(&format!("/spec/template/spec/containers/0/args/{at}"));
        assert_eq!(arg.and_then(serde_json::Value::as_str), Some(*text));
    }
    assert_eq!(*read, manifest(strings).to_json());
}

/// What kubectl prints; none where it is not installed.
fn kubectl(arguments: &[&str], path: &Path) -> Option<String> {
    let Ok(output) = Command::new("kubectl").args(arguments).arg(path).output() else {
        println!("skipped: kubectl is not installed, so Go's YAML reader was not asked");
        return None;
    };
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{}",
        talk.chars().rev().take(200).collect::<Vec<_>>().iter().rev().collect::<String>()
    );
    Some(String::from_utf8(output.stdout).unwrap())
}
