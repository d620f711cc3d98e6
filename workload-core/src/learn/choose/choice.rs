//! The workload that was chosen, how, and what to start from.

use serde::Serialize;

use super::answers::Answers;
use super::kind::Kind;
use super::leaf::Leaf;
use super::question::Question;
use super::ruled_out::against;
use super::tree::{End, Passed, walk};
use crate::k8s::values::Schedule;

/// A workload that fits the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The Kubernetes kind.
    pub kind: Kind,
    /// The word of the grammar for it.
    pub shape: &'static str,
    /// The kind with what goes with it: "a Deployment with a volume".
    pub title: &'static str,
    /// Why it fits.
    pub why: &'static str,
    /// The questions on the way, and their answers.
    pub path: Vec<Step>,
    /// Why each of the other four kinds does not fit.
    pub others: Vec<Other>,
    /// The Rust description to start from.
    pub rust: String,
    /// The YAML that it gives.
    pub yaml: String,
}

/// A question on the way, and the answer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The question.
    pub question: &'static str,
    /// The answer.
    pub answer: String,
    /// The article's section.
    pub section: &'static str,
    /// Whether somebody said so; the usual answer otherwise.
    pub said: bool,
}

/// A kind that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Other {
    /// The kind.
    pub kind: Kind,
    /// Why not.
    pub why: &'static str,
}

impl Choice {
    /// The workload that the answers lead to.
    ///
    /// # Errors
    ///
    /// With the question that is open.
    pub fn of(answers: &Answers) -> Result<Self, Question> {
        let (passed, leaf) = match walk(answers) {
            (_, End::Open(question)) => return Err(question),
            (passed, End::Leaf(leaf)) => (passed, leaf),
        };
        // The texts of leaves without a schedule hold none.
        let schedule = answers.schedule().cloned().unwrap_or(Schedule::new("0 3 * * *"));
        Ok(Self {
            kind: leaf.kind(),
            shape: leaf.kind().shape(),
            title: leaf.title(),
            why: leaf.why(),
            path: steps(&passed, answers),
            others: others(leaf, &passed),
            rust: leaf.start().rust(&schedule),
            yaml: leaf.start().yaml(&schedule),
        })
    }
}

/// The questions that were passed, in words.
pub fn steps(passed: &[Passed], answers: &Answers) -> Vec<Step> {
    let step = |Passed { question, yes }: &Passed| Step {
        question: question.text(),
        answer: match answers.schedule() {
            Some(schedule) if *question == Question::Once => format!("on the schedule {schedule}"),
            _ => question.reply(*yes).short.to_owned(),
        },
        section: question.section(),
        said: answers.was_said(*question),
    };
    passed.iter().map(step).collect()
}

fn others(leaf: Leaf, passed: &[Passed]) -> Vec<Other> {
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != leaf.kind());
    let why = |kind| passed.iter().find_map(|passed| against(kind, *passed));
    kinds.filter_map(|kind| Some(Other { kind, why: why(kind)? })).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Needs, Undecided, choose};
    use super::*;

    fn needs(keys: &[&str]) -> Needs {
        let has = |key| keys.contains(&key).then_some(true);
        Needs {
            long_running: has("long-running"),
            run_once: has("run-once"),
            schedule: has("schedule").map(|_| Schedule::new("*/5 * * * 1-5")),
            per_node: has("per-node"),
            keeps_data: has("keeps-data"),
            cache: has("cache"),
            stable_identity: has("stable-identity"),
        }
    }

    #[test]
    fn every_leaf_is_reached_and_rules_out_the_other_four() {
        let mut titles = Vec::new();
        for keys in [
            &["long-running"][..],
            &["long-running", "cache"],
            &["long-running", "keeps-data"],
            &["long-running", "keeps-data", "stable-identity"],
            &["long-running", "per-node"],
            &["run-once"],
            &["schedule"],
        ] {
            let choice = choose(&needs(keys)).unwrap();
            assert_eq!(choice.others.len(), 4, "{keys:?}: {:?}", choice.others);
            for other in &choice.others {
                assert!(other.why.contains("(article §"), "{}", other.why);
            }
            assert!(choice.yaml.contains(&format!("\nkind: {}\n", choice.kind.name())), "{}", choice.yaml);
            titles.push(choice.title);
        }
        assert_eq!(titles, Leaf::ALL.map(Leaf::title));
    }

    #[test]
    fn one_per_node_is_asked_before_data() {
        let choice = choose(&needs(&["long-running", "per-node", "keeps-data"])).unwrap();
        assert_eq!(choice.kind, Kind::DaemonSet);
        assert_eq!(choice.path.len(), 2);
    }

    #[test]
    fn a_fixed_name_means_data_that_stays_with_it() {
        let choice = choose(&needs(&["long-running", "stable-identity"])).unwrap();
        assert_eq!(choice.kind, Kind::StatefulSet);
        let said: Vec<_> = choice.path.iter().map(|step| step.said).collect();
        assert_eq!(said, [true, false, false, false, true]);
    }

    #[test]
    fn how_long_it_runs_has_no_usual_answer() {
        let open = |keys| choose(&needs(keys)).unwrap_err();
        assert_eq!(open(&[]), Undecided::Open(Question::RunsOn));
        assert_eq!(open(&["keeps-data", "stable-identity"]), Undecided::Open(Question::RunsOn));
        let ends = Needs { long_running: Some(false), ..Needs::default() };
        assert_eq!(choose(&ends), Err(Undecided::Open(Question::Once)));
        let not_once = Needs { run_once: Some(false), ..ends };
        assert_eq!(choose(&not_once), Err(Undecided::Open(Question::When)));
    }

    #[test]
    fn a_schedule_stands_in_both_texts() {
        let choice = choose(&needs(&["schedule"])).unwrap();
        assert!(choice.rust.contains("schedule = \"*/5 * * * 1-5\""), "{}", choice.rust);
        assert!(
            choice.yaml.contains("schedule: '*/5 * * * 1-5'") || choice.yaml.contains("\"*/5 * * * 1-5\"")
        );
    }

    #[test]
    fn no_two_needs_pass_each_other_by() {
        // Every set of needs is either chosen for, or refused, or open: and a need that was
        // named is never passed by in silence, but for data that stays on a node.
        let keys =
            ["long-running", "run-once", "schedule", "per-node", "keeps-data", "cache", "stable-identity"];
        for set in 0..1_u32 << keys.len() {
            let named: Vec<_> = (0..keys.len()).filter(|at| set >> at & 1 == 1).map(|at| keys[at]).collect();
            let Ok(choice) = choose(&needs(&named)) else { continue };
            let said = choice.path.iter().filter(|step| step.said && step.answer != "no").count();
            let data = named.iter().filter(|key| ["keeps-data", "cache"].contains(key)).count();
            let on_the_node = usize::from(choice.kind == Kind::DaemonSet) * data;
            assert!(said + on_the_node >= named.len(), "{named:?}: {:?}", choice.path);
        }
    }
}
