//! The sections of the article, by their numbers.

use super::topic::Topic;
use crate::learn::article::{Section, preface, sections};

const GROUP: &str = "The article that rules cite";

pub(super) fn topics() -> Vec<Topic> {
    let sections: Vec<_> = sections().collect();
    let mut topics = vec![contents(&sections)];
    topics.extend(sections.iter().map(topic));
    topics
}

fn topic(section: &Section) -> Topic {
    Topic {
        name: format!("§{}", section.number).into(),
        also: vec![section.title.into()],
        group: GROUP,
        text: section.text.into(),
        title: Some(section.title),
    }
}

/// What the article is, and the list of its sections.
fn contents(sections: &[Section]) -> Topic {
    let mut text = preface().to_owned() + "\n";
    for section in sections {
        let indent = if section.number.contains('.') { "  " } else { "" };
        text = format!("{text}\n{indent}- §{} {}", section.number, section.title);
    }
    Topic {
        name: "article".into(),
        also: Vec::new(),
        group: GROUP,
        text: text.into(),
        title: Some("What the article is, and its sections"),
    }
}
