//! One recorded case: a text, and what real API servers answered.

use std::collections::HashMap;

use serde::Deserialize;

/// A text and its verdicts, by version.
#[derive(Deserialize)]
pub(super) struct Case {
    pub(super) id: String,
    /// The kind of the valid manifest that the text was made from; absent in older files.
    #[serde(default)]
    kind: String,
    #[serde(default)]
    base: String,
    #[serde(default)]
    pub(super) mutation: String,
    #[serde(default)]
    pub(super) yaml: String,
    /// The answers: `v1_36`.
    #[serde(flatten)]
    rest: HashMap<String, serde_json::Value>,
}

impl Case {
    /// The kind that the case is counted under.
    pub(super) fn kind(&self) -> &str {
        if self.kind.is_empty() { "workloads" } else { &self.kind }
    }

    /// The case in a line, for the list of disagreements.
    pub(super) fn title(&self) -> String {
        format!("{} {} {} [{}]", self.id, self.kind(), self.base, self.mutation)
    }

    /// The answer of a version, `v1_36`, where it was asked.
    pub(super) fn verdict(&self, version: &str) -> Option<Verdict> {
        let answer = self.rest.get(version)?;
        Some(Verdict::deserialize(answer).unwrap())
    }
}

/// The server's answer.
#[derive(Deserialize)]
pub(super) struct Verdict {
    status: String,
    #[serde(default)]
    causes: Vec<Cause>,
    #[serde(default)]
    pub(super) message: String,
}

#[derive(Deserialize)]
struct Cause {
    field: Option<String>,
}

impl Verdict {
    pub(super) fn is_accepted(&self) -> bool {
        self.status == "accepted"
    }

    /// The fields that the server names.
    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        self.causes.iter().filter_map(|cause| cause.field.as_deref())
    }

    /// Whether one of our paths is a field that the server names, or its parent.
    pub(super) fn names_one_of(&self, paths: &[&str]) -> bool {
        self.fields().any(|field| {
            let parent = field.rfind(['.', '[']).map_or("", |at| &field[..at]);
            // Of a value of the wrong type the server gives the path without indices.
            let is_same = |path: &str| path == field || path == parent || without_indices(path) == field;
            paths.iter().any(|path| is_same(path))
        })
    }
}

fn without_indices(path: &str) -> String {
    path.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect()
}
