//! Reviewed diffs: a file that says what an apply is to do, and the apply that does that or nothing.
//!
//! [`plan`] is the file, [`find`] knows one among inputs, [`again`] reads what it was made from once more,
//! and [`mod@moved`] says what is not as it was reviewed.

mod again;
mod find;
mod moved;
mod plan;
mod set;
mod state;

pub(crate) use find::{refuse_to_replace_an_input, reviewed_plan};
pub(crate) use moved::moved;
pub(crate) use plan::ReviewedPlan;
