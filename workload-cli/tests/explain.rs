//! `workload explain`, `completions`, `man` and `--help`, as a user runs them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

/// Runs the command and gives its status, its data and its talk.
fn workload(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    let output = command.args(arguments).env("NO_COLOR", "1").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_word_is_explained() {
    for (words, parts) in [
        (&["StatefulSet"][..], &["Start: 0→1→2", "(article §4.2)", "convention"][..]),
        (&["per-node"], &["DaemonSet (per_node)", "--ignore-daemonsets"]),
        (&["rolling_update"], &["`max_surge`: How many Pods more", "Only `stateless`,"]),
        (&["headless", "Service"], &["headless Service (headless, ", "`clusterIP: None`"]),
        (&["schedule"], &["`schedule = \"0 3 * * *\"`", "CronJob (schedule)"]),
        (&["PerPod"], &["`PerPod::new(size)`", "Fits `stateful`."]),
    ] {
        let arguments: Vec<_> = ["explain"].iter().chain(words).copied().collect();
        let (status, data, talk) = workload(&arguments);
        assert_eq!((status, talk.as_str()), (0, ""), "{words:?}");
        for part in parts {
            assert!(data.contains(part), "{part} is not in:\n{data}");
        }
        assert!(data.lines().all(|line| line.chars().count() <= 100), "{data}");
    }
}

#[test]
fn a_citation_leads_to_its_section() {
    let (status, section, talk) = workload(&["explain", "§4.2"]);
    assert_eq!((status, talk.as_str()), (0, ""));
    assert!(section.starts_with("§4.2 (Why a Deployment will not do)\n\nThree things break"), "{section}");
    assert!(section.contains("\n    kind: StatefulSet\n") && !section.contains("§4.3"), "{section}");
    for citation in [&["4.2"][..], &["article 4.2"], &["article", "4.2"], &["article", "§4.2"]] {
        let arguments: Vec<_> = ["explain"].iter().chain(citation).copied().collect();
        assert_eq!(workload(&arguments).1, section, "{citation:?}");
    }
    let (_, chapter, _) = workload(&["explain", "§7"]);
    // A table has its columns below one another.
    assert!(chapter.contains("\n    fit for production  ✗                      ✗"), "{chapter}");
    assert!(chapter.lines().all(|line| line.chars().count() <= 100), "{chapter}");
    let (_, contents, _) = workload(&["explain", "article"]);
    assert!(contents.contains("  - §8 Five principles\n    - §8.1 State first\n"), "{contents}");
    let (status, _, talk) = workload(&["explain", "4.9"]);
    assert_eq!(status, 2);
    assert!(
        talk.contains("nothing explains") && talk.contains("4.9`") && talk.contains("did you mean `§4.1`?"),
        "{talk}"
    );
}

#[test]
fn a_word_that_nothing_explains_has_a_neighbour() {
    let (status, data, talk) = workload(&["explain", "statefulst"]);
    assert_eq!((status, data.as_str()), (2, ""));
    assert!(talk.contains("did you mean `StatefulSet`?"), "{talk}");
    let (status, _, talk) = workload(&["explain", "xyzzy-plugh"]);
    assert_eq!(status, 2);
    assert!(talk.contains("workload explain --list"), "{talk}");
}

#[test]
fn the_list_has_every_group() {
    let (status, data, _) = workload(&["explain", "--list"]);
    assert_eq!(status, 0);
    for part in
        ["Kinds and their shapes\n", "\nKeys\n", "\nVolumes\n", "\nWords of the field\n", "  tolerate "]
    {
        assert!(data.contains(part), "{part} is not in:\n{data}");
    }
    assert_eq!(workload(&["explain"]).1, data);
}

#[test]
fn a_shell_and_man_get_their_files() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (status, data, _) = workload(&["completions", shell]);
        assert_eq!(status, 0);
        assert!(data.contains("WORKLOAD_COMPLETE"), "{shell}:\n{data}");
    }
    let folder = tempfile::tempdir().unwrap();
    let (status, data, _) = workload(&["man", folder.path().join("man1").to_str().unwrap()]);
    assert_eq!((status, data.as_str()), (0, ""));
    let page = std::fs::read_to_string(folder.path().join("man1/workload-choose.1")).unwrap();
    assert!(page.starts_with(".TH \"WORKLOAD-CHOOSE\" \"1\""), "{page}");
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let (status, _, talk) = workload(&["man", file.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(talk.contains("cannot make"), "{talk}");
}

#[test]
fn a_shell_completes_rules_flags_and_the_exports_of_the_crate() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = "[package]\nname = \"shop\"\n[dependencies]\nworkload-core = \"0.1\"\n";
    std::fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    std::fs::create_dir(folder.path().join("src")).unwrap();
    let source = "#[workload_core::export]\npub fn production() -> Shop {\n    Shop\n}\n";
    std::fs::write(folder.path().join("src/lib.rs"), source).unwrap();
    let completed = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
        command.args(["--", "workload"]).args(words).env("WORKLOAD_COMPLETE", "fish");
        let output = command.current_dir(folder.path()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(completed(&["export", ""]).starts_with("production"), "{}", completed(&["export", ""]));
    assert_eq!(completed(&["explain", "store_on"]).trim(), "store_on_scratch");
    assert!(completed(&["validate", "--select", "S0"]).contains("S01"));
    assert!(completed(&["plan", "a.yaml", "--do", "sc"]).starts_with("scale\t"));
    assert_eq!(completed(&["upgrade", "1.3"]).lines().count(), 8);
    assert!(completed(&["validate", "--kub"]).starts_with("--kubernetes"));
    assert!(completed(&["export", "x"]).is_empty());
}

#[test]
fn help_is_in_groups() {
    let (status, data, _) = workload(&["--help"]);
    assert_eq!(status, 0);
    assert!(data.contains("\nLearn:\n  choose ") && data.contains("\nDescribe:\n  new "), "{data}");
    let (status, data, _) = workload(&["--version"]);
    assert_eq!((status, data), (0, format!("workload {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn the_manual_says_what_the_status_means() {
    let folder = tempfile::tempdir().unwrap();
    let (status, _, talk) = workload(&["man", folder.path().to_str().unwrap()]);
    assert_eq!(status, 0, "{talk}");
    for (name, status) in [
        ("workload.1", "nothing was found to check"),
        ("workload-validate.1", "There are errors or warnings."),
        ("workload-plan.1", "something gets stuck"),
        ("workload-choose.1", "The command did its work."),
    ] {
        let page = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(page.contains("\n.SH \"EXIT STATUS\"\n.TP\n0\n") && page.contains(status), "{page}");
        assert!(page.contains(".SH OPTIONS"), "{page}");
    }
    for page in std::fs::read_dir(folder.path()).unwrap() {
        let page = std::fs::read_to_string(page.unwrap().path()).unwrap();
        assert!(page.is_ascii() && page.contains("EXIT STATUS"), "{page}");
        assert!(page.lines().all(|line| line.trim_end() == line), "{page}");
        assert!(!page.contains(".SH EXTRA") && !page.contains(".br\n.sp"), "{page}");
    }
}
