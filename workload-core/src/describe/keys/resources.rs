//! `resources`: what a container asks for and may not exceed.

use super::on_container::on_container;
use crate::describe::parts::Resources;

on_container! {
    /// `resources(requests(cpu = "100m", memory = "128Mi"), limits(memory = "256Mi"))`: what the
    /// container asks for and may not exceed.
    #[doc(alias("limits", "requests"))]
    pub fn resources(&mut self, resources: Resources) {
        self.raw.resources = Some(resources.into_raw());
        self.note("resources")
    }
}
