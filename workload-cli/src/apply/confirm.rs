//! Asking before anything is written.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use crate::error::{CliError, Result};

/// Whether the user agrees; an error when nobody can be asked.
pub(crate) fn confirm(question: &str) -> Result<bool> {
    if !std::io::stdin().is_terminal() {
        return Err(CliError::new("cannot ask whether to apply: standard input is not a terminal")
            .help("run `workload diff` first, then apply with --yes"));
    }
    let mut out = anstream::stderr();
    let asked = write!(out, "{question} [y/N] ").and_then(|()| out.flush());
    asked.map_err(|error| CliError::new(format!("cannot ask: {error}")))?;
    let mut answer = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(|error| CliError::new(format!("cannot read the answer: {error}")))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
