//! The API server's own answer to an apply, without anything being stored.

use workload_core::live::{DryRun, Item, MANAGER, NewObject, dry_run_patch};

use super::address::Address;
use super::connection::Connection;
use super::failure::Failure;
use super::request::Request;
use crate::error::Result;

/// What came of the question.
pub(crate) enum Asked {
    /// The API server's answer.
    Answer(DryRun),
    /// The user may not ask.
    Denied,
    /// An admission webhook takes no dry runs: the API server's sentence.
    Unsupported(String),
}

/// Asks what an apply would store.
///
/// No dry run can hand over ownership first, as the apply itself does: then the computed object is asked
/// about instead.
pub(crate) async fn dry_run(connection: &Connection, address: &Address, item: &Item) -> Result<Asked> {
    let request = match (&item.live, &item.merged) {
        (Some(live), Some(merged)) if merged.entries.is_some() || merged.handover.is_some() => {
            let NewObject::Merged(new) = &merged.outcome else {
                return Ok(Asked::Answer(DryRun::NotAsked));
            };
            Request::json_patch(&address.object, dry_run_patch(live, new))
        }
        (_, Some(merged)) => {
            let request = Request::apply(&address.object, merged.config.clone());
            if merged.force { request.with("force", "true") } else { request }
        }
        (_, None) => Request::apply(&address.object, item.config.clone()),
    };
    match connection.send(&request.with("fieldManager", MANAGER).dry_run()).await {
        Ok(answer) => Ok(Asked::Answer(DryRun::Stored(answer.body))),
        Err(failure) => refused(&failure),
    }
}

fn refused(failure: &Failure) -> Result<Asked> {
    let Some(refusal) = failure.refusal() else { return Err(failure.to_error("ask for a dry run")) };
    let conflicts = refusal.causes().iter().filter(|cause| cause.reason == "FieldManagerConflict");
    let conflicts: Vec<_> = conflicts.map(|cause| (cause.field.clone(), cause.message.clone())).collect();
    if refusal.code == 409 && !conflicts.is_empty() {
        return Ok(Asked::Answer(DryRun::Conflicts(conflicts)));
    }
    if refusal.code == 401 || refusal.code >= 502 {
        return Err(failure.to_error("ask for a dry run"));
    }
    if refusal.is_missing_right() {
        return Ok(Asked::Denied);
    }
    if refusal.is_without_dry_run() {
        return Ok(Asked::Unsupported(refusal.message.clone()));
    }
    Ok(Asked::Answer(DryRun::Refused { code: refusal.code, message: refusal.message.clone() }))
}
