//! The article's stories, told by the plan.

use super::Topic;
use crate::plan::stories::all;

pub(super) fn topics() -> Vec<Topic> {
    let topic = |story: &crate::plan::stories::Story| Topic {
        name: story.name.into(),
        also: Vec::new(),
        group: "Stories, told by `workload plan`",
        text: story.text().into(),
    };
    all().iter().map(topic).collect()
}
