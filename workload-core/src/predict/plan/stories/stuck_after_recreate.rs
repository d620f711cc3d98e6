//! §3.2: `Recreate` waits for old Pods to end, and on a dead node they never do.

use super::{Story, block, plan, stuck};
use crate::predict::plan::timeline::text;

const MANIFESTS: &str = include_str!("stuck_after_recreate.yaml");

pub(super) const STORY: Story = Story {
    name: "stuck-after-recreate",
    manifests: &[("stuck-after-recreate.yaml", MANIFESTS)],
    text: story,
};

fn story() -> String {
    let plan = plan(MANIFESTS, &["fail node-1", "wait 2m", "image mail=mail:v2", "wait 10m"]);
    let Some(mail) = plan.workload("mail") else { return String::new() };
    format!(
        "A Deployment with `strategy: Recreate` gets a new image after the node of its Pod died (article §3.2).\n\n{mail}\n\
         `Recreate` makes no new Pod before every old one has ended, and of a Pod on a dead node nobody can tell. \
         A rolling update would have made one elsewhere.\n\n{stuck}\n\
         Try it: `workload plan examples/stories/stuck-after-recreate.yaml --do 'fail node-1' --do 'image mail=mail:v2'`\n",
        mail = block(&text(&plan, mail, 40)),
        stuck = stuck(&plan),
    )
}
