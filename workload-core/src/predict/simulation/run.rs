//! What came of a simulation: events, counts over time, the lives of Pods, what is stuck.

mod deleted;
mod event;
mod finished;
mod index;
mod lifeline;
mod lots;
mod preempted;
mod samples;
mod stuck;

pub use self::event::Event;
pub use self::finished::Run;
pub use self::lifeline::{Lifeline, Span, State};
pub use self::lots::{Lot, LotKind};
pub use self::preempted::Preempted;
pub use self::samples::Sample;
pub use self::stuck::Stuck;
