//! After the apply: members that nobody wants any more go, and the parent lists what is left.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;
use workload_core::k8s::ObjectRef;
use workload_core::live::{GroupKind, SetRecord};

use super::delete::delete;
use super::plan::SetPlan;
use super::widen::Widened;
use super::write::write;
use crate::apply::{Done, Fate};
use crate::cluster::Connection;
use crate::error::Result;
use crate::terminal;

/// Prunes, unless something was not applied, and lets the parent list what is left; what has become of the
/// members that were to be pruned.
pub(crate) async fn finish(
    connection: &Connection,
    plan: &SetPlan,
    widened: Widened,
    applied: &[Done],
    limit: Duration,
    told: &mut dyn FnMut(&Done),
) -> Result<Vec<Done>> {
    if !plan.open.prunes {
        return Ok(Vec::new());
    }
    if let Some(bad) = applied.iter().find(|done| done.is_bad()) {
        let skipped = plan.groups().iter().flatten().filter_map(ObjectRef::from_json).map(|object| {
            let why = format!("nothing is pruned, since {} was not applied", bad.object);
            Done::new(&object, Fate::Skipped).because(why)
        });
        let skipped: Vec<Done> = skipped.collect();
        skipped.iter().for_each(told);
        return Ok(skipped);
    }
    let pruned = delete(connection, plan, limit, told).await;
    narrow(connection, plan, widened, &pruned).await?;
    Ok(pruned)
}

/// Lets the parent list what is left, once the rest is really gone.
async fn narrow(connection: &Connection, plan: &SetPlan, widened: Widened, pruned: &[Done]) -> Result<()> {
    let mut record = plan.wanted.and(&left(plan, pruned)).and(&widened.others);
    record.kinds.extend(plan.kinds.unserved.iter().cloned());
    if !plan.kinds.unserved.is_empty() {
        // Nobody knows in which namespaces their objects are.
        record.namespaces.extend(widened.live.record.namespaces.iter().cloned());
    }
    if record == widened.live.record {
        return Ok(());
    }
    let place = &plan.open.place;
    if place.read(connection).await?.is_none() {
        // It went with its namespace, or somebody has dissolved the set.
        return Ok(());
    }
    match write(connection, place, &record, Some(&widened.live.version)).await {
        Ok(_) => Ok(()),
        // Another apply of the set is under way: what it lists stays listed, and the next apply narrows.
        Err(failure) if failure.is(409) => {
            terminal::note(
                "note",
                &format!("{} is written by another apply: it lists more than is left", place.parent),
            );
            Ok(())
        }
        Err(failure) => Err(failure.to_error(&format!("write {}, the parent of the set", place.parent))),
    }
}

/// The kinds and namespaces of members that nobody wants any more and that are still there.
fn left(plan: &SetPlan, pruned: &[Done]) -> SetRecord {
    let is_gone: BTreeSet<&ObjectRef> =
        pruned.iter().filter(|done| !done.is_bad()).map(|done| &done.object).collect();
    let doomed = plan.groups().iter().flatten();
    let stays =
        doomed.filter(|member| ObjectRef::from_json(member).is_some_and(|one| !is_gone.contains(&one)));
    let members: Vec<&Value> = stays.chain(plan.prune.kept.iter().map(|kept| &kept.live)).collect();
    let own = plan.parent().namespace.as_deref();
    let namespaces = members.iter().filter_map(|member| member["metadata"]["namespace"].as_str());
    SetRecord::new(
        env!("CARGO_PKG_VERSION"),
        members.iter().filter_map(|member| GroupKind::from_json(member)).collect(),
        namespaces.filter(|namespace| Some(*namespace) != own).map(str::to_owned).collect(),
    )
}
