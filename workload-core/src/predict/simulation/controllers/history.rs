//! ControllerRevisions: the templates a StatefulSet or DaemonSet has had, in order.

use std::sync::Arc;

use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::log::{EventKind, Subject};
use crate::predict::simulation::template::Template;
use crate::predict::simulation::world::Object;
use crate::predict::simulation::world::World;

/// One template of a workload.
#[derive(Clone, Debug)]
pub(crate) struct Revision {
    /// The ControllerRevision.
    object: ObjectId,
    /// Its `revision`: the highest is the newest.
    pub(crate) number: i64,
    /// The number of the template in the order in which they appeared, from 1.
    pub(crate) name: u32,
    pub(crate) template: Arc<Template>,
}

/// All templates of a workload that are kept.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// By number.
    revisions: Vec<Revision>,
    /// Every template there has been, in order of appearance.
    seen: Vec<Arc<Template>>,
}

impl History {
    /// The revision of a template: the newest, one that comes back with a new number, or a new one.
    pub(crate) fn revision_of(
        &mut self,
        template: &Arc<Template>,
        owner: ObjectId,
        world: &mut World,
    ) -> Revision {
        let number = self.revisions.last().map_or(0, |last| last.number) + 1;
        let same = |it: &Revision| it.template.is_same(template);
        match self.revisions.iter().rposition(same) {
            Some(at) if at + 1 == self.revisions.len() => {}
            Some(at) => {
                let revision = self.revisions.remove(at);
                world.record(Subject::Object(revision.object), EventKind::Renumbered(number));
                self.revisions.push(Revision { number, ..revision });
            }
            None => {
                let revision = self.create(template, number, owner, world);
                self.revisions.push(revision);
            }
        }
        self.revisions[self.revisions.len() - 1].clone()
    }

    /// The number of a template among all that were seen, from which its revision gets its name.
    fn name_of(&mut self, template: &Arc<Template>) -> u32 {
        let known = self.seen.iter().position(|seen| seen.is_same(template));
        let at = known.unwrap_or_else(|| {
            self.seen.push(Arc::clone(template));
            self.seen.len() - 1
        });
        u32::try_from(at + 1).unwrap_or(u32::MAX)
    }

    fn create(
        &mut self,
        template: &Arc<Template>,
        number: i64,
        owner: ObjectId,
        world: &mut World,
    ) -> Revision {
        let name = self.name_of(template);
        let namespace = Arc::clone(&world.object(owner).namespace);
        let text = format!("{}/r{name}", world.object(owner).name);
        let mut object = Object::inert(Kind::ControllerRevision, &namespace, &text);
        object.owner = Some(owner);
        let object = world.create(object, EventKind::Created);
        Revision { object, number, name, template: Arc::clone(template) }
    }

    /// The revision of a name, if it is kept.
    pub(crate) fn named(&self, name: u32) -> Option<&Revision> {
        self.revisions.iter().find(|revision| revision.name == name)
    }

    /// The name of the newest.
    pub(crate) fn newest(&self) -> Option<u32> {
        self.revisions.last().map(|revision| revision.name)
    }

    /// Forgets the oldest of those that are not in use, beyond the limit.
    pub(crate) fn truncate(&mut self, limit: i32, is_live: impl Fn(u32) -> bool, world: &mut World) {
        let idle: Vec<_> = self.revisions.iter().filter(|it| !is_live(it.name)).map(|it| it.object).collect();
        let surplus = idle.len().saturating_sub(usize::try_from(limit).unwrap_or(0));
        for object in idle.into_iter().take(surplus) {
            self.revisions.retain(|revision| revision.object != object);
            world.remove(object);
        }
    }

    /// Forgets the oldest of those before the newest, beyond the limit; those in use count, and stay.
    pub(crate) fn truncate_all(&mut self, limit: i32, is_live: impl Fn(u32) -> bool, world: &mut World) {
        let old = self.revisions.len().saturating_sub(1);
        let surplus = old.saturating_sub(usize::try_from(limit).unwrap_or(0));
        let idle = self.revisions[..old].iter().filter(|it| !is_live(it.name)).map(|it| it.object);
        for object in idle.take(surplus).collect::<Vec<_>>() {
            self.revisions.retain(|revision| revision.object != object);
            world.remove(object);
        }
    }

    /// The template of a number, or of the last but one.
    pub(crate) fn before(&self, to: Option<i64>) -> Option<Arc<Template>> {
        let revision = match to {
            Some(number) => self.revisions.iter().find(|revision| revision.number == number),
            None => self.revisions.len().checked_sub(2).map(|at| &self.revisions[at]),
        };
        revision.map(|revision| Arc::clone(&revision.template))
    }
}

/// Why nothing can be gone back to.
pub(crate) fn no_revision(to: Option<i64>) -> String {
    to.map_or_else(|| "has no earlier revision".to_owned(), |number| format!("has no revision {number}"))
}
