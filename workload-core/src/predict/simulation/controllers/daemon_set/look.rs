//! Bringing the view of the nodes up to date.

use super::DaemonSet;
use super::standing::Standing;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::world::World;

impl DaemonSet {
    /// Looks at the nodes that changed, or whose Pods did.
    pub(super) fn look(&mut self, id: ObjectId, world: &mut World) {
        let mut touched = std::mem::take(&mut world.object_mut(id).touched);
        if !std::mem::replace(&mut self.view.seen, true) {
            touched.extend(world.nodes.present());
            touched.extend(self.view.nodes.keys());
        }
        for node in &touched {
            let before = self.view.nodes.get(node).map_or(&[][..], |standing| &standing.pods);
            let standing = Standing::of(*node, before, &self.spec, self.revision, world);
            self.view.put(*node, standing);
        }
        self.view.looked_at = touched;
    }
}
