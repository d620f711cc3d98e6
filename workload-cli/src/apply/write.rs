//! Writing one object: owners first, then the configuration.

use std::time::Duration;

use serde_json::{Value, json};
use workload_core::k8s::ObjectRef;
use workload_core::live::{
    Autoscalers, HANDOVER_MANAGER, Kinds, MANAGER, Merge, Merged, NewObject, Options, is_terminating,
};

use super::done::{Done, Fate};
use super::gone::{gone, patience};
use super::recreate;
use crate::cluster::{Answer, Connection, Failure, Refusal, Request, Surveyed, settled};

/// How often a write is tried that somebody else's write has crossed.
const TRIES: usize = 5;

/// A resource version that no object has: an apply with it creates, and answers 409 to what is there.
const NO_VERSION: &str = "1";

/// The time in which a kind is served whose definition was established, and that between two looks.
const SERVED: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(250);

/// What all writes of an apply share.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    pub(super) connection: &'a Connection,
    pub(super) kinds: &'a Kinds,
    pub(super) autoscalers: &'a Autoscalers,
    pub(super) options: &'a Options,
    /// Whether only objects are written that are as they were surveyed.
    pub(super) is_pinned: bool,
}

/// Why a write was not made.
enum Obstacle {
    /// Somebody else has changed the object in the meantime.
    Crossed,
    /// It is refused.
    Failed(String),
}

impl From<Failure> for Obstacle {
    fn from(failure: Failure) -> Self {
        let has_owners =
            |refusal: &Refusal| refusal.causes().iter().any(|cause| cause.reason == "FieldManagerConflict");
        match failure.refusal() {
            Some(refusal) if refusal.code == 409 && !has_owners(refusal) => Self::Crossed,
            _ => Self::Failed(failure.to_string()),
        }
    }
}

