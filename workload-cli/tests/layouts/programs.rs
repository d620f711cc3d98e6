//! Programs that export, and programs that do not and are never run.

use super::ALONE;
use super::project::{Project, exporting, manifest, server};

/// A program that answers, with exports of its own.
fn answering(image: &str) -> String {
    exporting(image) + "fn main() {\n    workload_core::export_main();\n}\n"
}

#[test]
fn a_program_that_does_not_answer_is_never_run() {
    let project = Project::new("stranger", &[("Cargo.toml", &manifest("stranger", ALONE))]);
    project.lock(".");
    // It exports, but its main function serves.
    let served = server(&project.path("ran")).replace("fn main", "#[allow(dead_code)]\nfn main");
    project.write("src/main.rs", &format!("{}{served}", exporting("stranger")));
    for arguments in [&["export"][..], &["export", "--bin", "stranger"]] {
        let refusal = project.refusal(".", arguments);
        assert!(refusal.contains("no binary of it calls `export_main`, and none was run"), "{refusal}");
    }
    assert!(!project.path("ran").exists(), "it was run");
}

#[test]
fn a_program_that_does_not_end_is_stopped() {
    let source = answering("late")
        .replace("    workload_core", "    if std::env::args().count() > 1 {\n        workload_core")
        .replace("main();\n}", "main();\n    }\n    loop {\n        std::thread::park();\n    }\n}");
    let project = Project::new("late", &[("Cargo.toml", &manifest("late", ALONE)), ("src/main.rs", &source)]);
    project.lock(".");
    let refusal = project.refusal(".", &["export", "--timeout", "1"]);
    assert!(refusal.contains("package `late` did not answer within 1s and was stopped"), "{refusal}");
}

#[test]
fn binaries_and_examples_can_be_named() {
    let project = Project::new(
        "named",
        &[
            ("Cargo.toml", &manifest("named", ALONE)),
            ("src/lib.rs", &exporting("library")),
            ("src/bin/first.rs", &answering("first")),
            ("src/bin/second.rs", &answering("second")),
            ("src/bin/plain.rs", "fn main() {}\n"),
            ("examples/shown.rs", &answering("shown")),
        ],
    );
    project.lock(".");
    let image = |arguments: &[&str]| {
        let data = project.data(".", &[&["export", "production"][..], arguments].concat());
        data.lines()
            .find_map(|line| {
                line.trim_start_matches([' ', '-']).strip_prefix("image: ").map(ToOwned::to_owned)
            })
            .unwrap()
    };
    assert_eq!(image(&[]), "library:v1");
    assert_eq!(image(&["--bin", "first"]), "first:v1");
    assert_eq!(image(&["--example", "shown"]), "shown:v1");
    let refusal = project.refusal(".", &["export", "--bin", "third"]);
    assert!(refusal.contains("has no binary `third`") && refusal.contains("first"), "{refusal}");
    let refusal = project.refusal(".", &["export", "--bin", "plain"]);
    assert!(refusal.contains("none was run"), "{refusal}");

    std::fs::remove_file(project.path("src/lib.rs")).unwrap();
    let refusal = project.refusal(".", &["export", "production"]);
    assert!(refusal.contains("name one with --bin: first, second"), "{refusal}");
    project.write("Cargo.toml", &manifest("named", "default-run = \"second\"\n[workspace]\n"));
    assert_eq!(image(&[]), "second:v1");
}

#[test]
fn a_library_without_exports_whose_binary_has_some_is_told() {
    let project = Project::new(
        "behind",
        &[
            ("Cargo.toml", &manifest("behind", ALONE)),
            ("src/lib.rs", "//! Nothing yet.\n"),
            ("src/main.rs", &answering("behind")),
        ],
    );
    project.lock(".");
    let refusal = project.refusal(".", &["export"]);
    assert!(
        refusal.contains("the library of `behind` exports nothing, its binary `behind` does"),
        "{refusal}"
    );
    assert!(refusal.contains("--bin behind"), "{refusal}");
    assert!(project.data(".", &["export", "production", "--bin", "behind"]).contains("image: behind:v1"));
}
