//! What `workload plan` does, and its actions.

use std::fmt::Write as _;

use super::topic::Topic;
use crate::predict::plan::ACTIONS;

/// What stands before the actions.
const TEXT: &str = "\
`workload plan OLD NEW` simulates what the controllers of Kubernetes do when manifests are applied: OLD is applied and settles, NEW is
applied, and each `--do ACTION` is performed once everything before it has settled, or after a `wait`. With one argument the cluster is
empty before.

The text leads with outages and with what is stuck, then has the changes, the Pods over time and the answers; `--all` shows what does
not fit on two screens, `--html FILE` writes a page, and `--format json` has everything. Nodes that the input does not describe are
assumed, and the plan says how; `--nodes FILE` reads your own, as `kubectl get nodes -o yaml` writes them.

A side is a file, a folder, a kustomization or a chart, rendered with the `kustomize`, `kubectl` or `helm` on the PATH; a chart with
values is `shop:prod.yaml`, with several files `shop:base.yaml,prod.yaml`. So `workload plan shop:old.yaml shop:new.yaml` shows what other
values do, and `workload plan overlays/test overlays/prod` in what two overlays differ.

Where a real cluster draws lots (which of equal Pods is deleted or ended, whether a Pod comes to the node that has its volume, whose turn
it is), the plan takes one way and says the other: `either … or …`. It runs a second time with equals in the other order; where that comes
to something else, both outcomes are told, and one that gets stuck counts: the exit status is 1. Whatever is stuck is told with its cause,
since when, and the way out.

A Pod whose name the cluster draws is called by its template and number: `web/r2-1` is the first Pod of the second template of `web`.

A workload is named `api`, `deploy/api` or `shop/deploy/api`, with the short names of kubectl (`deploy`, `sts`, `ds`, `cj`, `rs`, `rc`), or as kubectl has it, in two words: `restart deploy api`; commands of kubectl are
taken as they are. `--scenario FILE` reads `nodes`, `ready`, `stop`, `duration`, `start` and `do`, a list of actions, from YAML or TOML. The actions:
";

pub(super) fn topics() -> Vec<Topic> {
    let mut text = format!("{TEXT}\n");
    for (_, form, what) in ACTIONS {
        let _ = writeln!(text, "- `{form}`: {what}");
    }
    let also = ["plan actions", "workload plan", "scenario"].map(Into::into).to_vec();
    vec![Topic {
        name: "plan".into(),
        also,
        group: "Plans",
        text: text.into(),
        title: Some("What `workload plan` simulates, and the actions of `--do`."),
    }]
}
