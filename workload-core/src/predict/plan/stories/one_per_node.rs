//! §5.2: a node joins and gets its Pod, another is drained and then removed.

use super::{Story, block, plan};
use crate::predict::plan::timeline::lives;

const MANIFESTS: &str = include_str!("one_per_node.yaml");

pub(super) const STORY: Story =
    Story { name: "one-per-node", manifests: &[("one-per-node.yaml", MANIFESTS)], text: story };

fn story() -> String {
    let plan = plan(MANIFESTS, &["add node", "drain node-2", "remove node-2"]);
    let Some(collector) = plan.workload("log-collector") else { return String::new() };
    let there: Vec<_> = plan
        .nodes
        .iter()
        .filter(|node| node.removed.is_none())
        .map(|node| format!("{} {}", node.name, node.pods.len()))
        .collect();
    format!(
        "A DaemonSet on three nodes: one joins, one is drained and removed (article §5.2).\n\n{}\n\
         At the end the nodes have so many Pods of it: {}. A drain leaves the Pods of DaemonSets \
         alone (`kubectl drain` refuses without `--ignore-daemonsets`); they go when the node is \
         gone for good, once the garbage collector of Pods has missed it twice.\n\n\
         Try it: `workload plan examples/stories/one-per-node.yaml --do 'add node'`\n",
        block(&lives(&plan, collector)),
        there.join(", "),
    )
}
