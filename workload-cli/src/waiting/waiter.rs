//! Waiting until a set is ready, or it is known that it will not be.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use workload_core::readiness::{Cause, Node, Tree, time_limit};

use super::observer::Observer;
use super::patience::Patience;
use super::text::{counted, named};
use super::ui::Ui;
use crate::cluster::{Connection, log_lines};
use crate::error::Result;

/// How long changes are gathered before they are looked at.
const GATHER: Duration = Duration::from_millis(150);

/// How often the countdown is looked at.
const TICK: Duration = Duration::from_secs(1);

/// The time without progress of objects that have no field for it.
const DEFAULT_LIMIT: u64 = 600;

/// How much longer than the object's own deadline is waited, so that its controller has the word.
const SLACK: Duration = Duration::from_secs(5);

/// The number of lines of a log that are shown.
const LOG_LINES: u32 = 10;

/// The number of logs that are read at most.
const MOST_LOGS: usize = 5;

/// How long is waited.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// In all; none to take it from the objects.
    pub(crate) timeout: Option<Duration>,
    /// For a cause that rarely goes away by itself.
    pub(crate) grace: Duration,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Everything is ready.
    Ready,
    /// An object has failed, or a cause has lasted too long.
    Failed(String),
    /// The time is over.
    TimedOut(String),
}

impl Ending {
    /// As JSON names it.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Failed(_) => "failed",
            Self::TimedOut(_) => "timedOut",
        }
    }
}

/// The clocks and what has been told.
struct Waiter<'a> {
    connection: &'a Connection,
    ui: &'a mut Ui,
    limits: Limits,
    limit: (Duration, String),
    patience: Patience,
    begun: Instant,
    progress: Instant,
    notes: Vec<Vec<String>>,
    told: BTreeSet<String>,
    logs: usize,
}

/// Waits, and says meanwhile what happens.
pub(crate) async fn wait(
    connection: &Connection,
    observer: &mut Observer,
    limits: Limits,
    ui: &mut Ui,
) -> Result<(Ending, Tree)> {
    observer.next().await?;
    let limit = limit(observer, limits);
    let count = counted(observer.desired.len());
    ui.line(&format!("waiting for {count}: {}", limit.1));
    let now = Instant::now();
    let mut waiter = Waiter {
        connection,
        ui,
        limits,
        limit,
        patience: Patience::new(limits.grace),
        begun: now,
        progress: now,
        notes: Vec::new(),
        told: BTreeSet::new(),
        logs: 0,
    };
    loop {
        let tree = observer.tree();
        if let Some(ending) = waiter.look(&tree).await {
            return Ok((ending, tree));
        }
        if let Ok(changed) = tokio::time::timeout(TICK, observer.next()).await {
            changed?;
            let until = tokio::time::Instant::now() + GATHER;
            while let Ok(more) = tokio::time::timeout_at(until, observer.next()).await {
                more?;
            }
        }
    }
}

/// The time limit, and in words where it is from.
fn limit(observer: &Observer, limits: Limits) -> (Duration, String) {
    if let Some(timeout) = limits.timeout {
        return (timeout, format!("{} s at most (--time-limit)", timeout.as_secs()));
    }
    let own = observer.live().filter_map(|(wanted, live)| {
        let object = workload_core::k8s::ObjectRef::from_json(wanted)?;
        Some((time_limit(live.unwrap_or(wanted))?, object))
    });
    if let Some((limit, object)) = own.max_by_key(|(limit, _)| limit.seconds) {
        let words =
            format!("{} s at most without progress ({} of {})", limit.seconds, limit.field, named(&object));
        return (Duration::from_secs(limit.seconds) + SLACK, words);
    }
    let words = format!("{DEFAULT_LIMIT} s at most without progress; --time-limit sets another time");
    (Duration::from_secs(DEFAULT_LIMIT), words)
}

