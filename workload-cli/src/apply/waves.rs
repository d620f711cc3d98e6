//! Writing a set wave by wave.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt as _, stream};
use serde_json::Value;
use workload_core::k8s::ObjectRef;
use workload_core::live::{Action, ObjectForecast, Options, Ownership, Wave, dependencies};

use super::done::{Done, Fate};
use super::foundations::settle;
use super::permission::Refused;
use super::write::Writer;
use crate::cluster::{Connection, MOST_IN_FLIGHT, Survey, Surveyed, definitions_in};

/// Objects, with what is forecast and what is known of each.
type Members<'a> = Vec<(&'a ObjectForecast, &'a Surveyed)>;

/// Who hears of each object as it is done.
type Told<'t> = &'t mut dyn FnMut(&Done);

/// An apply under way.
struct Run<'a> {
    writer: Writer<'a>,
    /// The definitions of kinds in the set.
    definitions: Vec<Value>,
    /// What is not as it is wanted.
    failed: BTreeSet<ObjectRef>,
    all: Vec<Done>,
}

/// Applies what was surveyed but for what is refused; `is_pinned` only to objects that have not moved since.
pub(crate) async fn apply(
    connection: &Connection,
    survey: &Survey,
    options: &Options,
    refused: &[Refused],
    is_pinned: bool,
    told: Told<'_>,
) -> Vec<Done> {
    let by_object: BTreeMap<ObjectRef, &Surveyed> = survey
        .objects
        .iter()
        .filter_map(|one| Some((ObjectRef::from_json(&one.item.config)?, one)))
        .collect();
    let mut run = Run {
        writer: Writer {
            connection,
            kinds: &survey.kinds,
            autoscalers: &survey.autoscalers,
            options,
            is_pinned,
        },
        definitions: definitions_in(survey.objects.iter().map(|one| &one.item.config)),
        failed: BTreeSet::new(),
        all: Vec::new(),
    };
    for refused in refused {
        run.note(Done::new(&refused.object, Fate::Refused).because(&refused.why), told);
    }
    for wave in Wave::ALL {
        let members = survey.forecast.objects.iter().filter(|object| object.wave == wave);
        let open = members.filter(|object| !run.failed.contains(&object.object));
        let members = open.filter_map(|object| Some((object, *by_object.get(&object.object)?))).collect();
        run.wave(wave, members, told).await;
    }
    run.all
}

impl Run<'_> {
    async fn wave(&mut self, wave: Wave, members: Members<'_>, told: Told<'_>) {
        for group in groups(members, &self.definitions) {
            let tasks: Vec<_> = group.into_iter().map(|(object, one)| self.one(object, one)).collect();
            let mut written: Vec<_> = stream::iter(tasks).buffered(MOST_IN_FLIGHT).collect().await;
            if wave == Wave::Foundations {
                written = settle(self.writer.connection, written).await;
            }
            for (done, _) in written {
                self.note(done, told);
            }
        }
    }

    /// Applies an object, unless something that it needs has failed.
    async fn one<'s>(&self, object: &ObjectForecast, one: &'s Surveyed) -> (Done, &'s Surveyed) {
        let needed = if self.failed.is_empty() {
            Vec::new()
        } else {
            dependencies(&one.item.config, &self.definitions)
        };
        let done = match needed.iter().find(|needed| self.failed.contains(needed)) {
            Some(missing) => Done::new(&object.object, Fate::Skipped).because(format!("it needs {missing}")),
            None if object.action == Action::Unchanged && object.ownership == Ownership::Stays => {
                Done::new(&object.object, Fate::Unchanged)
            }
            None if object.action == Action::Recreate => self.writer.recreate(&object.object, one).await,
            None => self.writer.write(&object.object, one).await,
        };
        (done, one)
    }

    fn note(&mut self, done: Done, told: Told<'_>) {
        told(&done);
        if done.is_bad() {
            self.failed.insert(done.object.clone());
        }
        self.all.push(done);
    }
}

/// The members of a wave, those that need others of it after the rest.
fn groups<'a>(members: Members<'a>, definitions: &[Value]) -> Vec<Members<'a>> {
    let own: BTreeSet<ObjectRef> = members.iter().map(|(object, _)| object.object.clone()).collect();
    let needs =
        |one: &Surveyed| dependencies(&one.item.config, definitions).iter().any(|other| own.contains(other));
    let (later, first): (Members<'a>, Members<'a>) = members.into_iter().partition(|(_, one)| needs(one));
    [first, later].into_iter().filter(|group| !group.is_empty()).collect()
}
