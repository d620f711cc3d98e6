//! Pages of the guide, cut into topics at their headings.

use std::borrow::Cow;

use super::topic::Topic;

/// A topic for each `## name (other names)` of a page.
pub(super) fn sections(page: &'static str, group: fn(&str) -> &'static str) -> Vec<Topic> {
    page.split("\n## ")
        .skip(1)
        .filter_map(|section| section.split_once('\n'))
        .map(|(heading, text)| {
            let (name, also) = names(heading);
            Topic { group: group(name), name: name.into(), also, text: text.trim().into(), title: None }
        })
        .collect()
}

/// The names in a heading, some of them as code.
fn names(heading: &'static str) -> (&'static str, Vec<Cow<'static, str>>) {
    let plain = |name: &'static str| name.trim().trim_matches('`');
    let Some((name, others)) = heading.split_once(" (") else {
        return (plain(heading), Vec::new());
    };
    let others = others.trim_end().trim_end_matches(')').split(", ");
    (plain(name), others.map(|other| Cow::from(plain(other))).collect())
}
