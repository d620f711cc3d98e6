//! `workload export` in the layouts that projects have, built by real cargo.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod programs;
mod project;
mod registry;
mod scaffold;
mod warm;

use std::fs;
use std::process::Command;

use project::{K8S, Project, exporting, manifest, plain, server, workspace};

const ALONE: &str = "[workspace]\n";

#[test]
fn two_crates_of_one_name_share_a_target_folder() {
    let project = Project::new("same-name", &[]);
    for folder in ["one", "two"] {
        project.write(&format!("{folder}/Cargo.toml"), &manifest("shop", ALONE));
        project.write(&format!("{folder}/src/lib.rs"), &exporting(folder));
        project.lock(folder);
    }
    for _ in 0..2 {
        for folder in ["one", "two"] {
            let data = project.data(folder, &["export", "production"]);
            assert!(data.contains(&format!("image: {folder}:v1")), "{folder}: {data}");
        }
    }
    // A folder that was moved to where another one was.
    fs::remove_dir_all(project.path("one")).unwrap();
    fs::rename(project.path("two"), project.path("one")).unwrap();
    assert!(project.data("one", &["export", "production"]).contains("image: two:v1"));
}

#[test]
fn the_one_member_that_exports_is_found() {
    let project = Project::new(
        "one-member",
        &[
            ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"deploy\", \"server\", \"silent\"]\n"),
            ("deploy/Cargo.toml", &manifest("deploy", "")),
            ("deploy/src/lib.rs", &exporting("found")),
            ("server/Cargo.toml", &plain("server")),
            ("silent/Cargo.toml", &manifest("silent", "")),
        ],
    );
    project.lock(".");
    project.write("server/src/main.rs", &server(&project.path("server-ran")));
    project.write("silent/src/main.rs", &server(&project.path("silent-ran")));
    for folder in [".", "server", "server/src", "deploy"] {
        assert!(project.data(folder, &["export", "production"]).contains("image: found:v1"), "{folder}");
    }
    let list = project.data(".", &["export"]);
    assert!(list.starts_with("production  ") && list.lines().count() == 1, "{list}");
    let refusal = project.refusal(".", &["export", "--package", "server"]);
    assert!(refusal.contains("package `server` does not use workload-core"), "{refusal}");
    let refusal = project.refusal("silent", &["export"]);
    assert!(refusal.contains("no binary of it calls `export_main`, and none was run"), "{refusal}");
    assert!(!project.path("server-ran").exists() && !project.path("silent-ran").exists());
}

#[test]
fn several_members_are_listed_with_their_exports() {
    let project = Project::new(
        "several",
        &[
            ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"shop\", \"blog\", \"empty\"]\n"),
            ("shop/Cargo.toml", &manifest("shop", "")),
            ("shop/src/lib.rs", &exporting("shop")),
            ("blog/Cargo.toml", &(manifest("blog", "") + "shop = { path = \"../shop\" }\n")),
            (
                "blog/src/lib.rs",
                &(exporting("blog")
                    + "#[workload_core::export]\npub fn staging() -> App {\n    let _ = shop::production();\n    App\n}\n"),
            ),
            ("empty/Cargo.toml", &manifest("empty", "")),
            ("empty/src/lib.rs", "//! Nothing yet.\n"),
        ],
    );
    project.lock(".");
    let list = project.data(".", &["export"]);
    let names: Vec<_> = list.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(names, ["shop::production", "blog::production", "blog::staging"], "{list}");
    let refusal = project.refusal(".", &["export", "production"]);
    assert!(refusal.contains("several packages export `production`"), "{refusal}");
    assert!(project.data(".", &["export", "blog::production"]).contains("image: blog:v1"));
    assert!(project.data(".", &["export", "staging"]).contains("image: blog:v1"));
    assert!(project.data(".", &["export", "production", "-p", "shop"]).contains("image: shop:v1"));

    // A crate's own exports go by name, those of what it depends on by package too.
    let list = project.data("blog", &["export"]);
    let names: Vec<_> = list.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(names, ["production", "staging", "shop::production"], "{list}");
    assert!(project.data("blog", &["export", "production"]).contains("image: blog:v1"));
    assert!(project.data("blog", &["export", "shop::production"]).contains("image: shop:v1"));
    let all = project.data("blog", &["export", "--all"]);
    assert!(all.contains("image: blog:v1") && !all.contains("image: shop:v1"), "{all}");
}

