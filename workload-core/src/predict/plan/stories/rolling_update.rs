//! §3.2: three Pods are replaced by those of a new image, one more and one less at a time.

use super::{Story, block, plan};
use crate::predict::plan::timeline::text;

const MANIFESTS: &str = include_str!("rolling_update.yaml");

pub(super) const STORY: Story =
    Story { name: "rolling-update", manifests: &[("rolling-update.yaml", MANIFESTS)], text: story };

fn story() -> String {
    let plan = plan(MANIFESTS, &["image api=api:v2", "undo api"]);
    let Some(api) = plan.workload("api") else { return String::new() };
    format!(
        "A Deployment of 3 Pods gets a new image and goes back, with `maxSurge: 1` and `maxUnavailable: 1` \
         (article §3.2).\n\n\
         Each mark is a Pod: ■ ready, □ not ready yet, ▒ stopping; r1 and r2 are the templates.\n\n{}\n\
         Never fewer than {} of 3 Pods were ready, and never more than {} were there, those that \
         stop included. The steps do not strictly alternate: what holds is the bounds, and a Pod \
         that stops counts against neither.\n\n\
         Try it: `workload plan examples/stories/rolling-update.yaml --do 'image api=api:v2'`\n",
        block(&text(&plan, api, 40)),
        plan.lowest_ready("api"),
        plan.highest_pods("api"),
    )
}
