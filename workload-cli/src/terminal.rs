//! What is said to the person at the terminal, on standard error; and data, on standard output.

mod escaped;
mod markdown;
mod page;
mod screen;
mod table;
mod visible;

use std::io::Write as _;

use anstyle::{AnsiColor, Style};

pub(crate) use escaped::EscapedJson;
pub(crate) use markdown::markdown;
pub(crate) use page::{Page, STRONG, WEAK};
pub(crate) use screen::Screen;
pub(crate) use visible::{is_bidirectional, visible, visible_in_place, visible_json};
use visible::{may_be_obeyed, visible_but_colours};

use crate::error::{CliError, Result};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();
const NOTE: Style = AnsiColor::Green.on_default().bold();

/// Says why the work could not be done, and what to do.
pub(crate) fn error(failure: &CliError) {
    say(ERROR, "error", &failure.to_string());
    for help in failure.helps() {
        say(HELP, " help", help);
    }
}

/// Says what was found.
pub(crate) fn finding(message: &str) {
    say(ERROR, "error", message);
}

/// Says what may surprise.
pub(crate) fn warning(message: &str) {
    say(WARNING, "warning", message);
}

/// Says what was done.
pub(crate) fn note(word: &str, message: &str) {
    say(NOTE, word, message);
}

/// Shows a text that has its colours already.
pub(crate) fn shown(text: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = write!(anstream::stderr(), "{}", visible_but_colours(text));
}

fn say(style: Style, word: &str, message: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(anstream::stderr(), "{style}{word}{style:#}: {}", visible(message));
}

/// Whether standard output shows colours.
pub(crate) fn has_colours() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// Writes a JSON value to standard output.
#[cfg(feature = "cluster")]
pub(crate) fn json(value: &serde_json::Value) -> Result<()> {
    data(&json_text(value))
}

/// A value as JSON for people and programs: in lines, and nothing in it that a terminal obeys.
pub(crate) fn json_text(value: &impl serde::Serialize) -> String {
    // Maps with numbers and texts for keys, lists, texts and numbers always have a form.
    visible_json(&serde_json::to_string_pretty(value).unwrap_or_default()) + "\n"
}

/// Writes a text for people to standard output: of what is in it, a terminal obeys nothing but colours.
pub(crate) fn text(text: &str) -> Result<()> {
    data(&visible_but_colours(text))
}

/// Writes data to standard output, all of it or with an error.
pub(crate) fn data(text: &str) -> Result<()> {
    let write = |out: &mut dyn std::io::Write| out.write_all(text.as_bytes()).and_then(|()| out.flush());
    // Text without colours has none to be taken out.
    written(if may_be_obeyed(text) {
        write(&mut anstream::stdout().lock())
    } else {
        write(&mut std::io::stdout().lock())
    })
}

/// Writes data without colours to standard output, piece by piece.
pub(crate) fn stream(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    written(write(&mut out).and_then(|()| out.flush()))
}

fn written(written: std::io::Result<()>) -> Result<()> {
    match written {
        // A reader that has seen enough, such as `head`, is no failure.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => {
            written.map_err(|error| CliError::new(format!("cannot write to standard output: {error}")))
        }
    }
}
