//! Pages of the guide, cut into topics at their headings.

use std::borrow::Cow;

use super::Topic;

/// A topic for each `## name (other names)` of a page.
pub(super) fn sections(page: &'static str, group: fn(&str) -> &'static str) -> Vec<Topic> {
    page.split("\n## ")
        .skip(1)
        .filter_map(|section| section.split_once('\n'))
        .map(|(heading, text)| {
            let (name, also) = names(heading);
            Topic { group: group(name), name: name.into(), also, text: text.trim().into() }
        })
        .collect()
}

/// The names in a heading.
fn names(heading: &'static str) -> (&'static str, Vec<Cow<'static, str>>) {
    let Some((name, others)) = heading.trim().split_once(" (") else {
        return (heading.trim(), Vec::new());
    };
    (name, others.trim_end_matches(')').split(", ").map(Cow::from).collect())
}
