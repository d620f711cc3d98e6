//! The article's five apps as one stack: `workload export production`.
#![forbid(unsafe_code)]

mod api_server;
mod data_import;
mod log_collector;
mod redis;
mod redis_cleanup;

pub use api_server::ApiServer;
pub use data_import::DataImport;
pub use log_collector::LogCollector;
pub use redis::Redis;
pub use redis_cleanup::RedisCleanup;
use workload_core::values::Image;
use workload_core::{HostPath, PerPod, Stack, Workload};

/// All apps of the shop; one value of it is one place where the shop runs.
#[derive(Debug, Stack)]
#[stack(namespace = "shop", part_of = "shop")]
pub struct Shop {
    /// Keeps the data.
    pub redis: Redis,
    /// Answers requests.
    pub api: ApiServer,
    /// Ships logs; a laptop does without.
    pub logs: Option<LogCollector>,
    /// Loads the first data.
    pub import: DataImport,
    /// Cleans up at night.
    pub cleanup: RedisCleanup,
}

/// The shop as it runs in production.
#[workload_core::export]
#[must_use]
pub fn production() -> Shop {
    let logs = LogCollector { varlog: HostPath::new("/var/log") };
    shop(3, Image::new("cloudnative-go-api:v0.1"), "10Gi", Some(logs))
}

/// The shop as a developer runs it: one of each, and no agents on the nodes.
#[workload_core::export]
#[must_use]
pub fn development() -> Shop {
    shop(1, Image::new("cloudnative-go-api:dev"), "1Gi", None)
}

/// What both have in common: who talks to whom.
fn shop(replicas: u32, api_image: Image, size: &'static str, logs: Option<LogCollector>) -> Shop {
    let redis = Redis { replicas, redis: 6379, data: PerPod::new(size) };
    // The first Pod is the master by convention: its name is fixed, its role is not (article §4.3).
    let api = ApiServer {
        image: api_image,
        replicas,
        http: 8080,
        redis_host: redis.address(),
        redis_master: redis.pod_address(0),
    };
    let import = DataImport { redis_host: redis.address() };
    let cleanup = RedisCleanup { redis_host: redis.address() };
    Shop { redis, api, logs, import, cleanup }
}
