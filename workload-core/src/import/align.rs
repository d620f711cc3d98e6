//! Fields of several copies of an app, side by side: one that a copy lacks is `None` there.

use super::app::{App, Field, Part};
use super::attribute::{Attribute, Value};
use super::expr::Expr;
use super::slots::{free_ident, optional};

/// Gives all copies the same fields.
pub(super) fn align_fields(apps: &mut [App]) {
    let mut kinds: Vec<Field> = Vec::new();
    for field in apps.iter().flat_map(|app| &app.fields) {
        if !kinds.iter().any(|known| is_alike(known, field)) {
            kinds.push(field.clone());
        }
    }
    let mut aligned: Vec<Vec<Field>> = vec![Vec::new(); apps.len()];
    let mut taken: Vec<String> = Vec::new();
    for kind in kinds {
        let own: Vec<_> =
            apps.iter().map(|app| app.fields.iter().find(|field| is_alike(field, &kind))).collect();
        let is_optional = own.iter().any(Option::is_none);
        let renamed = taken.contains(&kind.ident).then(|| free_ident(apps, &format!("{}_2", kind.ident)));
        for (fields, own) in aligned.iter_mut().zip(own) {
            let mut field = own.unwrap_or(&kind).clone();
            if is_optional {
                field.ty = format!("Option<{}>", field.ty);
                field.value = optional(own.map(|own| own.value.clone()));
                if own.is_none() {
                    field.part = Part::Keys(Vec::new());
                    field.comments.clear();
                    field.value = Expr::atom("None");
                }
            }
            if let Some(ident) = &renamed {
                rename(&mut field, &kind, ident);
            }
            fields.push(field);
        }
        taken.push(renamed.unwrap_or(kind.ident));
    }
    for (app, fields) in apps.iter_mut().zip(aligned) {
        app.fields = fields;
    }
}

/// Whether two fields are one field of the struct.
fn is_alike(one: &Field, other: &Field) -> bool {
    let options = |field: &Field| field.options.len();
    (&one.ident, &one.ty, &one.key, &one.beside, options(one))
        == (&other.ident, &other.ty, &other.key, &other.beside, options(other))
        && one.options.iter().zip(&other.options).all(|(one, other)| one.says_as(other))
}

/// Another name for the field, and the same for what it stands for.
fn rename(field: &mut Field, kind: &Field, ident: &str) {
    let name = match &kind.part {
        Part::Volume { name, .. } => Some(name.clone()),
        Part::Keys(all) => all.iter().find_map(|attribute| match &attribute.value {
            Value::Group(inner) => {
                inner.iter().find(|one| !one.is_entry && one.key == "name").and_then(|one| {
                    if let Value::Text(name) = &one.value { Some(name.clone()) } else { None }
                })
            }
            _ => None,
        }),
    };
    ident.clone_into(&mut field.ident);
    let has_name = field.options.iter().any(|option| option.key == "name");
    match (field.key.as_str(), name) {
        ("mount" | "volume", Some(name)) if !has_name => {
            field.options.push(Attribute::new("name", Value::Text(name)));
        }
        ("port", Some(name)) => field.beside = Some(name),
        _ => {}
    }
}
