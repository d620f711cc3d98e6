//! `CSIDrivers`.

use std::collections::BTreeSet;

use k8s_openapi::api::storage::v1::{CSIDriver, CSIDriverSpec, TokenRequest};

use super::checks::{strict_word, within};
use super::meta::{self, Form, SUBDOMAIN};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Least and most seconds that a token is valid for.
const TOKEN_SECONDS: std::ops::RangeInclusive<i64> = 600..=1 << 32;

/// Least seconds between two reports of how many volumes a node takes.
const MIN_UPDATE_PERIOD: i64 = 10;

impl Validate for CSIDriver {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let form = Form::cluster(SUBDOMAIN).keeps_generation();
        meta::check(&self.metadata, form, &at.field("metadata"), errors);
        let spec: Option<&CSIDriverSpec> = self.spec.get();
        let Some(spec) = spec else { return };
        let at = at.field("spec");
        let policies = ["ReadWriteOnceWithFSType", "File", "None"];
        strict_word(spec.fs_group_policy.as_ref(), &policies, &at.field("fsGroupPolicy"), errors);
        let requests = spec.token_requests.as_deref().unwrap_or_default();
        token_requests(requests, &at.field("tokenRequests"), errors);
        k8s_openapi::k8s_if_ge_1_35! {
            tokens_in_secrets(spec, &at.field("serviceAccountTokenInSecrets"), errors);
        }
        let modes = spec.volume_lifecycle_modes.as_deref().unwrap_or_default();
        lifecycle_modes(modes, &at.field("volumeLifecycleModes"), errors);
        let period = spec.node_allocatable_update_period_seconds;
        within(period, MIN_UPDATE_PERIOD..=i64::MAX, &at.field("nodeAllocatableUpdatePeriodSeconds"), errors);
    }
}

k8s_openapi::k8s_if_ge_1_35! {
    /// Checks that a place for tokens has tokens.
    fn tokens_in_secrets(spec: &CSIDriverSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        if spec.service_account_token_in_secrets.is_some() && spec.token_requests.iter().flatten().next().is_none() {
            let message = "`serviceAccountTokenInSecrets` says where tokens go, and there are no `tokenRequests`";
            errors.invalid(at, message);
        }
    }
}

fn lifecycle_modes(modes: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const MODES: [&str; 2] = ["Persistent", "Ephemeral"];
    for (index, mode) in modes.iter().enumerate() {
        if !MODES.contains(&mode.as_str()) {
            errors.unsupported(at, mode, &MODES).standing_at(&at.index(index));
        }
    }
}

fn token_requests(requests: &[TokenRequest], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut audiences = BTreeSet::new();
    for (index, request) in requests.iter().enumerate() {
        let at = at.index(index);
        let audience: Option<&String> = request.audience.get();
        let audience = audience.map_or("", String::as_str);
        if !audiences.insert(audience) {
            errors.duplicate(&at.field("audience"), audience);
        }
        within(request.expiration_seconds, TOKEN_SECONDS, &at.field("expirationSeconds"), errors);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn the_spec_is_checked() {
        assert_paths(
            "apiVersion: storage.k8s.io/v1, kind: CSIDriver",
            &[
                ("spec: {}", &[]),
                (
                    "spec: {volumeLifecycleModes: [Persistent, Persistent], tokenRequests: [{audience: a, expirationSeconds: 600}]}",
                    &[],
                ),
                (
                    "spec: {fsGroupPolicy: '', volumeLifecycleModes: [persistent], nodeAllocatableUpdatePeriodSeconds: 9}",
                    &[
                        "spec.fsGroupPolicy",
                        "spec.volumeLifecycleModes",
                        "spec.nodeAllocatableUpdatePeriodSeconds",
                    ],
                ),
                (
                    "spec: {tokenRequests: [{audience: a, expirationSeconds: 5}, {audience: a}]}",
                    &["spec.tokenRequests[0].expirationSeconds", "spec.tokenRequests[1].audience"],
                ),
            ],
        );
    }
    k8s_openapi::k8s_if_ge_1_35! {
        #[test]
        fn tokens_in_secrets_need_tokens() {
            assert_paths(
                "apiVersion: storage.k8s.io/v1, kind: CSIDriver",
                &[
                    ("spec: {serviceAccountTokenInSecrets: true, tokenRequests: [{audience: ''}]}", &[]),
                    ("spec: {serviceAccountTokenInSecrets: true}", &["spec.serviceAccountTokenInSecrets"]),
                ],
            );
        }
    }
}
