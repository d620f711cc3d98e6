//! §3.1: Pods of a higher priority end others for their room.

use super::{Story, block, by_chance, plan, stuck};
use crate::predict::plan::timeline::text;

const MANIFESTS: &str = include_str!("preemption.yaml");

pub(super) const STORY: Story =
    Story { name: "preemption", manifests: &[("preemption.yaml", MANIFESTS)], text: story };

fn story() -> String {
    let plan = plan(MANIFESTS, &["scale shop 2"]);
    let Some(batch) = plan.workload("batch") else { return String::new() };
    let Some(shop) = plan.workload("shop") else { return String::new() };
    format!(
        "Work that can wait fills three nodes; two Pods of a higher priority come (article §3).\n\n{batch}\n{shop}\n\
         The scheduler ends the fewest Pods of a lower priority that make room, with their grace period, and holds \
         the room for the one that they went for. What was ended comes back as new Pods, which wait: {lowest} of 6 \
         were ready.\n\n{stuck}\n\
         Which of equal Pods goes is chance:\n\n{chance}\n\
         A disruption budget is respected only if there is another way; `preemptionPolicy: Never` ends nobody.\n\n\
         Try it: `workload plan examples/stories/preemption.yaml --do 'scale shop 2'`\n",
        batch = block(&text(&plan, batch, 40)),
        shop = block(&text(&plan, shop, 40)),
        lowest = plan.lowest_ready("batch"),
        stuck = stuck(&plan),
        chance = by_chance(&plan),
    )
}
