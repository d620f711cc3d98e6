//! The generated source compiles, and what it exports equals what was imported: one crate, a module for each file.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use workload_core::import::{differences, import};

use crate::corpus::{corpus, files};

/// Between the manifests of two modules, on a line of its own.
const END: &str = "# end of module";

#[test]
fn own_manifests_compile_and_come_back() {
    check("import-own", &files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/manifests")));
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

/// Imports each file into a module of the crate `name`, builds it, and compares what it exports.
fn check(name: &str, files: &[PathBuf]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let source = folder.join("src");
    fs::create_dir_all(&source).unwrap();
    let (mut main, mut body, mut texts) = (String::new(), String::new(), Vec::new());
    for path in files {
        let text = fs::read_to_string(path).unwrap_or_default();
        let module = format!("m{}", texts.len());
        let Ok(imported) = import(&module, &[(&path.display().to_string(), &text)]) else { continue };
        fs::write(source.join(format!("{module}.rs")), &imported.source).unwrap();
        let call = if let Some(kept) = imported.kept {
            fs::write(source.join(format!("{module}.yaml")), kept).unwrap();
            format!("{module}::{module}().unwrap()")
        } else {
            format!("{module}::{module}()")
        };
        writeln!(main, "mod {module};").unwrap();
        writeln!(
            body,
            "    print!(\"{{}}\\n{END}\\n\", workload_core::Stack::manifests(&{call}).to_yaml());"
        )
        .unwrap();
        texts.push((path, text));
    }
    fs::write(source.join("main.rs"), format!("{main}\nfn main() {{\n{body}}}\n")).unwrap();
    let output = run(&folder, name);
    let parts: Vec<_> = output.split(&format!("\n{END}\n")).collect();
    assert_eq!(parts.len(), texts.len() + 1);
    let mut wrong = String::new();
    for ((path, text), part) in texts.iter().zip(&parts) {
        for place in differences(text, part).unwrap() {
            writeln!(wrong, "{}: {place}", path.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    println!("{} files compile and come back", texts.len());
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
