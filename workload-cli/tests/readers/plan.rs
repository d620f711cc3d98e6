//! The page of a plan.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::audit::is_sound;
use crate::browser::{browser, console, shown as shown_in};

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
    let (dom, said) = shown_in(&browser, &folder.path().join("page.html"), false);
    assert!(console(&said).is_empty(), "{:?}", console(&said));
    // Only the page's script says so, at its end: an entry for each workload, and one for what is new.
    let entries = plan["workloads"].as_array().unwrap().len() + 1;
    assert!(dom.contains(&format!("data-items=\"{entries}\"")), "the script did not run: {said}");
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
    let dom = shows(3, 25);
    assert!(dom.is_empty() || dom.contains("class=\"lane pod\""));
}

#[test]
fn a_page_of_a_thousand_pods_shows_some_and_says_so() {
    let dom = shows(1000, 25);
    assert!(dom.is_empty() || dom.contains("the first 50 and the last 30 of"), "{dom}");
    assert!(dom.len() < 6_000_000, "{} bytes", dom.len());
}

#[test]
fn a_page_needs_nothing_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    page(folder.path(), 3);
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    for outside in ["http:", "https:", "src=", "url(\"", "@import", "fetch("] {
        // Names of images may hold anything, escaped.
        let own = page.replace("src=<wbr>x", "").replace("src=x", "");
        assert!(!own.contains(outside), "{outside}");
    }
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
}

const RECREATED: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: a-team-with-a-long-name}
spec:
  replicas: 3
  strategy: {type: Recreate}
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: api, image: 'registry.example.com/a-rather-long-path/of-an-image/api:v1', resources: {requests: {memory: 128Mi}}}]}
";

/// The page of a plan from one text to another.
fn planned(folder: &Path, old: &str, new: &str, more: &[&str]) -> String {
    fs::write(folder.join("old.yaml"), old).unwrap();
    fs::write(folder.join("new.yaml"), new).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.current_dir(folder).args(["plan", "old.yaml", "new.yaml", "--html", "page.html"]).args(more);
    command.output().unwrap();
    fs::read_to_string(folder.join("page.html")).unwrap()
}

#[test]
fn an_outage_leads_and_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    let new = RECREATED.replace("api:v1", "api:v2").replace("128Mi", "256Mi");
    let page = planned(folder.path(), RECREATED, &new, &["--do", "drain node-1", "--do", "wait 24h"]);
    let verdict = page.find("1 workload out of service for a time").unwrap();
    assert!(verdict < page.find("What changes").unwrap());
    assert!(
        page.contains("0 of 3 ready for 3s, from 0s")
            && page.contains("<span class=\"badge bad\">outage</span>")
    );
    // What Pods take is assumed and said; actions have words; amounts have units.
    assert!(page.contains("a Pod takes 2s to become ready and 1s to stop"), "{page}");
    assert!(page.contains("drain node-1") && !page.contains("something was done"));
    assert!(page.contains("memory</dd>") && page.contains("<code>256Mi</code>"));
    assert!(!page.split("<script type=").next().unwrap().contains("268435456"));
    // The long wait is cut out of the chart, and each sentence is said once.
    assert!(page.contains("class=\"cut\""));
    let shown = page.split("<script type=\"application/json\"").next().unwrap();
    assert_eq!(shown.matches("No Pod serves from the moment").count(), 1);
    assert!(!shown.contains('`'), "a backtick is shown as it is");
    is_sound(&folder.path().join("page.html"));
}

#[test]
fn a_refused_change_comes_with_the_way_around_first_and_claims_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let new = RECREATED.replace("app: api}", "app: web}");
    let page = planned(folder.path(), RECREATED, &new, &[]);
    let way = page.find("--cascade=orphan").unwrap();
    assert!(way < page.find("<section id=\"changes\"").unwrap());
    assert!(page.contains("The API server refuses 1 change") && !page.contains("<section id=\"workloads\""));
    is_sound(&folder.path().join("page.html"));
}

#[test]
fn runs_of_a_cron_job_have_a_clock() {
    let folder = tempfile::tempdir().unwrap();
    page(folder.path(), 2);
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert!(page.contains("time of day, UTC") && page.contains("9 runs due, 9 started, none late"), "{page}");
    assert!(page.contains(">02:00<"));
    is_sound(&folder.path().join("page.html"));
}
