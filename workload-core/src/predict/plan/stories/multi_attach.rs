//! §4.2: a claim that one node can attach, and an update that wants it on two.

use super::{Story, block, by_chance, plan, stuck};
use crate::predict::plan::timeline::text;

const MANIFESTS: &str = include_str!("multi_attach.yaml");

pub(super) const STORY: Story =
    Story { name: "multi-attach", manifests: &[("multi-attach.yaml", MANIFESTS)], text: story };

fn story() -> String {
    let plan = plan(MANIFESTS, &["image web=web:v2"]);
    let Some(web) = plan.workload("web") else { return String::new() };
    format!(
        "A Deployment of one Pod mounts a ReadWriteOnce claim and gets a new image, with the default strategy \
         (article §4.2).\n\n{web}\n\
         The new Pod comes before the old one goes, and on another node it cannot have the volume, while the old \
         one goes only when the new one is ready.\n\n{stuck}\n\
         To the scheduler all nodes are as good, so chance decides:\n\n{chance}\n\
         `strategy: Recreate` ends the old Pod first; a StatefulSet with a claim for each Pod does so by itself.\n\n\
         Try it: `workload plan examples/stories/multi-attach.yaml --do 'image web=web:v2'`\n",
        web = block(&text(&plan, web, 40)),
        stuck = stuck(&plan),
        chance = by_chance(&plan),
    )
}
