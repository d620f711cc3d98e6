//! `workload new` and `workload init`, and what is exported of what they write.

use std::fs;
use std::path::Path;

use super::project::{Project, plain, said, workspace};

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

#[cfg(unix)]
#[test]
fn the_readme_leads_from_nothing_to_an_exported_app() {
    let readme = fs::read_to_string(workspace().join("README.md")).unwrap();
    let section = readme.split_once("### Your own app").unwrap().1;
    let commands = section.split_once("```sh\n").unwrap().1.split_once("```").unwrap().0;
    let mut commands = commands.lines().map(|line| line.split(" # ").next().unwrap().trim());
    assert_eq!(commands.next(), Some("cargo install --path workload-cli"));

    let project = Project::new("quick-start", &[("README.md", "")]);
    let mut folder = ".";
    for command in commands {
        if let Some(name) = command.strip_prefix("cd ") {
            folder = name;
            for_what_is_built(&project, &format!("{name}/Cargo.toml"));
            project.lock(name);
            continue;
        }
        let mut shell = project.command(folder, "sh", &["-c", command]);
        let programs = Path::new(env!("CARGO_BIN_EXE_workload")).parent().unwrap();
        let path = std::env::var("PATH").unwrap();
        shell.env("PATH", format!("{}:{path}", programs.display()));
        let (status, _, talk) = said(&shell.output().unwrap());
        assert_eq!(status, 0, "{command}: {talk}");
    }
    let files = fs::read_dir(project.path("my-app/k8s")).unwrap();
    assert!(files.count() > 1, "the objects of a stateful app");
}
