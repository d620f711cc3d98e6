//! Which workload an app needs: the article's questions, one after another, to one answer.
//!
//! The tree is that of article §2.2 with two corrections. "One on every node?" is asked before
//! "keeps data?", as a per-node agent that keeps nothing would otherwise end as a Deployment;
//! and data is either durable or a cache that may be lost, before a StatefulSet is thought of.
//!
//! ```
//! use workload_core::learn::choose::{Needs, choose};
//!
//! let needs = Needs { long_running: Some(true), stable_identity: Some(true), ..Needs::default() };
//! let choice = choose(&needs).unwrap();
//! assert_eq!(choice.kind.name(), "StatefulSet");
//! assert!(choice.others.iter().any(|other| other.why.contains("§4.2")));
//! ```

mod answers;
mod choice;
mod contradiction;
mod kind;
mod leaf;
mod needs;
mod question;
mod ruled_out;
mod start;
mod tree;

pub use answers::Answers;
pub use choice::{Choice, Other, Step, steps};
pub use contradiction::Contradiction;
pub use kind::Kind;
pub use leaf::Leaf;
pub use needs::Needs;
pub use question::{Question, Reply};
pub use tree::{End, Passed, walk};

/// Why needs lead to no workload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// Two of them cannot both be.
    Contradiction(Contradiction),
    /// A question is open that only the app's author can answer.
    Open(Question),
}

/// The workload for an app with these needs. What they leave open is answered as
/// [`Question::usual`] says; how long the app runs has no usual answer.
///
/// # Errors
///
/// When needs contradict each other, or do not say how long the app runs.
pub fn choose(needs: &Needs) -> Result<Choice, Undecided> {
    let answers = needs.answers().map_err(Undecided::Contradiction)?;
    Choice::of(&answers.completed()).map_err(Undecided::Open)
}
