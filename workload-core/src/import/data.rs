//! The texts of a ConfigMap, some of which hold addresses.

use super::attribute::{Attribute, Value};
use super::expr::Expr;
use super::leaves::with_leaves;
use super::read::Read;
use crate::describe::parts::{ConfigMapPart, Labels};
use crate::k8s::literal::Literal;
use crate::k8s::values::{DataKey, ObjectName};

impl Read for ConfigMapPart {
    const TYPE: &'static str = "ConfigMapPart";

    fn read(value: &Value) -> Option<Self> {
        let Value::Group(attributes) = value else { return None };
        with_leaves(attributes, |leaves| Literal::<Self>::new().checked(leaves)).ok()?;
        let mut map = Self::new();
        for attribute in attributes {
            let key = || DataKey::read(&Value::Text(attribute.key.clone()));
            match (attribute.is_entry, attribute.key.as_str(), &attribute.value) {
                (false, "name", name) => map.name(ObjectName::read(name)?),
                (false, "labels", labels) => map.labels(Labels::read(labels)?),
                (true, _, Value::Addressed(text)) => map.addressed(key()?, text.value()),
                (true, _, text) => map.entry(key()?, Read::read(text)?),
                _ => return None,
            };
        }
        Some(map)
    }

    fn expr(value: &Value) -> Option<Expr> {
        let Value::Group(attributes) = value else { return None };
        let name = attributes.iter().find(|one| !one.is_entry && one.key == "name")?;
        let mut made = Expr::call("ConfigMapPart::named", [ObjectName::expr(&name.value)?]);
        let others = attributes.iter().filter(|one| one.is_entry || one.key != "name");
        let calls = others.map(call).collect::<Option<Vec<_>>>()?;
        if calls.is_empty() {
            return Some(made);
        }
        for call in calls {
            made = made.then(call);
        }
        // The methods hand the map on by reference.
        Some(made.then(Expr::atom("clone()")))
    }
}

/// The call that says a key.
fn call(attribute: &Attribute) -> Option<Expr> {
    if !attribute.is_entry {
        return Some(Expr::call("labels", [Labels::expr(&attribute.value)?]));
    }
    let key = || DataKey::expr(&Value::Text(attribute.key.clone()));
    Some(match &attribute.value {
        Value::Addressed(text) if text.is_host => {
            Expr::call("entry", [key()?, text.expr("", "").then(Expr::atom("into()"))])
        }
        Value::Addressed(text) if text.is_address() => {
            Expr::call("addressed", [key()?, text.expr("", "").then(Expr::atom("into()"))])
        }
        Value::Addressed(text) => Expr::call("addressed", [key()?, text.expr("AddressText", &attribute.key)]),
        Value::Text(text) | Value::Named(_, text) => {
            let text = Expr::Text { hint: attribute.key.clone(), text: text.clone() };
            Expr::call("entry", [key()?, text.then(Expr::atom("into()"))])
        }
        _ => return None,
    })
}
