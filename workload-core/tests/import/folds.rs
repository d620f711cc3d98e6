//! What belongs to an app becomes its keys, what nobody should apply is left out, and comments stay at their part.

use std::fs;
use std::path::Path;
use std::process::Command;

use workload_core::import::{Module, Outcome, differences, import};

/// The import of one of the test's own manifests.
fn module(name: &str) -> (String, Module) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/import/manifests/{name}.yaml"));
    let text = fs::read_to_string(path).unwrap();
    let module = import(name, &[(name, &text)]).unwrap();
    (text, module)
}

#[track_caller]
fn contains(module: &Module, parts: &[&str]) {
    for part in parts {
        assert!(module.source.contains(part), "{part} is not in:\n{}", module.source);
    }
}

#[test]
fn companions_become_keys() {
    let (text, module) = module("companions");
    let report: Vec<_> = module.report.objects.iter().filter(|one| one.outcome != Outcome::Native).collect();
    assert!(report.is_empty(), "{report:#?}\n{}", module.source);
    assert!(module.kept.is_empty());
    assert_eq!(differences(&text, &module.to_yaml()).unwrap(), Vec::<String>::new());
    contains(
        &module,
        &[
            "autoscale(",
            "disruption_budget(",
            "network_policy(",
            "ingress(",
            "binding = \"front-reads\"",
            "config_map(name = \"front-settings\", \"LOG\" = \"info\")",
            "pub uploads: Claim<ReadWriteMany>,",
            ".named(ObjectName::new(\"front-pages\"))",
            "r#\"<h1 class=\"big\">Shop</h1>\n<p>Open all day.</p>\n\"#",
        ],
    );
}

#[test]
fn comments_stay_at_their_part() {
    let (_, module) = module("companions");
    contains(
        &module,
        &[
            "// The front end, and everything that belongs to it.\n#[derive(",
            "    // pinned until the next release\n    #[workload(image)]\n",
            "    // what the Ingress leads to\n    #[workload(port",
            "        // Reloaded by hand.\n        \"LOG\" = ",
            "    // cheap nodes are fine\n    tolerate(",
        ],
    );
    let nightly = self::module("nightly").1;
    contains(&nightly, &["    // after the backups\n    schedule = ", "// Two are enough to compare."]);
    let custom = self::module("custom").1;
    assert!(
        custom.kept["custom.yaml"]
            .contains("# A site, as its operator wants it.\napiVersion: example.com/v1")
    );
}

#[test]
fn objects_of_a_cluster_lose_what_the_server_wrote() {
    let (text, module) = module("live");
    assert_eq!(
        (module.report.native(), module.report.skipped(), module.kept.len()),
        (2, 4, 0),
        "{}",
        module.source
    );
    for unsaid in
        ["termination", "progress_deadline", "dns_policy", "10.0.0.7", "31234", "rolling_update", "timeout"]
    {
        assert!(!module.source.contains(unsaid), "{unsaid} is in:\n{}", module.source);
    }
    contains(&module, &["ready(http = \"/\", port = \"http\")", "replicas: 2,"]);
    assert_eq!(differences(&text, &module.to_yaml()).unwrap(), Vec::<String>::new());
}

#[test]
fn the_data_of_secrets_stand_nowhere() {
    let (_, module) = module("secrets");
    let secret = &module.report.objects[0];
    assert_eq!((secret.outcome, secret.kind.as_str()), (Outcome::Skipped, "Secret"));
    assert_eq!(module.report.objects[1].line, 6);
    assert!(secret.reason.as_ref().unwrap().contains("Secret"));
    assert!(!module.source.contains("correct horse") && module.kept.is_empty());
    contains(
        &module,
        &[
            "secret(\"db\", \"password\")",
            "extra_service(",
            "    // the last one that is tested\n    #[workload(image)]",
            "// not in the grammar: spec.volumeClaimTemplates.0.spec.resources.limits",
        ],
    );
}

#[test]
fn what_the_derive_would_refuse_is_customized() {
    let (text, module) = module("refused");
    let fields = &module.report.objects[0].fields;
    for field in ["tolerations", "topologySpreadConstraints", "resources"] {
        assert!(fields.iter().any(|said| said.contains(field)), "{field} is not in {fields:?}");
    }
    contains(&module, &["pub huge: AnyVolume", "pub host: AnyVolume", "pub files: AnyVolume"]);
    assert_eq!(differences(&text, &module.to_yaml()).unwrap(), Vec::<String>::new());
}

/// The sources are as rustfmt would have them, without it having run.
#[test]
fn sources_are_formatted() {
    let rustfmt = || Command::new("rustfmt");
    if !rustfmt().arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no rustfmt");
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let written = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import-formatted");
    fs::create_dir_all(&written).unwrap();
    // A crate of its own has rustfmt's own settings.
    fs::write(written.join("rustfmt.toml"), "").unwrap();
    let mut sources = Vec::new();
    for path in ["manifests", "examples"].iter().flat_map(|name| crate::corpus::files(&folder.join(name))) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let source = written.join(format!("{name}.rs"));
        fs::write(&source, import(name, &[(name, &text)]).unwrap().source).unwrap();
        sources.push(source);
    }
    let output = rustfmt().args(["--edition", "2024", "--check"]).args(&sources).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// The printed source of every manifest of the test: `UPDATE=1 cargo test …` writes it anew.
#[test]
fn sources_are_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut count = 0;
    for path in crate::corpus::files(&folder.join("manifests")) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let source = module(&name).1.source;
        let expected = folder.join(format!("expected/{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(folder.join("expected")).unwrap();
            fs::write(&expected, &source).unwrap();
        }
        let written = fs::read_to_string(&expected).unwrap();
        assert_eq!(source, written, "{} is another; see it with UPDATE=1", expected.display());
        count += 1;
    }
    assert!(count >= 10, "{count}");
}
