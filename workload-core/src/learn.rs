//! What helps people to choose and to understand: questions, explanations, and the article they rest on.

pub mod article;
pub mod choose;
pub mod explain;
pub mod field;
pub mod names;
