//! What is done in a plan, read from its words.

use std::time::Duration;

use crate::predict::simulation::Action;

/// What words come to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ScriptStep {
    /// Something is done.
    Act(Box<Action>),
    /// Time passes.
    Wait(Duration),
}
