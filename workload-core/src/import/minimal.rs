//! What a server filled in says nothing: keys without which the objects are stored alike are left out.

use serde_json::Value as Json;

use super::app::{App, Part};
use super::attribute::{Attribute, Value};
use super::compare::stored;
use super::evaluate::objects;

/// Keys that say who an app is: they stay, whatever a server would fill in.
const KEPT: &[&str] =
    &["name", "namespace", "image", "number", "schedule", "existing", "absent", "headless", "service"];

/// Keys that nobody writes for what a server fills in anyhow.
const NOISE: &[&str] = &["protocol", "scheme", "read_only", "session_affinity"];

/// Leaves out the keys that only repeat a server's defaults: all of them, or those that are noise wherever they stand.
pub(super) fn leave_out_defaults(app: &mut App, members: &[&Json], is_live: bool) {
    let wanted: Vec<Json> = members.iter().map(|member| stored(member)).collect();
    leave_out_options(app, &wanted, is_live);
    let is_meant = |attribute: &Attribute| is_live || has_noise(attribute);
    let shorter = |app: &App| is_stored_so(app, &wanted);
    let mut at = 0;
    while at < app.attributes.len() {
        let mut tried = app.clone();
        let attribute = tried.attributes.remove(at);
        if !is_meant(&attribute) {
            at += 1;
            continue;
        }
        let may_go = |attribute: &Attribute| may_go(attribute, is_live);
        if may_go(&attribute) && shorter(&tried) {
            *app = tried;
            continue;
        }
        let mut attribute = app.attributes[at].clone();
        leave_out_inner(&mut attribute, &may_go, &mut |attribute| {
            let mut tried = app.clone();
            tried.attributes[at] = attribute.clone();
            shorter(&tried)
        });
        app.attributes[at] = attribute;
        at += 1;
    }
}

/// Leaves out the options of ports and mounts.
fn leave_out_options(app: &mut App, wanted: &[Json], is_live: bool) {
    for field in 0..app.fields.len() {
        let mut at = 0;
        while let Some(option) = app.fields[field].options.get(at).cloned() {
            let mut tried = app.clone();
            tried.fields[field].options.remove(at);
            if let Part::Keys(parts) = &mut tried.fields[field].part {
                for part in parts {
                    if let Value::Group(keys) = &mut part.value {
                        keys.retain(|key| !key.says_as(&option));
                    }
                }
            }
            if may_go(&option, is_live) && is_stored_so(&tried, wanted) {
                *app = tried;
            } else {
                at += 1;
            }
        }
    }
}

/// Whether a key may be left out where it says nothing.
fn may_go(attribute: &Attribute, is_live: bool) -> bool {
    let key = attribute.key.as_str();
    !attribute.is_entry && if is_live { !KEPT.contains(&key) } else { NOISE.contains(&key) }
}

/// Whether a key that is noise stands in the attribute.
fn has_noise(attribute: &Attribute) -> bool {
    match &attribute.value {
        Value::Group(inner) => inner.iter().any(has_noise),
        _ => !attribute.is_entry && NOISE.contains(&attribute.key.as_str()),
    }
}

/// Leaves out keys within a group, as long as `is_same` says that nothing is lost.
fn leave_out_inner(
    attribute: &mut Attribute,
    may_go: &dyn Fn(&Attribute) -> bool,
    is_same: &mut dyn FnMut(&Attribute) -> bool,
) {
    let mut at = 0;
    loop {
        let Value::Group(inner) = &attribute.value else { return };
        let Some(one) = inner.get(at) else { return };
        let mut tried = attribute.clone();
        if let Value::Group(inner) = &mut tried.value
            && may_go(one)
        {
            inner.remove(at);
            if !inner.is_empty() && is_same(&tried) {
                *attribute = tried;
                continue;
            }
        }
        let mut one = one.clone();
        let around = attribute.clone();
        leave_out_inner(&mut one, may_go, &mut |one| {
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
