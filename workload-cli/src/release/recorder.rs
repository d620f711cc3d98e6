//! Keeps the revision of an apply: before the first write, so that an interrupted one is known, and with
//! its end.

use serde_json::Value;

use super::digest::new_salt;
use super::head::Head;
use super::revision::{Revision, RevisionState};
use super::store::Store;
use crate::cluster::Failure;
use crate::error::Result;
use crate::terminal;

/// How often a number is taken that somebody else has taken at the same time.
const TRIES: usize = 5;

/// Who keeps the revision of one apply.
pub(super) struct Recorder {
    store: Store,
    objects: Vec<Value>,
    note: String,
    most: usize,
    kept: Kept,
}

/// How far it is kept.
enum Kept {
    /// Under this number.
    As(u64),
    /// Not yet, since its namespace comes with the apply.
    NotYet,
    /// Not at all; it was said why.
    Not,
}

impl Recorder {
    /// Begins: keeps `objects`, of which the newest `most` revisions stay.
    pub(super) async fn begin(store: Store, objects: Vec<Value>, note: &str, most: usize) -> Result<Self> {
        let mut recorder = Self { store, objects, note: note.to_owned(), most, kept: Kept::NotYet };
        recorder.keep().await?;
        Ok(recorder)
    }

    /// The number of the revision.
    pub(super) fn number(&self) -> Option<u64> {
        match self.kept {
            Kept::As(number) => Some(number),
            _ => None,
        }
    }

    /// Writes what became of it, and lets old revisions go.
    pub(super) async fn end(&mut self, state: RevisionState) -> Result<()> {
        if matches!(self.kept, Kept::NotYet) {
            self.keep().await?;
        }
        let Some(number) = self.number() else { return Ok(()) };
        if let Err(failure) = self.store.mark(number, state).await {
            terminal::warning(&format!("revision {number} stays as it was: {failure}"));
        } else if let Err(failure) = self.store.keep_newest(self.most).await {
            terminal::warning(&format!("old revisions are not deleted: {failure}"));
        }
        Ok(())
    }

    async fn keep(&mut self) -> Result<()> {
        self.kept = match self.try_keep().await? {
            Ok(number) => Kept::As(number),
            Err(failure) if failure.is(404) => Kept::NotYet,
            Err(failure) => {
                terminal::warning(&format!("no revision is kept, and there is no rollback to it: {failure}"));
                Kept::Not
            }
        };
        Ok(())
    }

    async fn try_keep(&self) -> Result<std::result::Result<u64, Failure>> {
        let mut last = None;
        for _ in 0..TRIES {
            let heads = match self.store.heads().await {
                Ok(heads) => heads,
                Err(failure) => return Ok(Err(failure)),
            };
            let known = heads.last();
            let salt = match known.map(|head| head.salt.clone()).filter(|salt| !salt.is_empty()) {
                Some(salt) => salt,
                None => new_salt()?,
            };
            let revision = Revision::new(&salt, &self.objects);
            let digest = revision.digest();
            if let Some(known) = known.filter(|head| head.digest == digest && head.is_whole) {
                return Ok(Ok(known.number));
            }
            match self.try_number(&revision, digest).await {
                Err(failure) if failure.is(409) => last = Some(failure),
                done => return Ok(done),
            }
        }
        Ok(Err(last.unwrap_or_else(|| Failure::Broken("it was tried too often".to_owned()))))
    }

    async fn try_number(&self, revision: &Revision, digest: String) -> std::result::Result<u64, Failure> {
        let head = Head {
            number: self.store.next_number().await?,
            state: RevisionState::Pending,
            digest,
            salt: revision.salt.clone(),
            objects: revision.objects.len() as u64,
            note: self.note.clone(),
            time: String::new(),
            chunks: 0,
            is_whole: true,
        };
        self.store.keep(&head, revision).await.map(|()| head.number)
    }
}
