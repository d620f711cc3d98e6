//! Every rule, the server's reasons among them: what its doc comment says.

use super::Topic;
use crate::rules::{Check, Rule, all};

pub(super) fn topics() -> Vec<Topic> {
    all().map(topic).collect()
}

fn topic(rule: &'static Rule) -> Topic {
    let group = match rule.check {
        Check::Server(_) => "What the API server refuses",
        Check::Object(_) | Check::Set(_) | Check::Linter => "Rules",
    };
    // Each line of a doc comment begins with the space behind its slashes.
    let lines = rule.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    let doc = lines.collect::<Vec<_>>().join("\n");
    let text = format!("`{}`, {}.\n\n{doc}", rule.code, weight(rule)).into();
    Topic { name: rule.name.into(), also: vec![rule.code.into()], group, text }
}

/// What a finding weighs, with its article.
fn weight(rule: &Rule) -> String {
    let word = rule.severity.as_str();
    let article = if word.starts_with(['e', 'i']) { "an" } else { "a" };
    format!("{article} {word}")
}
