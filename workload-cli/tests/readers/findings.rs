//! The page of findings.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::audit::is_sound;
use crate::browser::{browser, console, shown};

/// Apps that keep data on scratch, and one that the API server refuses.
fn manifests(apps: usize) -> String {
    let mut text = String::new();
    for n in 0..apps {
        let _ = write!(
            text,
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: redis-{n}, namespace: shop}}\nspec:\n  replicas: 0x\n  \
             selector: {{matchLabels: {{app: redis-{n}}}}}\n  template:\n    metadata: {{labels: {{app: redis-{n}}}}}\n    spec:\n      \
             containers:\n        - name: '<img src=x onerror=alert(1)>'\n          image: redis:7.4\n          imagePullPolcy: Always\n---\n"
        );
    }
    text
}

/// The page, as the binary writes it.
fn page(folder: &Path, apps: usize) -> String {
    fs::write(folder.join("m.yaml"), manifests(apps)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.current_dir(folder).args([
        "validate",
        "m.yaml",
        "--all",
        "--format",
        "short",
        "--output",
        "html=page.html",
    ]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let findings =
        String::from_utf8(output.stdout).unwrap().lines().filter(|line| line.starts_with("m.yaml:")).count();
    let page = fs::read_to_string(folder.join("page.html")).unwrap();
    assert_eq!(page.matches("<article class=\"item\"").count(), findings);
    assert!(findings >= apps * 3, "{findings}");
    page
}

#[test]
fn every_finding_stands_on_the_page_with_its_line_and_rule() {
    let folder = tempfile::tempdir().unwrap();
    let page = page(folder.path(), 2);
    assert!(!page.contains("<img"), "a name became markup");
    assert!(page.contains("<mark>imagePullPolcy</mark>") || page.contains("<mark>imagePullPolcy"), "{page}");
    assert!(page.contains("Deployment shop/<wbr>redis-1"));
    // Every link leads somewhere.
    for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(page.contains(&format!("id=\"{link}\"")), "#{link} leads nowhere");
    }
    is_sound(&folder.path().join("page.html"));
}

#[test]
fn no_findings_are_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("m.yaml"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}")
        .unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    let output =
        command.current_dir(folder.path()).args(["validate", "m.yaml", "--format", "html"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("No findings."));
}

#[test]
fn thousands_of_findings_are_searched() {
    let folder = tempfile::tempdir().unwrap();
    let page = page(folder.path(), 1700);
    assert!(page.matches("<article").count() >= 5000 && page.len() < 30_000_000, "{}", page.len());
    let Some(browser) = browser() else { return };
    let path = folder.path().join("searched.html");
    let search = "<script>search.value = 'redis-1699'; filter(); document.documentElement.dataset.left = shown.textContent;</script>";
    fs::write(&path, page.replace("</body>", &format!("{search}</body>"))).unwrap();
    let (dom, said) = shown(&browser, &path, false);
    assert!(console(&said).is_empty(), "{:?}", console(&said));
    let left = dom.split("data-left=\"").nth(1).unwrap().split(' ').next().unwrap();
    assert!((1..20).contains(&left.parse::<usize>().unwrap()), "{left}");
}
