//! A choice to read: the way there, why it fits, why the others do not, and a start.

use std::fmt::Write as _;

use workload_core::learn::choose::{Choice, Other, Step};

use crate::terminal::{Page, STRONG, WEAK};

/// The whole of it.
pub(crate) fn as_human(choice: &Choice) -> String {
    let mut page = Page::new();
    page.heading(&format!("{}: `{}`", capital(choice.title), choice.shape));
    page.paragraph(0, &format!("{}.", capital(choice.why)));
    page.heading("The way there");
    page.raw(&way(&choice.path));
    page.heading("Why not another");
    for Other { kind, why } in &choice.others {
        page.item(kind.name(), 13, why);
    }
    page.heading("The description, src/lib.rs");
    page.code(&choice.rust);
    page.heading("What it gives");
    page.code(&choice.yaml);
    page.into_text()
}

/// The questions that were answered, each with where the article speaks of it.
pub(crate) fn way(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        let Step { question, answer, section, said } = step;
        let usual = if *said { "" } else { ", as nothing else was said" };
        let _ = writeln!(text, "  {question} {STRONG}{answer}{STRONG:#}{WEAK}{usual} ({section}){WEAK:#}");
    }
    text
}

/// A sentence begins with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
