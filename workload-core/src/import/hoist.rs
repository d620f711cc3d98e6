//! What all apps say alike moves to the stack around them.

use serde_json::Value as Json;

use super::app::App;
use super::attribute::{Attribute, Value};
use super::evaluate::objects;
use super::fold::Folded;
use super::literal::parsed;
use crate::k8s::{DynamicObject, Object};

/// Moves the namespace and the labels that all apps of all environments say alike to the stack, as long as
/// the objects stay the same; gives the stack's keys.
pub(super) fn hoist(environments: &mut [Folded], kept: &[&Json]) -> Vec<Attribute> {
    let count = environments.iter().map(|folded| folded.drafts.len()).max().unwrap_or_default();
    let mut said = Vec::new();
    if count < 2 {
        return said;
    }
    for key in ["namespace", "part_of", "instance"] {
        let Some(attribute) = common(environments, key) else { continue };
        let is_fit = if key == "namespace" { kept.iter().all(|one| has_place(one)) } else { kept.is_empty() };
        if is_fit && moved(environments, &attribute) {
            said.push(attribute);
        }
    }
    said.extend(labels(environments, kept));
    said
}

/// Moves the labels that all objects have, and gives them: a stack gives its labels to the objects that are kept too.
fn labels(environments: &mut [Folded], kept: &[&Json]) -> Option<Attribute> {
    let mut apps = environments.iter().flat_map(|folded| &folded.drafts).map(|draft| own_labels(&draft.app));
    let mut common = apps.next()?;
    for labels in apps {
        common.retain(|label| labels.iter().any(|other| other.says_as(label)));
    }
    let has = |object: &Json, label: &str| object["metadata"]["labels"].get(label).is_some();
    common.retain(|label| kept.iter().all(|object| has(object, &label.key)));
    let shared = Attribute::new("labels", Value::Group(common));
    let Value::Group(common) = &shared.value else { return None };
    let is_moved = !common.is_empty() && all_changed(environments, |app| without_labels(app, common));
    is_moved.then_some(shared)
}

fn own_labels(app: &App) -> Vec<Attribute> {
    let own = app.attributes.iter().find(|attribute| attribute.key == "labels");
    match own.map(|attribute| &attribute.value) {
        Some(Value::Group(labels)) => labels.clone(),
        _ => Vec::new(),
    }
}

/// The app in a stack with those labels, which it does not say itself.
fn without_labels(app: &App, common: &[Attribute]) -> App {
    let mut tried = app.clone();
    for label in common {
        if let Value::Text(value) = &label.value {
            tried.context.labels.push((label.key.clone(), value.clone()));
        }
    }
    for attribute in tried.attributes.iter_mut().filter(|attribute| attribute.key == "labels") {
        if let Value::Group(labels) = &mut attribute.value {
            labels.retain(|label| !common.iter().any(|other| other.says_as(label)));
        }
    }
    let is_empty = |one: &Attribute| one.key == "labels" && one.value == Value::Group(Vec::new());
    let emptied = tried.attributes.iter().filter(|one| is_empty(one));
    let comments: Vec<String> = emptied.flat_map(|one| one.comments.clone()).collect();
    tried.comments.extend(comments);
    tried.attributes.retain(|attribute| !is_empty(attribute));
    tried
}

/// The attribute that every app has.
fn common(environments: &[Folded], key: &str) -> Option<Attribute> {
    let mut apps = environments.iter().flat_map(|folded| &folded.drafts).map(|draft| &draft.app);
    let own = |app: &App| app.attributes.iter().find(|attribute| attribute.key == key).cloned();
    let first = own(apps.next()?).filter(|first| matches!(first.value, Value::Text(_)))?;
    apps.all(|app| own(app).is_some_and(|other| other.says_as(&first))).then_some(first)
}

/// Whether an object lies in a namespace that it says, or in none.
fn has_place(object: &Json) -> bool {
    let typed = Object::from_json(object);
    let object = typed
        .or_else(|| DynamicObject::from_serialize(object).ok().map(|one| Object::Dynamic(Box::new(one))));
    object.is_some_and(|object| object.meta().namespace.is_some() || !object.is_namespaced())
}

/// Moves the attribute out of all apps, if none of them gives other objects then.
fn moved(environments: &mut [Folded], attribute: &Attribute) -> bool {
    let Value::Text(text) = &attribute.value else { return false };
    all_changed(environments, |app| {
        let mut tried = app.clone();
        tried.attributes.retain(|other| other.key != attribute.key);
        match attribute.key.as_str() {
            "namespace" => tried.context.namespace = parsed(text),
            "part_of" => tried.context.part_of = parsed(text),
            _ => tried.context.instance = parsed(text),
        }
        tried
    })
}

/// Changes all apps, if none of them gives other objects then.
fn all_changed(environments: &mut [Folded], change: impl Fn(&App) -> App) -> bool {
    let changed = |app: &App| {
        let tried = change(app);
        (objects(&tried)? == objects(app)?).then_some(tried)
    };
    let apps = environments.iter().flat_map(|folded| &folded.drafts).map(|draft| changed(&draft.app));
    let Some(tried) = apps.collect::<Option<Vec<_>>>() else { return false };
    let drafts = environments.iter_mut().flat_map(|folded| &mut folded.drafts);
    drafts.zip(tried).for_each(|(draft, app)| draft.app = app);
    true
}
