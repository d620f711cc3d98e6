//! The rules: what makes a manifest the wrong workload, or one put together wrongly.
//!
//! A rule is one file in the folder of its family. The doc comment inside its `rule!` is its
//! documentation: what, why, and examples in fences ```` ```yaml bad ````
//! and ```` ```yaml good ```` that the tests run. To add a rule, write the file and run
//! `.ci/update`, which rewrites the family's list and the page of the guide.
//!
//! A rule sees one object ([`Check::Object`]), all of a run together ([`Check::Set`]), or both. Of the
//! objects of a run it sees [`Record`]s, found by an [`Index`] that all rules share.

mod api_server;
mod duration;
mod facts;
mod faults;
mod index;
mod name_key;
mod network;
mod place;
mod profile;
mod record;
mod rollout;
mod rule;
mod set;
mod severity;
mod source;
mod state;
mod suppression;
mod violation;

use std::sync::LazyLock;

pub(crate) use api_server::rule_of;
pub use facts::subject::{ContainerPart, Subject};
pub(crate) use faults::Faults;
pub use index::Index;
pub use profile::Profile;
pub use record::Record;
pub use rule::{Check, Rule};
pub use set::{Member, Set};
pub use severity::Severity;
pub use violation::{Violation, Violations};

/// All rules, by code.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let families = [
        api_server::RULES,
        state::RULES,
        place::RULES,
        duration::RULES,
        network::RULES,
        rollout::RULES,
        suppression::RULES,
        source::RULES,
    ];
    families.into_iter().flatten().copied()
}

/// The rules that look at one object at a time, by code.
pub(crate) fn of_objects() -> &'static [&'static Rule] {
    static RULES: LazyLock<Vec<&Rule>> =
        LazyLock::new(|| all().filter(|rule| rule.check.of_object().is_some()).collect());
    &RULES
}

/// The rule of that code or name.
#[must_use]
pub fn find(word: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(word) || rule.name == word)
}
