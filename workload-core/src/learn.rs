//! What helps people to choose and to understand: questions, explanations.

pub mod choose;
pub mod explain;
