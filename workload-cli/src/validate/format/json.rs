//! One JSON object; its fields keep their meaning as long as `version` is 1.

use std::io::{Result, Write};

use serde::ser::SerializeSeq as _;
use serde::{Serialize, Serializer};
use workload_core::syntax::yaml::Patch;
use workload_core::validate::lint::{Finding, Outcome, Programs};
use workload_core::validate::rules::Severity;

use crate::terminal::EscapedJson;
use crate::validate::findings::Findings;

#[derive(Serialize)]
struct Report<'o> {
    version: u32,
    summary: Summary<'o>,
    findings: Each<'o>,
}

/// The findings, each made as it is written: there may be many.
struct Each<'o>(Findings<'o>);

impl Serialize for Each<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut all = serializer.serialize_seq(None)?;
        for batch in self.0.batches() {
            batch.iter().try_for_each(|finding| all.serialize_element(&one(finding)))?;
        }
        all.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary<'o> {
    files: usize,
    documents: usize,
    skipped: usize,
    unchecked: Vec<Unchecked<'o>>,
    programs: &'o Programs,
    errors: usize,
    warnings: usize,
    infos: usize,
    /// The errors that are not among the findings, because there are too many of one object.
    not_shown: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct One<'o> {
    rule: &'o str,
    name: &'o str,
    severity: &'o str,
    message: &'o str,
    file: &'o str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    path: &'o str,
    named_path: &'o str,
    object: Option<Object<'o>>,
    help: Option<&'o str>,
    related: Vec<Related<'o>>,
    patch: Option<Fix<'o>>,
}

/// The bytes of the file to replace, and what with.
#[derive(Serialize)]
struct Fix<'o> {
    start: u32,
    end: u32,
    text: &'o str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Object<'o> {
    api_version: Option<&'o str>,
    kind: Option<&'o str>,
    namespace: Option<&'o str>,
    name: Option<&'o str>,
}

/// Objects of a kind that is not checked.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Unchecked<'o> {
    api_version: &'o str,
    kind: &'o str,
    objects: usize,
}

#[derive(Serialize)]
struct Related<'o> {
    file: &'o str,
    line: u32,
    message: &'o str,
}

/// The whole outcome.
pub(crate) fn render(outcome: &Outcome) -> String {
    let mut json = Vec::new();
    // Memory takes everything, and texts and numbers always have a form.
    let _ = write(outcome, Findings::Listed(&outcome.findings), &mut json);
    String::from_utf8(json).unwrap_or_default()
}

/// Writes the whole outcome. `findings` are its own, unless they are given one by one.
pub(crate) fn write(outcome: &Outcome, findings: Findings<'_>, out: &mut dyn Write) -> Result<()> {
    let counts = outcome.counts;
    let count = |severity| match findings {
        Findings::Listed(_) => outcome.count(severity),
        Findings::OneByOne(ordered, _) => outcome.count(severity) + ordered.count(severity),
    };
    let report = Report {
        version: 1,
        summary: Summary {
            files: counts.files,
            documents: counts.documents,
            skipped: counts.skipped,
            unchecked: outcome.unchecked.iter().map(unchecked).collect(),
            programs: &outcome.programs,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            not_shown: outcome.beyond.values().sum(),
        },
        findings: Each(findings),
    };
    serde_json::to_writer_pretty(EscapedJson(&mut *out), &report)?;
    out.write_all(b"\n")
}

fn unchecked<'o>(((api_version, kind), objects): (&'o (String, String), &usize)) -> Unchecked<'o> {
    Unchecked { api_version, kind, objects: *objects }
}

fn one(finding: &Finding) -> One<'_> {
    One {
        rule: finding.rule.code,
        name: finding.rule.name,
        severity: finding.severity.as_str(),
        message: &finding.message,
        file: &finding.file,
        line: finding.start.line,
        column: finding.start.column,
        end_line: finding.end.line,
        end_column: finding.end.column,
        path: &finding.path,
        named_path: &finding.named_path,
        object: finding.object.as_ref().map(|object| Object {
            api_version: object.api_version.as_deref(),
            kind: object.kind.as_deref(),
            namespace: object.namespace.as_deref(),
            name: object.name.as_deref(),
        }),
        help: finding.help.as_deref(),
        related: finding
            .related
            .iter()
            .map(|other| Related { file: &other.file, line: other.start.line, message: &other.message })
            .collect(),
        patch: finding.patch.as_ref().map(fix),
    }
}

fn fix(patch: &Patch) -> Fix<'_> {
    Fix { start: patch.span.start, end: patch.span.end, text: &patch.text }
}
