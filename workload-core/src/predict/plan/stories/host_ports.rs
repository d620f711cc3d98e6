//! §3.2: a port of the node can be had once, and an update wants it twice.

use super::{Story, block, plan, stuck};
use crate::predict::plan::timeline::text;

const MANIFESTS: &str = include_str!("host_ports.yaml");

pub(super) const STORY: Story =
    Story { name: "host-ports", manifests: &[("host-ports.yaml", MANIFESTS)], text: story };

fn story() -> String {
    let plan = plan(MANIFESTS, &["image proxy=proxy:v2"]);
    let Some(proxy) = plan.workload("proxy") else { return String::new() };
    format!(
        "Three Pods with a `hostPort` on three nodes get a new image, with `maxSurge: 1` and `maxUnavailable: 0` \
         (article §3.2).\n\n{proxy}\n\
         The new Pod comes before an old one goes, and on every node the old one has the port. Nothing ends this: \
         the progress deadline only says so.\n\n{stuck}\n\
         `maxSurge: 0` with `maxUnavailable: 1` ends a Pod first; a DaemonSet does that anyway.\n\n\
         Try it: `workload plan examples/stories/host-ports.yaml --do 'image proxy=proxy:v2'`\n",
        proxy = block(&text(&plan, proxy, 40)),
        stuck = stuck(&plan),
    )
}
