//! Whether a container of a job starts again after a failure.

use serde::{Deserialize, Serialize};

use crate::k8s::literal::forms;
use crate::syntax::text::{Message, same, word_index};

/// What happens when a container of a run-to-end app fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RestartPolicy {
    /// It starts again in the same Pod.
    OnFailure,
    /// The Pod has failed; the job makes a new one.
    Never,
}

impl RestartPolicy {
    #[track_caller]
    const fn from_word(word: &'static str) -> Self {
        const ALL: [RestartPolicy; 2] = [RestartPolicy::OnFailure, RestartPolicy::Never];
        if same(word, "Always") {
            let message = Message::of("`Always` would run the job again after it has succeeded: ")
                .push("write `OnFailure` or `Never` (article §6.3)");
            panic!("{}", message.as_str());
        }
        match word_index(word, &["OnFailure", "Never"], "a restart policy of a job") {
            Ok(at) => ALL[at],
            Err(message) => panic!("{}", message.as_str()),
        }
    }

    /// The word as Kubernetes spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnFailure => "OnFailure",
            Self::Never => "Never",
        }
    }
}

impl From<RestartPolicy> for String {
    fn from(policy: RestartPolicy) -> Self {
        policy.as_str().to_owned()
    }
}

forms!(RestartPolicy: "`OnFailure` or `Never`", text => RestartPolicy::from_word, word => RestartPolicy::from_word);
