//! What all apps say alike moves to the stack around them.

use serde_json::Value as Json;

use super::app::App;
use super::attribute::{Attribute, Value};
use super::evaluate::objects;
use super::fold::Folded;
use super::literal::parsed;
use crate::k8s::{DynamicObject, Object};

/// Moves the namespace and the recommended labels that all apps of all environments say alike to the stack, as long as
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
    said
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
    let without = |app: &App| -> Option<App> {
        let mut tried = app.clone();
        tried.attributes.retain(|other| other.key != attribute.key);
        match attribute.key.as_str() {
            "namespace" => tried.context.namespace = Some(parsed(text)?),
            "part_of" => tried.context.part_of = Some(parsed(text)?),
            _ => tried.context.instance = Some(parsed(text)?),
        }
        (objects(&tried)? == objects(app)?).then_some(tried)
    };
    let apps = environments.iter().flat_map(|folded| &folded.drafts).map(|draft| without(&draft.app));
    let Some(tried) = apps.collect::<Option<Vec<_>>>() else { return false };
    let drafts = environments.iter_mut().flat_map(|folded| &mut folded.drafts);
    drafts.zip(tried).for_each(|(draft, app)| draft.app = app);
    true
}