#[test]
fn a_lock_file_is_kept_and_can_be_required() {
    let project = Project::new(
        "locked",
        &[("Cargo.toml", &manifest("locked-shop", ALONE)), ("src/lib.rs", &exporting("locked"))],
    );
    let refusal = project.refusal(".", &["export", "--locked"]);
    assert!(refusal.contains("--locked"), "{refusal}");
    assert!(!project.path("Cargo.lock").exists());
    project.lock(".");
    // cargo itself leaves only what is needed in it.
    assert!(
        project.command(".", "cargo", &["metadata", "--format-version=1"]).output().unwrap().status.success()
    );
    let before = project.read("Cargo.lock");
    assert!(project.data(".", &["export", "production", "--locked"]).contains("image: locked:v1"));
    assert_eq!(project.read("Cargo.lock"), before);
}

#[test]
fn features_reach_everything() {
    let core = workspace().join("workload-core");
    let text = format!(
        "{}[workspace]\n[features]\ndeploy = [\"dep:workload-core\", \"dep:k8s-openapi\"]\n[dependencies]\n\
         workload-core = {{ path = '{}', optional = true }}\nk8s-openapi = {{ version = \"0.29\", features = [\"v1_36\"], optional = true }}\n",
        plain("featured"),
        core.display()
    );
    let source = format!("#[cfg(feature = \"deploy\")]\npub mod deploy {{\n{}}}\n", exporting("featured"));
    let project = Project::new("featured", &[("Cargo.toml", &text), ("src/lib.rs", &source)]);
    project.lock(".");
    for flag in [&["--features", "deploy"][..], &["--all-features"]] {
        let arguments = [&["export", "production"][..], flag].concat();
        assert!(project.data(".", &arguments).contains("image: featured:v1"), "{flag:?}");
    }
    let refusal = project.refusal(".", &["export"]);
    assert!(refusal.contains("uses workload-core only with a feature that is off"), "{refusal}");
}

#[test]
fn it_is_built_for_this_machine_whatever_cargo_is_told() {
    let config = "[build]\ntarget = \"wasm32-unknown-unknown\"\n[target.'cfg(all())']\nrunner = \"false\"\n[env]\nIMAGE_TAG = \"from-env\"\n";
    let source = "use workload_core::{Workload, values::Image};\n\n/// An app.\n#[derive(Workload)]\npub struct App {\n    #[workload(image)]\n    image: Image,\n}\n\n\
                  #[workload_core::export]\npub fn production() -> Result<App, String> {\n    \
                  let folder = std::env::var(\"CARGO_MANIFEST_DIR\").map_err(|error| error.to_string())?;\n    \
                  let name = std::path::Path::new(&folder).file_name().unwrap().to_string_lossy().into_owned();\n    \
                  let tag = std::env::var(\"IMAGE_TAG\").map_err(|error| error.to_string())?;\n    \
                  Ok(App { image: Image::parse(format!(\"{name}:{tag}\")).map_err(|error| error.to_string())? })\n}\n";
    let project = Project::new(
        "configured",
        &[
            ("Cargo.toml", &manifest("configured", ALONE)),
            ("src/lib.rs", source),
            (".cargo/config.toml", config),
        ],
    );
    project.lock(".");
    let data = project.data(".", &["export", "production"]);
    assert!(data.contains("image: configured:from-env"), "{data}");
}

/// A crate for a machine without a system builds parts of the standard library: what answers needs all of it.
#[cfg(unix)]
#[test]
fn the_whole_standard_library_is_built_where_a_part_of_it_is() {
    let config = "[build]\ntarget = \"x86_64-unknown-none\"\n[unstable]\nbuild-std = [\"core\", \"alloc\"]\n";
    let project = Project::new(
        "build-std",
        &[
            ("Cargo.toml", &manifest("bare", ALONE)),
            ("src/lib.rs", &exporting("bare")),
            (".cargo/config.toml", config),
        ],
    );
    project.lock(".");
    // Only a nightly cargo builds the standard library: what it is told is looked at with any.
    let (data, told) = project.data_and_cargo(".", &["export", "production"]);
    assert!(data.contains("image: bare:v1"), "{data}");
    let build = told.iter().find(|line| line.starts_with("build ")).unwrap();
    assert!(build.contains("unstable.build-std=['std', ") && !build.contains("unknown-none"), "{build}");
    assert!(build.contains("--target "), "{build}");
}

