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

A workload is named `api`, `deploy/api` or `shop/deploy/api`, with the short names of kubectl (`deploy`, `sts`, `ds`, `cj`, `rs`, `rc`).
The actions:
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