impl Waiter<'_> {
    /// Looks at the set as it is now; how it ended, if it has.
    async fn look(&mut self, tree: &Tree) -> Option<Ending> {
        let now = Instant::now();
        let notes: Vec<Vec<String>> = tree.roots.iter().map(|root| root.readiness.notes().to_vec()).collect();
        if notes != self.notes {
            self.notes = notes;
            self.progress = now;
        }
        self.patience.look(tree, now);
        let left = self.patience.left(now);
        self.ui.show(tree, &below(left));
        self.tell(tree, left).await;
        if tree.is_ready() {
            return Some(Ending::Ready);
        }
        let failed: Vec<String> = tree
            .roots
            .iter()
            .filter(|root| root.readiness.is_failed())
            .map(|root| named(&root.object))
            .collect();
        if !failed.is_empty() {
            return Some(Ending::Failed(format!("{} has failed", failed.join(", "))));
        }
        if left.is_some_and(|left| left.is_zero()) {
            let grace = self.limits.grace.as_secs();
            let late =
                tree.roots.iter().filter(|root| !root.readiness.is_ready() && root.has_lasting_cause());
            let late: Vec<String> = late.map(|root| named(&root.object)).collect();
            let late = late.join(", ");
            return Some(Ending::Failed(format!("gave up on {late}: no progress in {grace} s (--grace)")));
        }
        self.timed_out(now)
    }

    fn timed_out(&self, now: Instant) -> Option<Ending> {
        let since = if self.limits.timeout.is_some() { self.begun } else { self.progress };
        (now.duration_since(since) >= self.limit.0)
            .then(|| Ending::TimedOut(format!("the time is over: {}", self.limit.1)))
    }

    /// Tells every cause once, with its way out and what the container wrote last.
    async fn tell(&mut self, tree: &Tree, left: Option<Duration>) {
        // What several Pods of a workload suffer from is told once.
        let mut news: BTreeMap<(String, &str, String), (&Cause, Vec<&Node>)> = BTreeMap::new();
        for (node, cause) in tree.causes() {
            if self.told.insert(format!("{} {} {:?}", node.uid, cause.reason, cause.container)) {
                let key = (
                    cause.to_string(),
                    node.object.kind.as_str(),
                    node.object.namespace.clone().unwrap_or_default(),
                );
                news.entry(key).or_insert_with(|| (cause, Vec::new())).1.push(node);
            }
        }
        for (cause, nodes) in news.into_values() {
            let countdown = match left.filter(|_| cause.lasts) {
                Some(left) => format!(" (gives up in {} s)", left.as_secs()),
                None => String::new(),
            };
            self.ui.line(&format!("! {}: {cause}{countdown}", named_all(&nodes)));
            if let Some(help) = &cause.help {
                self.ui.line(&format!("  help: {help}"));
            }
            if let Some(node) = nodes.first() {
                self.tell_log(node, cause).await;
            }
        }
    }

    async fn tell_log(&mut self, node: &Node, cause: &Cause) {
        let (Some(previous), Some(container)) = (cause.log, &cause.container) else { return };
        if self.logs >= MOST_LOGS || node.object.kind != "Pod" {
            return;
        }
        self.logs += 1;
        let namespace = node.object.namespace.as_deref().unwrap_or_default();
        let lines =
            log_lines(self.connection, namespace, &node.object.name, container, previous, LOG_LINES).await;
        match lines {
            Ok(lines) => lines.iter().for_each(|line| self.ui.line(&format!("  log: {line}"))),
            Err(failure) => self.ui.line(&format!("  no log: {failure}")),
        }
    }
}

/// `Pod shop/web-1 and 2 more`.
fn named_all(nodes: &[&Node]) -> String {
    let first = nodes.first().map(|node| named(&node.object)).unwrap_or_default();
    match nodes.len() {
        0 | 1 => first,
        count => format!("{first} and {} more", count - 1),
    }
}

fn below(left: Option<Duration>) -> String {
    left.map_or_else(String::new, |left| format!("gives up in {} s without progress", left.as_secs()))
}
