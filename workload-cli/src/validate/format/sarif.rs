//! SARIF 2.1.0, which code scanning reads. Columns count characters.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};
use workload_core::syntax::text::Position;
use workload_core::validate::lint::{Finding, Outcome, Related};
use workload_core::validate::rules::{self, Rule, Severity};

use crate::terminal::visible_json;
use crate::validate::identity::fingerprints;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run with every rule of the tool, and the findings.
pub(crate) fn render(outcome: &Outcome) -> String {
    let rules: Vec<_> = rules::all().collect();
    let marks = fingerprints(&outcome.findings);
    let results: Vec<_> =
        outcome.findings.iter().zip(marks).map(|(finding, mark)| result(finding, &rules, &mark)).collect();
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
    visible_json(&format!("{log:#}\n"))
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": full_description(rule) },
        "helpUri": concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/workload-core/docs/rules.md"),
        "properties": { "tags": ["kubernetes", rule.family()] },
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

fn result(finding: &Finding, rules: &[&Rule], mark: &str) -> Value {
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
        "partialFingerprints": { "workload/v2": mark },
    })
}

fn location(file: &str, start: Position, end: Option<Position>) -> Value {
    let mut region = json!({ "startLine": start.line, "startColumn": start.column });
    if let Some(end) = end {
        region["endLine"] = json!(end.line);
        region["endColumn"] = json!(end.column);
    }
    let path = Path::new(file);
    let place = if path.is_absolute() {
        json!({ "uri": format!("file://{}", uri(file)) })
    } else {
        json!({ "uri": uri(file), "uriBaseId": "%SRCROOT%" })
    };
    json!({ "physicalLocation": { "artifactLocation": place, "region": region } })
}

fn related(other: &Related) -> Value {
    let mut place = location(&other.file, other.start, None);
    place["message"] = json!({ "text": other.message });
    place
}

/// A path as a URI: what may not stand in one is escaped.
fn uri(file: &str) -> String {
    let file = if cfg!(windows) { file.replace('\\', "/") } else { file.to_owned() };
    let mut uri = String::with_capacity(file.len());
    for byte in bytes_of(&file) {
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

/// The bytes of a path that people read: there what is not UTF-8 stands as `\xFF`.
fn bytes_of(file: &str) -> Vec<u8> {
    let mut parts = file.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = byte.filter(|byte| !byte.is_ascii()) {
            bytes.push(byte);
            bytes.extend_from_slice(&part.as_bytes()[2..]);
        } else {
            bytes.extend_from_slice(b"\\x");
            bytes.extend_from_slice(part.as_bytes());
        }
    }
    bytes
}

/// The first paragraph of a rule's documentation.
fn full_description(rule: &Rule) -> String {
    rule.doc.trim().split("\n\n").next().unwrap_or_default().replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn names_are_escaped_byte_by_byte() {
        assert_eq!(uri("k8s/an app.yaml"), "k8s/an%20app.yaml");
        assert_eq!(uri("\\xFC.yaml"), "%FC.yaml");
        assert_eq!(uri("ü\u{1b}"), "%C3%BC%1B");
        if cfg!(unix) {
            assert_eq!(uri("a\\xy\\x41"), "a%5Cxy%5Cx41");
        }
    }
}
