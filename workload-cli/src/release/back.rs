//! Going back to a revision: an ordinary apply of what is kept of it.

use serde_json::{Value, json};
use workload_core::live::Options;

use super::choose::choose;
use super::deploy::{Deploy, Deployed};
use super::flags::ReleaseFlags;
use super::lost::{Lost, left};
use super::restore::{Restored, restored};
use super::revision::RevisionState;
use super::session::Session;
use super::store::Store;
use crate::Outcome;
use crate::apply::ApplyFlags;
use crate::cluster::{Connection, DesiredSet, Survey};
use crate::error::Result;
use crate::terminal;

/// A rollback.
pub(crate) struct Back<'a> {
    /// Where.
    pub(crate) connection: &'a Connection,
    /// Of what.
    pub(crate) store: &'a Store,
    /// To which revision; none is the newest good one.
    pub(crate) to: Option<u64>,
    /// How fields change hands.
    pub(crate) options: &'a Options,
    /// What may be done.
    pub(crate) apply: &'a ApplyFlags,
    /// What follows.
    pub(crate) flags: &'a ReleaseFlags,
    /// Whether it is awaited.
    pub(crate) waits: bool,
}

/// Goes back; how it ended, and the JSON of it if anything was done.
pub(crate) async fn roll_back(back: &Back<'_>) -> Result<(Outcome, Option<Value>)> {
    let heads = back.store.heads().await.map_err(|failure| failure.to_error("list the revisions"))?;
    let (current, target) = choose(&back.store.release, &heads, back.to)?;
    let (now, then) = (back.store.load(current).await?, back.store.load(target).await?);
    let Restored { objects, kept, mut lost } =
        restored(back.connection, &then, &now, back.apply.recreate).await?;
    let title = format!("revision {} of {}", target.number, back.store.release);
    let survey =
        Survey::new(back.connection, DesiredSet::from_values(&title, &objects), back.options).await?;
    lost.extend(left(&survey.forecast));
    let session = Session::new(back.connection, &survey, back.options, back.apply);
    if back.apply.is_human() {
        terminal::text(&format!("back to {title}, of {}\n{}", target.time, told(&lost)))?;
    }
    if let Some(outcome) = session.agree()? {
        return Ok((outcome, None));
    }
    let deploy = Deploy {
        session: &session,
        release: Some(&back.store.release),
        flags: back.flags,
        waits: back.waits,
        note: format!("rollback to revision {}", target.number),
        kept: Some(kept),
    };
    let deployed = deploy.run().await?;
    if !deployed.is_bad() {
        for head in heads.iter().filter(|head| head.number > target.number && head.state.is_good()) {
            if Some(head.number) != deployed.revision
                && let Err(failure) = back.store.mark(head.number, RevisionState::RolledBack).await
                && !failure.is(404)
            {
                terminal::warning(&format!(
                    "revision {} is not marked as rolled back: {failure}",
                    head.number
                ));
            }
        }
    }
    Ok((outcome(&deployed), Some(as_json(&deployed, &session, target.number, &lost))))
}

fn outcome(deployed: &Deployed) -> Outcome {
    if deployed.is_bad() { Outcome::Found } else { Outcome::Clean }
}

fn as_json(deployed: &Deployed, session: &Session<'_>, target: u64, lost: &[Lost]) -> Value {
    let mut whole = deployed.as_json(session);
    whole["rolledBackTo"] = Value::from(target);
    whole["notRestored"] = json!(lost);
    whole
}

/// What does not come back, a line each.
fn told(lost: &[Lost]) -> String {
    let lines = lost.iter().map(|lost| format!("  {}: {}\n", lost.object, lost.why));
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("what does not come back:\n{lines}") }
}
