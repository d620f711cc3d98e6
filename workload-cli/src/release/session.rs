//! One apply from its diff to its last word: shown, agreed to, written, told.

use std::time::Duration;

use serde_json::Value;
use workload_core::k8s::ObjectRef;
use workload_core::live::{Action, Options};

use crate::Outcome;
use crate::apply::{ApplyFlags, Done, Fate, Refused, apply, as_json, confirm, line, tally};
use crate::cluster::{Connection, Desired, Survey};
use crate::diff::{FormatName as DiffFormat, Shown, as_value, shown};
use crate::error::Result;
use crate::sets::{PruneOptions, SetPlan, SetReport, finish, told, widen};
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
    /// The set that the objects belong to, and how much of it may be pruned.
    pub(crate) set: Option<(SetPlan, PruneOptions)>,
    desired: Vec<Desired>,
    refused: Vec<Refused>,
}

/// What is refused by the reason for it, in order: one cause often stands in the way of many objects.
fn by_reason(refused: &[Refused]) -> Vec<(&str, Vec<&ObjectRef>)> {
    let mut found: Vec<(&str, Vec<&ObjectRef>)> = Vec::new();
    for one in refused {
        match found.iter_mut().find(|(why, _)| *why == one.why) {
            Some((_, objects)) => objects.push(&one.object),
            None => found.push((&one.why, vec![&one.object])),
        }
    }
    found
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
        Self { connection, survey, options, flags, is_pinned: false, set: None, desired, refused }
    }

    /// Shows what would be done, and asks; how the command ends if nothing is to be done.
    pub(crate) fn agree(&self) -> Result<Option<Outcome>> {
        if self.flags.is_human() {
            terminal::text(&shown(&self.forecast(), DiffFormat::Human))?;
            terminal::text(&self.set.as_ref().map(|(plan, _)| told(plan)).unwrap_or_default())?;
        }
        let all_refused = !self.refused.is_empty() && !self.flags.skip_refused;
        let too_much = self.set.as_ref().and_then(|(plan, limits)| plan.too_much(limits.yes_prune));
        if self.flags.dry_run || all_refused || too_much.is_some() {
            return self.nothing_done(too_much.as_deref()).map(Some);
        }
        if !self.flags.yes && !self.survey.forecast.is_empty() && !confirm(&self.question())? {
            terminal::note("note", "nothing was applied");
            return Ok(Some(Outcome::Quit));
        }
        Ok(None)
    }

    /// Writes everything but what is refused, and tells each object as it is done.
    pub(crate) async fn write(&self) -> Result<Vec<Done>> {
        let is_human = self.flags.is_human();
        let mut told = |done: &Done| {
            if is_human {
                // A reader that has gone away does not stop what has begun.
                let _ = terminal::text(&line(done));
            }
        };
        let widened = match &self.set {
            Some((plan, _)) => Some(widen(self.connection, plan, self.survey).await?),
            None => None,
        };
        let (survey, refused) = (self.survey, &self.refused);
        let mut all = apply(self.connection, survey, self.options, refused, self.is_pinned, &mut told).await;
        if let Some(((plan, limits), widened)) = self.set.as_ref().zip(widened) {
            let limit = Duration::from_secs(limits.prune_time_limit);
            all.extend(finish(self.connection, plan, widened, &all, limit, &mut told).await?);
        }
        Ok(all)
    }

    /// Counts what was done.
    pub(crate) fn counted(&self, all: &[Done]) -> Result<()> {
        if self.flags.is_human() { terminal::text(&tally(all)) } else { Ok(()) }
    }

    /// The JSON of what was forecast and done.
    pub(crate) fn as_json(&self, all: &[Done]) -> Value {
        as_json(as_value(&self.forecast()), all)
    }

    fn forecast(&self) -> Shown<'_> {
        let set = self.set.as_ref().map(|(plan, _)| SetReport::new(plan).to_value());
        Shown::new(&self.survey.forecast, &self.desired).with_set(set.unwrap_or_default())
    }

    /// Says why nothing was applied.
    fn nothing_done(&self, too_much: Option<&str>) -> Result<Outcome> {
        if !self.flags.is_human() {
            let refused = self.refused.iter();
            let all: Vec<Done> =
                refused.map(|one| Done::new(&one.object, Fate::Refused).because(&one.why)).collect();
            terminal::json(&self.as_json(&all))?;
        }
        for (why, objects) in by_reason(&self.refused) {
            let what = match objects.as_slice() {
                [one] => one.to_string(),
                all => format!("{} objects", all.len()),
            };
            terminal::finding(&format!("{what}: {why}"));
        }
        if let Some(why) = too_much {
            terminal::finding(why);
        }
        if self.refused.is_empty() && too_much.is_none() {
            return Ok(Outcome::Clean);
        }
        if !self.flags.dry_run {
            let way_out = if too_much.is_some() { "" } else { "; --skip-refused applies the other objects" };
            terminal::note("note", &format!("nothing was applied{way_out}"));
        }
        Ok(Outcome::Found)
    }

    fn question(&self) -> String {
        let changes = self.survey.forecast.objects.iter().filter(|object| object.is_change()).count();
        let what = if changes == 1 { "this change".to_owned() } else { format!("these {changes} changes") };
        let pruned = match self.survey.forecast.count(Action::Prune) {
            0 => String::new(),
            count => format!(", {count} of them by deletion,"),
        };
        format!("Apply {what}{pruned} to {}?", self.connection.server())
    }
}
