//! What became of each object.

use serde::Serialize;

/// How an object came through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Outcome {
    /// Keys and fields say all of it.
    Native,
    /// What no key says is in `customize`.
    Customized,
    /// It is kept as YAML.
    Kept,
    /// It is left out, for the reason that the report gives.
    Skipped,
}

/// One object and how it came through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Imported {
    /// The file that it was read from.
    pub file: String,
    /// Its line there, from 1.
    pub line: u32,
    /// The environment that it is of, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Whether it is a workload: an app of its own.
    pub is_workload: bool,
    /// How it came through.
    pub outcome: Outcome,
    /// The struct that it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// The fields that no key says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Why it is left out, or why an object that is or could be part of an app is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What became of each object, in the order of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The objects.
    pub objects: Vec<Imported>,
}

impl Report {
    fn count(&self, outcome: Outcome) -> usize {
        self.objects.iter().filter(|object| object.outcome == outcome).count()
    }

    /// How many objects keys and fields say whole.
    #[must_use]
    pub fn native(&self) -> usize {
        self.count(Outcome::Native)
    }

    /// How many objects need `customize`.
    #[must_use]
    pub fn customized(&self) -> usize {
        self.count(Outcome::Customized)
    }

    /// How many are left out.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.count(Outcome::Skipped)
    }

    /// How many objects are kept as YAML.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.count(Outcome::Kept)
    }
}
