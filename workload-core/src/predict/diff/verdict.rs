//! What a kind says about one field: the effect, and the words.

use super::effect::{Effect, Rollout};
use super::note::Note;

/// What becomes of a changed field, with its words.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub effect: Effect,
    pub note: Note,
}

/// Nothing but the object changes.
pub(super) fn in_place(message: impl Into<String>) -> Verdict {
    Verdict { effect: Effect::InPlace, note: Note::new(message) }
}

/// Pods change by `rollout`.
pub(super) fn rolls(rollout: Rollout, message: impl Into<String>) -> Verdict {
    Verdict { effect: Effect::RollsPods { rollout }, note: Note::new(message) }
}

/// Nothing follows until `until`.
pub(super) fn ignored(until: impl Into<String>, message: impl Into<String>) -> Verdict {
    Verdict { effect: Effect::Ignored { until: until.into() }, note: Note::new(message) }
}

/// The server says `server`; `why` is the reason behind it. How to get there all the same is
/// said by the kind's `way`.
pub(super) fn forbidden(server: impl Into<String>, why: impl Into<String>) -> Verdict {
    let note = Note::new("the server refuses this change").why(why);
    Verdict { effect: Effect::Forbidden { server: server.into() }, note }
}

impl Verdict {
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
