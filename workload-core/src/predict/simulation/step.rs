//! An action that is going to be done.

use super::action::Action;
use super::queue::Millis;

/// An action with its time.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) at: Millis,
    pub(crate) action: Action,
}
