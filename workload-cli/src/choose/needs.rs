//! Needs from a file, and what to say about needs that decide nothing.

use std::path::Path;

use workload_core::learn::choose::{Contradiction, Needs, Question};
use workload_core::syntax::text::nearest;

use crate::error::{CliError, Result};
use crate::files::{STANDARD_INPUT, display_name, read_text};

/// The needs in a TOML file; `-` is standard input.
pub(crate) fn read_needs(file: &Path) -> Result<Needs> {
    let text = read_text(file)?;
    let name =
        if file == Path::new(STANDARD_INPUT) { "standard input".to_owned() } else { display_name(file) };
    toml::from_str(&text).map_err(|error| {
        let shown = error.to_string();
        let failure =
            CliError::new(format!("cannot read the needs of an app from {name}: {}", shown.trim_end()));
        failure.help(match meant(error.message()) {
            Some(key) => format!("did you mean `{key}`?"),
            None => "give a key for each need, such as `long-running = true` or `schedule = \"0 3 * * *\"`"
                .to_owned(),
        })
    })
}

/// The need that an unknown key most probably means: the message names the key first.
fn meant(message: &str) -> Option<&'static str> {
    let written = message.strip_prefix("unknown field `")?.split('`').next()?;
    nearest(written, Needs::KEYS)
}

/// Two needs that cannot both be.
pub(crate) fn contradiction(contradiction: &Contradiction) -> CliError {
    CliError::new(contradiction.to_string()).help(contradiction.help)
}

/// A question that only the user can answer, and what answers it.
pub(crate) fn open(question: Question) -> CliError {
    let replies = question.replies().into_iter().filter_map(|reply| Some((reply.key?, reply.apps)));
    let mut failure = CliError::new(format!("one answer is missing: {}", question.text()));
    if question == Question::RunsOn {
        failure = failure.help("`--long-running` for servers, agents, databases");
        return failure.help(ends());
    }
    for (key, apps) in replies.filter(|(_, apps)| !apps.is_empty()) {
        failure = failure.help(format!("`{}` for {apps}", flag(key)));
    }
    if question == Question::When { failure.help(ends()) } else { failure }
}

fn ends() -> String {
    format!("`{}` or `{}` for work that ends", flag("run-once"), flag("schedule"))
}

/// A need as the command line has it.
fn flag(key: &str) -> String {
    match key {
        "schedule" => "--schedule '0 3 * * *'".to_owned(),
        key => format!("--{key}"),
    }
}
