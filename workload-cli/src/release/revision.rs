//! What is kept of one apply.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use workload_core::k8s::ObjectRef;

use super::digest::digest;
use super::hidden::hidden;

/// The version of the form.
const VERSION: u32 = 1;

/// What became of an apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum RevisionState {
    /// It has begun, and nothing is known of its end.
    Pending,
    /// Something could not be written, or did not become ready.
    Failed,
    /// Everything was written.
    Applied,
    /// Everything was written, and has become ready.
    Ready,
    /// It was applied, and a rollback went back behind it.
    RolledBack,
}

impl RevisionState {
    /// All states.
    const ALL: [Self; 5] = [Self::Pending, Self::Failed, Self::Applied, Self::Ready, Self::RolledBack];

    /// As it is written.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Failed => "failed",
            Self::Applied => "applied",
            Self::Ready => "ready",
            Self::RolledBack => "rolledBack",
        }
    }

    /// Reads what was written; what is not known has no known end.
    pub(crate) fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.word() == word).unwrap_or(Self::Pending)
    }

    /// Whether a rollback may go there unasked.
    pub(crate) fn is_good(self) -> bool {
        matches!(self, Self::Applied | Self::Ready)
    }
}

/// The objects of an apply, with hashes in place of the data of Secrets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Revision {
    version: u32,
    /// What is hashed along with the data of Secrets.
    pub(crate) salt: String,
    /// The objects.
    pub(crate) objects: Vec<Value>,
}

impl Revision {
    /// The revision that an apply of these objects is.
    pub(crate) fn new(salt: &str, objects: &[Value]) -> Self {
        let objects = objects.iter().map(|object| hidden(object, salt)).collect();
        Self { version: VERSION, salt: salt.to_owned(), objects }
    }

    /// Whether the program knows the form.
    pub(crate) fn is_known(&self) -> bool {
        self.version == VERSION
    }

    /// The hash of the objects, in whatever order they are.
    pub(crate) fn digest(&self) -> String {
        let mut objects: Vec<String> = self.objects.iter().map(Value::to_string).collect();
        objects.sort();
        digest(&self.salt, objects.join("\n").as_bytes())
    }

    /// The object of this reference.
    pub(crate) fn get(&self, object: &ObjectRef) -> Option<&Value> {
        self.objects.iter().find(|own| ObjectRef::from_json(own).as_ref() == Some(object))
    }
}
