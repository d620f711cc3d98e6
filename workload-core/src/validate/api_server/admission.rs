//! What the kinds that take part in admission have in common, and those kinds.

pub(super) mod client;
#[cfg(feature = "custom_resources")]
mod expressions;
mod match_condition;
mod match_resources;
mod policy;
mod policy_binding;
mod policy_expressions;
mod rule;
mod url;
pub(super) mod webhook;
mod webhook_configurations;
