//! `workload explain`: what a word means.

use clap::Args;
use workload_core::learn::explain::{Topic, Unknown, find, topics};
use workload_core::validate::rules;

use crate::Outcome;
use crate::error::{CliError, Result};
use crate::terminal;
use crate::terminal::{Page, markdown};

/// Explain a term: a kind, a shape, a key, a rule, a section of the article, a Kubernetes word
///
/// Lists everything that can be explained when no term is given. Case does not matter, and `-`,
/// `_` and a space are the same.
#[derive(Debug, Args)]
#[command(after_help = "Example: workload explain StatefulSet")]
pub(crate) struct Options {
    /// The term to explain; several words are one term
    word: Vec<String>,

    /// List everything that can be explained
    #[arg(long, conflicts_with = "word")]
    list: bool,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let text = if self.list || self.word.is_empty() {
            list(&topics())
        } else {
            pages(&find(&self.word.join(" ")).map_err(|unknown| failure(&unknown))?)
        };
        terminal::data(&text).map(|()| Outcome::Clean)
    }
}

/// Every topic with its first sentence, group by group.
fn list(topics: &[Topic]) -> String {
    let mut page = Page::new();
    let width = topics.iter().map(|topic| label(topic).chars().count()).max().unwrap_or_default();
    for group in topics.chunk_by(|one, next| one.group == next.group) {
        page.heading(group[0].group);
        for topic in group {
            page.item(&label(topic), width + 2, &topic.summary());
        }
    }
    page.into_text()
}

/// A topic's name in the list; a rule's behind its code, by which findings call it.
fn label(topic: &Topic) -> String {
    match rules::find(&topic.name).filter(|rule| rule.family() == topic.group) {
        Some(rule) => format!("{} {}", rule.code, rule.name),
        None => topic.name.clone().into_owned(),
    }
}

/// A page for each topic.
fn pages(topics: &[Topic]) -> String {
    let mut page = Page::new();
    for topic in topics {
        let others =
            if topic.also.is_empty() { String::new() } else { format!(" ({})", topic.also.join(", ")) };
        page.heading(&format!("{}{others}", topic.name));
        markdown(&mut page, &topic.text);
    }
    page.into_text()
}

fn failure(unknown: &Unknown) -> CliError {
    let failure = CliError::new(unknown.to_string());
    match &unknown.near {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`workload explain --list` shows what can be explained"),
    }
}
