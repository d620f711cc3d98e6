//! Versions of Kubernetes: what each brought, dropped and refuses.

use super::section::sections;
use super::topic::Topic;

pub(super) fn topics() -> Vec<Topic> {
    sections(include_str!("../../../docs/versions.md"), |_| "Versions of Kubernetes")
}
