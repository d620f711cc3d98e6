//! Work that is done once: `workload export production`.

use workload_core::Workload;

/// What the app is for: this line becomes an annotation.
#[derive(Debug, Workload)]
#[workload(
    run_once,
    image = "busybox:1.37",
    args = ["echo", "done"],
    backoff_limit = 3,
    deadline = 3600, // an hour, then it has failed
    ttl = 86400 // kept for a day, for its log
)]
pub struct App {
    /// What is worked on: `SOURCE`.
    #[workload(env)]
    pub source: String,
}

/// The app as it runs in production.
pub fn production() -> App {
    App { source: "s3://bucket/data".to_owned() }
}
