//! Going on until nothing more happens by itself, for what is done one thing after the other.

use std::time::Duration;

use super::ids::ObjectId;
use super::kind::Kind;
use super::log::{EventKind, Record, Subject};
use super::world::World;
use super::{Simulation, millis};

impl Simulation {
    /// Lets time pass until `end`.
    pub fn pass(&mut self, end: Duration) {
        self.enqueue();
        self.world.work(&self.steps, millis(end));
    }

    /// Lets time pass until the Pods have been left alone for `quiet`, or until `most`; gives
    /// the time of the last change.
    ///
    /// What CronJobs start and what goes in circles is no change here: there is always more of it to come. A drain that
    /// asks again and again, or a deadline that passes, is none either.
    pub fn settle(&mut self, quiet: Duration, most: Duration) -> Duration {
        self.enqueue();
        let (quiet, most) = (millis(quiet), millis(most));
        let (mut seen, mut last) = (0, 0);
        loop {
            let new = &self.world.log[seen..];
            let newest = new.iter().rfind(|record| self.world.is_change(record));
            last = newest.map_or(last, |record| record.at);
            seen = self.world.log.len();
            let limit = last.max(self.steps.last().map_or(0, |step| step.at)).saturating_add(quiet).min(most);
            match self.world.queue.next_time().filter(|next| *next <= limit) {
                Some(next) => self.world.work(&self.steps, next),
                None => return Duration::from_millis(last),
            }
        }
    }

    /// The moment at which the simulation starts.
    #[must_use]
    pub fn start(&self) -> jiff::Timestamp {
        self.world.start
    }

    /// When something last became of a Pod, a claim or an object that is not of a CronJob.
    #[must_use]
    pub fn last_change(&self) -> Duration {
        let last = self.world.log.iter().rfind(|record| self.world.is_change(record));
        Duration::from_millis(last.map_or(0, |record| record.at))
    }

    /// The time since then that has come.
    #[must_use]
    pub fn now(&self) -> Duration {
        Duration::from_millis(self.world.now)
    }
}

impl World {
    /// Whether something became of a Pod, a claim or an object that is not of a CronJob.
    fn is_change(&self, record: &Record) -> bool {
        is_life(&record.what)
            && match record.subject {
                Subject::Object(id) => !self.is_of_cron_job(id),
                Subject::Pod(id) => {
                    !self.is_of_cron_job(self.pod(id).owner) && !self.goes_round(id, record.at)
                }
                Subject::Node(_) | Subject::Claim(_) => true,
                Subject::Action(_) => false,
            }
    }

    fn is_of_cron_job(&self, mut id: ObjectId) -> bool {
        while let Some(owner) = self.object(id).owner {
            id = owner;
        }
        self.object(id).kind == Kind::CronJob
    }
}

/// Whether an event is one in the life of what it is about, rather than in how it is reported.
fn is_life(event: &EventKind) -> bool {
    use EventKind as E;
    let of_existence =
        matches!(event, E::Created | E::CreatedAt { .. } | E::Scaled { .. } | E::Deleting | E::Deleted);
    let of_place = matches!(event, E::Placed { .. } | E::WaitsForVolume { .. } | E::Attached | E::Drained);
    let of_run =
        matches!(event, E::Running | E::Ready | E::Unready | E::Restarted(_) | E::Succeeded | E::Failed(_));
    of_existence || of_place || of_run
}
