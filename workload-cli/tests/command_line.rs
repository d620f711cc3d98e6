//! The command as a user runs it, on crates made for the test.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A crate with exports that are fine, and, behind features, some that are not.
const LIBRARY: &str = r#"
use workload_core::{Claim, Workload};

/// Answers requests.
#[derive(Workload)]
#[workload(image = "api:v1")]
pub struct Api {
    #[workload(replicas)]
    replicas: u32,
    #[workload(port)]
    http: u16,
    #[workload(mount = "/data")]
    data: Option<Claim>,
}

/// Three of them.
#[workload_core::export]
pub fn production() -> Api {
    println!("user code may print");
    Api { replicas: 3, http: 8080, data: None }
}

#[workload_core::export(name = "dev")]
pub fn one() -> Result<Api, String> {
    Ok(Api { replicas: 1, http: 8080, data: None })
}

#[workload_core::export]
pub fn broken() -> Api {
    Api { replicas: 3, http: 8080, data: Some(Claim::new("1Gi")) }
}

#[workload_core::export]
pub fn failing() -> Result<Api, String> {
    Err("no such region".to_owned())
}

#[workload_core::export]
pub fn panicking() -> Api {
    panic!("the sky fell")
}

#[cfg(feature = "double")]
#[workload_core::export(name = "production")]
pub fn another() -> Api {
    one().unwrap()
}

#[cfg(feature = "escape")]
mod escape {
    use workload_core::{stateless, Workload};

    #[derive(Workload)]
    #[workload(image = "api:v1", customize = Self::tune)]
    pub struct Escape;

    impl Escape {
        fn tune(&self, objects: &mut stateless::Objects) {
            objects.deployment.metadata.name = Some("../../escape".to_owned());
        }
    }

    #[workload_core::export]
    pub fn escape() -> Escape {
        Escape
    }
}
"#;

/// A folder with a crate in it, which shares what it builds with the workspace.
struct Crate {
    folder: TempDir,
}

impl Crate {
    fn new(file: &str, source: &str) -> Self {
        let made = Self { folder: tempfile::tempdir().unwrap() };
        let root = workspace();
        let manifest = format!(
            "[package]\nname = \"fixture\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n\
             [features]\ndouble = []\nescape = []\n[dependencies]\n\
             workload-core = {{ path = '{}' }}\nk8s-openapi = {{ version = \"0.29\", features = [\"v1_37\"] }}\n",
            root.join("workload-core").display()
        );
        made.write("Cargo.toml", &manifest);
        made.write(file, source);
        fs::copy(root.join("Cargo.lock"), made.path("Cargo.lock")).unwrap();
        made
    }

    fn library() -> Self {
        Self::new("src/lib.rs", LIBRARY)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
        command.args(arguments).current_dir(self.folder.path()).env("NO_COLOR", "1");
        // Each test has a target of its own inside it: they run side by side.
        command.env("CARGO_TARGET_DIR", workspace().join("target").join("command-line"));
        command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
        command.env_remove("RUST_BACKTRACE");
        command
    }

    /// Runs the command and gives its status, its data and its talk.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        said(self.command(arguments).output().unwrap())
    }
}

