//! How manifests leave a crate: exports by name, the program that answers, build scripts.
//!
//! The only room with input and output.

#[cfg(feature = "kube")]
mod apply;
mod atomic_write;
pub mod build_script;
#[cfg(feature = "validate")]
mod findings;
mod harness;
#[cfg(feature = "validate")]
mod kept;
mod protocol;
mod record;
mod registry;

#[cfg(feature = "kube")]
pub use apply::{Apply, ApplyError};
pub use atomic_write::{Destination, StagedFile, atomic_write, remove_temporary_files};
#[cfg(feature = "validate")]
pub use findings::{TracedFinding, lint_manifests};
pub use harness::{ANSWER_VARIABLE, EXPORT_MAIN_MARKER, NAMES_VARIABLE, export_main};
#[cfg(feature = "validate")]
pub use kept::manifests_from_yaml;
pub use protocol::{Answer, ExportedManifest, ExportedPlace, ExportedProblem, OneExport};
pub use record::Record;
pub use registry::{Export, Exported, exports};
