//! Manifests in, Rust source out, proved to give the same objects back.
//!
//! Each workload becomes a struct with the Service in front of it; the builder is called with what
//! the struct says, and its objects are compared with the input, both as the API server would store
//! them. What differs is said in `customize`, field by field; what is no part of a workload is kept
//! as YAML beside the source. Pure: texts in, texts out.
//!
//! ```
//! let yaml = "{apiVersion: batch/v1, kind: Job, metadata: {name: once}, spec: {template: {spec: {
//!     restartPolicy: Never, containers: [{name: once, image: 'job:v1'}]}}}}";
//! let module = workload_core::import::import("shop", &[("once.yaml", yaml)])?;
//! assert!(module.source.contains("run_once"));
//! assert_eq!(module.report.native(), 1);
//! # Ok::<_, workload_core::import::ImportError>(())
//! ```

#![allow(
    clippy::format_push_string,
    reason = "source text is put together piece by piece, once for each import"
)]

mod align;
mod app;
mod attribute;
mod belongs;
mod build;
mod companions;
mod compare;
mod container;
mod data;
mod env;
mod error;
mod evaluate;
mod expr;
mod fold;
mod groups;
mod handlers;
mod headers;
mod hoist;
mod identify;
mod input;
mod keys;
mod kinds;
mod labels;
mod leaves;
mod left_out;
mod link;
mod literal;
mod members;
mod merge;
mod merged;
mod minimal;
mod module;
mod named_parts;
mod names;
mod outcomes;
mod own_data;
mod pod;
mod print;
mod prove;
mod read;
mod reasons;
mod reference;
mod remarks;
mod repeats;
mod report;
mod round_trip;
mod security;
mod service;
mod slots;
mod spellings;
mod spots;
mod table;
mod typed;
mod variables;
mod vocabulary;
mod volumes;
mod words;

pub use error::ImportError;
pub use report::{Imported, Outcome, Report};

use std::collections::BTreeMap;

use fold::{Folded, fold};
use input::Input;
use merged::{Environment, Merged, merge_all};

use crate::describe::{Manifest, Manifests};
use crate::k8s::{DynamicObject, Object};

/// What an import gives.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Module {
    /// The Rust source, which stands beside the files of the kept objects.
    pub source: String,
    /// The objects that no workload brings, as YAML, by the name of the file that the source includes.
    pub kept: BTreeMap<String, String>,
    /// What became of each object.
    pub report: Report,
    /// The manifests that the source gives, with the objects that are kept, by environment.
    manifests: Vec<(Option<String>, String)>,
}

impl Module {
    /// The manifests that the source gives, with the objects that are kept; of several environments those of the first.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        self.manifests.first().map(|(_, yaml)| yaml.clone()).unwrap_or_default()
    }

    /// The manifests of one of several environments.
    #[must_use]
    pub fn to_yaml_in(&self, environment: &str) -> Option<String> {
        let found = self.manifests.iter().find(|(name, _)| name.as_deref() == Some(environment));
        found.map(|(_, yaml)| yaml.clone())
    }
}

impl Module {
    /// Whether the manifests that the source gives, of one environment where there are several, are those of these
    /// texts, each with the name of its file, as the API server would store them.
    ///
    /// # Errors
    ///
    /// When a text is no YAML, and when an object differs, with its file and line.
    pub fn check(&self, environment: Option<&str>, texts: &[(&str, &str)]) -> Result<(), ImportError> {
        self.compare(environment, &inputs(texts)?)
    }

    fn compare(&self, environment: Option<&str>, read: &[(String, Input)]) -> Result<(), ImportError> {
        let yaml = self.manifests.iter().find(|(name, _)| name.as_deref() == environment);
        let yaml = yaml.map(|(_, yaml)| yaml.as_str()).unwrap_or_default();
        let made = input::read(yaml).map_err(|message| ImportError::unreadable("the manifests", &message))?;
        let differences = round_trip::compare(read, &made);
        if differences.is_empty() { Ok(()) } else { Err(ImportError::differs(&differences)) }
    }
}

/// The module `name` that describes the objects of these texts, each with the name of its file.
///
/// # Errors
///
/// When a text is no YAML, when there is no object in any of them, or when two objects are the same one.
pub fn import(name: &str, texts: &[(&str, &str)]) -> Result<Module, ImportError> {
    module_of(name, &[Environment { name: None, inputs: inputs(texts)? }])
}

/// The module `name` that describes the same apps in several environments, each with its name and its texts: a struct
/// for each app, and a constructor of it for each environment.
///
/// # Errors
///
/// As [`import`], and when two environments have the same name or a workload has other selectors in one of them.
pub fn import_environments(
    name: &str,
    environments: &[(&str, Vec<(&str, &str)>)],
) -> Result<Module, ImportError> {
    let mut read: Vec<Environment> = Vec::new();
    for (name, texts) in environments {
        let environment = Environment { name: Some((*name).to_owned()), inputs: inputs(texts)? };
        if read.iter().any(|other| other.constructor() == environment.constructor()) {
            return Err(ImportError::same_environment(name));
        }
        read.push(environment);
    }
    module_of(name, &read)
}

