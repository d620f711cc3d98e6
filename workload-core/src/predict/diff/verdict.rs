//! What a kind says about one field: the effect, and the words.

use super::effect::{Effect, Rollout};
use super::note::Note;
use super::refusal::Refusal;

/// What becomes of a changed field, with its words.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub effect: Effect,
    pub note: Note,
    /// What the server objects to; empty unless it refuses the change.
    pub refusals: Vec<Refusal>,
}

/// Nothing but the object changes.
pub(super) fn in_place(message: impl Into<String>) -> Verdict {
    Verdict { effect: Effect::InPlace, note: Note::new(message), refusals: Vec::new() }
}

/// Pods change by `rollout`.
pub(super) fn rolls(rollout: Rollout, message: impl Into<String>) -> Verdict {
    Verdict { effect: Effect::RollsPods { rollout }, note: Note::new(message), refusals: Vec::new() }
}

/// Nothing follows until `until`.
pub(super) fn ignored(until: impl Into<String>, message: impl Into<String>) -> Verdict {
    let effect = Effect::Ignored { until: until.into() };
    Verdict { effect, note: Note::new(message), refusals: Vec::new() }
}

/// The server refuses the change; `why` is the reason behind it. The kind's `workaround` says how
/// to reach the same state.
pub(super) fn forbidden(refusal: Refusal, why: impl Into<String>) -> Verdict {
    let note = Note::new("the server refuses this change").why(why);
    Verdict { effect: Effect::Forbidden { server: refusal.text().to_owned() }, note, refusals: vec![refusal] }
}

impl Verdict {
    /// The server objects to this as well.
    pub(super) fn also(mut self, refusal: Refusal) -> Self {
        self.refusals.push(refusal);
        self
    }

    pub(super) fn why(self, why: impl Into<String>) -> Self {
        Self { note: self.note.why(why), ..self }
    }

    pub(super) fn pods(self, pods: impl Into<String>) -> Self {
        Self { note: self.note.pods(pods), ..self }
    }

    pub(super) fn data(self, data: impl Into<String>) -> Self {
        Self { note: self.note.data(data), ..self }
    }

    pub(super) fn commands(self, commands: impl IntoIterator<Item = String>) -> Self {
        Self { note: self.note.commands(commands), ..self }
    }
}
