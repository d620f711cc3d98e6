//! The article's stories, told by the plan.

use super::topic::Topic;
use crate::predict::plan::stories::{Story, all};

/// All of them; each is run through the plan.
pub(super) fn topics() -> Vec<Topic> {
    topics_called(|_| true)
}

/// Those whose name is asked for: the others are not run.
pub(super) fn topics_called(is_asked_for: impl Fn(&str) -> bool) -> Vec<Topic> {
    all().iter().filter(|story| is_asked_for(story.name)).map(topic).collect()
}

/// Their names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    all().iter().map(|story| story.name)
}

fn topic(story: &Story) -> Topic {
    Topic {
        name: story.name.into(),
        also: Vec::new(),
        group: "Stories, told by `workload plan`",
        text: story.text().into(),
        title: None,
    }
}
