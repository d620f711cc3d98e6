//! The rules: what makes a manifest the wrong workload, or one put together wrongly.
//!
//! A rule is one file in the folder of its family. The doc comment inside its `rule!` is its
//! documentation: what, why, the article's section, and examples in fences ```` ```yaml bad ````
//! and ```` ```yaml good ```` that the tests run. To add a rule, write the file and run
//! `UPDATE=1 cargo test -p workload-core --test rules`, which writes the family's list anew, and then
//! the same with `--test reference`, which writes the page of the guide.
//!
//! A rule sees one object ([`Check::Object`]), or all of a run together ([`Check::Set`]).

mod addresses;
mod agents;
mod allow;
mod autoscalers;
mod backups;
mod budgets;
mod claims;
mod cron_times;
mod duration;
mod host_paths;
mod images;
mod network;
mod place;
mod placement;
mod places;
mod pod_dns;
mod pod_names;
mod replicas;
mod report;
mod rollout;
mod rule;
mod scripts;
mod selecting;
mod server;
mod service_ports;
mod set;
mod state;
mod stores;
mod subject;
mod tolerations;
mod volumes;
mod words;

pub use report::{Violation, Violations};
pub(crate) use rule::rule;
pub use rule::{Check, Profile, Rule, Severity};
pub(crate) use server::rule_of;
pub use set::{Member, Set};
pub use subject::{ContainerPart, Subject};

/// All rules, by code.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let families = [
        server::RULES,
        state::RULES,
        place::RULES,
        duration::RULES,
        network::RULES,
        rollout::RULES,
        allow::RULES,
    ];
    families.into_iter().flatten().copied()
}

/// The rule of that code or name.
#[must_use]
pub fn find(word: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(word) || rule.name == word)
}
