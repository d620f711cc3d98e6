//! What no input may do: overflow the stack, fill the memory, or cost more than it is long.
//!
//! No test here looks at a clock. The deep ones run on a small stack, and growth is counted.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::thread;

use proptest::prelude::*;
use workload_core::syntax::text::Source;
use workload_core::syntax::yaml::{Document, documents};
use workload_core::validate::lint::{Finding, Outcome, Selection, lint};

const MEBIBYTE: usize = 1 << 20;

/// Nodes that a document may have with its aliases written out.
const LARGEST: usize = 1_000_000;

/// Runs `work` on a stack of `size` KiB.
fn on_stack<T: Send + 'static>(size: usize, work: impl FnOnce() -> T + Send + 'static) -> T {
    thread::Builder::new().stack_size(size << 10).spawn(work).unwrap().join().unwrap()
}

fn look(text: &str) -> Outcome {
    lint(&[Source::new("a.yaml", text)], &Selection::default())
}

/// The nodes of every document, or its error.
fn read(text: &str) -> Vec<Result<usize, String>> {
    let nodes = |document: Document<'_>| document.tree.map(|tree| tree.len()).map_err(|error| error.message);
    documents(text).map(nodes).collect()
}

/// Reads `text` and looks at it, both on a small stack; every finding stands in the text.
fn survives(text: String) -> Vec<Result<usize, String>> {
    let (read, _) = on_stack(256, move || {
        let read = read(&text);
        let outcome = look(&text);
        all_stand_in(&text, &outcome);
        (read, outcome.findings.len())
    });
    read
}

fn all_stand_in(text: &str, outcome: &Outcome) {
    for finding in &outcome.findings {
        stands_in(text, finding);
    }
}

fn stands_in(text: &str, finding: &Finding) {
    assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
    assert!(finding.start.line >= 1 && finding.start.column >= 1, "{finding:?}");
    assert!(finding.start <= finding.end, "{finding:?}");
    for related in &finding.related {
        assert!(text.get(related.span.range()).is_some(), "{related:?}");
    }
}

fn is_refused(text: String) -> bool {
    survives(text).iter().all(Result::is_err)
}

#[test]
fn aliases_that_blow_up_are_refused() {
    // Each list names the one before nine times.
    let mut laughs = String::from("a0: &a0 lol\n");
    // Each map merges the one before nine times.
    let mut merges = String::from("a0: &a0 {k: v}\n");
    for step in 1..30 {
        let before = vec![format!("*a{}", step - 1); 9].join(", ");
        writeln!(laughs, "a{step}: &a{step} [{before}]").unwrap();
        writeln!(merges, "a{step}: &a{step} {{<<: [{before}]}}").unwrap();
    }
    assert!(is_refused(laughs));
    assert!(is_refused(merges));
}

#[test]
fn aliases_below_the_limit_are_read() {
    let few = format!("a: &a [{}]\nb: [{}]\n", vec!["x"; 900].join(", "), vec!["*a"; 900].join(", "));
    assert!(survives(few).iter().all(Result::is_ok));
    let many = format!("a: &a [{}]\nb: [{}]\n", vec!["x"; 1100].join(", "), vec!["*a"; 1100].join(", "));
    assert!(1100 * 1100 > LARGEST && is_refused(many));
}

#[test]
fn deep_nesting_is_refused_on_a_small_stack() {
    const DEEP: usize = 10_000;
    // A thousand maps in one another take half a mebibyte of indentation, ten thousand fifty.
    let block: String = (0..DEEP / 10).map(|depth| " ".repeat(depth) + "a:\n").collect();
    for text in [
        block,
        "- ".repeat(DEEP),
        format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("a: {}{}", "{a: ".repeat(DEEP), "}".repeat(DEEP)),
        format!("{}0{}", "{\"a\":[".repeat(DEEP), "]}".repeat(DEEP)),
        "[".repeat(MEBIBYTE),
        "{".repeat(MEBIBYTE),
        "? ".repeat(MEBIBYTE / 2),
    ] {
        let start = text[..20].to_owned();
        assert!(is_refused(text), "{start}");
    }
}

#[test]
fn deep_values_of_objects_fit_on_a_small_stack() {
    // As deep as documents may be: below what the decoder knows, and below what it passes by.
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for above in [
        "",
        "spec: {template: {spec: {containers: [{name: a, extra: ",
        "metadata: {managedFields: [{fieldsV1: {a: ",
    ] {
        let (braces, key) = (
            above.chars().rev().filter(|c| matches!(c, '{' | '[')),
            if above.is_empty() { "extra: " } else { "" },
        );
        let closing: String = braces.map(|open| if open == '{' { '}' } else { ']' }).collect();
        let text = format!("apiVersion: apps/v1\nkind: Deployment\n{key}{above}{deep}{closing}\n");
        let findings = on_stack(1024, move || look(&text).findings.len());
        assert!(findings > 0, "{above}");
    }
}

#[test]
fn a_million_keys_are_read_and_few_of_them_reported() {
    let mut text = String::from("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    for number in 0..LARGEST {
        writeln!(text, "k{number}: v").unwrap();
    }
    assert_eq!(read(&text), [Ok(2 * LARGEST + 9)]);
    let outcome = look(&text);
    assert_eq!(outcome.findings.iter().filter(|finding| finding.rule.code == "V04").count(), 50);
    assert_eq!(outcome.beyond["V04"], LARGEST - 50);
    all_stand_in(&text, &outcome);
}

