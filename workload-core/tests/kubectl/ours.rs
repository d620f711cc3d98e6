//! What we make of a text, beside what kubectl does.

use serde_json::Value;
use workload_core::syntax::yaml::{Document, NodeId, documents};
use workload_core::validate::decode::value;

use crate::answer::{Answer, plain};

/// How we read `text` otherwise than kubectl; none when it is alike.
pub fn difference(text: &str, kubectl: &Answer) -> Option<String> {
    let documents: Vec<_> = documents(text).collect();
    let refused =
        documents.iter().position(|document| document.tree.is_err() || document.refused_by_kubectl.is_some());
    if refused.is_some() != kubectl.is_refused {
        let why = refused.map(|at| documents[at].tree.as_ref().err());
        return Some(format!("kubectl refuses: {}, we: {why:?}", kubectl.is_refused));
    }
    let read = &documents[..refused.unwrap_or(documents.len())];
    let objects: Vec<Value> = read.iter().filter_map(object).collect();
    // At a `---` line that it refuses, kubectl forgets the document above it.
    let is_alike = objects == kubectl.objects
        || (kubectl.is_refused && objects.split_last().is_some_and(|(_, before)| before == kubectl.objects));
    (!is_alike).then(|| {
        let [ours, theirs] = [&objects, &kubectl.objects].map(|objects| Value::from(objects.clone()));
        format!("kubectl reads {theirs}, we {ours}")
    })
}

/// A document as kubectl shows it: what has a kind and a name.
fn object(document: &Document<'_>) -> Option<Value> {
    let value = value(document.tree.as_ref().ok()?, NodeId::ROOT)?;
    let is_object =
        value["kind"].is_string() && value["apiVersion"].is_string() && value["metadata"]["name"].is_string();
    is_object.then(|| plain(value))
}
