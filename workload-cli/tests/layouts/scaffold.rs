//! `workload new` and `workload init`, and what is exported of what they write.

use super::project::{Project, plain};

/// The scaffold chooses another version of Kubernetes than what is built already.
fn for_what_is_built(project: &Project, manifest: &str) {
    project.write(manifest, &project.read(manifest).replace("v1_33", "v1_36"));
}

#[test]
fn a_new_crate_becomes_a_member() {
    let project = Project::new(
        "new-member",
        &[
            ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"server\"]\n"),
            ("server/Cargo.toml", &plain("server")),
            ("server/src/main.rs", "fn main() {}\n"),
        ],
    );
    project.lock(".");
    let talk = project.run("server", &["new", "../deploy"]);
    assert_eq!(talk.0, 0, "{}", talk.2);
    assert!(project.read("Cargo.toml").contains("\"deploy\""), "{}", project.read("Cargo.toml"));
    assert!(!project.path("deploy/.gitignore").exists());
    for_what_is_built(&project, "deploy/Cargo.toml");
    assert!(project.data("server", &["export", "production"]).contains("kind: Deployment"));
    for name in ["test", "fn", "1shop"] {
        let refusal = project.refusal(".", &["new", name]);
        assert!(refusal.contains(name), "{refusal}");
        assert!(!project.path(name).exists(), "{name}: {refusal}");
    }
    assert!(!project.read("Cargo.toml").contains("1shop"));
}

#[test]
fn an_existing_crate_gets_an_app() {
    let alone = plain("web_shop") + "[workspace]\n";
    let project = Project::new("init", &[("Cargo.toml", &alone), ("src/main.rs", "fn main() {}\n")]);
    project.lock(".");
    let (status, _, talk) = project.run(".", &["init", "--shape", "stateful"]);
    assert_eq!(status, 0, "{talk}");
    for_what_is_built(&project, "Cargo.toml");
    assert!(project.read("src/lib.rs").ends_with("pub mod deploy;\n"));
    let data = project.data(".", &["export", "production"]);
    assert!(data.contains("kind: StatefulSet") && data.contains("name: web-shop"), "{data}");
    assert_eq!(project.read("src/main.rs"), "fn main() {}\n");

    let (before, library) = (project.read("Cargo.toml"), project.read("src/lib.rs"));
    let refusal = project.refusal(".", &["init"]);
    assert!(refusal.contains("deploy.rs exists"), "{refusal}");
    assert_eq!((project.read("Cargo.toml"), project.read("src/lib.rs")), (before, library));
    let refusal = project.refusal("src", &["init"]);
    assert!(refusal.contains("workload new"), "{refusal}");
}
