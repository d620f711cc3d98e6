//! Whether live objects are ready, what is missing, and why it does not come.
//!
//! [`Readiness`] is read from the JSON of a live object, as its controller reports it: one file a kind in
//! `kinds`, and the common conditions for everything else. A [`Cause`] is what keeps a Pod or its
//! controller from going on, as Pods and Events tell it, with the way out. [`Tree`] puts a set together
//! with what it owns, down to the Pods. Nothing is read, written or awaited, and no clock is asked.

mod cause;
mod conditions;
mod deletion;
mod judge;
mod kinds;
mod progress;
mod surroundings;
mod time_limit;
mod tree;

pub use cause::{Cause, causes_of_event, causes_of_pod};
pub use judge::{absent, readiness};
pub use progress::Readiness;
pub use surroundings::Surroundings;
pub use time_limit::{TimeLimit, time_limit};
pub use tree::{Node, Tree};
