//! The words that come with every change.

use serde::Serialize;

/// What a person wants to know about a change, in sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// What happens, in one sentence.
    pub message: String,
    /// Why it is so; empty when the message says it all.
    pub why: String,
    /// What to type, in order, to get there; empty when applying is enough. A line that begins
    /// with `#` is a remark.
    pub commands: Vec<String>,
    /// What happens to Pods on the way.
    pub pods: String,
    /// What happens to data on the way.
    pub data: String,
}

impl Note {
    /// A note that nothing but objects is touched, until more is said.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            why: String::new(),
            commands: Vec::new(),
            pods: "No Pod is touched.".to_owned(),
            data: "No data is touched.".to_owned(),
        }
    }

    pub(super) fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    pub(super) fn pods(mut self, pods: impl Into<String>) -> Self {
        self.pods = pods.into();
        self
    }

    pub(super) fn data(mut self, data: impl Into<String>) -> Self {
        self.data = data.into();
        self
    }

    pub(super) fn commands(mut self, commands: impl IntoIterator<Item = String>) -> Self {
        self.commands = commands.into_iter().collect();
        self
    }

    /// The same message and reason on another way: its commands and consequences.
    pub(super) fn with_workaround(self, way: Note) -> Self {
        Self { commands: way.commands, pods: way.pods, data: way.data, ..self }
    }
}
