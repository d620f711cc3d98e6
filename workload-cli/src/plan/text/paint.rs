//! The colours of a plan: what is good, what stops, and one for each template.

use anstyle::{AnsiColor, Style};

use crate::terminal::visible;

pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(crate) const CHANGED: Style = AnsiColor::Yellow.on_default();
/// What was done.
pub(crate) const DONE: Style = AnsiColor::Cyan.on_default();

/// The templates' colours, which people who confuse red and green tell apart too; their numbers
/// stand beside them.
const REVISIONS: &[AnsiColor] = &[AnsiColor::Blue, AnsiColor::Yellow, AnsiColor::Cyan, AnsiColor::Magenta];

/// The colour of a template.
pub(super) fn revision(number: u32) -> Style {
    REVISIONS[(number.saturating_sub(1) as usize) % REVISIONS.len()].on_default()
}

/// Text in a colour.
pub(crate) fn painted(style: Style, text: &str) -> String {
    format!("{style}{}{style:#}", visible(text))
}
