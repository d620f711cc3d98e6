//! The objects that a user wants in the cluster: from files, folders, charts, standard input or exports.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use workload_core::export::OneExport;
use workload_core::k8s::ObjectRef;
use workload_core::predict::plan::ObjectSet;
use workload_core::syntax::to_yaml;
use workload_core::syntax::yaml::documents;
use workload_core::validate::decode::value;
use workload_core::validate::document::{Skipped, check_document};

use super::source::Source;
use crate::cargo::{CargoOptions, exports_of};
use crate::error::{CliError, Result};
use crate::export::{Choice, check_exports};
use crate::files::STANDARD_INPUT;
use crate::terminal;
use crate::validate::ManifestTexts;

/// An object that is wanted, and where it was written.
#[derive(Clone, Debug)]
pub(crate) struct Desired {
    /// The object, as written.
    pub(crate) object: Value,
    /// Where it was written.
    pub(crate) source: Source,
}

/// A set of wanted objects, and what they were read from.
#[derive(Debug)]
pub(crate) struct DesiredSet {
    /// The objects, in the order of the inputs.
    pub(crate) objects: Vec<Desired>,
    /// The package and the name of the export, where the set is just one: `shop-production`.
    pub(crate) export: Option<String>,
    manifests: Option<ManifestTexts>,
}

impl DesiredSet {
    /// A set of these objects.
    pub(crate) fn new(objects: Vec<Desired>) -> Self {
        Self { objects, export: None, manifests: None }
    }

    /// A set of objects that stand in no file but are shown as if they stood in one called `name`.
    pub(crate) fn from_values(name: &str, objects: &[Value]) -> Self {
        let texts: Vec<String> = objects.iter().map(to_yaml).collect();
        Self::new(objects_in(name, &texts.join("---\n")))
    }

    /// Reads inputs: each is a file, a folder, a chart, `-`, or the name of an export.
    pub(crate) fn read(inputs: &[PathBuf], cargo: &CargoOptions) -> Result<Self> {
        let set = Self::read_any(inputs, cargo)?;
        set.refuse_nothing(inputs)?;
        Ok(set)
    }

    /// The same, where there may be no object at all.
    pub(crate) fn read_any(inputs: &[PathBuf], cargo: &CargoOptions) -> Result<Self> {
        let (names, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
            inputs.iter().partition(|input| is_export(input));
        let mut set = Self { objects: Vec::new(), export: None, manifests: None };
        if !paths.is_empty() {
            let paths: Vec<PathBuf> = paths.into_iter().cloned().collect();
            let manifests = ManifestTexts::read(&paths)?;
            for (name, text) in manifests.named() {
                set.objects.extend(objects_in(&name, &text));
            }
            set.manifests = Some(manifests);
        }
        if !names.is_empty() {
            let names: Vec<String> = names.iter().map(|name| name.display().to_string()).collect();
            let (objects, labels) = exported(&names, cargo)?;
            set.objects.extend(objects);
            set.export = labels.into_iter().next().filter(|_| inputs.len() == 1);
        }
        set.refuse_unrendered()?;
        set.refuse_twice()?;
        Ok(set)
    }

    /// The objects alone.
    pub(crate) fn values(&self) -> impl Iterator<Item = &Value> {
        self.objects.iter().map(|desired| &desired.object)
    }

    /// Refuses what the API server would refuse; what it says of an update of a live object is said by
    /// the forecast, which knows what is there.
    pub(crate) fn validated(self, live: &[Value]) -> Result<Vec<Desired>> {
        let Some(manifests) = self.manifests else { return Ok(self.objects) };
        let list = serde_json::json!({"apiVersion": "v1", "kind": "List", "items": live});
        let existing = ObjectSet::existing_from_yaml(&list.to_string()).unwrap_or_default();
        let mut why = manifests.has_failures().then(String::new);
        for (name, text) in manifests.named() {
            if let Err(error) = ObjectSet::from_yaml_over(&text, &existing) {
                why = Some(format!("{name}: {error}"));
                break;
            }
        }
        match why {
            Some(why) => Err(manifests.refused(&why)?),
            None => Ok(self.objects),
        }
    }

    /// Whether a text is a template, whose objects are not known.
    pub(crate) fn has_templates(&self) -> bool {
        let texts = self.manifests.iter().flat_map(ManifestTexts::named);
        texts.into_iter().any(|(_, text)| has_template(&text))
    }

    fn refuse_nothing(&self, inputs: &[PathBuf]) -> Result<()> {
        if !self.objects.is_empty() {
            return Ok(());
        }
        let names: Vec<_> = inputs.iter().map(|input| input.display().to_string()).collect();
        Err(CliError::new(format!("no Kubernetes object in {}", names.join(", "))))
    }

    /// What could not be rendered is not nothing.
    fn refuse_unrendered(&self) -> Result<()> {
        if !self.objects.is_empty() {
            return Ok(());
        }
        if let Some(manifests) = self.manifests.as_ref().filter(|manifests| manifests.has_failures()) {
            return Err(CliError::new(format!("nothing could be rendered of {}", manifests.name()))
                .help("`workload validate` says why"));
        }
        Ok(())
    }

    /// Two configurations of one object would overwrite each other for ever.
    fn refuse_twice(&self) -> Result<()> {
        let mut seen: std::collections::BTreeMap<ObjectRef, &Desired> = std::collections::BTreeMap::new();
        for desired in &self.objects {
            let Some(object) = ObjectRef::from_json(&desired.object) else { continue };
            if object.is_generated() {
                return Err(CliError::new(format!(
                    "{object} has `generateName`, which makes another object each time"
                ))
                .help("give it a `name`, or create it with `kubectl create`"));
            }
            if let Some(first) = seen.insert(object.clone(), desired) {
                let place = |desired: &Desired| desired.source.place(&desired.object, &[]).to_string();
                return Err(CliError::new(format!(
                    "{object} is defined twice: {} and {}",
                    place(first),
                    place(desired)
                ))
                .help("leave one of them out"));
            }
        }
        Ok(())
    }
}

/// Whether an input names an export: it is no path, and looks like a name.
pub(crate) fn is_export(input: &Path) -> bool {
    let Some(text) = input.to_str() else { return false };
    let is_name = text.split("::").all(|part| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    });
    is_name && text != STANDARD_INPUT && !input.exists()
}

