//! The rights that an apply needs, and those that are denied: what `workload apply --access` tells.

mod grant;
mod needed;
mod review;
mod role;
mod table;

use clap::ValueEnum;
use serde_json::{Value, json};

pub(crate) use grant::Grant;
pub(crate) use needed::{Needs, needed};
pub(crate) use review::reviewed;
use role::roles;
use table::table;

use crate::terminal::json_text;

/// How rights are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AccessFormat {
    /// A table, with what is denied
    Table,
    /// Roles as YAML, one for each namespace and one for the cluster
    Role,
    /// One JSON object
    Json,
}

/// The rights in a format; `name` is what Roles are called.
pub(crate) fn told(grants: &[Grant], format: AccessFormat, name: &str) -> String {
    match format {
        AccessFormat::Table => table(grants),
        AccessFormat::Role => roles(grants, name),
        AccessFormat::Json => {
            let whole: Value = json!({
                "version": 1, "allowed": grants.iter().all(|grant| grant.denied.is_none()), "grants": grants,
            });
            json_text(&whole)
        }
    }
}
