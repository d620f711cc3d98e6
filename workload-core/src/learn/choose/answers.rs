//! What is known of an app so far.

use std::collections::BTreeMap;

use super::question::Question;
use crate::k8s::values::Schedule;

/// The answers to some of the questions, and which of them somebody gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    given: BTreeMap<Question, bool>,
    taken: BTreeMap<Question, bool>,
    schedule: Option<Schedule>,
}

impl Answers {
    /// Answers a question, or answers it anew.
    pub fn say(&mut self, question: Question, yes: bool) {
        self.given.insert(question, yes);
    }

    /// Answers when the app runs.
    pub fn say_schedule(&mut self, schedule: Schedule) {
        self.schedule = Some(schedule);
    }

    /// Takes an answer back.
    pub fn unsay(&mut self, question: Question) {
        self.given.remove(&question);
        if question == Question::When {
            self.schedule = None;
        }
    }

    /// The answer to a question, if there is one.
    pub fn of(&self, question: Question) -> Option<bool> {
        self.given.get(&question).or_else(|| self.taken.get(&question)).copied()
    }

    /// Whether somebody gave the answer, or it was taken for granted.
    pub fn was_said(&self, question: Question) -> bool {
        self.given.contains_key(&question)
    }

    /// When the app runs.
    pub fn schedule(&self) -> Option<&Schedule> {
        self.schedule.as_ref()
    }

    /// The same answers, and the usual ones for what is open.
    ///
    /// Who asks for fixed names means data that stays with them (article §4.1), unless it was
    /// said that there is none.
    #[must_use]
    pub fn completed(mut self) -> Self {
        if self.given.get(&Question::FixedName) == Some(&true) {
            self.take(Question::KeepsData, true);
        }
        let asked_below = [Question::EachNode, Question::KeepsData, Question::Durable, Question::FixedName];
        for question in asked_below {
            if let Some(usual) = question.usual() {
                self.take(question, usual);
            }
        }
        self
    }

    fn take(&mut self, question: Question, yes: bool) {
        if self.of(question).is_none() {
            self.taken.insert(question, yes);
        }
    }
}
