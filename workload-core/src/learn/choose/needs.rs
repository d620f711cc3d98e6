//! What an app needs, as somebody writes it down: flags of a command, keys of a file.

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::contradiction::{Contradiction, contradiction};
use super::question::Question;
use crate::k8s::values::Schedule;

/// The needs of an app; what is `None` was not said.
///
/// As a file each is a key: `keeps-data = true`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Needs {
    /// It runs on, until somebody stops or replaces it.
    pub long_running: Option<bool>,
    /// It does its work once, and ends.
    pub run_once: Option<bool>,
    /// It does its work at these times, and ends.
    pub schedule: Option<Schedule>,
    /// One must run on every node.
    pub per_node: Option<bool>,
    /// It keeps data of its own that must outlive its Pods.
    pub keeps_data: Option<bool>,
    /// It keeps data of its own that may be lost.
    pub cache: Option<bool>,
    /// Each Pod must keep its name and its address.
    pub stable_identity: Option<bool>,
}

impl Needs {
    /// The keys, in the order in which they are asked for.
    pub const KEYS: &'static [&'static str] =
        &["long-running", "run-once", "schedule", "per-node", "keeps-data", "cache", "stable-identity"];

    /// What a need says by its key; a schedule says yes.
    pub(super) fn says(&self, key: &str) -> Option<bool> {
        match key {
            "long-running" => self.long_running,
            "run-once" => self.run_once,
            "schedule" => self.schedule.as_ref().map(|_| true),
            "per-node" => self.per_node,
            "keeps-data" => self.keeps_data,
            "cache" => self.cache,
            "stable-identity" => self.stable_identity,
            _ => None,
        }
    }

    /// The questions that these needs answer.
    ///
    /// # Errors
    ///
    /// When two of them cannot both be.
    pub fn answers(&self) -> Result<Answers, Contradiction> {
        if let Some(contradiction) = contradiction(|key| self.says(key)) {
            return Err(contradiction);
        }
        let mut answers = Answers::default();
        for (question, yes) in self.said() {
            answers.say(question, yes);
        }
        if let Some(schedule) = &self.schedule {
            answers.say_schedule(schedule.clone());
        }
        Ok(answers)
    }

    /// The needs that these answers amount to, whoever gave them: asked of one by one, answers
    /// may contradict needs that were named before.
    #[must_use]
    pub fn of(answers: &Answers) -> Self {
        let yes = |question| answers.of(question).filter(|yes| *yes);
        Self {
            long_running: yes(Question::RunsOn),
            run_once: yes(Question::Once),
            schedule: answers.schedule().cloned(),
            per_node: answers.of(Question::EachNode),
            // A cache says both that data is kept and that it may be lost.
            keeps_data: answers
                .of(Question::KeepsData)
                .filter(|_| answers.of(Question::Durable) != Some(false)),
            cache: answers.of(Question::Durable).map(|durable| !durable),
            stable_identity: answers.of(Question::FixedName),
        }
    }

    /// Each answer that a need gives; later ones are more exact than earlier ones.
    fn said(&self) -> impl Iterator<Item = (Question, bool)> {
        let ends = self.run_once == Some(true) || self.schedule.is_some();
        let not_once = self.schedule.is_some() || self.run_once == Some(false);
        [
            self.long_running.map(|yes| (Question::RunsOn, yes)),
            ends.then_some((Question::RunsOn, false)),
            not_once.then_some((Question::Once, false)),
            (self.run_once == Some(true)).then_some((Question::Once, true)),
            self.per_node.map(|yes| (Question::EachNode, yes)),
            (self.cache == Some(true)).then_some((Question::KeepsData, true)),
            self.keeps_data.map(|yes| (Question::KeepsData, yes)),
            (self.keeps_data == Some(true)).then_some((Question::Durable, true)),
            self.cache.map(|yes| (Question::Durable, !yes)),
            self.stable_identity.map(|yes| (Question::FixedName, yes)),
        ]
        .into_iter()
        .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_may_contradict_a_need() {
        let needs = Needs { keeps_data: Some(true), ..Needs::default() };
        let mut answers = needs.answers().unwrap();
        assert_eq!(Needs::of(&answers).answers().as_ref(), Ok(&answers));
        answers.say(Question::RunsOn, false);
        assert!(Needs::of(&answers).answers().is_ok(), "it may be asked on");
        answers.say(Question::Once, true);
        let contradiction = Needs::of(&answers).answers().unwrap_err();
        assert_eq!(contradiction.keys, ["run-once", "keeps-data"]);
    }
}
