//! The ways in which a text may write the address of a workload.

use super::app::App;
use super::attribute::Value;
use super::evaluate::address;
use super::kinds::Kind;
use super::reference::{Form, Reference};
use super::spots::Spelling;
use crate::describe::parts::Address;
use crate::k8s::values::{Namespace, PortName};

/// The most Pods whose addresses are looked for.
const PODS: u32 = 9;

/// The ways in which `caller` may write the address of the target; none where it has no address.
pub(super) fn spellings(target: &App, caller: &App) -> Vec<Spelling> {
    let Some((address, namespace)) = address(target) else { return Vec::new() };
    let own = namespace_of(caller);
    let namespace = namespace.and_then(|name| Namespace::parse(name).ok());
    let is_own = own == namespace.as_ref().map(ToString::to_string);
    let mut all = Vec::new();
    for (pod, address) in places(target, &address) {
        for (port, address) in ports(&address) {
            for form in forms(namespace.as_ref()) {
                let address = form.of(address.clone());
                // A host alone has no reader: from another namespace only the whole one leads there.
                let is_host = port.is_none() && (is_own || !matches!(form, Form::Usual | Form::Short));
                let (ident, port) = (target.ident.clone(), port.clone());
                let reference = Reference { ident, pod, port, form, has_port: true, address };
                add(&mut all, &reference, own.as_deref(), is_host);
            }
        }
    }
    all
}

/// Adds what the reference looks like to its reader, where nothing before it looks the same.
fn add(all: &mut Vec<Spelling>, reference: &Reference, reader: Option<&str>, is_host: bool) {
    let seen = reference.address.seen_from(reader, None);
    let texts = [(seen.port().is_some(), seen.to_string(), false), (is_host, seen.host(), true)];
    for (is_meant, text, is_host) in texts {
        let is_known = all.iter().any(|one| one.is_host == is_host && one.text == text);
        if is_meant && !is_known {
            all.push(Spelling { text, is_host, reference: reference.clone() });
        }
    }
}

/// The Service, and the Pods where each has a name.
fn places(target: &App, address: &Address) -> Vec<(Option<u32>, Address)> {
    let mut places = vec![(None, address.clone())];
    if target.kind == Kind::Stateful {
        let of_pod = |pod| (Some(pod), address.clone().of_pod(&format!("{}-{pod}", target.name)));
        places.extend((0..=PODS).map(of_pod));
    }
    places
}

/// The forms of a host, the usual one first.
fn forms(namespace: Option<&Namespace>) -> Vec<Form> {
    let mut forms = vec![Form::Usual];
    if let Some(namespace) = namespace {
        forms.push(Form::Short);
        forms.push(Form::Whole(namespace.clone()));
        forms.push(Form::WithoutDomain(namespace.clone()));
    }
    forms
}

/// The namespace of an app, said by itself or by its stack.
fn namespace_of(app: &App) -> Option<String> {
    let said = app.attributes.iter().find(|attribute| attribute.key == "namespace");
    match said.map(|attribute| &attribute.value) {
        Some(Value::Text(own)) => Some(own.clone()),
        _ => app.context.namespace.as_ref().map(ToString::to_string),
    }
}

/// The address with each port; the first one has no name here.
fn ports(address: &Address) -> Vec<(Option<PortName>, Address)> {
    let named = address.port_names().skip(1).filter_map(|name| PortName::parse(name?.to_owned()).ok());
    let others = named.filter_map(|name| Some((Some(name.clone()), address.clone().at_port(&name)?)));
    std::iter::once((None, address.clone())).chain(others).collect()
}
