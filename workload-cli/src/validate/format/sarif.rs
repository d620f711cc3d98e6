//! SARIF 2.1.0, which code scanning reads. Columns count characters.

use std::fmt::Write as _;

use serde_json::{Value, json};
use workload_core::syntax::text::{Position, fingerprint};
use workload_core::validate::lint::{Finding, Outcome, Related};
use workload_core::validate::rules::{self, Rule, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run with every rule of the tool, and the findings.
pub(crate) fn render(outcome: &Outcome) -> String {
    let rules: Vec<_> = rules::all().collect();
    let results: Vec<_> = outcome.findings.iter().map(|finding| result(finding, &rules)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "workload",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.summary() },
        "help": { "text": rule.doc, "markdown": rule.doc },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(finding: &Finding, rules: &[&Rule]) -> Value {
    let help = finding.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let mut place = location(&finding.file, finding.start, Some(finding.end));
    if !finding.path.is_empty() {
        place["logicalLocations"] = json!([{ "fullyQualifiedName": finding.path }]);
    }
    json!({
        "ruleId": finding.rule.code,
        "ruleIndex": rules.iter().position(|rule| *rule == finding.rule),
        "level": level(finding.severity),
        "message": { "text": format!("{}{help}", finding.message) },
        "locations": [place],
        "relatedLocations": finding.related.iter().map(related).collect::<Vec<_>>(),
        "partialFingerprints": { "workload/v1": mark(finding) },
    })
}

fn location(file: &str, start: Position, end: Option<Position>) -> Value {
    let mut region = json!({ "startLine": start.line, "startColumn": start.column });
    if let Some(end) = end {
        region["endLine"] = json!(end.line);
        region["endColumn"] = json!(end.column);
    }
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file) }, "region": region } })
}

fn related(other: &Related) -> Value {
    let mut place = location(&other.file, other.start, None);
    place["message"] = json!({ "text": other.message });
    place
}

/// A path as a URI: what may not stand in one is escaped.
fn uri(file: &str) -> String {
    let mut uri = String::with_capacity(file.len());
    for byte in file.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => {
                // Writing to a String cannot fail.
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri
}

/// What tells a finding from others after the lines around it have moved.
fn mark(finding: &Finding) -> String {
    let name = finding.object.as_ref().and_then(|object| object.name.as_deref()).unwrap_or_default();
    fingerprint([
        finding.rule.code.as_bytes(),
        finding.file.as_bytes(),
        name.as_bytes(),
        finding.path.as_bytes(),
    ])
}
