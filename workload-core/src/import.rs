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
mod build;
mod compare;
mod container;
mod error;
mod evaluate;
mod fold;
mod groups;
mod input;
mod keys;
mod kinds;
mod labels;
mod literal;
mod module;
mod names;
mod pod;
mod print;
mod prove;
mod read;
mod report;
mod service;
mod table;
mod volumes;

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
    Ok(Module { source: module::source(name, &apps, yaml.is_some()), kept: yaml, report })
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
    let mut places = Vec::new();
    for input in left.iter().filter(|input| input.has_name()) {
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

/// Objects as YAML, in the order in which they are applied.
fn yaml(objects: &[&serde_json::Value]) -> String {
    let object = |value: &&serde_json::Value| {
        let typed = Object::from_json(value).filter(|typed| is_same(typed, value));
        typed.or_else(|| DynamicObject::from_serialize(value).ok().map(dynamic))
    };
    let manifest = |object| Manifest { object, origins: Vec::new() };
    objects.iter().filter_map(object).map(manifest).collect::<Manifests>().to_yaml()
}

fn dynamic(object: DynamicObject) -> Object {
    Object::Dynamic(Box::new(object))
}

/// Whether the typed object holds all that was written.
fn is_same(typed: &Object, value: &serde_json::Value) -> bool {
    serde_json::to_value(typed).is_ok_and(|typed| compare::stored(&typed) == compare::stored(value))
}