/// A checkout that nobody may write to, such as a mounted one.
#[cfg(unix)]
#[test]
fn a_checkout_is_only_read() {
    use std::os::unix::fs::PermissionsExt as _;

    let project = Project::new(
        "read-only",
        &[("crate/Cargo.toml", &manifest("only-read", ALONE)), ("crate/src/lib.rs", &exporting("only-read"))],
    );
    project.lock("crate");
    // cargo itself leaves only what is needed in the lock file.
    let metadata = project.command("crate", "cargo", &["metadata", "--format-version=1"]).output().unwrap();
    assert!(metadata.status.success());
    let paths = ["crate/Cargo.toml", "crate/Cargo.lock", "crate/src/lib.rs", "crate/src", "crate"];
    let times = || paths.map(|path| fs::metadata(project.path(path)).unwrap().modified().unwrap());
    let allow = |mode: u32| {
        for path in paths {
            let path = project.path(path);
            let mode = if path.is_dir() { mode | 0o111 } else { mode };
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    allow(0o444);
    let before = times();
    let answers: Vec<_> = [&[][..], &["--locked"]]
        .iter()
        .map(|flag| project.run("crate", &[&["export", "production", "-o", "../k8s"][..], flag].concat()))
        .collect();
    let after = times();
    allow(0o644);
    for (status, _, talk) in answers {
        assert_eq!(status, 0, "{talk}");
    }
    // Who may write anyhow, as root may, does not.
    assert_eq!(before, after);
    assert!(project.read("k8s/deployment-app.yaml").contains("image: only-read:v1"));
}

#[test]
fn a_version_of_kubernetes_can_be_left_open() {
    let open = manifest("open", ALONE)
        .replace(K8S, "k8s-openapi = { version = \"0.29\", default-features = false }");
    let open = format!("{open}[dev-dependencies]\n{K8S}\n");
    let project = Project::new("open", &[("Cargo.toml", &open), ("src/lib.rs", &exporting("open"))]);
    project.lock(".");
    let data = project.data(".", &["export", "production", "--kubernetes", "1.36"]);
    assert!(data.contains("image: open:v1"), "{data}");
    let refusal = project.refusal(".", &["export", "--kubernetes", "1.12"]);
    assert!(refusal.contains("has no types of Kubernetes 1.12") && refusal.contains("1.36"), "{refusal}");

    project.write("Cargo.toml", &manifest("open", ALONE));
    assert!(project.data(".", &["export", "production", "--kubernetes", "1.36"]).contains("image: open:v1"));
    let refusal = project.refusal(".", &["export", "--kubernetes", "1.35"]);
    assert!(refusal.contains("package `open` is built for Kubernetes 1.36, not 1.35"), "{refusal}");
}

#[test]
fn a_library_that_cannot_be_linked_is_told() {
    let only = manifest("plugin", "[lib]\ncrate-type = [\"cdylib\"]\n[workspace]\n");
    let project = Project::new("plugin", &[("Cargo.toml", &only), ("src/lib.rs", &exporting("plugin"))]);
    project.lock(".");
    let refusal = project.refusal(".", &["export"]);
    assert!(
        refusal.contains("only a cdylib, which cannot be linked") && refusal.contains("rlib"),
        "{refusal}"
    );
    project.write("Cargo.toml", &only.replace("[\"cdylib\"]", "[\"cdylib\", \"rlib\"]"));
    assert!(project.data(".", &["export", "production"]).contains("image: plugin:v1"));
}

/// What is exported is what kubectl reads: nothing else in the folder is.
#[test]
fn nothing_but_manifests_is_read_by_kubectl() {
    let project = Project::new(
        "record",
        &[("Cargo.toml", &manifest("recorded", ALONE)), ("src/lib.rs", &exporting("recorded"))],
    );
    project.lock(".");
    project.data(".", &["export", "production", "-o", "k8s"]);
    for entry in fs::read_dir(project.path("k8s")).unwrap() {
        let path = entry.unwrap().path();
        let read =
            path.extension().is_some_and(|end| ["yaml", "yml", "json"].iter().any(|known| end == *known));
        assert!(!read || fs::read_to_string(&path).unwrap().contains("kind: "), "{}", path.display());
    }
    let validate =
        Command::new(env!("CARGO_BIN_EXE_workload")).arg("validate").arg(project.path("k8s")).output();
    assert!(validate.unwrap().status.success());
}
