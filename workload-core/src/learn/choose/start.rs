//! The descriptions to start from: each file is compiled here, and printed as it stands.
//!
//! So what is printed compiles, and the YAML beside it is what it gives. Only two things are
//! put in when it is printed: the export, which in this crate would be one of every crate that
//! links it, and the schedule that was asked for.

mod cache;
mod per_node;
mod run_once;
mod scheduled;
mod stateful;
mod stateless;
mod with_volume;

use crate::describe::Description;
use crate::describe::Manifests;
use crate::describe::shape::Scheduled;
use crate::describe::{Workload, manifests_in};
use crate::k8s::values::Schedule;

/// A description to start from: its text, and what it gives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    source: &'static str,
    manifests: fn(&Schedule) -> Manifests,
}

/// Declares a start whose module is `$name`.
macro_rules! start {
    ($($constant:ident = $name:ident;)+) => {$(
        pub(super) const $constant: Start = Start {
            source: include_str!(concat!("start/", stringify!($name), ".rs")),
            manifests: |_| $name::production().manifests(),
        };
    )+};
}

start! {
    STATELESS = stateless;
    CACHE = cache;
    WITH_VOLUME = with_volume;
    STATEFUL = stateful;
    PER_NODE = per_node;
    RUN_ONCE = run_once;
}

/// The one whose text depends on an answer.
pub(super) const SCHEDULED: Start = Start {
    source: include_str!("start/scheduled.rs"),
    manifests: |schedule| {
        let on_schedule = OnSchedule { app: scheduled::production(), schedule: schedule.clone() };
        manifests_in(&on_schedule, &crate::describe::Context::default())
    },
};

/// The schedule that `start/scheduled.rs` has.
const WRITTEN: &str = "\"0 3 * * *\"";

impl Start {
    /// The Rust text, exported as `production`.
    pub(super) fn rust(self, schedule: &Schedule) -> String {
        let export = "\n#[workload_core::export]\npub fn production()";
        let text = self.source.replacen("\npub fn production()", export, 1);
        text.replacen(WRITTEN, &format!("{:?}", schedule.as_str()), 1)
    }

    /// The YAML that the text gives.
    pub(super) fn yaml(self, schedule: &Schedule) -> String {
        (self.manifests)(schedule).to_yaml()
    }
}

/// The scheduled app, at another time.
struct OnSchedule {
    app: scheduled::App,
    schedule: Schedule,
}

impl Workload for OnSchedule {
    type Shape = Scheduled;

    fn describe(&self) -> Description<Scheduled> {
        let mut description = self.app.describe();
        description.schedule(self.schedule.clone());
        description
    }
}
