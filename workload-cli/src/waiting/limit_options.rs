//! How long is waited: the flags of commands that wait.

use std::time::Duration;

use clap::Args;

use super::waiter::Limits;

/// How long is waited.
#[derive(Clone, Debug, Args)]
pub(crate) struct LimitOptions {
    /// Wait for so many seconds at most [default: progressDeadlineSeconds or activeDeadlineSeconds of the
    /// objects, 600 without progress where there is neither]
    #[arg(long, value_name = "SECONDS")]
    time_limit: Option<u64>,

    /// Give up when a cause that rarely goes away by itself has lasted for so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    grace: u64,
}

impl LimitOptions {
    /// The limits.
    pub(crate) fn limits(&self) -> Limits {
        Limits { timeout: self.time_limit.map(Duration::from_secs), grace: Duration::from_secs(self.grace) }
    }
}
