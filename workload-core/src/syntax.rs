//! Text with places in it: sources, lines, spans, YAML trees, paths and edits.
//!
//! The lowest room of the house: it knows no Kubernetes.

pub mod text;
pub mod yaml;
