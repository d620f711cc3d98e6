//! What is kept of an apply, and what follows it: the flags that `apply` and `rollback` share.

use clap::Args;

use crate::waiting::LimitOptions;

/// What is kept of an apply, and what follows it.
#[derive(Debug, Args)]
pub(crate) struct ReleaseFlags {
    /// The number of revisions that are kept for `workload rollback`; 0 keeps none
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    pub(crate) keep_revisions: usize,

    /// Wait until everything is ready
    #[arg(long)]
    pub(crate) wait: bool,

    /// Delete Pods that are not ready and hold up the StatefulSet that is changed
    #[arg(long)]
    pub(crate) delete_stuck_pods: bool,

    #[command(flatten)]
    pub(crate) limits: LimitOptions,
}
