//! Driving the simulation: old objects, new objects, then one action after the other.

use std::collections::HashSet;
use std::time::Duration;

use super::input::PlanInput;
use super::object_set::ObjectSet;
use super::script::ScriptStep;
use super::targets::workload_kind;
use crate::k8s::Object;
use crate::predict::diff::{Change, Changes};
use crate::predict::simulation::{Action, Kind, Policy, Propagation, Run, Simulation, Target, Ties};

/// Between two actions so much time passes without a change; the garbage collector of Pods, the
/// slowest of those that act by themselves, is waited for.
const QUIET: Duration = Duration::from_secs(65);

/// At the end so much does: a Deployment's default deadline of progress is in it, and the
/// longest back-off of a Job.
const LONG_QUIET: Duration = Duration::from_secs(660);

/// How long CronJobs are watched when nobody says how long.
const DAY: Duration = Duration::from_secs(24 * 3600);

/// No single action is waited for any longer.
const MOST: Duration = Duration::from_secs(14 * 24 * 3600);

/// Between what came of one action and the next.
const PAUSE: Duration = Duration::from_secs(5);

/// A run with what was done in it. Times are since the simulation began.
#[derive(Debug)]
pub(super) struct RunRecord {
    pub(super) run: Run,
    pub(super) changes: Changes,
    pub(super) done: Vec<Done>,
    /// When the new objects were applied.
    pub(super) origin: Duration,
    /// When the last thing that was waited for was over.
    pub(super) end: Duration,
}

/// Something that was done.
#[derive(Clone, Debug)]
pub(super) struct Done {
    pub(super) words: String,
    pub(super) at: Duration,
    /// The last change that came of it.
    pub(super) until: Duration,
    /// The place of its action in the simulation; none for waiting.
    pub(super) action: Option<usize>,
    pub(super) is_wait: bool,
}

/// Runs all of it, drawing lots as `ties` says, with the `assumed` objects beside those of the input.
pub(super) fn drive(input: &PlanInput, assumed: &[Object], ties: Ties) -> RunRecord {
    let changes = Changes::between(&input.old.values, &input.new.values);
    // Names were made unique before.
    let mut simulation = Simulation::new(input.nodes.iter().cloned()).unwrap_or_default();
    simulation.ties(ties).timings(input.timings.clone());
    if let Some(moment) = input.starts_at {
        simulation.starts_at(moment);
    }
    let quiet = longest(input);
    let mut driver = Driver { simulation, quiet, at: Duration::ZERO, actions: 0, done: Vec::new() };
    if !input.old.is_empty() {
        driver.act(
            "apply what is there",
            [govern(&input.old), vec![Action::Apply([&input.old.objects, assumed].concat())]].concat(),
            Some(QUIET),
        );
        driver.done.clear();
    }
    let origin = driver.at;
    let mut steps = vec![("apply".to_owned(), None)];
    steps.extend(input.script.iter().map(|(words, step)| (words.clone(), Some(step.clone()))));
    if is_watched_for_a_day(input) {
        steps.push(("wait 24h".to_owned(), Some(ScriptStep::Wait(DAY))));
    }
    let mut applied = Some(applied(input, assumed, &changes));
    let mut steps = steps.into_iter().peekable();
    while let Some((words, step)) = steps.next() {
        let actions = match step {
            Some(ScriptStep::Wait(time)) => {
                driver.wait(&words, time);
                continue;
            }
            Some(ScriptStep::Act(action)) => vec![*action],
            None => applied.take().unwrap_or_default(),
        };
        let quiet = match steps.peek() {
            Some((_, Some(ScriptStep::Wait(_)))) => None,
            Some(_) => Some(QUIET),
            None => Some(LONG_QUIET),
        };
        driver.act(&words, actions, quiet);
    }
    driver.finish(changes, origin)
}

/// A simulation under way.
struct Driver {
    simulation: Simulation,
    quiet: Duration,
    /// When the next thing is done.
    at: Duration,
    actions: usize,
    done: Vec<Done>,
}

impl Driver {
    /// Does something and waits until it has settled; without a `quiet` time, not at all.
    fn act(&mut self, words: &str, actions: Vec<Action>, quiet: Option<Duration>) {
        let first = self.actions;
        self.actions += actions.len();
        for action in actions {
            self.simulation.at(self.at, action);
        }
        let at = self.at;
        let mut until = at;
        if let Some(quiet) = quiet {
            until = self.simulation.settle(quiet + self.quiet, at + MOST).max(at);
            let over = until.max(self.simulation.now()) + PAUSE;
            // Whole seconds are easier to read.
            self.at = Duration::from_secs(over.as_secs() + u64::from(over.subsec_nanos() > 0));
        }
        self.done.push(Done { words: words.to_owned(), at, until, action: Some(first), is_wait: false });
    }

