//! The variables that differ between environments, or hold addresses, as fields of their own.

use super::app::{App, Field, Part};
use super::attribute::{Attribute, Value};
use super::expr::Expr;
use super::names::snake;
use super::read::Read as _;
use super::slots::{add_fields, each_once, free_ident, optional};
use crate::describe::parts::EnvValue;

/// Moves the variables of all copies that differ, or that hold what only a field can; `false` when they cannot be told
/// apart by their names.
pub(super) fn move_variables(apps: &mut [App]) -> bool {
    let lists: Vec<Vec<Attribute>> = apps.iter().map(variables).collect();
    let Some((first, others)) = lists.split_first() else { return true };
    let others_of =
        |list: &Vec<Attribute>| list.iter().filter(|one| !one.is_entry).cloned().collect::<Vec<_>>();
    let is_alike = |list: &Vec<Attribute>| others_of(list) == others_of(first);
    let has_each_once = |list: &Vec<Attribute>| {
        let name = |one: &&Attribute| one.is_entry;
        list.iter().filter(name).all(|one| list.iter().filter(|other| other.key == one.key).count() == 1)
    };
    if !others.iter().all(is_alike) || !lists.iter().all(has_each_once) {
        return false;
    }
    // A variable that others refer to stands before them: then all that follow move as well.
    let refers = |one: &Attribute| matches!(&one.value, Value::Text(text) if text.contains("$("));
    let has_order = lists.iter().flatten().any(refers);
    let mut has_moved = false;
    let entries = lists.iter().flatten().filter(|one| one.is_entry);
    for name in each_once(entries.map(|one| &one.key)) {
        let values: Vec<_> =
            lists.iter().map(|list| list.iter().find(|one| one.is_entry && one.key == name)).collect();
        let is_same = |value: Option<&Attribute>| match (value, values[0]) {
            (Some(one), Some(other)) => one.says_as(other) && !one.value.has_address(),
            _ => false,
        };
        if values.iter().copied().all(is_same) && !(has_moved && has_order) {
            continue;
        }
        has_moved = true;
        let fields = fields(apps, &name, &values);
        for app in apps.iter_mut() {
            remove(app, &name);
        }
        add_fields(apps, fields);
    }
    true
}

fn variables(app: &App) -> Vec<Attribute> {
    let env = app.attributes.iter().find(|attribute| attribute.key == "env");
    match env.map(|attribute| &attribute.value) {
        Some(Value::Group(list)) => list.clone(),
        _ => Vec::new(),
    }
}

fn remove(app: &mut App, name: &str) {
    for attribute in &mut app.attributes {
        if let ("env", Value::Group(list)) = (attribute.key.as_str(), &mut attribute.value) {
            list.retain(|one| !one.is_entry || one.key != name);
        }
    }
    let is_empty = |value: &Value| matches!(value, Value::Group(list) if list.is_empty());
    app.attributes.retain(|attribute| attribute.key != "env" || !is_empty(&attribute.value));
}

/// How the values of a variable are held.
#[derive(Clone, Copy, PartialEq)]
enum Held {
    Text,
    Address,
    Any,
}

fn held(value: &Value) -> Held {
    match value {
        Value::Text(_) => Held::Text,
        Value::Addressed(text) if text.is_host => Held::Text,
        Value::Addressed(text) if text.is_address() => Held::Address,
        _ => Held::Any,
    }
}

/// The field of each copy; none when no expression makes one of the values.
fn fields(apps: &[App], name: &str, values: &[Option<&Attribute>]) -> Option<Vec<Field>> {
    let mut kinds = values.iter().flatten().map(|one| held(&one.value));
    let first = kinds.next()?;
    let held = if kinds.all(|kind| kind == first) { first } else { Held::Any };
    let ty = match held {
        Held::Text => "String",
        Held::Address => "Address",
        Held::Any => "EnvValue",
    };
    let is_optional = values.iter().any(Option::is_none);
    let ident = free_ident(apps, &snake(&name.to_lowercase()));
    let beside = (ident.to_uppercase() != name).then(|| name.to_owned());
    let field = |value: Option<&Attribute>| {
        let expr = match value {
            Some(one) => Some(expr(&one.value, held)?),
            None => None,
        };
        Some(Field {
            ident: ident.clone(),
            ty: if is_optional { format!("Option<{ty}>") } else { ty.to_owned() },
            key: "env".to_owned(),
            beside: beside.clone(),
            options: Vec::new(),
            value: if is_optional { optional(expr) } else { expr? },
            part: Part::Keys(
                value.iter().map(|one| Attribute::new("env", Value::Group(vec![(*one).clone()]))).collect(),
            ),
            comments: value.map(|one| one.comments.clone()).unwrap_or_default(),
        })
    };
    values.iter().copied().map(field).collect()
}

fn expr(value: &Value, held: Held) -> Option<Expr> {
    match (value, held) {
        (Value::Text(text), Held::Text) => Some(Expr::text(text).then(Expr::atom("to_owned()"))),
        (Value::Addressed(text), Held::Text | Held::Address) => Some(text.expr("EnvValue", "")),
        (value, _) => EnvValue::expr(value),
    }
}
