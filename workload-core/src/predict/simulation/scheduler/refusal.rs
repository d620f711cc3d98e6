//! Why a Pod fits no node: in full for the event, in brief for people.

use std::fmt;

/// Why a Pod fits no node; as text it is what the scheduler's event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// What keeps the Pod off the nodes as they are.
    pub(crate) brief: String,
    /// Why no Pod is ended for it, where that was asked.
    pub(crate) not_preempted: Option<String>,
}

impl From<String> for Refusal {
    fn from(brief: String) -> Self {
        Self { brief, not_preempted: None }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.brief)?;
        match &self.not_preempted {
            Some(why) => write!(f, " no new claims to deallocate, preemption: {why}"),
            None => Ok(()),
        }
    }
}
