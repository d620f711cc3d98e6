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

/// Applies what was surveyed but for what is refused; `told` hears of each object as it is done.
pub(crate) async fn apply(
    connection: &Connection,
    survey: &Survey,
    options: &Options,
    refused: &[Refused],
    told: &mut dyn FnMut(&Done),
) -> Vec<Done> {
    let by_object: BTreeMap<ObjectRef, &Surveyed> = survey
        .objects
        .iter()
        .filter_map(|one| Some((ObjectRef::from_json(&one.item.config)?, one)))
        .collect();
    let configs: Vec<&Value> = survey.objects.iter().map(|one| &one.item.config).collect();
    let definitions = definitions_in(configs);
    let writer = Writer { connection, kinds: &survey.kinds, autoscalers: &survey.autoscalers, options };
    let mut all: Vec<Done> = Vec::new();
    let mut failed: BTreeSet<ObjectRef> = BTreeSet::new();
    for refused in refused {
        failed.insert(refused.object.clone());
        let done = Done::new(&refused.object, Fate::Refused).because(&refused.why);
        told(&done);
        all.push(done);
    }
    for wave in Wave::ALL {
        let members = survey.forecast.objects.iter().filter(|object| object.wave == wave);
        let members: Vec<(&ObjectForecast, &Surveyed)> = members
            .filter(|object| !failed.contains(&object.object))
            .filter_map(|object| Some((object, *by_object.get(&object.object)?)))
            .collect();
        let mut written = Vec::with_capacity(members.len());
        for group in groups(members, &definitions) {
            let writes = group.into_iter().map(|(object, one)| {
                let missing = missing(one, &definitions, &failed);
                let writer = &writer;
                async move { (apply_one(writer, object, one, missing).await, one) }
            });
            let mut done: Vec<(Done, &Surveyed)> =
                stream::iter(writes.collect::<Vec<_>>()).buffered(MOST_IN_FLIGHT).collect().await;
            failed.extend(done.iter().filter(|(done, _)| done.is_bad()).map(|(done, _)| done.object.clone()));
            written.append(&mut done);
        }
        let done = if wave == Wave::Foundations {
            settle(connection, written).await
        } else {
            written.into_iter().map(|(done, _)| done).collect()
        };
        for done in done {
            told(&done);
            if done.is_bad() {
                failed.insert(done.object.clone());
            }
            all.push(done);
        }
    }
    all
}

type Members<'a> = Vec<(&'a ObjectForecast, &'a Surveyed)>;

/// The members of a wave, those that others of it need before those.
fn groups<'a>(members: Members<'a>, definitions: &[Value]) -> Vec<Members<'a>> {
    let own: BTreeSet<ObjectRef> = members.iter().map(|(object, _)| object.object.clone()).collect();
    let needs =
        |one: &Surveyed| dependencies(&one.item.config, definitions).iter().any(|other| own.contains(other));
    let (later, first): (Members<'a>, Members<'a>) = members.into_iter().partition(|(_, one)| needs(one));
    [first, later].into_iter().filter(|group| !group.is_empty()).collect()
}

/// What an object needs and has failed.
fn missing(one: &Surveyed, definitions: &[Value], failed: &BTreeSet<ObjectRef>) -> Option<ObjectRef> {
    if failed.is_empty() {
        return None;
    }
    dependencies(&one.item.config, definitions).into_iter().find(|needed| failed.contains(needed))
}

async fn apply_one(
    writer: &Writer<'_>,
    object: &ObjectForecast,
    one: &Surveyed,
    missing: Option<ObjectRef>,
) -> Done {
    if let Some(missing) = missing {
        return Done::new(&object.object, Fate::Skipped).because(format!("it needs {missing}"));
    }
    match object.action {
        Action::Unchanged if object.ownership == Ownership::Stays => {
            Done::new(&object.object, Fate::Unchanged)
        }
        Action::Recreate => writer.recreate(&object.object, one).await,
        _ => writer.write(&object.object, one).await,
    }
}
