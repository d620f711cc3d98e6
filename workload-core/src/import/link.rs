//! Texts that name a workload of the same import by its address refer to its struct.

use super::app::{App, Part};
use super::attribute::{Attribute, Value};
use super::evaluate::{address, objects};
use super::expr::Expr;
use super::fold::Draft;
use super::kinds::Kind;
use super::reference::Reference;
use super::spots::{Spelling, addressed};
use crate::describe::parts::{Address, FileContent};
use crate::k8s::values::{Namespace, PortName};

/// The most Pods whose addresses are looked for.
const PODS: u32 = 9;

/// Links the apps of an environment; no two of them refer to one another.
pub(super) fn link(drafts: &mut [Draft]) {
    let mut edges: Vec<(usize, usize)> = Vec::new();
    for draft in drafts.iter_mut() {
        draft.unlinked = draft.app.clone();
    }
    for at in 0..drafts.len() {
        for other in 0..drafts.len() {
            if other == at || leads_to(&edges, other, at) {
                continue;
            }
            let target = &drafts[other].app;
            let Some((address, namespace)) = address(target) else { continue };
            let spellings = spellings(target, &address, namespace.as_deref(), &drafts[at].app);
            if let Some(linked) = linked(&drafts[at].app, &spellings) {
                drafts[at].app = linked;
                edges.push((at, other));
            }
        }
    }
}

/// Whether one app refers to the other, by itself or by those that it refers to.
fn leads_to(edges: &[(usize, usize)], from: usize, to: usize) -> bool {
    edges.iter().any(|(one, other)| *one == from && (*other == to || leads_to(edges, *other, to)))
}

/// The ways in which `caller` may write the address of the target.
fn spellings(target: &App, address: &Address, namespace: Option<&str>, caller: &App) -> Vec<Spelling> {
    let own = namespace_of(caller);
    let mut places = vec![(None, address.clone())];
    if target.kind == Kind::Stateful {
        places.extend(
            (0..=PODS).map(|pod| (Some(pod), address.clone().of_pod(&format!("{}-{pod}", target.name)))),
        );
    }
    let whole = namespace.and_then(|name| Namespace::parse(name.to_owned()).ok());
    let mut all = Vec::new();
    for (pod, address) in places {
        for (port, address) in ports(&address) {
            for namespace in std::iter::once(None).chain(whole.clone().map(Some)) {
                let address = match &namespace {
                    Some(namespace) => address.clone().in_namespace(namespace),
                    None => address.clone(),
                };
                let seen = address.seen_from(own.as_deref(), None);
                // A host alone has no reader: from another namespace only the whole one leads there.
                let is_host = namespace.is_some() || own == whole.as_ref().map(ToString::to_string);
                let (has_port, is_first, host) = (seen.port().is_some(), port.is_none(), address.host());
                let ident = target.ident.clone();
                let reference = Reference { ident, pod, port: port.clone(), namespace, address };
                if has_port {
                    let text = seen.to_string();
                    all.push(Spelling { text, is_host: false, reference: reference.clone() });
                }
                if is_host && is_first {
                    all.push(Spelling { text: host, is_host: true, reference });
                }
            }
        }
    }
    all
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

/// The app with its texts linked; none where no text names the other app, or the objects would be others.
fn linked(app: &App, spellings: &[Spelling]) -> Option<App> {
    let mut tried = app.clone();
    let mut count = 0;
    for attribute in &mut tried.attributes {
        count += match (attribute.key.as_str(), &mut attribute.value) {
            ("env", Value::Group(variables)) => {
                variables.iter_mut().map(|variable| link_variable(variable, spellings)).sum()
            }
            ("command" | "args", value) => link_words(value, spellings),
            _ => 0,
        };
    }
    for field in &mut tried.fields {
        if let Part::Volume { source, .. } = &mut field.part
            && let Some(files) = source.files.as_mut().filter(|files| !files.secret)
        {
            for (name, content) in &mut files.files {
                count += link_file(name, content, &mut field.value, spellings);
            }
        }
    }
    (count > 0 && objects(&tried)? == objects(app)?).then_some(tried)
}

fn link_variable(variable: &mut Attribute, spellings: &[Spelling]) -> usize {
    let Value::Text(text) = &variable.value else { return 0 };
    let may_be_host =
        ["HOST", "ADDR", "SERVER", "ENDPOINT", "URL"].iter().any(|word| variable.key.contains(word));
    let Some(found) = addressed(text, spellings, may_be_host).filter(|_| variable.is_entry) else { return 0 };
    variable.value = Value::Addressed(found);
    1
}

fn link_words(value: &mut Value, spellings: &[Spelling]) -> usize {
    let texts: Vec<Value> = match value {
        Value::List(words) => words.iter().cloned().map(Value::Text).collect(),
        Value::Texts(texts) => texts.clone(),
        _ => return 0,
    };
    let link = |text: &Value| match text {
        Value::Text(text) => addressed(text, spellings, false).map(Value::Addressed),
        _ => None,
    };
    let found: Vec<_> = texts.iter().map(link).collect();
    let count = found.iter().flatten().count();
    if count > 0 {
        let linked = texts.into_iter().zip(found).map(|(text, found)| found.unwrap_or(text));
        *value = Value::Texts(linked.collect());
    }
    count
}

fn link_file(name: &str, content: &mut FileContent, value: &mut Expr, spellings: &[Spelling]) -> usize {
    let FileContent::Text(text) = &*content else { return 0 };
    if text.has_address() {
        return 0;
    }
    let Some(found) = addressed(&text.to_string(), spellings, false) else { return 0 };
    let Expr::Chain(_, calls) = value else { return 0 };
    let of_file = Expr::atom(format!("DataKey::new({})", super::literal::text(name)));
    let written = calls.iter_mut().find_map(|call| match call {
        Expr::Call(function, arguments) if function == "file" && arguments[0] == of_file => {
            arguments.get_mut(1)
        }
        _ => None,
    });
    let Some(written) = written else { return 0 };
    *written = found.expr("AddressText", name);
    if found.is_address() {
        *written = Expr::call("AddressText::from", [written.clone()]);
    }
    *content = FileContent::Text(found.value());
    1
}
