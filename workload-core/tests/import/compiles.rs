//! The generated source compiles, and what it exports equals what was imported: one crate, a module for each file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use workload_core::import::{differences, import, import_environments};

use crate::corpus::{corpus, files};
use crate::environments::text;

/// Between the manifests of two modules, on a line of its own.
const END: &str = "# end of module";

#[test]
fn own_manifests_compile_and_come_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let all: Vec<_> = ["manifests", "examples"].iter().flat_map(|name| files(&folder.join(name))).collect();
    assert!(all.len() >= 23, "{all:?}");
    check("import-own", &all);
}

#[test]
fn official_examples_compile_and_come_back() {
    let folders = ["k8s-website-examples", "k8s-examples"];
    let files: Vec<_> = folders.iter().flat_map(|folder| files(&corpus().join(folder))).collect();
    if files.is_empty() {
        println!("skipped: there are no official examples in {}", corpus().display());
        return;
    }
    check("import-official", &files);
}

/// A module of the crate: its source and files, and its exports with what they must give.
struct Imported {
    source: String,
    kept: BTreeMap<String, String>,
    exports: Vec<(String, String)>,
}

impl Imported {
    /// The import of one file; none when it holds no objects.
    fn of(name: &str, path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).unwrap_or_default();
        let module = import(name, &[(&path.display().to_string(), &text)]).ok()?;
        Some(Self { source: module.source, kept: module.kept, exports: vec![(name.to_owned(), text)] })
    }

    /// The import of the test's environments.
    fn environments(name: &str) -> Self {
        let (dev, prod) = (text("dev"), text("prod"));
        let texts = [("dev", vec![("dev", &*dev)]), ("prod", vec![("prod", &*prod)])];
        let module = import_environments(name, &texts).unwrap();
        let exports = vec![("dev".to_owned(), dev.clone()), ("prod".to_owned(), prod.clone())];
        Self { source: module.source, kept: module.kept, exports }
    }
}

/// Imports each file into a module of the crate `name`, builds it, and compares what it exports.
fn check(name: &str, files: &[PathBuf]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let source = folder.join("src");
    let _ = fs::remove_dir_all(&source);
    fs::create_dir_all(&source).unwrap();
    let (mut main, mut body, mut wanted) = (String::new(), String::new(), Vec::new());
    let mut modules: Vec<_> =
        files.iter().enumerate().filter_map(|(at, path)| Imported::of(&format!("m{at}"), path)).collect();
    modules.push(Imported::environments("shop"));
    for (at, imported) in modules.iter().enumerate() {
        fs::write(source.join(format!("n{at}.rs")), &imported.source).unwrap();
        imported.kept.iter().for_each(|(file, kept)| fs::write(source.join(file), kept).unwrap());
        writeln!(main, "mod n{at};").unwrap();
        for (export, text) in &imported.exports {
            let is_checked = imported.source.contains(&format!("pub fn {export}() -> Result"));
            let call = format!("n{at}::{export}(){}", if is_checked { ".unwrap()" } else { "" });
            writeln!(
                body,
                "    print!(\"{{}}\\n{END}\\n\", workload_core::Stack::manifests(&{call}).to_yaml());"
            )
            .unwrap();
            wanted.push((export, text));
        }
    }
    fs::write(source.join("main.rs"), format!("{main}\nfn main() {{\n{body}}}\n")).unwrap();
    let output = run(&folder, name);
    let parts: Vec<_> = output.split(&format!("\n{END}\n")).collect();
    assert_eq!(parts.len(), wanted.len() + 1);
    let mut wrong = String::new();
    for ((export, text), part) in wanted.iter().zip(&parts) {
        for place in differences(text, part).unwrap() {
            writeln!(wrong, "{export}: {place}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    println!("{} exports compile and come back", wanted.len());
}

/// What the crate prints, built offline with the versions of the workspace.
fn run(folder: &Path, name: &str) -> String {
    let core = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = core.parent().unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nworkload-core = {{ path = \"{}\", features = [\"validate\"] }}\nk8s-openapi = {{ version = \"0.29\", features = [\"v1_37\"] }}\n",
        core.display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--offline", "--quiet", "--manifest-path"]).arg(folder.join("Cargo.toml"));
    cargo.env("CARGO_TARGET_DIR", workspace.join("target")).env("CARGO_INCREMENTAL", "0");
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
