//! Runs that go the same way again and again are told once.
//!
//! When a Job is due and nothing else is in motion, the state of the cluster is that of the last
//! such moment but for the Jobs that are kept. Where two runs in a row then went the same way and
//! left as many Jobs, so will the next, until somebody acts or the schedule leaves less time. Of a
//! year of minutes, only the first few and the last few are simulated.

use std::mem::discriminant;
use std::time::Duration;

use super::model::{AFTER_THE_TIME, CronJob, Rest};
use crate::predict::simulation::controllers::job::model::Job;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::log::{EventKind, Record, Subject};
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::World;

/// Fewer runs than this are told one by one.
const WORTH_IT: usize = 100;

impl CronJob {
    /// Passes over the runs from `time` on that would go like the two before; false where none would.
    pub(super) fn pass_over(&mut self, time: Millis, id: ObjectId, world: &mut World) -> bool {
        if !is_at_rest(time, world) {
            self.rhythm.0.clear();
            return false;
        }
        self.rhythm.0.push(Rest { at: world.now, log: world.log.len(), kept: kept(id, world) });
        let &[.., first, second, third] = self.rhythm.0.as_slice() else { return false };
        if !is_repeated([first, second, third], world) {
            return false;
        }
        let gap = (second.at - first.at).min(third.at - second.at);
        let limit = world.queue.next_time().unwrap_or(Millis::MAX).min(world.end);
        // As many runs as Jobs are kept are simulated again, so that the right ones are left.
        let simulated = third.kept.0 + third.kept.1 + 1;
        let Some((runs, last)) = self.like_these(time, gap, limit, simulated, world) else { return false };
        world.record(Subject::Object(id), EventKind::Repeated { runs, until: Duration::from_millis(last) });
        self.status.last_schedule = Some(last);
        self.rhythm.0.clear();
        true
    }

    /// How many runs from `time` on are at rest within `gap`, before `limit`, without the last
    /// `simulated`; with the time of the last.
    fn like_these(
        &self,
        time: Millis,
        gap: Millis,
        limit: Millis,
        simulated: usize,
        world: &World,
    ) -> Option<(u64, Millis)> {
        let times = self.times(world)?;
        let mut runs: Vec<Millis> = Vec::new();
        for next in std::iter::once(time).chain(times.after(time)) {
            let is_close = runs.last().is_some_and(|before| next < before + gap);
            if is_close || next + AFTER_THE_TIME + gap > limit {
                break;
            }
            runs.push(next);
        }
        // The last that fits need not be at rest before one that comes sooner than the others did.
        let count = runs.len().checked_sub(simulated + 1).filter(|count| *count >= WORTH_IT)?;
        Some((count as u64, runs[count - 1]))
    }
}

/// How many Jobs that ended are kept, of each kind.
fn kept(id: ObjectId, world: &World) -> (usize, usize) {
    let ended = world.object(id).owned.iter().filter_map(|job| world.job(*job).and_then(Job::finished));
    ended.fold((0, 0), |(well, badly), success| (well + usize::from(success), badly + usize::from(!success)))
}

/// Whether two runs went the same way, each counted from its own beginning.
fn alike(one: &[Record], from: Millis, other: &[Record], other_from: Millis) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            one.at - from == other.at - other_from
                && discriminant(&one.subject) == discriminant(&other.subject)
                && alike_in_kind(&one.what, &other.what)
        })
}

fn alike_in_kind(one: &EventKind, other: &EventKind) -> bool {
    match (one, other) {
        // Names and times differ; what they are about does not.
        (EventKind::Status(one), EventKind::Status(other)) => one.len() == other.len(),
        (EventKind::Event { reason: one, .. }, EventKind::Event { reason: other, .. }) => one == other,
        _ => one == other,
    }
}

/// Whether a run is due and nothing else is in motion.
fn is_at_rest(time: Millis, world: &World) -> bool {
    let by_name = world.timings.behaviours.iter().any(|behaviour| behaviour.of.pod.is_some());
    !by_name && world.now == time + AFTER_THE_TIME && world.queue.holds_only_actions()
}

/// Whether the run between the second and the third rest went like the one before.
fn is_repeated([first, second, third]: [Rest; 3], world: &World) -> bool {
    let log = &world.log;
    first.kept == second.kept
        && second.kept == third.kept
        && alike(&log[first.log..second.log], first.at, &log[second.log..third.log], second.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predict::simulation::{Action, Simulation};

    fn run(schedule: &str, minutes: u64) -> crate::predict::simulation::Run {
        let cron: k8s_openapi::api::batch::v1::CronJob = serde_yaml::from_str(&format!(
            "{{metadata: {{name: tick}}, spec: {{schedule: '{schedule}', jobTemplate: {{spec: {{template: {{spec: \
             {{restartPolicy: Never, containers: [{{name: c, image: 'job:v1'}}]}}}}}}}}}}}}"
        ))
        .unwrap();
        let mut simulation = Simulation::with_nodes(2);
        simulation.at(Duration::ZERO, Action::Apply(vec![cron.into()]));
        simulation.run(Duration::from_secs(minutes * 60))
    }

    fn runs(run: &crate::predict::simulation::Run) -> (u64, u64) {
        let (mut told, mut passed) = (0, 0);
        for event in run.events() {
            match event.what() {
                EventKind::Created if event.kind() == crate::predict::simulation::Kind::Job => told += 1,
                EventKind::Repeated { runs, .. } => passed += runs,
                _ => {}
            }
        }
        (told, passed)
    }

    #[test]
    fn a_day_of_minutes_is_told_in_a_few_runs() {
        let (told, passed) = runs(&run("* * * * *", 24 * 60 + 1));
        assert_eq!(told + passed, 24 * 60);
        assert!(told < 20, "{told}");
    }

    #[test]
    fn uneven_schedules_lose_no_run() {
        // At 0, 1, 2, 30 and 31 minutes of each hour from 8 to 16: five times nine.
        let (told, passed) = runs(&run("0-2,30,31 8-16 * * *", 3 * 24 * 60));
        assert_eq!(told + passed, 3 * 45);
    }

    #[test]
    fn the_jobs_that_are_left_are_the_last() {
        let run = run("* * * * *", 600);
        let made: Vec<_> = run
            .events()
            .filter(|event| {
                event.kind() == crate::predict::simulation::Kind::Job && *event.what() == EventKind::Created
            })
            .map(|event| event.name())
            .collect();
        let start = 1_767_225_600_u64 / 60;
        let last: Vec<_> = (596..600).map(|minute| format!("tick-{}", start + minute)).collect();
        assert_eq!(made[made.len() - 4..], last);
    }
}
