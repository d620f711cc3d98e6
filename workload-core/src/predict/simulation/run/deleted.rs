//! The workloads that were deleted, and not made again.

use std::collections::BTreeMap;
use std::time::Duration;

use super::finished::Run;
use super::index::{full_name, is_workload};
use crate::predict::simulation::log::{EventKind, Subject};

impl Run {
    /// When each workload was deleted that is not there at the end, by its name.
    #[must_use]
    pub fn deleted(&self) -> BTreeMap<String, Duration> {
        let mut deleted = BTreeMap::new();
        for record in &self.world.log {
            let Subject::Object(id) = record.subject else { continue };
            if !is_workload(&self.world, id) {
                continue;
            }
            match record.what {
                EventKind::Deleted => {
                    deleted.insert(full_name(&self.world, id), Duration::from_millis(record.at));
                }
                // Made again under its name.
                _ if !self.world.object(id).gone && !deleted.is_empty() => {
                    deleted.remove(&full_name(&self.world, id));
                }
                _ => {}
            }
        }
        deleted
    }
}
