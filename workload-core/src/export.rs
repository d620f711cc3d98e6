//! How manifests leave a crate: exports by name, the program that answers, build scripts.
//!
//! The only room with input and output.

pub mod build_script;
mod harness;
mod protocol;
mod registry;

pub use harness::{ANSWER_VARIABLE, NAMES_VARIABLE, export_main};
pub use protocol::{Answer, ExportedManifest, ExportedPlace, ExportedProblem, OneExport};
pub use registry::{Export, Exported, exports};
