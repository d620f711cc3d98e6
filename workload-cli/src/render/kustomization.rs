//! One kustomization: which files and folders it names, in which part, and what it changes of objects.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use workload_core::syntax::yaml::{NodeId, documents};
use workload_core::validate::decode::value;

use crate::files::{normalized, read_text};

/// The names of the file, in the order in which kustomize looks for them.
pub(super) const NAMES: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// The keys of a kustomization that only lists files.
const PLAIN: &[&str] = &["apiVersion", "kind", "metadata", "resources"];

/// A kustomization.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, as its file has them")]
pub(super) struct Kustomization {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// Its file.
    pub(super) file: PathBuf,
    /// The files and folders whose objects it takes.
    pub(super) resources: Vec<PathBuf>,
    /// The files that are parts of objects, or no objects at all: patches, inputs of generators,
    /// values, settings of transformers.
    pub(super) fragments: Vec<PathBuf>,
    /// What it changes of the objects.
    pub(super) changes: Changes,
    /// Whether it is a component, which is nothing by itself.
    pub(super) is_component: bool,
    /// Whether something of it lies elsewhere, or needs a plugin or a chart.
    pub(super) needs_more: bool,
    /// Whether what comes out differs from what goes in by more than labels, names and counts.
    pub(super) is_worth_rendering: bool,
    /// Whether it only lists files, so that what comes out is what they hold.
    pub(super) is_plain: bool,
}

/// What a kustomization changes of the objects that it takes.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes {
    /// Labels become part of selectors and templates.
    pub(super) selectors: bool,
    /// Patches, replacements or components may add anything.
    pub(super) patched: bool,
    /// Every object gets a namespace.
    pub(super) namespace: bool,
    /// Images that get another name, tag or digest.
    pub(super) images: BTreeSet<String>,
    /// Workloads that get another number of replicas.
    pub(super) replicas: BTreeSet<String>,
    /// `ConfigMap`s and Secrets that are made.
    pub(super) generated: BTreeSet<String>,
}

impl Changes {
    pub(super) fn add(&mut self, other: &Self) {
        self.selectors |= other.selectors;
        self.patched |= other.patched;
        self.namespace |= other.namespace;
        self.images.extend(other.images.iter().cloned());
        self.replicas.extend(other.replicas.iter().cloned());
        self.generated.extend(other.generated.iter().cloned());
    }
}

impl Kustomization {
    /// The kustomization of a folder, if there is one that can be read.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let file = NAMES.iter().map(|name| folder.join(name)).find(|file| file.is_file())?;
        let text = read_text(&file).ok()?;
        let tree = documents(&text).find_map(|document| document.tree.ok())?;
        let json = value(&tree, NodeId::ROOT)?;
        // Flux has a kind of that name too, which is an object.
        let version = json["apiVersion"].as_str().unwrap_or("kustomize.config.k8s.io");
        version.starts_with("kustomize.config.k8s.io").then(|| Self::read(folder, file, &json))
    }

    fn read(folder: &Path, file: PathBuf, json: &Value) -> Self {
        let mut own = Self { folder: normalized(folder), file, ..Self::default() };
        own.is_component = json["kind"] == "Component";
        for field in ["resources", "bases", "components"] {
            for name in texts(&json[field]) {
                own.take(name);
            }
        }
        own.read_fragments(json);
        own.read_changes(json);
        let keys = json.as_object().into_iter().flat_map(|own| own.keys());
        own.is_plain = keys.into_iter().all(|key| PLAIN.contains(&key.as_str()))
            && own.resources.iter().all(|path| path.is_file() && path.starts_with(&own.folder));
        own
    }

    fn take(&mut self, name: &str) {
        let path = normalized(&self.folder.join(name));
        if path.exists() {
            self.resources.push(path);
        } else {
            self.needs_more |= is_elsewhere(name);
        }
    }

    fn read_fragments(&mut self, json: &Value) {
        let mut names: Vec<&str> = Vec::new();
        for field in
            ["patchesStrategicMerge", "generators", "transformers", "validators", "configurations", "crds"]
        {
            names.extend(texts(&json[field]));
        }
        for field in ["patches", "patchesJson6902", "replacements"] {
            names.extend(items(&json[field]).filter_map(|one| one["path"].as_str()));
        }
        let inputs = inputs(json);
        // What is not in the tree is put there before it is applied: passwords, mostly.
        self.needs_more |= inputs.iter().any(|name| !self.folder.join(name).exists());
        names.extend(inputs);
        for chart in items(&json["helmCharts"]) {
            names.extend(chart["valuesFile"].as_str());
            names.extend(texts(&chart["additionalValuesFiles"]));
        }
        names.extend(json["openapi"]["path"].as_str());
        self.needs_more |= names.iter().any(|name| !name.contains('\n') && is_elsewhere(name));
        // A patch may stand there itself.
        let paths = names.into_iter().filter(|name| !name.contains('\n'));
        self.fragments = paths.map(|name| normalized(&self.folder.join(name))).collect();
    }

    fn read_changes(&mut self, json: &Value) {
        let is_given = |field: &str| match &json[field] {
            Value::Array(items) => !items.is_empty(),
            Value::Object(entries) => !entries.is_empty(),
            Value::String(text) => !text.is_empty(),
            _ => false,
        };
        let selecting = |one: &Value| one["includeSelectors"] == true || one["includeTemplates"] == true;
        let any = |fields: &[&str]| fields.iter().any(|field| is_given(field));
        self.changes = Changes {
            selectors: is_given("commonLabels") || items(&json["labels"]).any(selecting),
            patched: any(&[
                "patches",
                "patchesStrategicMerge",
                "patchesJson6902",
                "replacements",
                "vars",
                "components",
                "transformers",
            ]),
            namespace: is_given("namespace"),
            images: named(&json["images"]),
            replicas: named(&json["replicas"]),
            generated: [named(&json["configMapGenerator"]), named(&json["secretGenerator"])].concat_sets(),
        };
        self.needs_more |=
            any(&["helmCharts", "helmChartInflationGenerator", "generators", "transformers", "validators"]);
        self.is_worth_rendering =
            self.changes.patched || self.changes.selectors || any(&["namePrefix", "nameSuffix"]);
    }
}

/// The files from which generators make `ConfigMap`s and Secrets.
fn inputs(json: &Value) -> Vec<&str> {
    let generators = ["configMapGenerator", "secretGenerator"].iter().flat_map(|field| items(&json[*field]));
    let files = generators.flat_map(|generator| {
        let lists = ["files", "envs"].iter().flat_map(|field| texts(&generator[*field]));
        lists.map(|file| file.rsplit('=').next().unwrap_or(file)).chain(generator["env"].as_str())
    });
    files.collect()
}

/// Puts sets together.
trait ConcatSets {
    fn concat_sets(self) -> BTreeSet<String>;
}

impl<const N: usize> ConcatSets for [BTreeSet<String>; N] {
    fn concat_sets(self) -> BTreeSet<String> {
        self.into_iter().flatten().collect()
    }
}

/// Whether a name leads to another machine or repository.
fn is_elsewhere(name: &str) -> bool {
    name.contains("://") || name.contains("?ref=") || name.starts_with("git@") || name.contains("github.com")
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    items(list).filter_map(Value::as_str)
}

/// The names of the items of a list.
fn named(list: &Value) -> BTreeSet<String> {
    items(list).filter_map(|one| one["name"].as_str()).map(ToOwned::to_owned).collect()
}
