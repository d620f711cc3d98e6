//! Text with places in it: sources, lines, spans, YAML trees, paths and edits.
//!
//! The lowest room of the house: it knows no Kubernetes.

mod emit;
pub mod text;
#[cfg(feature = "validate")]
pub mod yaml;

pub use emit::to_yaml;
