//! The tree itself: which question follows which answer, and where it ends.

use super::answers::Answers;
use super::leaf::Leaf;
use super::question::Question;

/// A question that was passed, and the answer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The question.
    pub question: Question,
    /// Which of its two replies.
    pub yes: bool,
}

/// Where a walk through the tree ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// At a question without an answer.
    Open(Question),
    /// At a workload.
    Leaf(Leaf),
}

/// Walks as far as the answers lead: the questions that were passed, and the end.
pub fn walk(answers: &Answers) -> (Vec<Passed>, End) {
    let mut passed = Vec::new();
    let mut question = Question::RunsOn;
    loop {
        let Some(yes) = answers.of(question) else {
            return (passed, End::Open(question));
        };
        passed.push(Passed { question, yes });
        match follow(question, yes) {
            End::Open(next) => question = next,
            End::Leaf(Leaf::Timed) if answers.schedule().is_none() => {
                return (passed, End::Open(Question::When));
            }
            leaf @ End::Leaf(_) => return (passed, leaf),
        }
    }
}

/// What follows an answer: article §2.2, corrected as [`choose`](super) says.
const fn follow(question: Question, yes: bool) -> End {
    match (question, yes) {
        (Question::RunsOn, true) => End::Open(Question::EachNode),
        (Question::RunsOn, false) => End::Open(Question::Once),
        (Question::Once, true) => End::Leaf(Leaf::Once),
        (Question::Once | Question::When, _) => End::Leaf(Leaf::Timed),
        (Question::EachNode, true) => End::Leaf(Leaf::EachNode),
        (Question::EachNode, false) => End::Open(Question::KeepsData),
        (Question::KeepsData, true) => End::Open(Question::Durable),
        (Question::KeepsData, false) => End::Leaf(Leaf::Plain),
        (Question::Durable, true) => End::Open(Question::FixedName),
        (Question::Durable, false) => End::Leaf(Leaf::Cache),
        (Question::FixedName, true) => End::Leaf(Leaf::Named),
        (Question::FixedName, false) => End::Leaf(Leaf::WithVolume),
    }
}
