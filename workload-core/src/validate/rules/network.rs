//! N: who finds whom.
//!
//! Written by `.ci/update` from the files beside it.

mod address_of_no_pod;
mod binding_leads_nowhere;
mod governing_service_missing;
mod governing_service_not_headless;
mod ingress_leads_nowhere;
mod monitor_without_port;
mod port_name_unknown;
mod random_pod_name_written_down;
mod reference_leads_nowhere;
mod service_selects_nothing;

use super::rule::Rule;

/// The rules of this family, by code.
pub(super) static RULES: &[&Rule] = &[
    &governing_service_missing::RULE,
    &governing_service_not_headless::RULE,
    &service_selects_nothing::RULE,
    &port_name_unknown::RULE,
    &address_of_no_pod::RULE,
    &random_pod_name_written_down::RULE,
    &reference_leads_nowhere::RULE,
    &ingress_leads_nowhere::RULE,
    &binding_leads_nowhere::RULE,
    &monitor_without_port::RULE,
];
