//! Work that is done again and again: `workload export production`.

use workload_core::Workload;

/// What the app is for: this line becomes an annotation.
#[derive(Debug, Workload)]
#[workload(
    schedule = "0 3 * * *",
    time_zone = "Etc/UTC",
    concurrency = Forbid, // a run waits for the last one's end
    starting_deadline = 300, // and is left out when it is five minutes late
    history(successful = 3, failed = 1),
    image = "busybox:1.37",
    args = ["echo", "clean"],
    deadline = 3600 // an hour, then it has failed
)]
pub struct App {
    /// What is worked on: `TARGET`.
    #[workload(env)]
    pub target: String,
}

/// The app as it runs in production.
pub fn production() -> App {
    App { target: "redis:6379".to_owned() }
}
