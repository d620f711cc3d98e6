//! Nodes from the Node objects of a file, such as `kubectl get nodes -o yaml` writes.

use k8s_openapi::api::core::v1;

use crate::predict::simulation::Node;
use crate::syntax::yaml::{NodeId, Tree, documents};
use crate::validate::decode::{header, read_as};

/// The nodes that a YAML text describes: documents of kind Node, or lists of them.
///
/// # Errors
///
/// When it cannot be read or holds anything else, or no node at all.
pub fn nodes_from_yaml(text: &str) -> Result<Vec<Node>, String> {
    let mut nodes = Vec::new();
    for document in documents(text) {
        let tree = document.tree.map_err(|error| error.message)?;
        match tree.get(NodeId::ROOT, "items") {
            Some(items) => tree.items(items).try_for_each(|item| take(&tree, item, &mut nodes))?,
            None => take(&tree, NodeId::ROOT, &mut nodes)?,
        }
    }
    if nodes.is_empty() {
        return Err("there is no Node in it".to_owned());
    }
    Ok(nodes)
}

fn take(tree: &Tree<'_>, at: NodeId, nodes: &mut Vec<Node>) -> Result<(), String> {
    let kind = header(tree, at).kind;
    if kind.as_deref() != Some("Node") {
        let found = kind.unwrap_or_else(|| "something without a kind".into());
        return Err(format!("only objects of kind Node belong here, this is {found}"));
    }
    let object: v1::Node = read_as(tree, at)?;
    let node = Node::from_object(&object);
    if node.name.is_empty() {
        return Err("a Node has no name".to_owned());
    }
    if nodes.iter().any(|other| other.name == node.name) {
        return Err(format!("the Node {} is there twice", node.name));
    }
    nodes.push(node);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_come_from_documents_and_lists() {
        let text = "kind: Node\nmetadata: {name: a, labels: {gpu: 'true'}}\nstatus: {allocatable: {cpu: 4}}\n---\n\
                    kind: List\nitems: [{kind: Node, metadata: {name: b}, spec: {unschedulable: true}}]\n";
        let nodes = nodes_from_yaml(text).unwrap();
        assert_eq!(nodes[0].room.cpu_millis, 4000);
        assert_eq!(nodes[0].labels["gpu"], "true");
        assert!(nodes[1].unschedulable);
    }

    #[test]
    fn anything_else_is_refused() {
        for (text, why) in [
            ("", "there is no Node"),
            ("kind: Pod", "this is Pod"),
            ("kind: Node", "no name"),
            ("kind: Node\nmetadata: {name: a}\n---\nkind: Node\nmetadata: {name: a}", "twice"),
            ("kind: Node\nmetadata: {name: a}\nspec: {taints: 5}", "spec.taints: expected a list"),
        ] {
            let error = nodes_from_yaml(text).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }
}
