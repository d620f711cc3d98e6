//! What is done and how long things take: from a file, and from the command line before it.

mod places;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use serde_json::Map;
use workload_core::predict::plan::{ActionError, Planner, duration, nodes_from_yaml};
use workload_core::syntax::text::Lines;
use workload_core::syntax::yaml::{NodeId, documents};
use workload_core::validate::decode::value;

use self::places::Places;
use crate::error::{CliError, Result};
use crate::files::{display_name, read_text};

/// A scenario.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Scenario {
    nodes: Option<Nodes>,
    ready: Option<String>,
    stop: Option<String>,
    duration: BTreeMap<String, String>,
    start: Option<String>,
    #[serde(rename = "do")]
    actions: Vec<String>,
    /// The folder that a file of nodes is looked for in.
    #[serde(skip)]
    folder: PathBuf,
    /// Where the fields of the file are.
    #[serde(skip)]
    places: Places,
}

/// How many nodes, or where they are described.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Nodes {
    Count(u32),
    File(String),
}

impl Scenario {
    /// Reads a TOML file, or a YAML file.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = read_text(path)?;
        let wrong = |why: String| {
            CliError::new(format!("{} is not a scenario: {}", display_name(path), why.trim_end()))
                .help("it has `nodes`, `ready`, `stop`, `duration`, `start` and `do`, a list of actions")
        };
        let scenario: Self = if path.extension().is_some_and(|end| end == "toml") {
            toml::from_str(&text).map_err(|error| wrong(error.to_string()))?
        } else {
            from_yaml(&text).map_err(wrong)?
        };
        let places = Places::of(path, &text);
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self { folder, places, ..scenario })
    }

    /// Puts the command line before the file.
    pub(crate) fn prefer(
        &mut self,
        nodes: Option<&str>,
        ready: Option<&str>,
        stop: Option<&str>,
        start: Option<&str>,
    ) {
        if let Some(nodes) = nodes {
            self.nodes = Some(nodes.parse().map_or_else(|_| Nodes::File(nodes.to_owned()), Nodes::Count));
            self.folder = PathBuf::new();
        }
        for (field, given) in [("ready", ready), ("stop", stop), ("start", start)] {
            if given.is_some() {
                self.places.forget(field);
            }
        }
        let own = |given: Option<&str>| given.map(ToOwned::to_owned);
        self.ready = own(ready).or(self.ready.take());
        self.stop = own(stop).or(self.stop.take());
        self.start = own(start).or(self.start.take());
    }

    /// Adds what each workload takes, as in `api=5s`.
    pub(crate) fn durations(&mut self, pairs: &[String]) -> Result<()> {
        for pair in pairs {
            let (workload, time) = pair.split_once('=').ok_or_else(|| {
                CliError::new(format!("`{pair}` has no duration")).help("write it as `--duration api=5s`")
            })?;
            self.places.forget(&format!("duration.{workload}"));
            self.duration.insert(workload.to_owned(), time.to_owned());
        }
        Ok(())
    }

    /// Does these things after those of the file.
    pub(crate) fn then(&mut self, actions: &[String]) {
        self.actions.extend(actions.iter().cloned());
    }

    /// Whether anything is done in it.
    pub(crate) fn acts(&self) -> bool {
        !self.actions.is_empty()
    }

    /// The files that it names.
    pub(crate) fn files(&self) -> impl Iterator<Item = PathBuf> {
        self.nodes.iter().filter_map(|nodes| match nodes {
            Nodes::Count(_) => None,
            Nodes::File(file) => Some(self.folder.join(file)),
        })
    }

    /// The planner with all of it.
    pub(crate) fn planner(&self, mut planner: Planner) -> Result<Planner> {
        planner = self.on_nodes(planner)?;
        if let Some(ready) = &self.ready {
            planner = planner.ready(self.time("ready", ready)?);
        }
        if let Some(stop) = &self.stop {
            planner = planner.stop(self.time("stop", stop)?);
        }
        if let Some(start) = &self.start {
            let wrong = self.places.error("start", &format!("`{start}` is not a time"));
            let start = start.parse().map_err(|_| wrong.help("write it as 2026-01-31T20:00:00Z"))?;
            planner = planner.starts_at(start);
        }
        for (workload, text) in &self.duration {
            let field = format!("duration.{workload}");
            let time = self.time(&field, text)?;
            planner = planner.duration(workload, time).map_err(|error| self.failure(&field, error))?;
        }
        for (number, words) in self.actions.iter().enumerate() {
            let field = format!("do[{number}]");
            planner = planner.act(words).map_err(|error| self.failure(&field, error))?;
        }
        Ok(planner)
    }

    fn time(&self, field: &str, text: &str) -> Result<Duration> {
        duration(text).map_err(|why| self.places.error(field, &why))
    }

    fn failure(&self, field: &str, error: ActionError) -> CliError {
        let failure = self.places.error(field, &error.message);
        match error.help {
            Some(help) => failure.help(help),
            None => failure,
        }
    }

    /// The planner with the nodes.
    fn on_nodes(&self, planner: Planner) -> Result<Planner> {
        match &self.nodes {
            None => Ok(planner),
            Some(Nodes::Count(count)) => Ok(planner.nodes(*count)),
            Some(Nodes::File(file)) => {
                let path = if file == "-" { file.into() } else { self.folder.join(file) };
                let nodes = nodes_from_yaml(&read_text(&path)?);
                Ok(planner.on(nodes.map_err(|why| CliError::new(format!("{}: {why}", display_name(&path))))?))
            }
        }
    }
}

fn from_yaml(text: &str) -> std::result::Result<Scenario, String> {
    let Some(document) = documents(text).next() else { return Ok(Scenario::default()) };
    let tree = document.tree.map_err(|error| error.message)?;
    for entry in tree.entries(NodeId::ROOT) {
        let line = Lines::of(text).position(document.span.start + tree.raw(entry.key_id).span.start).line;
        let one = value(&tree, entry.value).map(|value| Map::from_iter([(entry.key.to_string(), value)]));
        let one = one.ok_or_else(|| format!("line {line}: it cannot be written as JSON"))?;
        serde_json::from_value::<Scenario>(one.into())
            .map_err(|error| format!("line {line}: `{}`: {error}", entry.key))?;
    }
    let value = value(&tree, NodeId::ROOT).ok_or("it cannot be written as JSON")?;
    serde_json::from_value(value).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_and_yaml_say_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            Scenario::read(&path)
        };
        let toml = "nodes = 5\nready = '4s'\ndo = ['scale api 3']\n[duration]\napi = '1s'\n";
        let yaml = "nodes: 5\nready: 4s\ndo: ['scale api 3']\nduration: {api: 1s}\n";
        let [toml, yaml] = [write("a.toml", toml).unwrap(), write("a.yaml", yaml).unwrap()];
        let plain = |scenario: Scenario| {
            format!("{:?}", Scenario { folder: PathBuf::new(), places: Places::default(), ..scenario })
        };
        assert_eq!(plain(toml), plain(yaml));
        for (name, text) in [("b.toml", "does = []"), ("b.yaml", "does: []"), ("c.yaml", "a: [")] {
            let error = write(name, text).unwrap_err();
            assert!(error.to_string().contains("is not a scenario"), "{error}");
        }
    }
}