fn said(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// One test, one after the other: all build into one target folder, under one package name.
#[test]
fn a_library_is_exported() {
    let library = Crate::library();
    lists_what_there_is(&library);
    prints_to_standard_output(&library);
    writes_files_and_checks_them(&library);
    leaves_what_others_wrote(&library);
    reports_what_is_wrong(&library);
    refuses_names_that_are_no_files(&library);
    survives_a_full_disk(&library);
}

fn lists_what_there_is(library: &Crate) {
    let (status, data, talk) = library.run(&["export"]);
    assert_eq!(status, 0, "{talk}");
    let lines: Vec<_> = data.lines().collect();
    assert_eq!(lines.len(), 5, "{data}");
    assert!(lines[4].starts_with("production  src/lib.rs:17:1  Three of them."), "{data}");
}

fn prints_to_standard_output(library: &Crate) {
    let (status, data, talk) = library.run(&["export", "production"]);
    assert_eq!(status, 0, "{talk}");
    assert!(data.starts_with("apiVersion: v1\nkind: Service\n"), "{data}");
    assert!(
        data.contains("---\napiVersion: apps/v1\nkind: Deployment\n") && data.contains("replicas: 3"),
        "{data}"
    );
    assert!(!data.contains("user code may print") && talk.contains("user code may print"));

    let (status, data, _) = library.run(&["export", "dev", "--format", "json"]);
    assert_eq!(status, 0);
    let list: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(list["kind"], "List");
    assert_eq!(list["items"][1]["spec"]["replicas"], 1);

    let (_, once, _) = library.run(&["export", "dev"]);
    assert_eq!(library.run(&["export", "dev", "dev"]).1, once, "twice the same is the same once");
}

fn writes_files_and_checks_them(library: &Crate) {
    let (status, _, talk) = library.run(&["export", "production", "-o", "k8s"]);
    assert_eq!((status, talk.lines().last()), (0, Some("written: 2 files to k8s, 0 unchanged, 0 removed")));
    assert_eq!(files(&library.path("k8s")), [".workload-export", "deployment-api.yaml", "service-api.yaml"]);
    assert_eq!(library.run(&["export", "production", "-o", "k8s", "--check"]).0, 0);

    let (status, data, _) = library.run(&["export", "dev", "-o", "k8s", "--check"]);
    assert_eq!(status, 1);
    assert!(data.contains("-  replicas: 3\n+  replicas: 1\n"), "{data}");
    assert!(library.read("k8s/deployment-api.yaml").contains("replicas: 3"), "a check writes nothing");

    let (status, _, talk) = library.run(&["export", "production", "-o", "k8s", "--layout", "app"]);
    assert_eq!(status, 0, "{talk}");
    assert_eq!(
        files(&library.path("k8s")),
        [".workload-export", "api.yaml"],
        "what is no longer exported goes"
    );

    let (status, _, talk) = library.run(&["export", "production", "dev", "-o", "both", "--layout", "stream"]);
    assert_eq!(status, 0, "{talk}");
    assert_eq!(files(&library.path("both")), [".workload-export", "dev", "production"]);
    assert_eq!(library.run(&["export", "production", "-o", "both", "--layout", "stream"]).0, 0);
    assert_eq!(
        files(&library.path("both")),
        [".workload-export", "production.yaml"],
        "no empty folders stay"
    );

    let (status, _, talk) = library.run(&["export", "-o", "k8s", "--check"]);
    assert_eq!(status, 2, "a list is no check");
    assert!(talk.contains("--output needs the name of an export"), "{talk}");
}

fn leaves_what_others_wrote(library: &Crate) {
    library.write("k8s/api.yaml", "# by hand\n");
    let (status, _, talk) = library.run(&["export", "production", "-o", "k8s", "--layout", "app"]);
    assert_eq!(status, 2);
    assert!(
        talk.contains("k8s/api.yaml was changed by hand since it was exported; nothing was written"),
        "{talk}"
    );
    assert_eq!(library.read("k8s/api.yaml"), "# by hand\n");

    let (status, _, talk) = library.run(&["export", "production", "-o", "k8s", "--layout", "object"]);
    assert_eq!(status, 0, "{talk}");
    assert!(talk.contains("k8s/api.yaml is no longer exported, but was changed by hand: it stays"), "{talk}");
    assert_eq!(library.read("k8s/api.yaml"), "# by hand\n");

    library.write("mine/service-api.yaml", "mine\n");
    let (status, _, talk) = library.run(&["export", "production", "-o", "mine"]);
    assert_eq!(status, 2);
    assert!(talk.contains("was not written by an export; nothing was written"), "{talk}");
    assert_eq!(files(&library.path("mine")), ["service-api.yaml"]);
    assert_eq!(library.run(&["export", "production", "-o", "mine", "--force"]).0, 0);
    assert!(library.read("mine/service-api.yaml").contains("kind: Service"));

    library.write("file", "");
    let (status, _, talk) = library.run(&["export", "production", "-o", "file"]);
    assert_eq!(status, 2);
    assert!(talk.contains("file is not a folder"), "{talk}");
    library.write("k8s/.workload-export", "{");
    let (status, _, talk) = library.run(&["export", "production", "-o", "k8s"]);
    assert_eq!(status, 2);
    assert!(talk.contains("is not the record of an export"), "{talk}");
}

fn reports_what_is_wrong(library: &Crate) {
    for (name, expected) in [
        ("broken", "src/lib.rs:8:16: the ReadWriteOnce claim `data` cannot be shared by 3 replicas"),
        ("failing", "export `failing` failed: no such region"),
        ("panicking", "export `panicking` failed: it panicked: the sky fell"),
        ("prodction", "did you mean `production`?"),
        ("x", "the crate exports broken, dev, failing, panicking, production"),
    ] {
        let (status, data, talk) = library.run(&["export", name]);
        assert_eq!((status, data.as_str()), (2, ""), "{name}");
        assert!(talk.contains(expected), "{name}: {talk}");
    }
    let (status, _, talk) = library.run(&["export", "production", "--features", "double"]);
    assert_eq!(status, 2);
    assert!(
        talk.contains("two exports are called `production`: src/lib.rs:17:1 and src/lib.rs:44:1"),
        "{talk}"
    );
}

fn refuses_names_that_are_no_files(library: &Crate) {
    let export = ["export", "escape", "--features", "escape", "-o", "out"];
    let (status, _, talk) = library.run(&export);
    assert_eq!(status, 2);
    assert!(talk.contains("error[V08]: `../../escape` is not the name of an object"), "{talk}");
    assert!(talk.contains("src/lib.rs:55:16"), "the Rust line is not told: {talk}");
    assert!(!library.path("out").exists());
    // Whoever turns the validator off is still not let out of the folder.
    fs::write(library.path("workload.toml"), "[validate]\nignore = [\"V\"]\n").unwrap();
    let (status, _, talk) = library.run(&export);
    fs::remove_file(library.path("workload.toml")).unwrap();
    assert_eq!(status, 2);
    assert!(talk.contains("`deployment-../../escape`, which is not a file name everywhere"), "{talk}");
    assert!(!library.path("out").exists());
}

/// A limit of no bytes on what a process may write does what a full disk does.
fn survives_a_full_disk(library: &Crate) {
    library.run(&["export", "production", "-o", "full"]);
    let before = library.read("full/deployment-api.yaml");
    let mut shell = Command::new("sh");
    let workload = library.command(&[]);
    shell.args([
        "-c",
        "trap '' XFSZ; ulimit -f 0; exec \"$0\" export dev -o full",
        env!("CARGO_BIN_EXE_workload"),
    ]);
    shell.current_dir(library.folder.path());
    shell.envs(workload.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let (status, _, talk) = said(shell.output().unwrap());
    assert_eq!(status, 2, "{talk}");
    assert_eq!(library.read("full/deployment-api.yaml"), before);
    assert_eq!(files(&library.path("full")), [".workload-export", "deployment-api.yaml", "service-api.yaml"]);
}

#[test]
fn a_folder_without_a_crate_is_explained() {
    let nothing = Crate { folder: tempfile::tempdir().unwrap() };
    let (status, _, talk) = nothing.run(&["export"]);
    assert_eq!(status, 2);
    assert!(talk.contains("there is no Cargo.toml in") && talk.contains("workload new"), "{talk}");
    let (status, _, talk) = nothing.run(&["export", "--manifest-path", "missing/Cargo.toml"]);
    assert_eq!(status, 2);
    assert!(talk.contains("cannot read missing/Cargo.toml"), "{talk}");
    nothing.write("Cargo.toml", "[package\n");
    let (status, _, talk) = nothing.run(&["export"]);
    assert_eq!(status, 2);
    assert!(talk.contains("cargo cannot read"), "{talk}");
}

#[test]
fn a_binary_answers_with_export_main() {
    let source = LIBRARY.to_owned() + "fn main() {\n    workload_core::export_main();\n}\n";
    let binary = Crate::new("src/main.rs", &source);
    binary.write("Cargo.toml", &binary.read("Cargo.toml").replace("\"fixture\"", "\"fixture-binary\""));
    let (status, data, talk) = binary.run(&["export", "dev"]);
    assert_eq!(status, 0, "{talk}");
    assert!(data.contains("replicas: 1"), "{data}");

    binary.write("src/main.rs", "fn main() {}\n");
    let (status, _, talk) = binary.run(&["export"]);
    assert_eq!(status, 2);
    assert!(talk.contains("fn main() { workload_core::export_main() }"), "{talk}");

    binary.write("src/main.rs", "fn main() { nothing }\n");
    let (status, _, talk) = binary.run(&["export"]);
    assert_eq!(status, 2);
    assert!(talk.contains("cannot find value `nothing`") && talk.contains("could not be built"), "{talk}");
}

#[test]
fn a_library_without_exports_is_told_how() {
    let library = Crate::new("src/lib.rs", "//! Nothing yet.\n");
    library.write("Cargo.toml", &library.read("Cargo.toml").replace("\"fixture\"", "\"fixture-empty\""));
    let (status, _, talk) = library.run(&["export"]);
    assert_eq!(status, 2);
    assert!(
        talk.contains("package `fixture-empty` exports nothing") && talk.contains("#[workload_core::export]"),
        "{talk}"
    );
}

/// A quote in the path and a patch in the root are what a generated manifest gets wrong first.
#[test]
fn a_workspace_has_packages_patches_and_profiles() {
    let home = Crate::new("it's here/src/lib.rs", LIBRARY);
    let library =
        home.read("Cargo.toml").replace("\"fixture\"", "\"fixture-member\"").replace("[workspace]\n", "");
    home.write("it's here/Cargo.toml", &library);
    home.write(
        "plain/Cargo.toml",
        "[package]\nname = \"fixture-plain\"\nversion = \"0.0.0\"\nedition = \"2024\"\n",
    );
    home.write("plain/src/lib.rs", "//! Describes nothing.\n");
    home.write(
        "patched/Cargo.toml",
        "[package]\nname = \"inventory\"\nversion = \"0.3.999\"\nedition = \"2024\"\n",
    );
    home.write("patched/src/lib.rs", "compile_error!(\"the patch counts\");\n");
    let root =
        "[workspace]\nresolver = \"3\"\nmembers = [\"it's here\", \"plain\"]\nexclude = [\"patched\"]\n";
    home.write("Cargo.toml", &format!("{root}[profile.dev]\ndebug = 0\n"));

    let (status, data, talk) = home.run(&["export", "dev"]);
    assert_eq!(status, 0, "the only one that uses workload-core is meant: {talk}");
    assert!(data.contains("replicas: 1"), "{data}");
    let (status, _, talk) = home.run(&["export", "--package", "fixture-plain"]);
    assert_eq!(status, 2);
    assert!(talk.contains("package `fixture-plain` does not use workload-core"), "{talk}");

    home.write("Cargo.toml", &format!("{root}[patch.crates-io]\ninventory = {{ path = \"patched\" }}\n"));
    fs::remove_file(home.path("Cargo.lock")).unwrap();
    let (status, _, talk) = home.run(&["export", "dev"]);
    assert_eq!(status, 2);
    assert!(talk.contains("the patch counts"), "{talk}");
}

#[test]
fn a_new_crate_exports_for_every_shape() {
    let home = Crate { folder: tempfile::tempdir().unwrap() };
    for (shape, kind) in [
        ("stateless", "Deployment"),
        ("stateful", "StatefulSet"),
        ("per-node", "DaemonSet"),
        ("run-once", "Job"),
        ("scheduled", "CronJob"),
    ] {
        let made = home.command(&["new", shape, "--shape", shape]).output();
        let (status, _, talk) = said(made.unwrap());
        assert_eq!(status, 0, "{talk}");
        let manifest = home.read(&format!("{shape}/Cargo.toml")).replace("v1_33", "v1_37");
        home.write(&format!("{shape}/Cargo.toml"), &format!("{manifest}\n[workspace]\n"));
        fs::copy(workspace().join("Cargo.lock"), home.path(&format!("{shape}/Cargo.lock"))).unwrap();
        let (status, data, talk) = home.run(&["export", "production", "--manifest-path", shape]);
        assert_eq!(status, 0, "{talk}");
        assert!(data.contains(&format!("kind: {kind}\n")), "{data}");
        home.write("exported.yaml", &data);
        let (status, findings, talk) = home.run(&["validate", "exported.yaml"]);
        assert_eq!((status, findings.as_str()), (0, ""), "a start has no findings: {talk}");
    }
    fs::create_dir(home.path("here")).unwrap();
    let made = home.command(&["new", "."]).current_dir(home.path("here")).output();
    assert_eq!(said(made.unwrap()).0, 0);
    assert!(home.read("here/src/lib.rs").contains("#[workload(name = \"here\""), "a folder has its name");
    let (status, _, talk) = home.run(&["new", "stateless"]);
    assert_eq!(status, 2);
    assert!(talk.contains("stateless is not empty"), "{talk}");
    let (status, _, talk) = home.run(&["new", "Bad_Name"]);
    assert_eq!(status, 2);
    assert!(talk.contains("`Bad_Name` is not a name") && talk.contains("--name"), "{talk}");
}
