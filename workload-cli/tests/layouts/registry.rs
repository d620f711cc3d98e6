//! A crate whose workload-core comes from a registry of one's own.

use std::fs;
use std::process::Command;

use super::ALONE;
use super::project::{K8S, Project, exporting, plain, workspace};

const INDEX: &str = "sparse+https://registry.example.com/index/";

/// Puts the packages of this workspace, as a registry would hold them, below `vendor`.
fn vendor(project: &Project) {
    let packed = project.path("packed");
    let packages = ["workload-derive", "workload-core"];
    let mut command = project.command(".", "cargo", &["package", "--quiet", "--no-verify", "--allow-dirty"]);
    command.arg("--target-dir").arg(&packed).current_dir(workspace());
    let output = command.args(packages.iter().flat_map(|name| ["--package", name])).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    fs::create_dir_all(project.path("vendor")).unwrap();
    for name in packages {
        let folder = format!("{name}-{}", env!("CARGO_PKG_VERSION"));
        let file = packed.join("package").join(format!("{folder}.crate"));
        let unpacked =
            Command::new("tar").arg("xzf").arg(file).arg("-C").arg(project.path("vendor")).status().unwrap();
        assert!(unpacked.success(), "{name}");
        project.write(&format!("vendor/{folder}/.cargo-checksum.json"), "{\"files\": {}}");
        // Who publishes elsewhere says where the other package is.
        let text = project.read(&format!("vendor/{folder}/Cargo.toml"));
        let derive = "[dependencies.workload-derive]\n";
        let text = text.replace(derive, &format!("{derive}registry-index = \"{INDEX}\"\n"));
        project.write(&format!("vendor/{folder}/Cargo.toml"), &text);
    }
}

#[test]
fn workload_core_may_come_from_any_registry() {
    let version = env!("CARGO_PKG_VERSION");
    let text = format!(
        "{}{ALONE}[dependencies]\n{K8S}\nworkload-core = {{ version = \"{version}\", registry = \"mine\" }}\n",
        plain("private")
    );
    let config = format!(
        "[registries.mine]\nindex = \"{INDEX}\"\n[source.mine]\nregistry = \"{INDEX}\"\nreplace-with = \"vendor\"\n\
         [source.vendor]\ndirectory = \"vendor\"\n"
    );
    let project = Project::new(
        "registry",
        &[("Cargo.toml", &text), ("src/lib.rs", &exporting("private")), (".cargo/config.toml", &config)],
    );
    vendor(&project);
    project.lock(".");
    assert!(project.data(".", &["export", "production"]).contains("image: private:v1"));
    let locked = project.read("Cargo.lock");
    assert!(locked.contains(INDEX), "workload-core is not from the registry: {locked}");
}
