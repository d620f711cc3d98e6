//! `PriorityLevelConfigurations`.

use k8s_openapi::api::flowcontrol::v1::{
    ExemptPriorityLevelConfiguration, LimitResponse, LimitedPriorityLevelConfiguration,
    PriorityLevelConfiguration, PriorityLevelConfigurationSpec, QueuingConfiguration,
};

use super::checks::{not_negative, within};
use super::meta::{self, Form, SUBDOMAIN};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The level that alone has no limit.
const EXEMPT: &str = "exempt";

/// The most queues of a level.
const MOST_QUEUES: i64 = 10_000_000;

/// So many bits of a hash choose the queues of a request.
const HASH_BITS: f64 = 60.0;

impl Validate for PriorityLevelConfiguration {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(&self.metadata, Form::cluster(SUBDOMAIN), &at.field("metadata"), errors);
        let spec: &PriorityLevelConfigurationSpec = &self.spec.get_or_default();
        let at = at.field("spec");
        let is_exempt = self.metadata.name.as_deref() == Some(EXEMPT);
        if is_exempt != (spec.type_ == "Exempt") {
            let message =
                "`type: Exempt` belongs to the PriorityLevelConfiguration `exempt`, and to no other";
            errors.invalid(&at.field("type"), message);
        }
        match spec.type_.as_str() {
            "Exempt" => exempt_level(spec, &at, errors),
            "Limited" => limited_level(spec, &at, errors),
            other => _ = errors.unsupported(&at.field("type"), other, &["Exempt", "Limited"]),
        }
    }
}

fn exempt_level(spec: &PriorityLevelConfigurationSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if spec.limited.is_some() {
        errors.forbidden(&at.field("limited"), "a level of type Exempt has no `limited`");
    }
    if let Some(exempt) = &spec.exempt {
        let ExemptPriorityLevelConfiguration { lendable_percent, nominal_concurrency_shares } = exempt;
        shares(*nominal_concurrency_shares, *lendable_percent, &at.field("exempt"), errors);
    }
}

fn limited_level(spec: &PriorityLevelConfigurationSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if spec.exempt.is_some() {
        errors.forbidden(&at.field("exempt"), "a level of type Limited has no `exempt`");
    }
    match &spec.limited {
        Some(limited) => limits(limited, &at.field("limited"), errors),
        None => _ = errors.required(&at.field("limited"), "a level of type Limited needs `limited`"),
    }
}

fn limits(limited: &LimitedPriorityLevelConfiguration, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    shares(limited.nominal_concurrency_shares, limited.lendable_percent, at, errors);
    not_negative(limited.borrowing_limit_percent, &at.field("borrowingLimitPercent"), errors);
    let response: &LimitResponse = &limited.limit_response.get_or_default();
    let at = at.field("limitResponse");
    match (response.type_.as_str(), &response.queuing) {
        ("Queue", Some(queues)) => queuing(queues, &at.field("queuing"), errors),
        ("Queue", None) => {
            errors.required(&at.field("queuing"), "a `limitResponse` of type Queue needs `queuing`");
        }
        ("Reject", Some(_)) => {
            errors.forbidden(&at.field("queuing"), "a `limitResponse` of type Reject has no `queuing`");
        }
        ("Reject", None) => {}
        (other, _) => _ = errors.unsupported(&at.field("type"), other, &["Queue", "Reject"]),
    }
}

fn shares(shares: Option<i32>, lendable: Option<i32>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    not_negative(shares, &at.field("nominalConcurrencyShares"), errors);
    within(lendable, 0..=100, &at.field("lendablePercent"), errors);
}

/// Checks the numbers of queues, left out 64 of them, with hands of 8.
fn queuing(queuing: &QueuingConfiguration, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const QUEUES: i32 = 64;
    const HAND: i32 = 8;
    // The server takes 0 for a number that is left out.
    let given = |number: Option<i32>| number.filter(|number| *number != 0);
    let (queues, hand) = (given(queuing.queues).unwrap_or(QUEUES), given(queuing.hand_size).unwrap_or(HAND));
    within(given(queuing.queue_length_limit), 1..=i64::MAX, &at.field("queueLengthLimit"), errors);
    within(Some(queues), 1..=MOST_QUEUES, &at.field("queues"), errors);
    let at = at.field("handSize");
    if hand < 1 {
        within(Some(hand), 1..=i64::MAX, &at, errors);
    } else if hand > queues {
        errors.invalid(&at, format!("`handSize` is {hand}, expected at most the number of queues, {queues}"));
    } else if bits(queues, hand) > HASH_BITS {
        errors
            .invalid(&at, format!("a hand of {hand} of {queues} queues is too large: lower one of the two"));
    }
}

/// How many bits it takes to tell hands of so many queues apart.
fn bits(queues: i32, hand: i32) -> f64 {
    (0..hand).map(|dealt| f64::from(queues - dealt).log2()).sum::<f64>().ceil()
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    const LEVEL: &str = "apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration";

    #[test]
    fn a_level_is_limited_or_is_the_exempt_one() {
        assert_paths(
            LEVEL,
            &[
                ("metadata: {name: exempt}, spec: {type: Exempt}", &[]),
                ("spec: {type: Limited, limited: {limitResponse: {type: Reject}}}", &[]),
                ("spec: {type: Exempt}", &["spec.type"]),
                ("metadata: {name: exempt}, spec: {type: Limited}", &["spec.type", "spec.limited"]),
                ("spec: {type: limited}", &["spec.type"]),
                (
                    "spec: {type: Limited, exempt: {}, limited: {lendablePercent: 101, borrowingLimitPercent: -1, nominalConcurrencyShares: -1}}",
                    &[
                        "spec.exempt",
                        "spec.limited.nominalConcurrencyShares",
                        "spec.limited.lendablePercent",
                        "spec.limited.borrowingLimitPercent",
                        "spec.limited.limitResponse.type",
                    ],
                ),
            ],
        );
    }

    #[test]
    fn queues_are_checked_with_their_defaults() {
        let level =
            |response: &str| format!("spec: {{type: Limited, limited: {{limitResponse: {response}}}}}");
        let at = |field: &str| format!("spec.limited.limitResponse.queuing{field}");
        for (response, field) in [
            ("{type: Queue}", Some("")),
            ("{type: Queue, queuing: {}}", None),
            ("{type: Reject, queuing: {}}", Some("")),
            ("{type: Queue, queuing: {queues: 7}}", Some(".handSize")),
            ("{type: Queue, queuing: {queues: 512, handSize: 8}}", Some(".handSize")),
            ("{type: Queue, queuing: {queueLengthLimit: -1}}", Some(".queueLengthLimit")),
        ] {
            let path = field.map(at);
            let paths: Vec<_> = path.iter().map(String::as_str).collect();
            assert_paths(LEVEL, &[(&level(response), &paths)]);
        }
    }
}
