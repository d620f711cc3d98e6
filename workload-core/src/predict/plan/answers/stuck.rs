//! What is stuck: what waits for nodes that are only assumed is taken out, and what is alike is told once.

use std::collections::BTreeMap;

use super::clock::Clock;
use crate::k8s::Object;
use crate::predict::plan::amounts::{cpu, memory, thousands};
use crate::predict::plan::assumed::unlike_nodes;
use crate::predict::plan::input::PlanInput;
use crate::predict::plan::model::{Blocker, BlockerGroup, PodLife, Workload};
use crate::predict::simulation::{Node, Resources, Stuck};

/// The Pods that are there at the end, with their workloads.
struct Pods<'w> {
    workloads: BTreeMap<&'w str, (&'w Workload, &'w PodLife)>,
}

impl<'w> Pods<'w> {
    fn of(workloads: &'w [Workload]) -> Self {
        let all = workloads.iter().flat_map(|it| it.pods.iter().map(move |pod| (it, pod)));
        let there = all.filter(|(_, pod)| pod.gone.is_none());
        Self { workloads: there.map(|(it, pod)| (pod.name.as_str(), (it, pod))).collect() }
    }

    /// The Pod that something is said about.
    fn about(&self, blocker: &Stuck) -> Option<(&'w Workload, &'w PodLife)> {
        self.workloads.get(blocker.about.strip_prefix("Pod/")?).copied()
    }
}

/// Takes out what only waits for nodes that are not like the assumed ones; what that is.
pub(super) fn depends_on_nodes(
    input: &PlanInput,
    workloads: &[Workload],
    stuck: &mut Vec<Stuck>,
) -> Vec<Blocker> {
    let (unlike, pods) = (unlike_nodes(input), Pods::of(workloads));
    let mut said = Vec::new();
    for (name, wants) in &unlike {
        let is_pending = |life: &PodLife| life.node.is_none();
        let is_of = |blocker: &Stuck| match pods.about(blocker) {
            Some((workload, pod)) => workload.name == *name && is_pending(pod),
            None => blocker.about == *name,
        };
        let before = stuck.len();
        stuck.retain(|blocker| !is_of(blocker));
        if stuck.len() < before || is_idle_daemon_set(name, workloads) {
            let reason = format!(
                "{name} depends on your nodes: no assumed node has the {wants}; give yours with `--nodes FILE`"
            );
            said.push(Blocker { about: name.clone(), reason, way_out: None });
        }
    }
    said
}

/// Whether it is a DaemonSet that no node gets a Pod of: nothing waits then.
fn is_idle_daemon_set(name: &str, workloads: &[Workload]) -> bool {
    let is_it = |own: &&Workload| own.name == name && own.pods.iter().all(|pod| pod.gone.is_some());
    name.rsplit('/').nth(1) == Some("DaemonSet") && workloads.iter().any(|own| is_it(&own))
}

/// What is stuck, with what is alike told once.
pub(super) fn groups(
    input: &PlanInput,
    nodes: &[Node],
    workloads: &[Workload],
    stuck: &[Stuck],
    clock: Clock,
) -> Vec<BlockerGroup> {
    let pods = Pods::of(workloads);
    let full = Full { input, nodes, used: used(input, workloads) };
    let (mut places, mut rooms) = (BTreeMap::new(), BTreeMap::new());
    let mut groups: Vec<(BlockerGroup, &Stuck, bool)> = Vec::new();
    for blocker in stuck {
        let Some((workload, pod)) = pods.about(blocker) else {
            groups.push((of_workload(blocker, workloads, clock), blocker, false));
            continue;
        };
        let name = workload.name.as_str();
        let mut lacking = || rooms.entry(name).or_insert_with(|| full.lacking(name)).clone();
        let room = if pod.node.is_none() { lacking() } else { None };
        let alike = room.clone().unwrap_or_else(|| blocker.reason.replace(&pod.name, "\0"));
        let place = *places.entry((name, alike)).or_insert(groups.len());
        if let Some((group, ..)) = groups.get_mut(place) {
            group.count += 1;
            group.since = group.since.min(since(pod));
        } else {
            let group = BlockerGroup {
                about: workload.name.clone(),
                count: 1,
                reason: room.clone().unwrap_or_default(),
                since: since(pod),
                way_out: blocker.way_out.clone(),
            };
            groups.push((group, blocker, room.is_some()));
        }
    }
    fold(groups).into_iter().map(|(group, first, is_room)| told(group, first, is_room)).collect()
}

/// A blocker as a plan has it.
pub(super) fn blocker(Stuck { about, reason, way_out, .. }: Stuck) -> Blocker {
    Blocker { about, reason, way_out }
}

/// Since when a Pod has been in the state that it is in at the end.
fn since(pod: &PodLife) -> Option<u64> {
    pod.spans.last().map(|span| span.from)
}

/// What is said of a workload itself, since it last had all Pods ready.
fn of_workload(blocker: &Stuck, workloads: &[Workload], clock: Clock) -> BlockerGroup {
    let own = workloads.iter().find(|workload| workload.name == blocker.about);
    let short = own.into_iter().flat_map(|own| own.samples.iter().rev());
    let short = short.take_while(|sample| sample.ready < sample.wanted).last();
    BlockerGroup {
        about: blocker.about.clone(),
        count: 1,
        reason: blocker.reason.clone(),
        since: blocker.since.map(|since| clock.time(since)).or(short.map(|sample| sample.at)),
        way_out: blocker.way_out.clone(),
    }
}