#[test]
fn a_key_that_stands_very_often_is_reported_a_thousand_times() {
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n".to_owned()
        + &"  k: v\n".repeat(100_000);
    let outcome = look(&text);
    assert_eq!((outcome.findings.len(), outcome.beyond["V02"]), (1000, 100_000 - 1 - 1000));
}

#[test]
fn a_line_of_a_mebibyte_has_its_columns_counted() {
    let item =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"ü\"},\"data\":{\"k\":1}},";
    let count = MEBIBYTE / item.len();
    let items = item.repeat(count);
    let text =
        format!("{{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{}]}}", items.trim_end_matches(','));
    let outcome = look(&text);
    // The name and the value of each.
    assert_eq!(outcome.findings.len(), 2 * count);
    all_stand_in(&text, &outcome);
    let last = &outcome.findings[2 * count - 1];
    assert_eq!(last.start.column as usize, text[..last.span.start as usize].chars().count() + 1);
    assert!(survives("x".repeat(MEBIBYTE)).iter().all(Result::is_ok));
    assert!(survives(format!("a: \"{}", "x ".repeat(MEBIBYTE / 2))).iter().all(Result::is_err));
}

#[test]
fn a_hundred_thousand_documents_are_as_many_as_their_marks() {
    for mark in ["---", "...\n---"] {
        let text = format!("a: 1\n{mark}\n").repeat(100_000);
        assert_eq!(read(&text), vec![Ok(3); 100_000], "{mark}");
        assert_eq!(look(&text).counts.documents, 100_000, "{mark}");
    }
}

#[test]
fn documents_of_one_part_have_their_own_places() {
    let claim = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: 1}\n...\n---\n";
    let outcome = look(&claim.repeat(1000));
    // All have one name, which is a finding too.
    let values = outcome.findings.iter().filter(|finding| finding.rule.code == "V03");
    let lines: Vec<_> = values.map(|finding| finding.start.line).collect();
    assert_eq!(lines, (0..1000).map(|number| number * 6 + 4).collect::<Vec<_>>());
}

#[test]
fn noise_is_no_reason_to_fall_over() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    let noise: Vec<u8> = (0..MEBIBYTE).map(|_| byte()).collect();
    survives(String::from_utf8_lossy(&noise).into_owned());
    let printable: Vec<u8> =
        noise.iter().map(|byte| b" \n-:{}[]&*!|>'\"%@`#,?ab0"[usize::from(*byte) % 24]).collect();
    survives(String::from_utf8(printable).unwrap());
}

#[test]
fn many_comments_suppress_each_its_own_line() {
    let mut text = String::from("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n");
    for number in 0..20_000 {
        let value = if number % 10 == 0 { "1" } else { "x" };
        writeln!(text, "  # workload: allow V03 because we test\n  k{number}: {value}").unwrap();
    }
    let outcome = look(&text);
    // Nothing is beyond a limit where something is suppressed.
    assert_eq!(outcome.findings.len(), 20_000 - 2_000);
    assert!(outcome.findings.iter().all(|finding| finding.rule.code == "A02"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn whatever_stands_in_it_findings_stand_in_the_text(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let text = pieces.concat();
        all_stand_in(&text, &look(&text));
    }
}

/// What manifests are made of, and what they trip over.
const PIECES: &[&str] = &[
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n",
    "apiVersion: v1\nkind: ConfigMap\ndata:\n",
    "{apiVersion: v1, kind: List, items: [",
    "\n---\n",
    "\n...\n",
    "\n",
    "\n  ",
    "\n    ",
    "\r\n",
    "\u{85}",
    "\u{feff}",
    "\t",
    " ",
    "- ",
    "\n- ",
    "k: ",
    "k:",
    "replicas: ",
    "template: ",
    "metadata: ",
    "annotations: {workload/allow: V03 because x}",
    "<<: ",
    "&a ",
    "*a",
    "? ",
    "!!int ",
    "!!str ",
    "!x ",
    "|\n",
    ">-\n",
    "\"",
    "'",
    "\\u",
    "{",
    "}",
    "{{",
    "[",
    "]",
    ", ",
    "# ",
    " # workload: allow V04 because x\n",
    "ü",
    "😀",
    "1",
    "~",
    "x",
    "%YAML 1.1\n",
];

/// A Pod with so many of everything that comes in lists.
fn pod_of_many(many: usize) -> String {
    let each = |line: &dyn Fn(usize) -> String| (0..many).map(line).collect::<String>();
    let volumes = each(&|number| format!("  - {{name: v{number}, configMap: {{name: c{number}}}}}\n"));
    let mounts = each(&|number| format!("    - {{name: v{number}, mountPath: /m/{number}}}\n"));
    let ports =
        each(&|number| format!("    - {{name: p{number}, containerPort: {}}}\n", number % 60_000 + 1));
    let variables = each(&|number| format!("    - {{name: E{number}, value: v{number}}}\n"));
    let containers = each(&|number| format!("  - {{name: c{number}, image: 'nginx:1'}}\n"));
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  volumes:\n{volumes}  containers:\n  - name: \
         main\n    image: nginx:1\n    volumeMounts:\n{mounts}    ports:\n{ports}    env:\n{variables}{containers}"
    )
}

/// What looks for each item among all the others takes minutes.
#[test]
fn a_pod_may_have_many_of_everything() {
    let text = pod_of_many(20_000);
    let outcome = look(&text);
    all_stand_in(&text, &outcome);
    assert_eq!(outcome.counts.documents, 1);
    assert!(
        outcome.findings.iter().all(|finding| finding.rule.code != "V01"),
        "{:?}",
        outcome.findings.first()
    );
}
