//! A scenario's file as it is written: YAML, JSON or TOML, with the line of each field.

mod toml;
mod yaml;

use std::path::Path;

use serde_json::{Map, Value};

use super::places::{HELP, Places};
use crate::error::{CliError, Result};
use crate::files::display_name;

/// The fields of a file.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) fields: Map<String, Value>,
    pub(super) places: Places,
}

impl Source {
    /// Reads the text of a file: TOML by the end of its name, or YAML.
    pub(super) fn read(path: &Path, text: &str) -> Result<Self> {
        let places = Places::of(path);
        let is_toml = path.extension().is_some_and(|end| end == "toml");
        let (fields, places) = if is_toml { toml::read(text, places) } else { yaml::read(text, places) }?;
        if fields.is_empty() {
            return Err(CliError::new(format!("{} has no field", display_name(path))).help(HELP));
        }
        Ok(Self { fields, places })
    }
}
