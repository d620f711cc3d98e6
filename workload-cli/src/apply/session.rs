//! One apply from its diff to its last word: shown, agreed to, written, told.

use serde_json::Value;
use workload_core::live::Options;

use super::confirm::confirm;
use super::done::{Done, Fate};
use super::flags::ApplyFlags;
use super::permission::Refused;
use super::report::{as_json, line, tally};
use super::waves::apply;
use crate::Outcome;
use crate::cluster::{Connection, Desired, Survey};
use crate::diff::{FormatName as DiffFormat, Shown, as_value, shown};
use crate::error::Result;
use crate::terminal;

/// An apply.
pub(crate) struct Session<'a> {
    /// Where to.
    pub(crate) connection: &'a Connection,
    /// What is applied.
    pub(crate) survey: &'a Survey,
    /// How fields change hands.
    pub(crate) options: &'a Options,
    /// What may be done.
    pub(crate) flags: &'a ApplyFlags,
    /// Whether only objects are written that are as they were surveyed.
    pub(crate) is_pinned: bool,
    desired: Vec<Desired>,
    refused: Vec<Refused>,
}

impl<'a> Session<'a> {
    /// An apply of what was surveyed.
    pub(crate) fn new(
        connection: &'a Connection,
        survey: &'a Survey,
        options: &'a Options,
        flags: &'a ApplyFlags,
    ) -> Self {
        let desired = survey.objects.iter().map(|one| one.desired.clone()).collect();
        let refused = flags.permissions().refused(&survey.forecast);
        Self { connection, survey, options, flags, is_pinned: false, desired, refused }
    }

    /// Shows what would be done, and asks; how the command ends if nothing is to be done.
    pub(crate) fn agree(&self) -> Result<Option<Outcome>> {
        if self.flags.is_human() {
            terminal::data(&shown(&self.forecast(), DiffFormat::Human))?;
        }
        let all_refused = !self.refused.is_empty() && !self.flags.skip_refused;
        if self.flags.dry_run || all_refused {
            return self.nothing_done().map(Some);
        }
        if !self.flags.yes && !self.survey.forecast.is_empty() && !confirm(&self.question())? {
            terminal::note("note", "nothing was applied");
            return Ok(Some(Outcome::Quit));
        }
        Ok(None)
    }

    /// Writes everything but what is refused, and tells each object as it is done.
    pub(crate) async fn write(&self) -> Vec<Done> {
        let is_human = self.flags.is_human();
        let mut told = |done: &Done| {
            if is_human {
                // A reader that has gone away does not stop what has begun.
                let _ = terminal::data(&line(done));
            }
        };
        apply(self.connection, self.survey, self.options, &self.refused, self.is_pinned, &mut told).await
    }

    /// Counts what was done.
    pub(crate) fn counted(&self, all: &[Done]) -> Result<()> {
        if self.flags.is_human() { terminal::data(&tally(all)) } else { Ok(()) }
    }

    /// The JSON of what was forecast and done.
    pub(crate) fn as_json(&self, all: &[Done]) -> Value {
        as_json(as_value(&self.forecast()), all)
    }

    fn forecast(&self) -> Shown<'_> {
        Shown::new(&self.survey.forecast, &self.desired)
    }

    /// Says why nothing was applied.
    fn nothing_done(&self) -> Result<Outcome> {
        if !self.flags.is_human() {
            let refused = self.refused.iter();
            let all: Vec<Done> =
                refused.map(|one| Done::new(&one.object, Fate::Refused).because(&one.why)).collect();
            terminal::json(&self.as_json(&all))?;
        }
        for one in &self.refused {
            terminal::finding(&format!("{}: {}", one.object, one.why));
        }
        if self.refused.is_empty() {
            return Ok(Outcome::Clean);
        }
        if !self.flags.dry_run {
            terminal::note("note", "nothing was applied; --skip-refused applies the other objects");
        }
        Ok(Outcome::Found)
    }

    fn question(&self) -> String {
        let changes = self.survey.forecast.objects.iter().filter(|object| object.is_change()).count();
        let what = if changes == 1 { "this change".to_owned() } else { format!("these {changes} changes") };
        format!("Apply {what} to {}?", self.connection.server())
    }
}
