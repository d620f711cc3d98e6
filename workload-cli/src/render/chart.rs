//! A chart: its folder, what it needs, and the sets of values that it is tried with.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use workload_core::syntax::yaml::{NodeId, documents};
use workload_core::validate::decode::value;

use crate::files::{display_name, normalized, read_text};

/// The file that makes a folder a chart.
pub(super) const FILE: &str = "Chart.yaml";

/// One more set of values for a chart: `[[validate.chart]]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct ChartSettings {
    /// The chart's folder.
    pub(crate) path: PathBuf,
    /// Files of values, the later ones over the earlier.
    pub(crate) values: Vec<PathBuf>,
    /// Single values: `image.tag=v1`.
    pub(crate) set: Vec<String>,
    /// The name of the release.
    pub(crate) release: Option<String>,
    /// The namespace of the release.
    pub(crate) namespace: Option<String>,
    /// The version of Kubernetes that the templates see.
    pub(crate) kube_version: Option<String>,
    /// API versions that the templates see besides.
    pub(crate) api_versions: Vec<String>,
    /// Whether the chart is rendered with these values and no others.
    #[serde(skip)]
    pub(crate) alone: bool,
}

/// A chart.
#[derive(Clone, Debug)]
pub(super) struct Chart {
    pub(super) folder: PathBuf,
    /// The name of its release, unless a set of values has another.
    pub(super) name: String,
    /// Whether it has templates of its own: a library has none.
    pub(super) is_library: bool,
    /// The charts that it needs and that are not in its folder.
    pub(super) missing: Vec<String>,
    /// The charts that it needs and that lie elsewhere on this machine, by name.
    pub(super) local: Vec<(String, PathBuf)>,
}

/// One set of values.
#[derive(Clone, Debug)]
pub(super) struct ValueSet {
    /// What it is called: "default values", "ci/ha-values.yaml".
    pub(super) name: String,
    /// What of it differs from the default.
    pub(super) settings: ChartSettings,
}

impl ValueSet {
    /// Whether nothing is given besides the chart's own values.
    pub(super) const fn is_default(&self) -> bool {
        self.settings.values.is_empty() && self.settings.set.is_empty()
    }
}

impl Chart {
    /// The chart in a folder; none for what cannot be read as one.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let json = json_of(&folder.join(FILE))?;
        json["apiVersion"].as_str()?;
        let mut chart = Self {
            folder: folder.to_owned(),
            name: release_of(&json),
            is_library: json["type"] == "library",
            missing: Vec::new(),
            local: Vec::new(),
        };
        // What charts of `apiVersion: v1` need stands in a file of its own.
        let before = json_of(&folder.join("requirements.yaml")).unwrap_or_default();
        let lists = [&json, &before].into_iter().filter_map(|list| list["dependencies"].as_array());
        for one in lists.flatten() {
            chart.need(one);
        }
        Some(chart)
    }

    /// Sorts a chart that is needed by where it is.
    fn need(&mut self, dependency: &Value) {
        let Some(name) = dependency["name"].as_str().filter(|name| !is_vendored(&self.folder, name)) else {
            return;
        };
        let beside = dependency["repository"].as_str().and_then(|at| at.strip_prefix("file://"));
        let beside = beside.map(|at| normalized(&self.folder.join(at))).filter(|at| at.join(FILE).is_file());
        match beside {
            Some(folder) => self.local.push((name.to_owned(), folder)),
            None => self.missing.push(name.to_owned()),
        }
    }

    /// The sets of values to try: the default, those for the chart's own tests, those of the
    /// configuration; or the one set that is asked for.
    pub(super) fn value_sets(&self, settings: &[ChartSettings]) -> Vec<ValueSet> {
        if let Some(own) = settings.iter().find(|own| own.alone && own.path == self.folder) {
            let names: Vec<_> = own.values.iter().map(|file| display_name(file)).collect();
            return vec![ValueSet { name: names.join(", "), settings: own.clone() }];
        }
        let default = ValueSet { name: "default values".to_owned(), settings: ChartSettings::default() };
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.folder.join("ci"))
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.to_string_lossy().ends_with("-values.yaml"))
            .collect();
        files.sort();
        let of_tests = files.into_iter().map(|file| ValueSet {
            name: format!("ci/{}", file.file_name().map(Path::new).map(display_name).unwrap_or_default()),
            settings: ChartSettings { values: vec![file], ..ChartSettings::default() },
        });
        let own = settings.iter().filter(|own| own.path == self.folder);
        let own = own.enumerate().map(|(number, settings)| ValueSet {
            name: format!("chart {} of the configuration", number + 1),
            settings: settings.clone(),
        });
        std::iter::once(default).chain(of_tests).chain(own).collect()
    }
}

fn json_of(file: &Path) -> Option<Value> {
    let text = read_text(file).ok()?;
    let tree = documents(&text).find_map(|document| document.tree.ok())?;
    value(&tree, NodeId::ROOT)
}

/// The chart's name, as a release may be called: in lower case, without what helm refuses.
fn release_of(json: &Value) -> String {
    let name = json["name"].as_str().unwrap_or_default().to_ascii_lowercase();
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "release".to_owned() } else { name.to_owned() }
}

/// Whether a chart that is needed lies in `charts/`, unpacked or packed.
fn is_vendored(folder: &Path, name: &str) -> bool {
    let charts = folder.join("charts");
    let mut packed = std::fs::read_dir(&charts).into_iter().flatten().flatten();
    let begins = |file: &str| {
        let rest = file.strip_prefix(name).and_then(|rest| rest.strip_suffix(".tgz"));
        rest.is_some_and(|version| version.starts_with('-'))
    };
    charts.join(name).is_dir() || packed.any(|entry| begins(&entry.file_name().to_string_lossy()))
}
