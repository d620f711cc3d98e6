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

mod app;
mod attribute;
mod belongs;
mod build;
mod companions;
mod compare;
mod container;
mod env;
mod error;
mod evaluate;
mod fold;
mod groups;
mod handlers;
mod input;
mod keys;
mod kinds;
mod labels;
mod leaves;
mod left_out;
mod literal;
mod members;
mod minimal;
mod module;
mod names;
mod own_data;
mod pod;
mod print;
mod prove;
mod read;
mod remarks;
mod report;
mod security;
mod service;
mod table;
mod volumes;
mod words;

pub use error::ImportError;
pub use report::{Imported, Outcome, Report};

use fold::{Folded, fold};
use input::Input;

use crate::describe::{Manifest, Manifests};
use crate::k8s::{DynamicObject, Object, ObjectRef};

/// What an import gives.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Module {
    /// The Rust source, which stands beside the file of the kept objects.
    pub source: String,
    /// The objects that no workload brings, as YAML; the source includes it as `<name>.yaml`.
    pub kept: Option<String>,
    /// What became of each object.
    pub report: Report,
    /// The objects that the source gives, besides those that are kept.
    objects: Vec<serde_json::Value>,
}

impl Module {
    /// The manifests that the source gives, with the objects that are kept.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        let documents = self.objects.iter().map(written).chain(self.kept.clone());
        documents.collect::<Vec<_>>().join("---\n")
    }
}

/// The module `name` that describes the objects of these texts, each with the name of its file.
///
/// # Errors
///
/// When a text is no YAML, when there is no object in any of them, or when two objects are the same one.
pub fn import(name: &str, texts: &[(&str, &str)]) -> Result<Module, ImportError> {
    let mut inputs: Vec<(String, Input)> = Vec::new();
    for (file, text) in texts {
        let read = input::read(text).map_err(|message| ImportError::unreadable(file, &message))?;
        inputs.extend(read.into_iter().map(|input| ((*file).to_owned(), input)));
    }
    if inputs.is_empty() {
        return Err(ImportError::nothing());
    }
    error::check_doubles(&inputs)?;
    let Folded { apps, kept, report } = fold(&inputs);
    let yaml = (!kept.is_empty()).then(|| yaml(&kept));
    let source = module::source(name, &apps, yaml.is_some());
    let objects = apps.iter().filter_map(evaluate::objects).flatten().collect();
    Ok(Module { source, kept: yaml, report, objects })
}

/// Where the objects of two YAML texts differ as the API server would store them, each place with its object; the
/// order of the objects means nothing.
///
/// # Errors
///
/// When a text is no YAML.
pub fn differences(left: &str, right: &str) -> Result<Vec<String>, ImportError> {
    let read = |text: &str| input::read(text).map_err(|message| ImportError::unreadable("", &message));
    let (left, mut right) = (read(left)?, read(right)?);
    right.retain(|input| input.left_out.is_none());
    let mut places = Vec::new();
    for input in left.iter().filter(|input| input.left_out.is_none()) {
        let same = right
            .iter()
            .position(|other| ObjectRef::from_json(&other.object) == ObjectRef::from_json(&input.object));
        let name = || format!("{} {}", input.object["kind"], input.object["metadata"]["name"]);
        match same.map(|at| right.remove(at)) {
            None => places.push(format!("{} is on one side only", name())),
            Some(other) => {
                let between =
                    compare::differences(&compare::stored(&input.object), &compare::stored(&other.object));
                places.extend(between.into_iter().map(|place| format!("{}: {place}", name())));
            }
        }
    }
    places.extend(right.iter().map(|other| {
        format!("{} {} is on one side only", other.object["kind"], other.object["metadata"]["name"])
    }));
    Ok(places)
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