/// The objects of texts.
fn inputs(texts: &[(&str, &str)]) -> Result<Vec<(String, Input)>, ImportError> {
    let mut inputs: Vec<(String, Input)> = Vec::new();
    for (file, text) in texts {
        let read = input::read(text).map_err(|message| ImportError::unreadable(file, &message))?;
        inputs.extend(read.into_iter().map(|input| ((*file).to_owned(), input)));
    }
    if inputs.is_empty() {
        return Err(ImportError::nothing());
    }
    error::check_doubles(&inputs)?;
    Ok(inputs)
}

fn module_of(name: &str, environments: &[Environment]) -> Result<Module, ImportError> {
    let mut folded: Vec<Folded> = environments.iter().map(|environment| fold(&environment.inputs)).collect();
    identify::name_apps(&mut folded);
    let kept: Vec<Vec<&Input>> =
        environments.iter().zip(&folded).map(|(one, folded)| kept(one, folded)).collect();
    let objects: Vec<_> = kept.iter().flatten().map(|input| &input.object).collect();
    let stack = hoist::hoist(&mut folded, &objects);
    for folded in &mut folded {
        link::link(&mut folded.drafts);
    }
    let mut apps = merge_all(environments, &folded)?;
    let constants = repeats::name_texts(&mut apps);
    let mut module = Module {
        source: String::new(),
        kept: BTreeMap::new(),
        report: Report::default(),
        manifests: Vec::new(),
    };
    let mut files = Vec::new();
    for (at, environment) in environments.iter().enumerate() {
        let made = made(at, &folded[at], &apps);
        let yaml = (!kept[at].is_empty()).then(|| yaml(&kept[at]));
        let documents = made.iter().map(written).chain(yaml.clone());
        module.manifests.push((environment.name.clone(), documents.collect::<Vec<_>>().join("---\n")));
        module.compare(environment.name.as_deref(), &environment.inputs)?;
        let file = match &environment.name {
            Some(environment) => format!("{name}.{}.yaml", names::snake(environment)),
            None => format!("{name}.yaml"),
        };
        files.push(yaml.is_some().then(|| file.clone()));
        module.kept.extend(yaml.map(|yaml| (file, yaml)));
        module.report.objects.extend(outcomes_of(environment, at, &folded[at], &apps));
    }
    module.source = module::source(&module::Parts {
        name,
        environments,
        apps: &apps,
        stack: &stack,
        constants: &constants,
        kept: &files,
    });
    Ok(module)
}

/// The objects that no app brings.
fn kept<'i>(environment: &'i Environment, folded: &Folded) -> Vec<&'i Input> {
    let inputs = environment.inputs.iter().zip(&folded.owners);
    let kept = inputs.filter(|((_, input), owner)| owner.is_none() && input.left_out.is_none());
    kept.map(|((_, input), _)| input).collect()
}

/// The value of an app in an environment.
fn variant(apps: &[Merged], environment: usize, draft: usize) -> Option<&app::App> {
    let mut all = apps.iter().flat_map(|merged| &merged.variants);
    all.find(|one| (one.environment, one.draft) == (environment, draft)).map(|one| &one.app)
}

/// The objects that the source gives in an environment.
fn made(at: usize, folded: &Folded, apps: &[Merged]) -> Vec<serde_json::Value> {
    let apps = (0..folded.drafts.len()).filter_map(|nth| variant(apps, at, nth));
    apps.flat_map(|app| evaluate::objects(app).unwrap_or_default()).collect()
}

fn outcomes_of(environment: &Environment, at: usize, folded: &Folded, apps: &[Merged]) -> Vec<Imported> {
    let all = environment.inputs.iter().zip(&folded.owners).zip(&folded.reasons);
    let imported = all.map(|(((file, input), owner), reason)| {
        let app = owner.and_then(|owner| variant(apps, at, owner));
        outcomes::imported(file, input, app, environment.name.as_deref(), reason.as_ref())
    });
    imported.collect()
}

/// Where the objects of two YAML texts differ as the API server would store them, each place with its object; the
/// order of the objects means nothing.
///
/// # Errors
///
/// When a text is no YAML.
pub fn differences(left: &str, right: &str) -> Result<Vec<String>, ImportError> {
    let read = |text: &str| input::read(text).map_err(|message| ImportError::unreadable("", &message));
    let left: Vec<_> = read(left)?.into_iter().map(|input| (String::new(), input)).collect();
    let differences = round_trip::compare(&left, &read(right)?);
    Ok(differences.iter().map(|one| format!("{}: {}", one.object, one.what)).collect())
}

/// Objects as YAML: as they were written, where nothing was taken out of them.
fn yaml(kept: &[&Input]) -> String {
    let documents: Vec<String> =
        kept.iter().map(|input| input.text.clone().unwrap_or_else(|| written(&input.object))).collect();
    documents.join("---\n")
}

/// An object as YAML.
fn written(value: &serde_json::Value) -> String {
    let typed = Object::from_json(value).filter(|typed| is_same(typed, value));
    let object = typed.or_else(|| DynamicObject::from_serialize(value).ok().map(dynamic));
    let manifest = |object| Manifest { object, origins: Vec::new() };
    object.into_iter().map(manifest).collect::<Manifests>().to_yaml()
}

fn dynamic(object: DynamicObject) -> Object {
    Object::Dynamic(Box::new(object))
}

/// Whether the typed object holds all that was written.
fn is_same(typed: &Object, value: &serde_json::Value) -> bool {
    serde_json::to_value(typed).is_ok_and(|typed| compare::stored(&typed) == compare::stored(value))
}
