//! What is made of a release: the manifests of brew and krew; and the program as a plugin of kubectl.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

#[test]
fn as_a_plugin_of_kubectl_it_is_called_so_and_reads_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let plugin = folder.path().join("kubectl-workload");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_workload"), &plugin).unwrap();
    let help = Command::new(&plugin).args(["validate", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    assert!(help.contains("Usage: kubectl workload validate"), "{help}");
    let mut command = Command::new(&plugin);
    command.args(["validate", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let manifest = b"{apiVersion: v1, kind: ConfigMap, metadata: {name: A}}";
    child.stdin.take().unwrap().write_all(manifest).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("metadata"));
}

/// The targets that releases are built for.
fn targets() -> Vec<String> {
    let text = fs::read_to_string(root().join(".ci/platforms")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

#[test]
fn the_manifests_of_brew_and_krew_name_every_archive_with_its_checksum() {
    let folder = tempfile::tempdir().unwrap();
    for (n, target) in targets().iter().enumerate() {
        let name = format!("workload-v9.8.7-{target}.tar.gz");
        fs::write(folder.path().join(format!("{name}.sha256")), format!("{n:064}  {name}\n")).unwrap();
    }
    let mut command = Command::new(root().join(".ci/manifests"));
    let output = command.arg(folder.path()).arg("v9.8.7").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let formula = fs::read_to_string(folder.path().join("workload.rb")).unwrap();
    assert!(
        formula.contains("version \"9.8.7\"") && formula.contains("#{bin}/workload --version"),
        "{formula}"
    );
    assert_eq!(formula.matches("sha256 \"").count(), 4);
    let krew = fs::read_to_string(folder.path().join("workload.yaml")).unwrap();
    let krew: serde_yaml::Value = serde_yaml::from_str(&krew).unwrap();
    let platforms = krew["spec"]["platforms"].as_sequence().unwrap();
    assert_eq!(platforms.len(), 5);
    for platform in platforms {
        let (uri, digest) = (platform["uri"].as_str().unwrap(), platform["sha256"].as_str().unwrap());
        let n: usize = digest.parse().unwrap();
        assert!(uri.ends_with(&format!("/v9.8.7/workload-v9.8.7-{}.tar.gz", targets()[n])), "{uri}");
    }
}

/// What stands before the version of a release, wherever one is named.
const BEFORE_VERSIONS: [&str; 9] = [
    "workload@v",
    "workload-cli==",
    "workload-rs/workload/v",
    "manifests.yml@v",
    "rev: v",
    "default: ",
    "WORKLOAD_VERSION: ",
    "\"version\": \"",
    "workload-",
];

#[test]
fn every_version_that_is_named_is_that_of_cargo() {
    let files = [
        ".github/actions/workload/action.yml",
        ".github/templates/gitlab-ci.yml",
        ".github/templates/super-linter.yml",
        ".github/templates/workload.megalinter-descriptor.yml",
        ".github/workflows/manifests.yml",
        ".pre-commit-hooks.yaml",
        "workload-cli/editors/vscode/package.json",
        "workload-core/docs/editor.md",
    ];
    for file in files {
        let text = fs::read_to_string(root().join(file)).unwrap();
        let behind = BEFORE_VERSIONS.iter().flat_map(|before| text.split(before).skip(1));
        let version =
            |rest: &str| -> String { rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect() };
        let versions: Vec<_> = behind.map(version).filter(|found| found.matches('.').count() >= 2).collect();
        assert!(!versions.is_empty(), "{file} names no version");
        for found in versions {
            assert_eq!(found.trim_end_matches('.'), env!("CARGO_PKG_VERSION"), "{file}");
        }
    }
}

#[test]
fn releases_are_built_for_every_platform() {
    let text = fs::read_to_string(root().join(".github/workflows/release.yml")).unwrap();
    let workflow: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let matrix = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_sequence().unwrap();
    let text = |value: &serde_yaml::Value| value.as_str().unwrap().to_owned();
    let built: Vec<_> = matrix.iter().map(|one| (text(&one["target"]), text(&one["os"]))).collect();
    let platforms = fs::read_to_string(root().join(".ci/platforms")).unwrap();
    let named: Vec<_> = platforms
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split(' ').collect::<Vec<_>>())
        .map(|words| (words[0].to_owned(), words[1].to_owned()))
        .collect();
    assert_eq!(built, named);
}