/// The objects of a text; items of lists count one by one.
pub(crate) fn objects_in(name: &str, text: &str) -> Vec<Desired> {
    let (name, shared): (Arc<str>, Arc<str>) = (name.into(), text.into());
    let mut found = Vec::new();
    for (number, document) in documents(text).enumerate() {
        let Ok(tree) = &document.tree else { continue };
        for checked in check_document(tree, &document.duplicate_keys) {
            if !checked.header.is_object() || checked.skipped == Some(Skipped::Template) {
                continue;
            }
            let Some(object) = value(tree, tree.locate(&checked.root).node) else { continue };
            let (name, text) = (Arc::clone(&name), Arc::clone(&shared));
            let source = Source::Text { name, text, document: number, root: checked.root };
            found.push(Desired { object, source });
        }
    }
    found
}

fn has_template(text: &str) -> bool {
    let is_template = |document: workload_core::syntax::yaml::Document| {
        let Ok(tree) = &document.tree else { return false };
        let checked = check_document(tree, &document.duplicate_keys);
        checked.iter().any(|checked| checked.skipped == Some(Skipped::Template))
    };
    documents(text).any(is_template)
}

/// The objects of exports, and what each export is called with its package; findings that are errors are
/// shown and forbid to go on.
fn exported(names: &[String], cargo: &CargoOptions) -> Result<(Vec<Desired>, Vec<String>)> {
    let hint = format!("`{}` is not a file or folder, so it was taken for an export", names.join("`, `"));
    let packages = exports_of(cargo, names, false).map_err(|error| error.help(hint))?;
    let choice = Choice::new(&packages);
    choice.refuse_same_names()?;
    let exports = choice.named(names)?;
    for export in &exports {
        refuse_broken(export)?;
    }
    let kubernetes = packages.first().map_or("", |package| package.answer.kubernetes.as_str());
    let verdict = check_exports(&exports, kubernetes)?;
    terminal::shown(&verdict.shown);
    if verdict.is_error {
        return Err(CliError::new("the API server would refuse what is exported: see above"));
    }
    let labels = exports.iter().map(|export| set_name(&export.package, &export.name)).collect();
    let manifests =
        exports.iter().flat_map(|export| export.manifests.iter().map(move |manifest| (export, manifest)));
    let desired = manifests.map(|(export, manifest)| Desired {
        object: manifest.json.clone(),
        source: Source::Export(Arc::new(manifest.clone()), export.place.clone()),
    });
    Ok((desired.collect(), labels))
}

/// The name of the set that an export is, other than those of other packages.
fn set_name(package: &str, export: &str) -> String {
    format!("{package}-{export}").replace('_', "-").to_lowercase()
}

fn refuse_broken(export: &OneExport) -> Result<()> {
    if let Some(error) = &export.error {
        return Err(CliError::new(format!("export `{}` failed: {error}", export.name)));
    }
    match export.problems.first() {
        Some(problem) => Err(CliError::new(format!("export `{}`: {}", export.name, problem.message))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_paths_are_exports() {
        let is = |input: &str| is_export(Path::new(input));
        assert!(is("production") && is("shop::production"));
        assert!(!is("-") && !is("k8s/") && !is("web.yaml") && !is("src") && !is("chart:shop"));
    }

    #[test]
    fn an_export_is_a_set_of_its_package() {
        assert_eq!(set_name("shop_api", "production"), "shop-api-production");
    }

    #[test]
    fn items_of_lists_count_one_by_one() {
        let text = "kind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n\
                    {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n";
        let found = objects_in("a.yaml", text);
        let places: Vec<_> = found
            .iter()
            .map(|one| (one.object["metadata"]["name"].clone(), one.source.place(&one.object, &[]).line))
            .collect();
        assert_eq!(places, [("a".into(), 4), ("b".into(), 6)]);
    }
}
