//! Projects made for a test, and the command run in them by real cargo, without the network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The version of Kubernetes that the projects choose.
pub const K8S: &str = "k8s-openapi = { version = \"0.29\", features = [\"v1_36\"] }";

/// A folder with crates in it. It has the same path in every run, so that cargo finds what it
/// built before, and what it builds is shared by all of them.
pub struct Project {
    root: PathBuf,
}

impl Project {
    pub fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let checkout: String = workspace()
            .to_string_lossy()
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .collect();
        let root = std::env::temp_dir().join(format!("workload-layouts{checkout}")).join(name);
        let _ = fs::remove_dir_all(&root);
        let project = Self { root };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Puts our own lock file beside a Cargo.toml: it has every package that a project may need.
    pub fn lock(&self, folder: &str) {
        fs::copy(workspace().join("Cargo.lock"), self.path(folder).join("Cargo.lock")).unwrap();
    }

    /// A command in a folder of the project.
    pub fn command(&self, folder: &str, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path(folder));
        command.env("NO_COLOR", "1").env("CARGO_NET_OFFLINE", "true");
        command.env("CARGO_TARGET_DIR", workspace().join("target").join("command-line"));
        command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
        for variable in ["RUST_BACKTRACE", "K8S_OPENAPI_ENABLED_VERSION", "CARGO_BUILD_TARGET"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs `workload` in a folder of the project: its status, its data and its messages.
    pub fn run(&self, folder: &str, arguments: &[&str]) -> (i32, String, String) {
        said(&self.command(folder, env!("CARGO_BIN_EXE_workload"), arguments).output().unwrap())
    }

    /// Runs it, which must work; gives its data.
    pub fn data(&self, folder: &str, arguments: &[&str]) -> String {
        let (status, data, talk) = self.run(folder, arguments);
        assert_eq!(status, 0, "{arguments:?}: {talk}");
        data
    }

    /// Runs it, which must work; gives its data, and the words that each run of cargo was given.
    #[cfg(unix)]
    pub fn data_and_cargo(&self, folder: &str, arguments: &[&str]) -> (String, Vec<String>) {
        use std::os::unix::fs::PermissionsExt as _;

        self.write("told/cargo", "#!/bin/sh\necho \"$*\" >> \"$0.words\"\nexec \"$REAL_CARGO\" \"$@\"\n");
        let (cargo, words) = (self.path("told/cargo"), self.path("told/cargo.words"));
        fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
        let _ = fs::remove_file(&words);
        let real = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = self.command(folder, env!("CARGO_BIN_EXE_workload"), arguments);
        let (status, data, talk) =
            said(&command.env("CARGO", &cargo).env("REAL_CARGO", real).output().unwrap());
        assert_eq!(status, 0, "{arguments:?}: {talk}");
        (data, fs::read_to_string(words).unwrap().lines().map(ToOwned::to_owned).collect())
    }

    /// Runs it, which must not work; gives its messages.
    pub fn refusal(&self, folder: &str, arguments: &[&str]) -> String {
        let (status, data, talk) = self.run(folder, arguments);
        assert_eq!((status, data.as_str()), (2, ""), "{arguments:?}: {talk}");
        talk
    }
}

pub fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The manifest of a package with workload-core and more lines.
pub fn manifest(name: &str, rest: &str) -> String {
    let core = workspace().join("workload-core");
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n{rest}\n[dependencies]\n{K8S}\nworkload-core = {{ path = '{}' }}\n",
        core.display()
    )
}

/// The manifest of a package that has nothing to do with workload.
pub fn plain(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n")
}

/// Code that exports an app with this image.
pub fn exporting(image: &str) -> String {
    format!(
        "use workload_core::Workload;\n\n/// The {image}.\n#[derive(Workload)]\n#[workload(image = \"{image}:v1\")]\npub struct App;\n\n\
         /// In production.\n#[workload_core::export]\npub fn production() -> App {{\n    App\n}}\n"
    )
}

/// A program that says that it ran, and does not end.
pub fn server(told: &Path) -> String {
    format!(
        "fn main() {{\n    std::fs::write(r\"{}\", \"\").unwrap();\n    loop {{\n        std::thread::park();\n    }}\n}}\n",
        told.display()
    )
}
