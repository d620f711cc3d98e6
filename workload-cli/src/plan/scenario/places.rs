//! The line of each field of a scenario's file, so that errors name both.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::CliError;
use crate::files::display_name;

/// What a scenario has.
pub(crate) const HELP: &str =
    "a scenario has `nodes`, `ready`, `stop`, `duration`, `start` and `do`, a list of actions";

/// The lines of the fields, as in `ready`, `duration.api` and `do[1]`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    file: String,
    lines: BTreeMap<String, u32>,
}

impl Places {
    /// No field of a file yet.
    pub(crate) fn of(path: &Path) -> Self {
        Self { file: display_name(path), lines: BTreeMap::new() }
    }

    /// The field begins in this line.
    pub(crate) fn add(&mut self, field: String, line: u32) {
        self.lines.insert(field, line);
    }

    /// The field does not come from the file any more.
    pub(crate) fn forget(&mut self, field: &str) {
        self.lines.remove(field);
    }

    /// What is wrong with a field, with its place when it is in the file, or the option that says it.
    pub(crate) fn error(&self, field: &str, why: &str) -> CliError {
        let option = field.split_once('.').map_or(field, |(option, _)| option);
        CliError::new(match self.lines.get(field) {
            Some(line) => format!("{}:{line}: `{field}`: {why}", self.file),
            // The words of an action say which it is.
            None if option.starts_with("do[") => why.to_owned(),
            None => format!("`--{option}`: {why}"),
        })
    }

    /// What is wrong with a line of the file.
    pub(crate) fn at(&self, line: u32, why: &str) -> CliError {
        CliError::new(format!("{}:{line}: {why}", self.file))
    }
}
