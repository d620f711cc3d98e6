//! Nodes that are alike: which of them a Pod comes to is drawn by lot.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::facts::owner;

/// The class of each node: its own name where it differs from all others.
pub struct Nodes(BTreeMap<String, String>);

impl Nodes {
    /// The nodes of a scenario. One that is named in it is a class of its own.
    pub fn of(trace: &Value) -> Self {
        let actions = trace["actions"].as_array().unwrap();
        let added = actions.iter().map(|step| &step["node"]).filter(|node| node.is_object());
        let given = trace["parameters"]["nodes"].as_array().into_iter().flatten();
        let text = format!("{} {}", trace["manifest"], trace["actions"]);
        let class = |node: &Value| {
            let name = node["name"].as_str().unwrap().to_owned();
            let is_named = text.split(|c: char| !(c.is_alphanumeric() || c == '-')).any(|word| word == name);
            let mut traits = node.clone();
            traits.as_object_mut().unwrap().remove("name");
            let class = if is_named { name.clone() } else { format!("one of {traits}") };
            (name, class)
        };
        Self(given.chain(added).map(class).collect())
    }

    /// Whether a name tells a node that is like others: which it is was drawn by lot.
    pub fn is_drawn(&self, name: &str) -> bool {
        self.0.iter().any(|(node, class)| node != class && name.contains(node.as_str()))
    }

    /// A fact about places with the classes of nodes in place of their names, and of Pods that
    /// have no name of their own with their owners; in no order.
    pub fn blurred(&self, fact: &str, value: &Value) -> Value {
        let class = |node: &str| self.0.get(node).map_or(node, String::as_str).to_owned();
        let mut list: Vec<String> = match (fact, value) {
            ("scheduled_by_node" | "final.pods_by_node", Value::Object(nodes)) => {
                let mut sums: BTreeMap<(String, &str), u64> = BTreeMap::new();
                for (node, pods) in nodes {
                    for (owner, count) in pods.as_object().unwrap() {
                        *sums.entry((class(node), owner)).or_default() += count.as_u64().unwrap();
                    }
                }
                sums.iter().map(|((class, owner), count)| format!("{owner} x{count} on {class}")).collect()
            }
            ("node_log_settled", Value::Object(nodes)) => {
                nodes.iter().map(|(node, what)| format!("{}: {what}", class(node))).collect()
            }
            ("final.nodes", Value::Object(pods)) => {
                let node = |node: &Value| node.as_str().map_or_else(String::new, class);
                pods.iter().map(|(pod, on)| format!("{} on {}", blurred_pod(pod), node(on))).collect()
            }
            ("schedule_order" | "pods_nominated", Value::Array(lines)) => {
                let line = |line: &Value| {
                    let words: Vec<_> = line.as_str().unwrap().split(' ').collect();
                    format!("{} on {}", blurred_pod(words[0]), class(words[words.len() - 1]))
                };
                lines.iter().map(line).collect()
            }
            ("attach_log", Value::Array(lines)) => {
                let line = |line: &Value| {
                    let (claim, rest) = line.as_str().unwrap().split_once('@').unwrap();
                    let (node, what) = rest.split_once(' ').unwrap();
                    format!("{claim} {what} {}", class(node))
                };
                return json!(lines.iter().map(line).collect::<Vec<_>>());
            }
            _ => return value.clone(),
        };
        list.sort();
        json!(list)
    }
}

fn blurred_pod(name: &str) -> String {
    if name.contains('/') { owner(name) } else { name.to_owned() }
}
