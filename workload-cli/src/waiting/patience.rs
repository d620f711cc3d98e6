//! How long causes are borne that rarely go away by themselves.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use workload_core::readiness::Tree;

/// When a cause was seen.
#[derive(Clone, Copy, Debug)]
struct Seen {
    first: Instant,
    last: Instant,
}

/// The causes of the objects that are not ready, and how long each has lasted.
#[derive(Debug)]
pub(super) struct Patience {
    grace: Duration,
    seen: BTreeMap<String, Seen>,
}

impl Patience {
    /// Bears every cause for this long.
    pub(super) fn new(grace: Duration) -> Self {
        Self { grace, seen: BTreeMap::new() }
    }

    /// Takes in what is there now. A cause that comes and goes, as a container does that is restarted, counts
    /// from its first time, unless it was away for as long as the grace.
    pub(super) fn look(&mut self, tree: &Tree, now: Instant) {
        for (node, cause) in tree.causes().into_iter().filter(|(_, cause)| cause.lasts) {
            let key = format!("{} {}", node.uid, cause.container.as_deref().unwrap_or_default());
            self.seen.entry(key).or_insert(Seen { first: now, last: now }).last = now;
        }
        let grace = self.grace;
        self.seen.retain(|_, seen| now.duration_since(seen.last) <= grace);
        if tree.is_ready() {
            self.seen.clear();
        }
    }

    /// How long it is until the first cause has lasted too long; none when there is none.
    pub(super) fn left(&self, now: Instant) -> Option<Duration> {
        let first = self.seen.values().filter(|seen| seen.last == now).map(|seen| seen.first).min()?;
        Some(self.grace.saturating_sub(now.duration_since(first)))
    }
}
