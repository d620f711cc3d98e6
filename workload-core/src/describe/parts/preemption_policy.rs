//! Whether Pods push out others.

use crate::k8s::literal::word_forms;

word_forms! {
    /// Whether Pods push out others of a lower priority.
    PreemptionPolicy: "a preemption policy" {
        /// They do: Kubernetes' default.
        PreemptLowerPriority,
        /// They wait for room.
        Never,
    }
}
