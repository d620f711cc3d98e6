//! A reviewed plan among the inputs of an apply.

use std::path::PathBuf;

use super::plan::{KIND, ReviewedPlan, VERSION};
use crate::error::{CliError, Result};
use crate::files::{display_name, read_text};

/// The plan that the only input is; none when it is something else.
pub(crate) fn reviewed_plan(inputs: &[PathBuf]) -> Result<Option<ReviewedPlan>> {
    let [input] = inputs else { return Ok(None) };
    if !input.is_file() {
        return Ok(None);
    }
    let text = read_text(input)?;
    if !text.starts_with('{') || !text.contains(KIND) {
        return Ok(None);
    }
    let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) else { return Ok(None) };
    if value["kind"] != KIND {
        return Ok(None);
    }
    let name = display_name(input);
    if value["version"] != VERSION {
        return Err(CliError::new(format!("{name} is a reviewed plan of another version of workload"))
            .help("write it again with `workload diff --out`"));
    }
    serde_json::from_value(value)
        .map(Some)
        .map_err(|error| CliError::new(format!("{name} is no whole reviewed plan: {error}")))
}
