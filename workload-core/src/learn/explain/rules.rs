//! Every rule, the server's reasons among them: what its doc comment says.

use super::topic::Topic;
use crate::validate::rules::{Rule, all};

pub(super) fn topics() -> Vec<Topic> {
    all().map(topic).collect()
}

fn topic(rule: &'static Rule) -> Topic {
    // Each line of a doc comment begins with the space behind its slashes.
    let lines = rule.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    let doc = lines.collect::<Vec<_>>().join("\n");
    // As its findings begin.
    let text = format!("`{}[{}]`\n\n{doc}", rule.severity.as_str(), rule.code).into();
    Topic { name: rule.name.into(), also: vec![rule.code.into()], group: rule.family(), text, title: None }
}
