//! An apply with all that goes with it: its revision is kept, and what follows is awaited.

use serde_json::Value;
use workload_core::readiness::Tree;

use super::flags::ReleaseFlags;
use super::name::ReleaseName;
use super::recorder::Recorder;
use super::revision::RevisionState;
use super::session::Session;
use super::store::Store;
use super::stuck::{release, stuck_pods};
use crate::apply::Done;
use crate::cluster::DesiredSet;
use crate::error::Result;
use crate::waiting::{Ending, as_value, awaited};

/// An apply that was agreed to.
pub(crate) struct Deploy<'a> {
    /// The apply.
    pub(crate) session: &'a Session<'a>,
    /// Under which name its revision is kept; none keeps none.
    pub(crate) release: Option<&'a ReleaseName>,
    /// What follows it.
    pub(crate) flags: &'a ReleaseFlags,
    /// Whether it is awaited.
    pub(crate) waits: bool,
    /// What is noted of the revision.
    pub(crate) note: String,
    /// What is kept, where that is not what is applied.
    pub(crate) kept: Option<Vec<Value>>,
}

/// What became of it.
#[derive(Debug)]
pub(crate) struct Deployed {
    all: Vec<Done>,
    waited: Option<(Ending, Tree)>,
    /// The number of its revision.
    pub(crate) revision: Option<u64>,
}

impl Deploy<'_> {
    /// Writes, keeps and waits.
    pub(crate) async fn run(self) -> Result<Deployed> {
        let connection = self.session.connection;
        let mut recorder = self.recorder().await?;
        let stuck = stuck_pods(connection, self.session.survey).await;
        let all = match self.session.write().await {
            Ok(all) => all,
            Err(error) => {
                if let Some(recorder) = &mut recorder {
                    recorder.end(RevisionState::Failed).await?;
                }
                return Err(error);
            }
        };
        self.session.counted(&all)?;
        let is_whole = !all.iter().any(Done::is_bad);
        release(connection, &stuck, self.flags.delete_stuck_pods).await;
        if let Some(recorder) = &mut recorder {
            recorder.end(if is_whole { RevisionState::Applied } else { RevisionState::Failed }).await?;
        }
        let waited = if self.waits && is_whole { Some(self.wait().await?) } else { None };
        if let (Some(recorder), Some((ending, _))) = (&mut recorder, &waited) {
            let is_ready = matches!(ending, Ending::Ready);
            recorder.end(if is_ready { RevisionState::Ready } else { RevisionState::Failed }).await?;
        }
        Ok(Deployed { all, waited, revision: recorder.and_then(|recorder| recorder.number()) })
    }

    async fn recorder(&self) -> Result<Option<Recorder>> {
        let Some(name) = self.release.filter(|_| self.flags.keep_revisions > 0) else { return Ok(None) };
        let applied = || self.session.survey.objects.iter().map(|one| one.item.config.clone()).collect();
        let objects = self.kept.clone().unwrap_or_else(applied);
        let store = Store::new(self.session.connection, name);
        Recorder::begin(store, objects, &self.note, self.flags.keep_revisions).await.map(Some)
    }

    async fn wait(&self) -> Result<(Ending, Tree)> {
        let desired = self.session.survey.objects.iter().map(|one| one.desired.clone()).collect();
        awaited(self.session.connection, DesiredSet::new(desired), self.flags.limits.limits()).await
    }
}

impl Deployed {
    /// Whether something was not written, or did not become ready.
    pub(crate) fn is_bad(&self) -> bool {
        let is_late = self.waited.as_ref().is_some_and(|(ending, _)| !matches!(ending, Ending::Ready));
        is_late || self.all.iter().any(Done::is_bad)
    }

    /// The JSON of the whole.
    pub(crate) fn as_json(&self, session: &Session<'_>) -> Value {
        let mut whole = session.as_json(&self.all);
        whole["revision"] = Value::from(self.revision);
        if let Some((ending, tree)) = &self.waited {
            whole["wait"] = as_value(tree, &[], Some(ending.word()));
        }
        whole
    }
}
