//! When a node fetches an image.

use crate::k8s::literal::word_forms;

word_forms! {
    /// When a node fetches an image; Kubernetes' default depends on the tag.
    PullPolicy: "a pull policy" {
        /// At each start.
        Always,
        /// When the node does not have it.
        IfNotPresent,
        /// Not at all: it must be there.
        Never,
    }
}
