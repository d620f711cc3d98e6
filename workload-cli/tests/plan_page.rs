//! The page of `workload plan --html` in a real browser: it shows, without an error on the
//! console, and its numbers are those of the JSON. Without Chromium it is skipped, aloud, except under CI.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A browser, as packages call it.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "chrome"];

fn browser() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&paths)
        .flat_map(|folder| BROWSERS.iter().map(move |name| folder.join(name)))
        .find(|path| path.is_file());
    if found.is_none() {
        println!("SKIPPED: there is no Chromium to show the page in");
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "CI has a browser: `.ci/run tests` installs one"
        );
    }
    found
}

fn manifests(replicas: u32) -> String {
    let mut text = String::new();
    // A name of the image that would be markup if it were not escaped.
    for (name, image) in
        [("api", "api:v1"), ("x", "</script><script>alert(1)</script><img src=x onerror=alert(2)>")]
    {
        let _ = write!(
            text,
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}}}\nspec:\n  replicas: {replicas}\n  \
             selector: {{matchLabels: {{app: {name}}}}}\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n    \
             spec: {{containers: [{{name: c, image: '{image}', resources: {{requests: {{cpu: 10m, memory: 16Mi}}}}}}]}}\n---\n"
        );
    }
    text.push_str(
        "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: report}\nspec:\n  schedule: '*/20 * * * *'\n  jobTemplate:\n    \
         spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}\n",
    );
    text
}

/// The page of so many Pods, and the plan's JSON.
fn page(folder: &Path, replicas: u32) -> Value {
    fs::write(folder.join("m.yaml"), manifests(replicas)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.current_dir(folder).args([
        "plan",
        "m.yaml",
        "--nodes",
        "20",
        "--format",
        "json",
        "--html",
        "page.html",
    ]);
    command.args(["--do", "image api=api:v2", "--do", "wait 3h"]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The page as the browser has it after its script ran, and what it said.
fn shown(browser: &Path, folder: &Path) -> (String, String) {
    let mut command = Command::new(browser);
    command.args("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run".split(' '));
    command.args("--disable-background-networking --disable-component-update --disable-sync".split(' '));
    command.arg(format!("--user-data-dir={}", folder.join("profile").display()));
    command.args(["--enable-logging=stderr", "--dump-dom"]);
    command.arg(format!("file://{}", folder.join("page.html").display()));
    let output = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (text(output.stdout), text(output.stderr))
}

/// Every number on the page that says where it stands in the JSON.
fn numbers(dom: &str) -> Vec<(&str, &str)> {
    let parts = dom.split("<b data-json=\"").skip(1);
    parts
        .filter_map(|part| {
            part.split_once("\">").map(|(place, rest)| (place, rest.split_once('<').unwrap().0))
        })
        .collect()
}

#[track_caller]
fn shows(replicas: u32, least_numbers: usize) -> String {
    let Some(browser) = browser() else { return String::new() };
    let folder = tempfile::tempdir().unwrap();
    let plan = page(folder.path(), replicas);
    let (dom, said) = shown(&browser, folder.path());
    let errors: Vec<_> = said.lines().filter(|line| line.contains(":CONSOLE")).collect();
    assert!(errors.is_empty(), "{errors:?}");
    // Only the page's script says so, at its end.
    let workloads = plan["workloads"].as_array().unwrap().len();
    assert!(dom.contains(&format!("data-workloads=\"{workloads}\"")), "the script did not run: {said}");
    let numbers = numbers(&dom);
    assert!(numbers.len() >= least_numbers, "{numbers:?}");
    for (place, number) in numbers {
        let wanted = plan.pointer(place).unwrap_or_else(|| panic!("{place} is not in the JSON"));
        assert_eq!(wanted.to_string(), number, "{place}");
    }
    assert_eq!(dom.matches("<script").count(), 2, "a name became markup");
    assert!(!dom.contains("<img"), "a name became markup");
    dom
}

#[test]
fn a_page_shows_the_numbers_of_the_plan() {
    let dom = shows(3, 40);
    assert!(dom.is_empty() || dom.contains("class=\"pod\" tabindex=\"0\""));
}

#[test]
fn a_page_of_a_thousand_pods_shows_some_and_says_so() {
    let dom = shows(1000, 40);
    assert!(dom.is_empty() || dom.contains("The first 50 and the last 30 of"), "{dom}");
    assert!(dom.len() < 6_000_000, "{} bytes", dom.len());
}

#[test]
fn a_page_needs_nothing_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    page(folder.path(), 3);
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    for outside in ["http:", "https:", "src=", "url(\"", "@import", "fetch("] {
        // Names of images may hold anything, escaped.
        let own = page.replace("src=x", "");
        assert!(!own.contains(outside), "{outside}");
    }
    assert!(page.contains("prefers-color-scheme: dark"));
}
