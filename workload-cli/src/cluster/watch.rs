//! What a collection holds, as it changes: a list, then a watch from there, begun anew when it breaks.
//!
//! kube's own watcher begins a new watch every few minutes; this one asks for the longest watch that the
//! API server gives, so that a long wait costs few requests.

use std::pin::Pin;
use std::time::Duration;

use futures::{Stream, StreamExt as _, stream};
use kube::core::WatchEvent;
use serde_json::Value;

use super::connection::Connection;
use super::failure::Failure;
use super::request::Request;

/// How long the API server is asked to keep a watch, in seconds.
const LONGEST: &str = "1800";

/// The time without any event after which a watch is begun anew. An API server sends a bookmark each minute;
/// a connection that was lost on the way says nothing at all.
const SILENCE: Duration = Duration::from_secs(300);

/// The waits before a request is repeated that failed for a reason that may pass.
const PAUSES: [u64; 5] = [1, 2, 4, 8, 15];

/// A collection that is watched, or one object of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Collection {
    /// The address of the collection.
    pub(crate) path: String,
    /// The API version of its objects.
    pub(crate) api_version: String,
    /// Their kind.
    pub(crate) kind: String,
    /// The name of the only object that counts; none when all do.
    pub(crate) name: Option<String>,
}

/// What happens in a collection.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// It holds these objects, and no others.
    All(Vec<Value>),
    /// An object is new or has changed.
    Put(Value),
    /// An object is gone.
    Gone(Value),
}

type Events = Pin<Box<dyn Stream<Item = kube::Result<WatchEvent<Value>>>>>;

/// A watch at work.
struct Watch {
    connection: Connection,
    of: Collection,
    version: Option<String>,
    events: Option<Events>,
    failures: usize,
    /// Whether it has said nothing since it began.
    is_fresh: bool,
    is_over: bool,
}

/// The changes of a collection, from its first list on. It ends with an error when the API server refuses
/// or cannot be reached for half a minute.
pub(crate) fn watch(
    connection: &Connection,
    of: Collection,
) -> impl Stream<Item = Result<Change, Failure>> + use<> {
    let watch = Watch {
        connection: connection.clone(),
        of,
        version: None,
        events: None,
        failures: 0,
        is_fresh: false,
        is_over: false,
    };
    stream::unfold(watch, |mut watch| async move {
        if watch.is_over {
            return None;
        }
        let change = watch.next().await;
        watch.is_over = change.is_err();
        Some((change, watch))
    })
}

impl Watch {
    async fn next(&mut self) -> Result<Change, Failure> {
        loop {
            let step = match (&mut self.events, &self.version) {
                (Some(events), _) => {
                    if let Ok(event) = tokio::time::timeout(SILENCE, events.next()).await {
                        self.take(event)
                    } else {
                        self.events = None;
                        Ok(None)
                    }
                }
                (None, Some(_)) => self.open().await.map(|()| None),
                (None, None) => self.list().await.map(Some),
            };
            match step {
                Ok(Some(change)) => {
                    self.failures = 0;
                    return Ok(change);
                }
                Ok(None) => {}
                Err(failure) => self.recover(failure).await?,
            }
        }
    }

    async fn list(&mut self) -> Result<Change, Failure> {
        let mut request = Request::get(&self.of.path);
        if let Some(name) = &self.of.name {
            request = request.with("fieldSelector", format!("metadata.name={name}"));
        }
        let (items, version) = self.connection.list(&request).await?;
        self.version = version.as_str().map(str::to_owned);
        Ok(Change::All(items.into_iter().map(|item| self.named(item)).collect()))
    }

    async fn open(&mut self) -> Result<(), Failure> {
        let mut request = Request::get(&self.of.path)
            .with("watch", "true")
            .with("allowWatchBookmarks", "true")
            .with("timeoutSeconds", LONGEST)
            .with("resourceVersion", self.version.clone().unwrap_or_default());
        if let Some(name) = &self.of.name {
            request = request.with("fieldSelector", format!("metadata.name={name}"));
        }
        let request = request.to_http()?.map(|_| Vec::new());
        let events = self.connection.client.request_events::<Value>(request).await;
        let events = events.map_err(|error| Failure::from_kube(self.connection.server(), &error))?;
        self.events = Some(Box::pin(events));
        self.is_fresh = true;
        Ok(())
    }

    /// What an event says; nothing where it only moves the watch on.
    fn take(&mut self, event: Option<kube::Result<WatchEvent<Value>>>) -> Result<Option<Change>, Failure> {
        let is_fresh = std::mem::take(&mut self.is_fresh) && event.is_none();
        match event {
            Some(Ok(WatchEvent::Added(object) | WatchEvent::Modified(object))) => {
                self.version = version(&object).or(self.version.take());
                Ok(Some(Change::Put(self.named(object))))
            }
            Some(Ok(WatchEvent::Deleted(object))) => {
                self.version = version(&object).or(self.version.take());
                Ok(Some(Change::Gone(self.named(object))))
            }
            Some(Ok(WatchEvent::Bookmark(bookmark))) => {
                self.failures = 0;
                self.version = Some(bookmark.metadata.resource_version);
                Ok(None)
            }
            Some(Ok(WatchEvent::Error(status))) => {
                self.events = None;
                Err(Failure::from_kube(self.connection.server(), &kube::Error::Api(status)))
            }
            Some(Err(error)) => {
                self.events = None;
                Err(Failure::from_kube(self.connection.server(), &error))
            }
            // A watch that ends before it said anything is not begun anew at once.
            None if is_fresh => {
                self.events = None;
                let why = format!("{} ends watches at once", self.connection.server());
                Err(Failure::Unreachable(why))
            }
            None => {
                self.events = None;
                Ok(None)
            }
        }
    }

    /// Goes on after a failure that may pass; what the watch has missed is listed again.
    async fn recover(&mut self, failure: Failure) -> Result<(), Failure> {
        if failure.is(410) {
            self.version = None;
            return Ok(());
        }
        let may_pass = match failure.refusal() {
            Some(refusal) => refusal.code == 429 || refusal.code >= 500,
            None => matches!(failure, Failure::Unreachable(_)),
        };
        let Some(pause) = PAUSES.get(self.failures).filter(|_| may_pass) else { return Err(failure) };
        self.failures += 1;
        tokio::time::sleep(Duration::from_secs(*pause)).await;
        Ok(())
    }

    /// The object with its kind, which the items of a list do not name.
    fn named(&self, mut object: Value) -> Value {
        object["apiVersion"] = Value::from(self.of.api_version.as_str());
        object["kind"] = Value::from(self.of.kind.as_str());
        object
    }
}

fn version(object: &Value) -> Option<String> {
    object["metadata"]["resourceVersion"].as_str().map(str::to_owned)
}
