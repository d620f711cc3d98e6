//! What is found in a file that is kept checked, as others see it.

use std::path::Path;
use std::sync::Arc;

use workload_core::validate::lint::Finding;

/// What is found in a file.
#[derive(Clone, Debug)]
pub(crate) struct FileState {
    /// What findings call it.
    pub(crate) name: Arc<str>,
    /// Its absolute path.
    pub(crate) path: Arc<Path>,
    /// The text that was checked.
    pub(crate) text: Arc<String>,
    /// What is found in it, in the order of the text.
    pub(crate) findings: Arc<Vec<Finding>>,
    /// Whether it is one of the files that are checked; otherwise findings of these stand in it.
    pub(crate) is_checked: bool,
}
