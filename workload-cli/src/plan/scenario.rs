//! What is done and how long things take: from a file, and from the command line before it.

mod fields;
mod nodes;
mod places;
mod source;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use workload_core::predict::plan::{ActionError, Planner, duration};

use self::fields::Fields;
use self::nodes::Nodes;
use self::places::Places;
use self::source::Source;
use crate::error::{CliError, Result};
use crate::files::read_text;

/// A scenario.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scenario {
    nodes: Option<Nodes>,
    ready: Option<String>,
    stop: Option<String>,
    duration: BTreeMap<String, String>,
    start: Option<String>,
    actions: Vec<String>,
    /// The folder that a file of nodes is looked for in.
    folder: PathBuf,
    /// Where the fields of the file are.
    places: Places,
}

impl Scenario {
    /// Reads a TOML file, or a YAML file.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let mut fields = Fields::of(Source::read(path, &read_text(path)?)?)?;
        let time = "a duration such as `2s`";
        Ok(Self {
            nodes: fields.nodes()?,
            ready: fields.text("ready", time)?,
            stop: fields.text("stop", time)?,
            duration: fields.durations()?,
            start: fields.text("start", "a time such as `2026-01-31T20:00:00Z`")?,
            actions: fields.actions()?,
            folder: path.parent().map(Path::to_owned).unwrap_or_default(),
            places: fields.places,
        })
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
            self.nodes = Some(Nodes::given(nodes));
            self.folder = PathBuf::new();
        }
        for (field, given) in [("nodes", nodes), ("ready", ready), ("stop", stop), ("start", start)] {
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
        self.nodes.iter().filter_map(|nodes| nodes.file(&self.folder))
    }

    /// The planner with all of it.
    pub(crate) fn planner(&self, mut planner: Planner) -> Result<Planner> {
        if let Some(nodes) = &self.nodes {
            planner = nodes.planner(planner, &self.folder, &self.places)?;
        }
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
        let times = ["start = 2026-03-29T00:30:00Z\n", "start: 2026-03-29T00:30:00Z\n"];
        let [toml, yaml] = [write("t.toml", times[0]).unwrap(), write("t.yaml", times[1]).unwrap()];
        assert_eq!(plain(toml), plain(yaml));
        for (name, text) in [("b.toml", "does = []"), ("b.yaml", "does: []"), ("c.yaml", "a: [")] {
            let error = write(name, text).unwrap_err().to_string();
            assert!(error.contains(&format!("{name}:1: ")), "{error}");
        }
    }
}
