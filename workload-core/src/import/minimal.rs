//! What a server filled in says nothing: keys without which the objects are stored alike are left out.

use serde_json::Value as Json;

use super::app::App;
use super::attribute::{Attribute, Value};
use super::compare::stored;
use super::evaluate::objects;

/// Keys that say who an app is: they stay, whatever a server would fill in.
const KEPT: &[&str] = &["name", "namespace", "image", "number", "schedule", "existing", "service"];

/// Leaves out the keys that only repeat a server's defaults.
pub(super) fn leave_out_defaults(app: &mut App, members: &[&Json]) {
    let wanted: Vec<Json> = members.iter().map(|member| stored(member)).collect();
    let shorter = |app: &App| is_stored_so(app, &wanted);
    let mut at = 0;
    while at < app.attributes.len() {
        let mut tried = app.clone();
        let attribute = tried.attributes.remove(at);
        if !KEPT.contains(&attribute.key.as_str()) && shorter(&tried) {
            *app = tried;
            continue;
        }
        let mut attribute = app.attributes[at].clone();
        leave_out_inner(&mut attribute, &mut |attribute| {
            let mut tried = app.clone();
            tried.attributes[at] = attribute.clone();
            shorter(&tried)
        });
        app.attributes[at] = attribute;
        at += 1;
    }
}

/// Leaves out keys within a group, as long as `is_same` says that nothing is lost.
fn leave_out_inner(attribute: &mut Attribute, is_same: &mut dyn FnMut(&Attribute) -> bool) {
    let mut at = 0;
    loop {
        let Value::Group(inner) = &attribute.value else { return };
        let Some(one) = inner.get(at) else { return };
        let mut tried = attribute.clone();
        if let Value::Group(inner) = &mut tried.value
            && !KEPT.contains(&one.key.as_str())
        {
            inner.remove(at);
            if !inner.is_empty() && is_same(&tried) {
                *attribute = tried;
                continue;
            }
        }
        let mut one = one.clone();
        let around = attribute.clone();
        leave_out_inner(&mut one, &mut |one| {
            let mut tried = around.clone();
            if let Value::Group(inner) = &mut tried.value {
                inner[at] = one.clone();
            }
            is_same(&tried)
        });
        if let Value::Group(inner) = &mut attribute.value {
            inner[at] = one;
        }
        at += 1;
    }
}

fn is_stored_so(app: &App, wanted: &[Json]) -> bool {
    let Some(made) = objects(app) else { return false };
    made.len() == wanted.len() && made.iter().all(|made| wanted.contains(&stored(made)))
}