impl Writer<'_> {
    /// Applies an object that is not there, or may be changed.
    pub(super) async fn write(&self, object: &ObjectRef, one: &Surveyed) -> Done {
        let (mut live, mut merged) = (one.item.live.clone(), one.item.merged.clone());
        if let Some(old) = live.take_if(|live| is_terminating(live)) {
            merged = None;
            if let Err(why) =
                gone(self.connection, &one.address, &old["metadata"]["uid"], patience(&old)).await
            {
                return Done::new(object, Fate::Failed).because(why);
            }
        }
        for _ in 0..TRIES {
            match self.try_write(one, live.as_ref(), merged.as_ref()).await {
                Ok(answer) => return self.done(object, live.as_ref(), merged.as_ref(), answer),
                Err(Obstacle::Failed(why)) => return Done::new(object, Fate::Failed).because(why),
                Err(Obstacle::Crossed) => {}
            }
            // What is there now decides anew.
            live = match self.connection.send(&Request::get(&one.address.object)).await {
                Ok(answer) => Some(answer.body),
                Err(failure) if failure.is(404) => None,
                Err(failure) => return Done::new(object, Fate::Failed).because(failure.to_string()),
            };
            if self.is_pinned && one.item.live.as_ref().map(settled) != live.as_ref().map(settled) {
                let what = if one.item.live.is_none() { "created" } else { "changed" };
                let why = format!("it was {what} since it was reviewed");
                return Done::new(object, Fate::Failed).because(why);
            }
            merged = live.as_ref().map(|live| self.merged(object, live, &one.item.config));
        }
        Done::new(object, Fate::Failed)
            .because(format!("others have changed it {TRIES} times while it was applied"))
    }

    /// Deletes the object, and creates it.
    pub(super) async fn recreate(&self, object: &ObjectRef, one: &Surveyed) -> Done {
        let notes = match recreate::delete(self.connection, one, self.is_pinned).await {
            Ok(notes) => notes,
            Err(why) => return Done::new(object, Fate::Failed).because(why),
        };
        match self.create(one).await {
            Ok(answer) => Done { notes, warnings: answer.warnings, ..Done::new(object, Fate::Recreated) },
            Err(failure) => Done::new(object, Fate::Failed)
                .because(format!("it was deleted, and could not be created: {failure}")),
        }
    }

    fn merged(&self, object: &ObjectRef, live: &Value, config: &Value) -> Merged {
        let kind = self.kinds.of(&object.api_version, &object.kind);
        let autoscaler = self.autoscalers.of(object);
        Merge { kind: &kind, live, config, autoscaler, options: self.options }.merged()
    }

    async fn try_write(
        &self,
        one: &Surveyed,
        live: Option<&Value>,
        merged: Option<&Merged>,
    ) -> Result<Answer, Obstacle> {
        let (Some(live), Some(merged)) = (live, merged) else {
            let answer = self.create(one).await?;
            // An apply of what is there already answers 200 whatever resource version it names.
            let is_there = self.is_pinned && !answer.is_created;
            return if is_there { Err(Obstacle::Crossed) } else { Ok(answer) };
        };
        match &merged.outcome {
            NewObject::Merged(_) => {}
            NewObject::Conflicts(conflicts, _) => {
                let told = conflicts
                    .iter()
                    .map(|conflict| format!("{} belongs to {}", conflict.path, conflict.manager));
                return Err(Obstacle::Failed(told.collect::<Vec<_>>().join("; ")));
            }
            NewObject::Refused(why) => return Err(Obstacle::Failed(why.clone())),
            _ => return Err(Obstacle::Failed("it cannot be merged".to_owned())),
        }
        let mut version = live["metadata"]["resourceVersion"].clone();
        if let Some(entries) = &merged.entries {
            version = self.hand_over_owners(one, &version, entries).await?;
        }
        if let Some(handover) = &merged.handover {
            let mut handover = handover.clone();
            handover["metadata"]["resourceVersion"] = version;
            let request = Request::apply(&one.address.object, handover);
            let request = request.with("fieldManager", HANDOVER_MANAGER).with("force", "true");
            version = self.connection.send(&request).await?.body["metadata"]["resourceVersion"].clone();
        }
        let mut config = merged.config.clone();
        let mut request_force = None;
        if merged.force || self.is_pinned {
            // Only what was looked at is taken or written: a newer object is looked at first.
            config["metadata"]["resourceVersion"] = version;
        }
        if merged.force {
            request_force = Some("true");
        }
        let request = Request::apply(&one.address.object, config);
        let request = request_force.into_iter().fold(request, |request, force| request.with("force", force));
        Ok(self.send(request).await?)
    }

    /// Applies an object that is not there; one that is there by now stays as it is, where only what was
    /// reviewed may be written.
    async fn create(&self, one: &Surveyed) -> Result<Answer, Failure> {
        let mut config = one.item.config.clone();
        if self.is_pinned {
            config["metadata"]["resourceVersion"] = Value::from(NO_VERSION);
        }
        self.send(Request::apply(&one.address.object, config)).await
    }

    /// Hands what client-side apply owned to `workload`; the version of the object after that.
    async fn hand_over_owners(
        &self,
        one: &Surveyed,
        version: &Value,
        entries: &[Value],
    ) -> Result<Value, Obstacle> {
        let patch = json!([
            {"op": "add", "path": "/metadata/managedFields", "value": entries},
            {"op": "replace", "path": "/metadata/resourceVersion", "value": version},
        ]);
        let answer = self.send(Request::json_patch(&one.address.object, patch)).await?;
        Ok(answer.body["metadata"]["resourceVersion"].clone())
    }

    async fn send(&self, request: Request) -> Result<Answer, Failure> {
        let request = request.with("fieldManager", MANAGER);
        let mut waited = Duration::ZERO;
        loop {
            match self.connection.send(&request).await {
                Err(failure) if waited < SERVED && failure.refusal().is_some_and(Refusal::is_not_served) => {
                    tokio::time::sleep(PAUSE).await;
                    waited += PAUSE;
                }
                answer => return answer,
            }
        }
    }

    fn done(
        &self,
        object: &ObjectRef,
        live: Option<&Value>,
        merged: Option<&Merged>,
        answer: Answer,
    ) -> Done {
        let fate = match live {
            None => Fate::Created,
            Some(live) if generation(live) == generation(&answer.body) && same(live, &answer.body) => {
                Fate::Unchanged
            }
            Some(_) => Fate::Changed,
        };
        let mut notes = Vec::new();
        if merged.is_some_and(|merged| merged.entries.is_some()) {
            notes.push("client-side ownership is handed to workload".to_owned());
        }
        for left in merged.into_iter().flat_map(|merged| &merged.left) {
            let path = left.path.trim_start_matches('.');
            let live = left.live.as_ref().map(Value::to_string).unwrap_or_default();
            notes.push(format!("{path} stays {live}: it is left to {}", left.owner));
        }
        Done { notes, warnings: answer.warnings, ..Done::new(object, fate) }
    }
}

fn generation(object: &Value) -> &Value {
    &object["metadata"]["generation"]
}

/// Whether two states of an object are the same but for what every write moves.
fn same(one: &Value, other: &Value) -> bool {
    let bare = |object: &Value| {
        let mut object = object.clone();
        if let Some(map) = object.as_object_mut() {
            map.remove("status");
        }
        if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) {
            for key in ["managedFields", "resourceVersion", "generation"] {
                metadata.remove(key);
            }
        }
        object
    };
    bare(one) == bare(other)
}
