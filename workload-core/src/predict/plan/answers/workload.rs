//! One workload: its counts, its Pods, and the answers from them.

use std::time::Duration;

use super::clock::Clock;
use crate::predict::plan::lowest::Lowest;
use crate::predict::plan::model::{Counts, PodLife, Requests, StateSpan, Workload};
use crate::predict::plan::run::RunRecord;
use crate::predict::simulation::{Lifeline, Sample, Span, State};

pub(super) fn workload(record: &RunRecord, name: &str, lives: Vec<Lifeline>, clock: Clock) -> Workload {
    let (run, end) = (&record.run, clock.time(record.end));
    let samples = run.samples(name);
    let ready_before = ready_before(&samples, clock);
    let lowest_ready = lowest(&samples, record.end, clock);
    let samples = counts(samples, record.end, clock);
    let last = samples.last().cloned().unwrap_or_default();
    let requests = run.highest_requests(name);
    let revisions = lives.iter().map(|life| (life.revision, life.image.clone())).collect();
    let before = |life: &Lifeline| life.gone.is_some_and(|gone| gone < clock.origin);
    Workload {
        name: name.to_owned(),
        wanted: samples.iter().any(|sample| sample.wanted > 0).then_some(last.wanted),
        ready: last.ready,
        ready_before,
        deleted: None,
        lowest_ready,
        highest_pods: samples.iter().map(|sample| sample.pods + sample.stopping).max().unwrap_or(0),
        highest_requests: Requests { cpu_millis: requests.cpu_millis, memory: requests.memory },
        revisions,
        samples,
        pods: lives.into_iter().filter(|life| !before(life)).map(|life| pod(life, end, clock)).collect(),
        runs: None,
    }
}

/// The samples since the new objects were applied; what was there then stands at 0.
fn counts(samples: Vec<Sample>, end: Duration, clock: Clock) -> Vec<Counts> {
    let mut counts: Vec<Counts> = Vec::new();
    for sample in samples.into_iter().filter(|sample| sample.at <= end) {
        let at = clock.time(sample.at);
        if counts.last().is_some_and(|last| last.at == at) {
            counts.pop();
        }
        counts.push(Counts {
            at,
            wanted: sample.wanted,
            ready: sample.ready,
            pods: sample.pods,
            stopping: sample.terminating,
            revisions: sample.by_revision,
        });
    }
    counts
}

/// How many Pods were ready just before the new objects were applied.
fn ready_before(samples: &[Sample], clock: Clock) -> Option<u32> {
    samples.iter().take_while(|sample| sample.at < clock.origin).last().map(|sample| sample.ready)
}

/// Of the samples since the new objects were applied, or else of the last before.
fn lowest(samples: &[Sample], end: Duration, clock: Clock) -> Option<Lowest> {
    let settled = samples.iter().skip_while(|sample| sample.wanted == 0 || sample.ready < sample.wanted);
    let settled: Vec<_> = settled.filter(|sample| sample.at <= end).collect();
    let since = settled.iter().filter(|sample| sample.at >= clock.origin);
    let lowest = since.min_by_key(|sample| sample.ready).or(settled.last())?;
    Some(Lowest { ready: lowest.ready, wanted: lowest.wanted, at: clock.time(lowest.at) })
}

fn pod(life: Lifeline, end: u64, clock: Clock) -> PodLife {
    let spans = life.spans.iter().filter_map(|span| state(span, end, clock)).collect();
    PodLife {
        name: life.name,
        namespace: life.namespace,
        owner: life.owner,
        node: life.node,
        revision: life.revision,
        claims: life.claims,
        address: life.address,
        spans,
        gone: life.gone.map(|gone| clock.time(gone)).filter(|gone| *gone <= end),
    }
}

fn state(span: &Span, end: u64, clock: Clock) -> Option<StateSpan> {
    let state = match span.state {
        State::Pending => "pending",
        State::WaitingForVolume => "waitingForVolume",
        State::Starting => "starting",
        State::Unready => "unready",
        State::Ready => "ready",
        State::Stopping => "stopping",
        State::Succeeded => "succeeded",
        State::Failed => "failed",
    };
    let (from, to) = (clock.time(span.from), clock.time(span.to).min(end));
    (to > from).then_some(StateSpan { state, from, to })
}