/// What follows from Pods that are told of is left out; its way out is one of theirs too.
fn fold(groups: Vec<(BlockerGroup, &Stuck, bool)>) -> Vec<(BlockerGroup, &Stuck, bool)> {
    let (follows, mut causes): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|(_, blocker, _)| blocker.follows);
    for (group, blocker, is_room) in follows {
        let mut of_pods = causes.iter_mut().filter(|(cause, other, _)| is_cause(cause, other, &group.about));
        match of_pods.next() {
            Some((cause, ..)) => {
                let ways: Vec<_> = cause.way_out.take().into_iter().chain(group.way_out).collect();
                cause.way_out = (!ways.is_empty()).then(|| ways.join("; or "));
            }
            None => causes.push((group, blocker, is_room)),
        }
    }
    causes
}

/// Whether the Pods of a workload are stuck by a cause: one of themselves, or of its ReplicaSet that cannot make them.
fn is_cause(cause: &BlockerGroup, blocker: &Stuck, workload: &str) -> bool {
    let set = || workload.replacen("Deployment/", "ReplicaSet/", 1) + "/";
    (cause.about == workload && blocker.about.starts_with("Pod/")) || cause.about.starts_with(&set())
}

/// The group with its whole sentence.
fn told(group: BlockerGroup, first: &Stuck, is_room: bool) -> BlockerGroup {
    let (count, about) = (thousands(group.count), &group.about);
    let reason = match (is_room, group.count) {
        (true, 1) => format!("1 Pod of {about} waits: {}", group.reason),
        (true, _) => format!("{count} Pods of {about} wait: {}", group.reason),
        (false, 1) => sentence(&first.reason),
        (false, _) => {
            format!("{count} Pods of {about}, each for the same reason: {}", sentence(&first.reason))
        }
    };
    BlockerGroup { reason, ..group }
}

/// The reason without the full stop of the scheduler, as more is said behind it.
fn sentence(reason: &str) -> String {
    reason.strip_suffix('.').unwrap_or(reason).to_owned()
}

/// The nodes at the end of a run, with what is taken of them.
struct Full<'a> {
    input: &'a PlanInput,
    nodes: &'a [Node],
    used: BTreeMap<&'a str, Resources>,
}

impl Full<'_> {
    /// What no node has enough of for a Pod of the workload; none when one has room.
    fn lacking(&self, workload: &str) -> Option<String> {
        let wanted = requests(self.input, workload)?;
        let none = Resources::default();
        let mut lacks = self.nodes.iter().map(|node| {
            let used = self.used.get(node.name.as_str()).unwrap_or(&none);
            let short = |wanted: u64, used: u64, all: u64| wanted > 0 && used.saturating_add(wanted) > all;
            let room = &node.room;
            [
                short(wanted.cpu_millis, used.cpu_millis, room.cpu_millis),
                short(wanted.memory, used.memory, room.memory),
                short(wanted.pods, used.pods, room.pods),
            ]
        });
        let first = lacks.next()?;
        let all = lacks.try_fold(first, |sum, own| {
            own.contains(&true).then(|| [sum[0] || own[0], sum[1] || own[1], sum[2] || own[2]])
        })?;
        let words = [
            all[0].then(|| format!("{} CPU", cpu(wanted.cpu_millis))),
            all[1].then(|| format!("{} memory", memory(wanted.memory))),
            all[2].then(|| "a place for another Pod".to_owned()),
        ];
        let words: Vec<_> = words.into_iter().flatten().collect();
        let left = if self.fits_empty(&wanted) { " left" } else { "" };
        (!words.is_empty()).then(|| format!("no node has {}{left}", words.join(" and ")))
    }

    /// Whether some node is large enough, were it empty.
    fn fits_empty(&self, wanted: &Resources) -> bool {
        let is_enough = |wanted: u64, all: u64| wanted <= all;
        self.nodes.iter().map(|node| &node.room).any(|room| {
            is_enough(wanted.cpu_millis, room.cpu_millis) && is_enough(wanted.memory, room.memory)
        })
    }
}

/// What is taken of each node by the Pods that are on it at the end.
fn used<'a>(input: &PlanInput, workloads: &'a [Workload]) -> BTreeMap<&'a str, Resources> {
    let mut used: BTreeMap<&str, Resources> = BTreeMap::new();
    for workload in workloads {
        let Some(wanted) = requests(input, &workload.name) else { continue };
        for pod in workload.pods.iter().filter(|pod| pod.gone.is_none()) {
            let is_over = pod.spans.last().is_some_and(|span| ["succeeded", "failed"].contains(&span.state));
            if let Some(node) = pod.node.as_deref().filter(|_| !is_over) {
                used.entry(node).or_default().add(&wanted);
            }
        }
    }
    used
}

/// What a Pod of the workload requests.
fn requests(input: &PlanInput, workload: &str) -> Option<Resources> {
    let mut parts = workload.rsplit('/');
    let (name, kind) = (parts.next()?, parts.next()?);
    let namespace = parts.next().unwrap_or("default");
    let is_it = |object: &&Object| {
        object.name() == name && object.kind() == kind && object.namespace().unwrap_or("default") == namespace
    };
    let object = input.objects().find(is_it)?;
    Some(Resources::requested(object.pod_template()?.spec))
}