    /// Lets time pass from the last thing that was done on.
    fn wait(&mut self, words: &str, time: Duration) {
        let at = self.at;
        self.at = at.saturating_add(time);
        self.simulation.pass(self.at);
        let last = self.simulation.last_change().min(self.at);
        if let Some(before) = self.done.last_mut().filter(|done| !done.is_wait) {
            before.until = before.until.max(last);
        }
        self.done.push(Done { words: words.to_owned(), at, until: self.at, action: None, is_wait: true });
    }

    fn finish(mut self, changes: Changes, origin: Duration) -> RunRecord {
        let waited = self.done.last().filter(|done| done.is_wait).map(|done| done.until);
        if waited.is_some() {
            self.simulation.settle(LONG_QUIET + self.quiet, self.at + MOST);
        }
        let last = self.simulation.last_change();
        let end = match waited {
            // What goes on behind the last wait is seen to its end, and no pause besides.
            Some(waited) => waited.max(last),
            None => last.max(self.done.last().map_or(origin, |done| done.at)) + PAUSE,
        };
        RunRecord { run: self.simulation.run(end), changes, done: self.done, origin, end }
    }
}

/// Whether there are CronJobs, and nobody says for how long they are watched.
pub(super) fn is_watched_for_a_day(input: &PlanInput) -> bool {
    input.new.objects.iter().any(|object| matches!(object, Object::CronJob(_)))
        && !input.script.iter().any(|(_, step)| matches!(step, ScriptStep::Wait(_)))
}

/// How long one Pod may take for what is no change yet.
fn longest(input: &PlanInput) -> Duration {
    let timings = &input.timings;
    let own = timings.behaviours.iter().flat_map(|one| [one.ready_after, one.stop_after, one.run_for]);
    let most = own.flatten().chain([timings.ready, timings.stop, timings.run]).max().unwrap_or_default();
    let objects = input.old.objects.iter().chain(&input.new.objects);
    most + objects.map(min_ready).max().unwrap_or_default()
}

fn min_ready(object: &Object) -> Duration {
    let seconds = match object {
        Object::Deployment(it) => Option::from(it.spec.clone())
            .and_then(|spec: k8s_openapi::api::apps::v1::DeploymentSpec| spec.min_ready_seconds),
        Object::StatefulSet(it) => Option::from(it.spec.clone())
            .and_then(|spec: k8s_openapi::api::apps::v1::StatefulSetSpec| spec.min_ready_seconds),
        Object::DaemonSet(it) => Option::from(it.spec.clone())
            .and_then(|spec: k8s_openapi::api::apps::v1::DaemonSetSpec| spec.min_ready_seconds),
        _ => None,
    };
    Duration::from_secs(seconds.and_then(|seconds| u64::try_from(seconds).ok()).unwrap_or(0))
}

/// Applying what bounds Pods or says how important they are, if there is any.
fn govern(set: &ObjectSet) -> Vec<Action> {
    let policies: Vec<_> = set.values.iter().filter_map(Policy::from_json).collect();
    if policies.is_empty() { Vec::new() } else { vec![Action::Govern(policies)] }
}

/// Applying the new objects, but for those that the server refuses, and deleting what is in the
/// old set alone.
fn applied(input: &PlanInput, assumed: &[Object], changes: &Changes) -> Vec<Action> {
    let forbidden: HashSet<_> =
        changes.changes.iter().filter(|change| change.is_forbidden()).map(named).collect();
    let refused = |object: &Object| forbidden.contains(&(object.kind(), space(object), object.name()));
    let taken = input.new.objects.iter().filter(|object| !refused(object)).chain(assumed).cloned().collect();
    let left: HashSet<_> = input.new.objects.iter().map(Object::key).collect();
    let stays = |object: &Object| left.contains(&object.key());
    let gone = input.old.objects.iter().filter(|object| !stays(object));
    let deleted = gone.filter_map(|object| {
        let target = Target {
            kind: kind(object)?,
            namespace: space(object).to_owned(),
            name: object.name().to_owned(),
        };
        Some(Action::Delete(target, Propagation::Background))
    });
    govern(&input.new).into_iter().chain([Action::Apply(taken)]).chain(deleted).collect()
}

/// The kind, namespace and name of what changes.
fn named(change: &Change) -> (&str, &str, &str) {
    let its = &change.object;
    (&its.kind, its.namespace.as_deref().unwrap_or("default"), &its.name)
}

fn space(object: &Object) -> &str {
    object.namespace().unwrap_or("default")
}

/// The kind, of what the simulation can delete.
fn kind(object: &Object) -> Option<Kind> {
    match object {
        Object::Pod(_) => Some(Kind::Pod),
        Object::PersistentVolumeClaim(_) => Some(Kind::PersistentVolumeClaim),
        Object::PodDisruptionBudget(_) => Some(Kind::PodDisruptionBudget),
        Object::HorizontalPodAutoscaler(_) => Some(Kind::HorizontalPodAutoscaler),
        other => workload_kind(other),
    }
}
