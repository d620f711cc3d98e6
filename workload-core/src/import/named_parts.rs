//! Parts with names, of which an app may have several: each that differs, or holds an address, becomes a field of its own.

use super::app::{App, Field, Part};
use super::attribute::{Attribute, Value};
use super::evaluate::typed;
use super::names::snake;
use super::slots::{add_fields, each_once, free_ident, optional};

/// The keys of such parts, and whether their order means something.
const NAMED: [(&str, bool); 5] =
    [("container", true), ("init", true), ("sidecar", true), ("config_map", false), ("extra_service", false)];

/// Moves the parts of a key to fields, each for itself; `false` where they have no names, or another order in each copy.
pub(super) fn move_named(apps: &mut [App], key: &str) -> bool {
    let Some((_, is_ordered)) = NAMED.iter().find(|(known, _)| *known == key) else { return false };
    let parts: Option<Vec<Vec<(String, Attribute)>>> = apps.iter().map(|app| named(app, key)).collect();
    let Some(parts) = parts else { return false };
    let names = each_once(parts.iter().flatten().map(|(name, _)| name));
    let has_order = |list: &Vec<(String, Attribute)>| {
        let places: Vec<_> = list.iter().map(|(name, _)| names.iter().position(|one| one == name)).collect();
        places.is_sorted()
    };
    if *is_ordered && !parts.iter().all(has_order) {
        return false;
    }
    let mut has_moved = false;
    for name in &names {
        let own: Vec<Option<&Attribute>> = parts
            .iter()
            .map(|list| list.iter().find(|(known, _)| known == name).map(|(_, attribute)| attribute))
            .collect();
        if is_same(&own) && !(has_moved && *is_ordered) {
            continue;
        }
        let Some(fields) = fields(apps, key, name, &own) else { return false };
        has_moved = true;
        for app in apps.iter_mut() {
            app.attributes.retain(|one| one.key != key || name_of(one).as_ref() != Some(name));
        }
        add_fields(apps, Some(fields));
    }
    true
}

/// Whether all copies have the part, say the same, and no field is needed for it.
fn is_same(own: &[Option<&Attribute>]) -> bool {
    let Some(first) = own.first().copied().flatten().filter(|first| !first.value.has_address()) else {
        return false;
    };
    own.iter().all(|one| one.is_some_and(|one| one.says_as(first)))
}

/// The parts of an app by their names; none where one has no name, or two have the same.
fn named(app: &App, key: &str) -> Option<Vec<(String, Attribute)>> {
    let all = app.attributes.iter().filter(|attribute| attribute.key == key);
    let all = all.map(|one| Some((name_of(one)?, one.clone()))).collect::<Option<Vec<_>>>()?;
    (each_once(all.iter().map(|(name, _)| name)).len() == all.len()).then_some(all)
}

fn name_of(part: &Attribute) -> Option<String> {
    let Value::Group(keys) = &part.value else { return None };
    let name = keys.iter().find(|one| !one.is_entry && one.key == "name")?;
    if let Value::Text(name) = &name.value { Some(name.clone()) } else { None }
}

/// The field of each copy: an `Option` where one of them lacks the part; none where no expression makes it.
fn fields(apps: &[App], key: &str, name: &str, own: &[Option<&Attribute>]) -> Option<Vec<Field>> {
    let first = apps.first()?;
    let short = name.strip_prefix(&format!("{}-", first.name)).filter(|_| key == "config_map");
    let ident = free_ident(apps, &snake(short.unwrap_or(name)));
    let is_named_so = ident.replace('_', "-") == name && ["container", "init", "sidecar"].contains(&key);
    let is_optional = own.iter().any(Option::is_none);
    let value = |part: &&Attribute| {
        let mut made = typed(first.kind, part)?;
        if is_named_so {
            made.value.leave_out("name");
        }
        Some(made)
    };
    let values = own.iter().map(|part| part.as_ref().map(value));
    let values = values.map(|value| value.map_or(Some(None), |value| value.map(Some)));
    let values = values.collect::<Option<Vec<_>>>()?;
    let ty = values.iter().flatten().next()?.ty;
    let field = |(value, part): (Option<super::typed::Typed>, Option<&Attribute>)| {
        let value = value.map(|typed| typed.value);
        Some(Field {
            ident: ident.clone(),
            ty: if is_optional { format!("Option<{ty}>") } else { ty.to_owned() },
            key: key.to_owned(),
            beside: None,
            options: Vec::new(),
            value: if is_optional { optional(value) } else { value? },
            part: Part::Keys(part.iter().map(|part| (*part).clone()).collect()),
            comments: part.map(comments).unwrap_or_default(),
        })
    };
    values.into_iter().zip(own.iter().copied()).map(field).collect()
}

/// The comments of a part and of the keys in it.
fn comments(part: &Attribute) -> Vec<String> {
    let mut all = part.comments.clone();
    if let Value::Group(keys) = &part.value {
        all.extend(keys.iter().flat_map(comments));
    }
    all
}
