//! What the status of a container that has ended shows.

use crate::k8s::literal::word_forms;

word_forms! {
    /// What the status of a container that has ended shows.
    TerminationMessagePolicy: "a termination message policy" {
        /// The content of the file, Kubernetes' default.
        File,
        /// The end of the log, when the container failed and the file is empty.
        FallbackToLogsOnError,
    }
}
