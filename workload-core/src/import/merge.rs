//! The same workload in several environments as one struct: what differs becomes fields.

use serde_json::Value as Json;

use super::align::align_fields;
use super::app::{App, Field, Part};
use super::attribute::Attribute;
use super::evaluate::{is_refused, typed};
use super::expr::Expr;
use super::named_parts::move_named;
use super::names::snake;
use super::prove::complete;
use super::slots::{add_fields, each_once, free_ident, optional};
use super::variables::move_variables;

/// The copies of an app with the same keys and fields, each with the values of its environment; none when they cannot be
/// one struct.
pub(super) fn merge(copies: &[App], members: &[Vec<&Json>]) -> Option<Vec<App>> {
    let mut apps = copies.to_vec();
    for key in each_once(apps.iter().flat_map(|app| &app.attributes).map(|attribute| &attribute.key)) {
        if key == "env" && move_variables(&mut apps) || move_named(&mut apps, &key) {
            continue;
        }
        move_key(&mut apps, &key);
    }
    align_fields(&mut apps);
    share_comments(&mut apps);
    let complete = apps.into_iter().zip(members).map(|(mut app, members)| {
        app.edits.clear();
        complete(app, members).filter(|app| !is_refused(app))
    });
    complete.collect()
}

/// Moves a key to a field of all copies, if it differs between them or holds what only a field can; what no expression
/// makes is left to `customize`.
fn move_key(apps: &mut [App], key: &str) {
    let said: Vec<Vec<Attribute>> = apps
        .iter()
        .map(|app| app.attributes.iter().filter(|attribute| attribute.key == key).cloned().collect())
        .collect();
    let Some((first, others)) = said.split_first() else { return };
    let is_same = |other: &Vec<Attribute>| {
        other.len() == first.len() && other.iter().zip(first).all(|(one, other)| one.says_as(other))
    };
    let has_address = said.iter().flatten().any(|attribute| attribute.value.has_address());
    if !has_address && others.iter().all(is_same) {
        return;
    }
    let fields = fields(apps, key, &said);
    for app in apps.iter_mut() {
        app.attributes.retain(|attribute| attribute.key != key);
    }
    add_fields(apps, fields);
}

/// The field of each copy: of the key's type, a list of it where the key stands several times, or an `Option`.
fn fields(apps: &[App], key: &str, said: &[Vec<Attribute>]) -> Option<Vec<Field>> {
    let kind = apps.first()?.kind;
    let is_list = said.iter().any(|all| all.len() > 1);
    let is_optional = !is_list && said.iter().any(Vec::is_empty);
    let ident = free_ident(apps, &if is_list { plural(key) } else { snake(key) });
    let values = said.iter().map(|all| all.iter().map(|one| typed(kind, one)).collect::<Option<Vec<_>>>());
    let values = values.collect::<Option<Vec<_>>>()?;
    let ty = values.iter().flatten().next()?.ty;
    let ty = if is_list { format!("Vec<{ty}>") } else { ty.to_owned() };
    let field = |(values, all): (Vec<super::typed::Typed>, &Vec<Attribute>)| {
        let mut values = values.into_iter().map(|typed| typed.value);
        let value = match (is_list, is_optional) {
            (true, _) => Expr::List(values.collect()),
            (_, true) => optional(values.next()),
            _ => values.next()?,
        };
        Some(Field {
            ident: ident.clone(),
            ty: if is_optional { format!("Option<{ty}>") } else { ty.clone() },
            key: key.to_owned(),
            beside: None,
            options: Vec::new(),
            value,
            part: Part::Keys(all.clone()),
            comments: all.iter().flat_map(|one| one.comments.clone()).collect(),
        })
    };
    values.into_iter().zip(said).map(field).collect()
}

/// What a list of a key's values is called.
fn plural(key: &str) -> String {
    match key {
        "tolerate" => "tolerations".to_owned(),
        "affinity" | "anti_affinity" | "spread" => snake(key),
        "host_alias" => "host_aliases".to_owned(),
        _ => snake(&format!("{key}s")),
    }
}

/// Gives every copy the comments of all, each once: the struct has them once.
fn share_comments(apps: &mut [App]) {
    let Some((first, others)) = apps.split_first_mut() else { return };
    let add = |comments: &mut Vec<String>, more: &[String]| {
        for comment in more {
            if !comments.contains(comment) {
                comments.push(comment.clone());
            }
        }
    };
    for other in others {
        add(&mut first.comments, &other.comments);
        for (field, more) in first.fields.iter_mut().zip(&other.fields) {
            add(&mut field.comments, &more.comments);
        }
        for attribute in &mut first.attributes {
            let more = other.attributes.iter().find(|other| other.says_as(attribute));
            add(&mut attribute.comments, more.map_or(&[][..], |more| &more.comments));
        }
    }
}
