//! §4.3: Pods start in order, stop in reverse order, and find their claims again.

use std::fmt::Write as _;

use super::{Story, block, plan};
use crate::predict::plan::timeline::lives;

pub(super) const MANIFESTS: &str = include_str!("ordered_start.yaml");

pub(super) const STORY: Story =
    Story { name: "ordered-start", manifests: &[("ordered-start.yaml", MANIFESTS)], text: story };

fn story() -> String {
    let plan = plan(MANIFESTS, &["scale redis 1", "scale redis 3"]);
    let Some(redis) = plan.workload("redis") else { return String::new() };
    let mut claims = String::new();
    for claim in &plan.claims {
        let life = if claim.gone.is_some() { "is gone" } else { "is still there" };
        let _ = writeln!(claims, "- `{}` {life}; its Pods: {}", claim.name, claim.pods.join(", "));
    }
    let addresses: Vec<_> = redis
        .pods
        .iter()
        .take(1)
        .filter_map(|pod| pod.address.as_deref())
        .map(|name| format!("`{name}`"))
        .collect();
    format!(
        "A StatefulSet of 3 Pods starts, is scaled to 1, and to 3 again (article §4.3).\n\n{}\n\
         Each Pod starts once the one before it is ready, and the highest stops first. The claims \
         outlive their Pods, and a Pod that comes back binds its own:\n\n{claims}\n\
         The first Pod is found under {} all the time.\n\n\
         Try it: `workload plan examples/stories/ordered-start.yaml --do 'scale redis 1'`\n",
        block(&lives(&plan, redis)),
        addresses.join(", "),
    )
}
