//! A set and what it owns, as people read it.

use std::fmt::Write as _;

use workload_core::k8s::ObjectRef;
use workload_core::readiness::{Node, Tree};

use super::drift::Drifted;
use crate::terminal::visible;

/// How an object is named: `Deployment default/web`.
pub(super) fn named(object: &ObjectRef) -> String {
    match object.namespace.as_deref() {
        Some(namespace) if !namespace.is_empty() => format!("{} {namespace}/{}", object.kind, object.name),
        _ => format!("{} {}", object.kind, object.name),
    }
}

/// What is said of an object: `in progress: 2 of 3 Pods updated`.
pub(super) fn said(node: &Node) -> String {
    match node.readiness.notes() {
        [] => node.readiness.word().to_owned(),
        notes => format!("{}: {}", node.readiness.word(), notes.join("; ")),
    }
}

/// The whole tree; below each object of the set what others have changed in it.
pub(crate) fn tree_text(tree: &Tree, drifted: &[Drifted]) -> String {
    let mut out = String::new();
    for root in &tree.roots {
        node(&mut out, root, 0);
        for drifted in drifted.iter().filter(|one| one.object == root.object) {
            let _ = writeln!(out, "  drift: {}", visible(&drifted.to_string()));
        }
    }
    out
}

fn node(out: &mut String, one: &Node, depth: usize) {
    let indent = "  ".repeat(depth);
    let name =
        if depth == 0 { named(&one.object) } else { format!("{} {}", one.object.kind, one.object.name) };
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{indent}{}  {}", visible(&name), visible(&said(one)));
    for cause in &one.causes {
        let _ = writeln!(out, "{indent}  ! {}", visible(&cause.to_string()));
        if let Some(help) = &cause.help {
            let _ = writeln!(out, "{indent}    help: {help}");
        }
    }
    for owned in &one.owned {
        node(out, owned, depth + 1);
    }
}

/// `1 object`, `3 objects`.
pub(crate) fn counted(number: usize) -> String {
    if number == 1 { "1 object".to_owned() } else { format!("{number} objects") }
}
