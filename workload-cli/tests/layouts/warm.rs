//! What an export asks cargo when nothing has changed, and when something has.
#![cfg(unix)]

use super::ALONE;
use super::project::{K8S, Project, exporting, manifest};

/// The commands of cargo that `workload export production` ran in a folder.
fn commands(project: &Project, folder: &str) -> Vec<String> {
    let (data, told) = project.data_and_cargo(folder, &["export", "production"]);
    assert!(data.contains("image: warm:v1"), "{data}");
    told.iter().map(|words| words.split(' ').next().unwrap().to_owned()).collect()
}

#[test]
fn a_warm_export_only_builds() {
    let project =
        Project::new("warm", &[("Cargo.toml", &manifest("warm", ALONE)), ("src/lib.rs", &exporting("warm"))]);
    project.lock(".");
    assert_eq!(commands(&project, "."), ["metadata", "metadata", "build"]);
    // cargo wrote the lock file; from then on it is as it was.
    let _ = commands(&project, ".");
    assert_eq!(commands(&project, "."), ["build"]);
    assert_eq!(commands(&project, "src"), ["build"]);

    let asks_again = |what: &str| {
        assert_eq!(commands(&project, "."), ["metadata", "metadata", "build"], "{what}");
        assert_eq!(commands(&project, "."), ["build"], "{what}");
    };
    project.write("Cargo.toml", &(manifest("warm", ALONE) + "[features]\nmore = []\n"));
    asks_again("another manifest");
    project.write("src/main.rs", "fn main() {}\n");
    asks_again("another program");
    project.write(".cargo/config.toml", "[env]\nTAG = \"v1\"\n");
    asks_again("another configuration");
}

/// What is remembered of one crate is not taken for what counts after it.
#[test]
fn another_crate_in_the_same_place_is_asked() {
    let open = manifest("warm-2", ALONE)
        .replace(K8S, "k8s-openapi = { version = \"0.29\", default-features = false }");
    let project = Project::new("warm-open", &[("Cargo.toml", &open), ("src/lib.rs", &exporting("warm"))]);
    project.lock(".");
    for _ in 0..3 {
        let (status, _, talk) = project.run(".", &["export", "production"]);
        assert!(status == 0 && talk.contains("leaves the version of Kubernetes open"), "{talk}");
    }
    project.write("Cargo.toml", &manifest("warm-2", ALONE));
    let (status, _, talk) = project.run(".", &["export", "production"]);
    assert!(status == 0 && !talk.contains("leaves the version"), "{talk}");
    project.write(
        "Cargo.toml",
        &manifest("warm-3", ALONE).replace("[dependencies]", "[lib]\npath = \"lib.rs\"\n[dependencies]"),
    );
    project.write("lib.rs", &exporting("moved"));
    assert!(project.data(".", &["export", "production"]).contains("image: moved:v1"));
}
