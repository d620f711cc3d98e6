//! What the cargo configuration of a crate says about running programs.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// What is read of the configuration.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Config {
    /// Whether cargo builds for another machine unless it is told otherwise.
    pub(super) has_build_target: bool,
    /// Whether cargo builds the standard library, or a part of it, anew.
    pub(super) builds_std: bool,
    /// The variables that cargo sets for what it runs.
    pub(super) environment: Vec<(String, String)>,
}

impl Config {
    /// The configuration that counts in `folder`: the nearest file's word counts first.
    pub(super) fn read(folder: &Path) -> Self {
        let is_set = |name| std::env::var_os(name).is_some();
        let mut config = Self {
            has_build_target: is_set("CARGO_BUILD_TARGET"),
            builds_std: is_set("CARGO_UNSTABLE_BUILD_STD"),
            ..Self::default()
        };
        for place in places(folder) {
            let text = files(&place).iter().find_map(|file| std::fs::read_to_string(file).ok());
            // What is no TOML cargo itself complains of.
            if let Some(table) = text.and_then(|text| text.parse::<Table>().ok()) {
                config.add(&table, place.parent().unwrap_or(&place));
            }
        }
        config
    }

    fn add(&mut self, table: &Table, folder: &Path) {
        let has =
            |table_name: &str, key: &str| table.get(table_name).and_then(|table| table.get(key)).is_some();
        self.has_build_target |= has("build", "target");
        self.builds_std |= has("unstable", "build-std");
        for (name, value) in table.get("env").and_then(Value::as_table).into_iter().flatten() {
            let known = self.environment.iter().any(|(other, _)| other == name);
            if let Some(value) = variable(name, value, folder).filter(|_| !known) {
                self.environment.push((name.clone(), value));
            }
        }
    }
}

/// The folders of cargo's configuration for `folder`, the nearest first.
pub(super) fn places(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    folder.ancestors().map(|folder| folder.join(".cargo")).chain(home)
}

/// The files that cargo reads in a folder of its configuration; the first one counts.
pub(super) fn files(place: &Path) -> [PathBuf; 2] {
    ["config", "config.toml"].map(|name| place.join(name))
}

/// The value of a variable; none where the environment's own counts.
fn variable(name: &str, value: &Value, folder: &Path) -> Option<String> {
    let flag = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or_default();
    let text = value.as_str().or_else(|| value.get("value").and_then(Value::as_str))?;
    if std::env::var_os(name).is_some() && !flag("force") {
        return None;
    }
    Some(if flag("relative") { folder.join(text).to_string_lossy().into_owned() } else { text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_and_variables_are_read() {
        let mut config = Config::default();
        let near = "[build]\ntarget = 'wasm32-wasip1'\n[unstable]\nbuild-std = ['core']\n[env]\nWORKLOAD_A = 'near'\nPATH = 'none'\n";
        let far = "[env]\nWORKLOAD_A = 'far'\nWORKLOAD_B = { value = 'b', relative = true }\nPATH = { value = 'p', force = true }\n";
        config.add(&near.parse().unwrap(), Path::new("/near"));
        config.add(&far.parse().unwrap(), Path::new("/far"));
        let variable = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert!(config.has_build_target && config.builds_std);
        assert_eq!(
            config.environment,
            [variable("WORKLOAD_A", "near"), variable("PATH", "p"), variable("WORKLOAD_B", "/far/b")]
        );
    }
}
