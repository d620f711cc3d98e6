//! A chart: its folder, what it needs, and the sets of values that it is tried with.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use workload_core::syntax::yaml::{NodeId, documents};
use workload_core::validate::decode::value;

use crate::files::{display_name, read_text};

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
}

/// One set of values.
#[derive(Clone, Debug)]
pub(super) struct ValueSet {
    /// What it is called: "default values", "ci/ha-values.yaml".
    pub(super) name: String,
    /// What of it differs from the default.
    pub(super) settings: ChartSettings,
}

impl Chart {
    /// The chart in a folder; none for what cannot be read as one.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let text = read_text(&folder.join(FILE)).ok()?;
        let tree = documents(&text).find_map(|document| document.tree.ok())?;
        let json = value(&tree, NodeId::ROOT)?;
        json["apiVersion"].as_str()?;
        let needed = json["dependencies"].as_array().into_iter().flatten();
        let needed = needed.filter_map(|one| one["name"].as_str());
        Some(Self {
            folder: folder.to_owned(),
            name: release_of(&json),
            is_library: json["type"] == "library",
            missing: needed.filter(|name| !is_vendored(folder, name)).map(ToOwned::to_owned).collect(),
        })
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

/// The chart's name, as a release may be called.
fn release_of(json: &Value) -> String {
    json["name"].as_str().unwrap_or("release").chars().take(40).collect()
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
