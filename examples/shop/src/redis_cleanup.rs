//! The cleanup, which runs every night (article §6.3).

use workload_core::{Address, Workload};

/// Removes expired keys at three every night.
#[derive(Debug, Workload)]
#[workload(
    schedule = "0 3 * * *",
    time_zone = "Etc/UTC",
    image = "redis-cleanup:v1.0",
    concurrency = Allow,
    history(successful = 3, failed = 1)
)]
pub struct RedisCleanup {
    /// What is cleaned: `REDIS_HOST`.
    #[workload(env)]
    pub redis_host: Address,
}
