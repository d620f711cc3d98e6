//! Watches: what changes, as it changes.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};
use tokio::sync::watch::Receiver;
use tokio::time::{Sleep, sleep};

use crate::cluster::http::accept::Accept;
use crate::cluster::http::call::Call;
use crate::cluster::http::collection::selected;
use crate::cluster::http::represent;
use crate::cluster::registry::Served;
use crate::cluster::selectors::Selectors;
use crate::cluster::state::{Shared, State};
use crate::cluster::status::Status;
use crate::cluster::store::{Change, ChangeKind};

/// How long a watch lasts that does not say so; real servers choose between half an hour and one.
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// One watch: what is to be sent, and what it has seen.
pub(crate) struct Watch {
    shared: Arc<Shared>,
    changes: Receiver<u64>,
    filter: Filter,
    pending: VecDeque<Bytes>,
    seen: u64,
    wants_bookmarks: bool,
    is_over: bool,
    timeout: Pin<Box<Sleep>>,
}

/// What a watch is about, and how it shows it.
struct Filter {
    served: Arc<Served>,
    namespace: String,
    selectors: Selectors,
    accept: Accept,
}

impl Watch {
    /// Begins a watch.
    pub(crate) fn new(
        shared: &Arc<Shared>,
        state: &State,
        served: &Arc<Served>,
        namespace: &str,
        call: &Call,
    ) -> Result<Self, Status> {
        let filter = Filter {
            served: Arc::clone(served),
            namespace: namespace.to_owned(),
            selectors: call.selectors(served)?,
            accept: call.accept,
        };
        let longest = call.query.number("timeoutSeconds").map_or(LONGEST, Duration::from_secs);
        let mut watch = Self {
            shared: Arc::clone(shared),
            changes: shared.changes(),
            filter,
            pending: VecDeque::new(),
            seen: state.api.store.version(),
            wants_bookmarks: call.query.is_true("allowWatchBookmarks"),
            is_over: false,
            timeout: Box::pin(sleep(longest)),
        };
        let since = call.query.number("resourceVersion").filter(|version| *version > 0);
        match since {
            Some(version) if !call.query.is_true("sendInitialEvents") => {
                watch.seen = version;
                watch.collect(state);
            }
            _ => watch.begin(state, call.query.is_true("sendInitialEvents")),
        }
        Ok(watch)
    }

    /// Sends what is there as if it had just been added.
    fn begin(&mut self, state: &State, marks_end: bool) {
        let filter = &self.filter;
        for object in selected(state, &filter.served, &filter.namespace, &filter.selectors) {
            self.pending.push_back(self.filter.event("ADDED", object, &state.api.now));
        }
        if marks_end {
            self.bookmark(true);
        }
    }

    /// Takes in what has changed; a watch that has missed something ends with an error.
    fn collect(&mut self, state: &State) {
        let store = &state.api.store;
        let Some(changes) = store.changes_after(self.seen) else {
            let message = format!("too old resource version: {} ({})", self.seen, store.version());
            self.pending.push_back(line("ERROR", &Status::expired(message).to_json()));
            self.is_over = true;
            return;
        };
        let events = changes.filter_map(|change| self.filter.change(change, &state.api.now));
        self.pending.extend(events);
        self.seen = self.seen.max(store.version());
    }

    fn bookmark(&mut self, ends_list: bool) {
        let resource = &self.filter.served.resource;
        let mut metadata = json!({"resourceVersion": self.seen.to_string(), "creationTimestamp": null});
        if ends_list {
            metadata["annotations"] = json!({"k8s.io/initial-events-end": "true"});
        }
        let object =
            json!({"kind": resource.kind, "apiVersion": resource.api_version(), "metadata": metadata});
        self.pending.push_back(line("BOOKMARK", &object));
    }

    /// The next event; none when the watch is over.
    pub(crate) async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(event) = self.pending.pop_front() {
                return Some(event);
            }
            if self.is_over {
                return None;
            }
            if self.has_changed().await {
                let shared = Arc::clone(&self.shared);
                shared.with(|state| self.collect(state));
            } else {
                self.end();
            }
        }
    }

    /// Ends the watch at its time limit.
    fn end(&mut self) {
        self.is_over = true;
        if self.wants_bookmarks {
            self.bookmark(false);
        }
    }

    /// Waits for a change; false when the time is over first.
    async fn has_changed(&mut self) -> bool {
        let mut changed = pin!(self.changes.changed());
        let timeout = &mut self.timeout;
        poll_fn(|context| {
            if let Poll::Ready(result) = changed.as_mut().poll(context) {
                return Poll::Ready(result.is_ok());
            }
            timeout.as_mut().poll(context).map(|()| false)
        })
        .await
    }
}

impl Filter {
    /// The event that a change is for the watch; none when it is none of its business.
    fn change(&self, change: &Change, now: &str) -> Option<Bytes> {
        let resource = &self.served.resource;
        let is_here = self.namespace.is_empty() || self.namespace == change.key.namespace;
        if change.key.resource != resource.qualified() || !is_here {
            return None;
        }
        let convert = |object: &Value| self.served.kind.convert(object, &resource.api_version());
        let object = convert(&change.object);
        let was = change.before.as_ref().is_some_and(|before| self.selectors.selects(&convert(before)));
        let is = change.kind != ChangeKind::Deleted && self.selectors.selects(&object);
        let kind = match (was, is) {
            (false, false) => return None,
            (false, true) => "ADDED",
            (true, true) => "MODIFIED",
            (true, false) => "DELETED",
        };
        Some(self.event(kind, object, now))
    }

    fn event(&self, kind: &str, object: Value, now: &str) -> Bytes {
        line(kind, &represent::object(self.accept, &self.served, object, now))
    }
}

/// One event as it is sent.
fn line(kind: &str, object: &Value) -> Bytes {
    format!("{}\n", json!({"type": kind, "object": object})).into()
}
