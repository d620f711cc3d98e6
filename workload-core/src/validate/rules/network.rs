//! N: who finds whom.
//!
//! Written by `.ci/update` from the files beside it.

mod address_of_no_pod;
mod binding_leads_nowhere;
mod certificate_leads_nowhere;
mod external_name_is_an_address;
mod governing_service_missing;
mod governing_service_not_headless;
mod host_leads_nowhere;
mod ingress_leads_nowhere;
mod key_leads_nowhere;
mod monitor_without_port;
mod policy_peer_in_own_namespace;
mod policy_selects_nothing;
mod port_name_unknown;
mod probe_port_not_open;
mod random_pod_name_written_down;
mod reference_leads_nowhere;
mod rights_for_nothing;
mod service_selects_a_stranger;
mod service_selects_nothing;
mod target_port_not_open;

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
    &rights_for_nothing::RULE,
    &key_leads_nowhere::RULE,
    &policy_selects_nothing::RULE,
    &policy_peer_in_own_namespace::RULE,
    &external_name_is_an_address::RULE,
    &target_port_not_open::RULE,
    &probe_port_not_open::RULE,
    &host_leads_nowhere::RULE,
    &service_selects_a_stranger::RULE,
    &certificate_leads_nowhere::RULE,
];
