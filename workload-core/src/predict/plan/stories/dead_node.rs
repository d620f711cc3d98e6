//! §4.1: a node dies; Pods without identity are made elsewhere, those with one wait.

use super::{Story, block, plan, stuck};
use crate::predict::plan::timeline::text;

const MANIFESTS: &str = include_str!("dead_node.yaml");

pub(super) const STORY: Story =
    Story { name: "dead-node", manifests: &[("dead-node.yaml", MANIFESTS)], text: story };

fn story() -> String {
    let plan = plan(MANIFESTS, &["fail node-2", "wait 10m"]);
    let Some(api) = plan.workload("api") else { return String::new() };
    let Some(store) = plan.workload("store") else { return String::new() };
    format!(
        "The kubelet of a node stops, and nobody removes the node: a Deployment of 3 Pods and a StatefulSet of 2 \
         (article §4).\n\n{api}\n{store}\n\
         The node counts as dead after about a minute, and its Pods as not ready. Five minutes later they are \
         deleted, but nobody can tell that they have ended. A Deployment does not wait for that: its new Pod runs \
         elsewhere, and {lowest} of 3 were ready in between. A StatefulSet does, since two Pods of one name could \
         write to one volume:\n\n{stuck}\n\
         Try it: `workload plan examples/stories/dead-node.yaml --do 'fail node-2' --do 'wait 10m'`\n",
        api = block(&text(&plan, api, 40)),
        store = block(&text(&plan, store, 40)),
        lowest = plan.lowest_ready("api"),
        stuck = stuck(&plan),
    )
}
