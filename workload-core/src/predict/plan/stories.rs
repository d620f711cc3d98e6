//! The article's stories and those of nodes, ports and volumes, each run through the plan when it is told.
//!
//! A story is a file of manifests in `stories/` and a file beside it that says what is done and
//! what is shown; the numbers in its text are those of the run.

mod dead_node;
mod host_ports;
mod multi_attach;
mod one_per_node;
mod ordered_start;
mod overlapping_runs;
mod preemption;
mod redis_three_ways;
mod rolling_update;
mod stuck_after_recreate;

use super::{ObjectSet, Plan, Planner};

/// A story with its manifests.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    /// Its name: `rolling-update`.
    pub name: &'static str,
    /// The manifests, by the names of their files.
    pub manifests: &'static [(&'static str, &'static str)],
    text: fn() -> String,
}

impl Story {
    /// The story as Markdown.
    #[must_use]
    pub fn text(&self) -> String {
        (self.text)()
    }
}

/// All stories: the article's, in its order, then what keeps people awake.
#[must_use]
pub fn all() -> &'static [Story] {
    &[
        rolling_update::STORY,
        ordered_start::STORY,
        one_per_node::STORY,
        overlapping_runs::STORY,
        redis_three_ways::STORY,
        dead_node::STORY,
        stuck_after_recreate::STORY,
        multi_attach::STORY,
        host_ports::STORY,
        preemption::STORY,
    ]
}

/// The plan of a story's manifests on three nodes. Manifests and words are our own, and a test
/// reads all of them.
fn plan(manifests: &str, actions: &[&str]) -> Plan {
    let set = ObjectSet::from_yaml(manifests).expect("a story's manifests can be read");
    let planner = actions.iter().try_fold(Planner::new(set).nodes(3), |planner, words| planner.act(words));
    planner.expect("a story's actions can be done").plan()
}

/// What is stuck at the end, as a list in Markdown.
fn stuck(plan: &Plan) -> String {
    let lines: Vec<_> = plan.stuck_groups.iter().map(|group| format!("- {group}")).collect();
    lines.join("\n") + "\n"
}

/// What chance decides, as a list in Markdown.
fn by_chance(plan: &Plan) -> String {
    let lines: Vec<_> = plan.either.iter().map(|either| format!("- {either}")).collect();
    lines.join("\n") + "\n"
}

/// A block of code in Markdown.
fn block(text: &str) -> String {
    format!("```text\n{text}```\n")
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn every_story_is_told_the_same_each_time() {
        for story in all() {
            let text = story.text();
            assert_eq!(text, story.text());
            assert!(text.contains("article §"), "{text}");
            let code = text.split("```").skip(1).step_by(2).flat_map(str::lines);
            assert!(code.into_iter().all(|line| line.chars().count() <= 76), "{text}");
        }
    }
}
