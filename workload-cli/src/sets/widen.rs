//! Before the first write: the parent lists everything that the set has or is about to have.

use workload_core::live::{MANAGER, SetRecord};

use super::parent::LiveParent;
use super::plan::SetPlan;
use super::write::write;
use crate::cluster::{Connection, Failure, Request, Survey};
use crate::error::{CliError, Result};

/// How often a write is tried that somebody else's write has crossed.
const TRIES: usize = 5;

/// A parent that lists everything.
#[derive(Clone, Debug)]
pub(crate) struct Widened {
    /// What is there now.
    pub(super) live: LiveParent,
    /// What others have added since the members were looked for.
    pub(super) others: SetRecord,
}

/// Lets the parent list all kinds and namespaces of the set, so that nobody loses sight of what is written
/// next, whenever this command is stopped.
pub(crate) async fn widen(connection: &Connection, plan: &SetPlan, survey: &Survey) -> Result<Widened> {
    let place = &plan.open.place;
    let seen = plan.open.live.as_ref().map(|live| live.record.clone()).unwrap_or_default();
    let mut live = plan.open.live.clone();
    for _ in 0..TRIES {
        let found = live.as_ref().map(|live| live.record.clone()).unwrap_or_default();
        let others = found.without(&seen);
        let mut record = plan.wanted.and(&found);
        record.kinds.extend(plan.kinds.served.keys().cloned());
        if let Some(live) = live.as_ref().filter(|live| live.record == record) {
            return Ok(Widened { live: live.clone(), others });
        }
        let version = live.as_ref().map(|live| live.version.clone());
        match write(connection, place, &record, version.as_ref()).await {
            Ok(version) => return Ok(Widened { live: LiveParent { record, version }, others }),
            Err(failure) if failure.is(404) && make_namespace(connection, plan, survey).await? => {}
            Err(failure) if failure.is(409) => live = place.read(connection).await?,
            Err(failure) => return Err(failed(plan, &failure)),
        }
    }
    Err(CliError::new(format!("others have changed {} {TRIES} times meanwhile", plan.parent()))
        .help("wait until the other apply of the set is done, and try again"))
}

fn failed(plan: &SetPlan, failure: &Failure) -> CliError {
    let error = failure.to_error(&format!("write {}, the parent of the set", plan.parent()));
    if failure.is(404) {
        return error.help("create its namespace first, or choose another with `--applyset-namespace`");
    }
    error
}

/// Creates the namespace of the parent, where it is a member itself; whether it is.
async fn make_namespace(connection: &Connection, plan: &SetPlan, survey: &Survey) -> Result<bool> {
    let own = plan.parent().namespace.as_deref();
    let is_own = |config: &serde_json::Value| {
        config["kind"] == "Namespace"
            && config["apiVersion"] == "v1"
            && config["metadata"]["name"].as_str() == own
    };
    let Some(one) = survey.objects.iter().find(|one| one.item.live.is_none() && is_own(&one.item.config))
    else {
        return Ok(false);
    };
    let request = Request::apply(&one.address.object, one.item.config.clone());
    match connection.send(&request.with("fieldManager", MANAGER)).await {
        Ok(_) => Ok(true),
        Err(failure) => Err(failure.to_error("create the namespace of the set's parent")),
    }
}
