//! One webhook, validating or mutating.

use std::collections::BTreeSet;

use k8s_openapi::api::admissionregistration::v1::{
    MatchCondition, MutatingWebhook, RuleWithOperations, ValidatingWebhook, WebhookClientConfig,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::client::{self, Service};
#[cfg(feature = "custom_resources")]
use super::expressions;
use super::match_resources::MATCH_POLICIES;
use super::{match_condition, rule};
use crate::k8s::values::{check_dns_1035_label, check_dns_name};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{each, optional, required_word, said, strict_word, text, within};
use crate::validate::api_server::meta;
use crate::validate::field_error::FieldErrors;

/// What happens when a webhook or a policy fails.
pub(super) const FAILURE_POLICIES: [&str; 2] = ["Fail", "Ignore"];

/// Versions of a review, of which the server sends the first that a webhook takes.
pub(in crate::validate::api_server) const REVIEW_VERSIONS: [&str; 2] = ["v1", "v1beta1"];

/// What the two sorts of webhooks have in common.
pub(super) struct Webhook<'a> {
    name: &'a str,
    client_config: &'a WebhookClientConfig,
    rules: Option<&'a [RuleWithOperations]>,
    failure_policy: Option<&'a String>,
    match_policy: Option<&'a String>,
    side_effects: &'a String,
    timeout_seconds: Option<i32>,
    namespace_selector: Option<&'a LabelSelector>,
    object_selector: Option<&'a LabelSelector>,
    match_conditions: Option<&'a [MatchCondition]>,
    review_versions: &'a [String],
}

/// Declares the view on a sort of webhook, whose fields have the same names.
macro_rules! view {
    ($kind:ident) => {
        impl<'a> From<&'a $kind> for Webhook<'a> {
            fn from(hook: &'a $kind) -> Self {
                Self {
                    name: &hook.name,
                    client_config: &hook.client_config,
                    rules: hook.rules.as_deref(),
                    failure_policy: hook.failure_policy.as_ref(),
                    match_policy: hook.match_policy.as_ref(),
                    side_effects: &hook.side_effects,
                    timeout_seconds: hook.timeout_seconds,
                    namespace_selector: hook.namespace_selector.as_ref(),
                    object_selector: hook.object_selector.as_ref(),
                    match_conditions: hook.match_conditions.as_deref(),
                    review_versions: &hook.admission_review_versions,
                }
            }
        }
    };
}

view!(ValidatingWebhook);
view!(MutatingWebhook);

impl Webhook<'_> {
    /// Checks this webhook.
    pub(super) fn check(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        self.check_name(&at.field("name"), errors);
        each(self.rules.unwrap_or_default(), &at.field("rules"), errors, |one, at, errors| {
            rule::check(&one.into(), at, errors);
        });
        strict_word(self.failure_policy, &FAILURE_POLICIES, &at.field("failurePolicy"), errors);
        strict_word(self.match_policy, &MATCH_POLICIES, &at.field("matchPolicy"), errors);
        self.check_side_effects(&at.field("sideEffects"), errors);
        within(self.timeout_seconds, 1..=30, &at.field("timeoutSeconds"), errors);
        optional(self.namespace_selector, &at.field("namespaceSelector"), errors, meta::selector);
        optional(self.object_selector, &at.field("objectSelector"), errors, meta::selector);
        let service = self.client_config.service.as_ref().map(Service::from);
        client::check(self.client_config.url.as_deref(), service.as_ref(), &at.field("clientConfig"), errors);
        match_condition::check_all(self.match_conditions, &at.field("matchConditions"), errors);
        #[cfg(feature = "custom_resources")]
        expressions::conditions(self.match_conditions, false, &at.field("matchConditions"), errors);
        review_versions(self.review_versions, &at.field("admissionReviewVersions"), errors);
    }

    fn check_side_effects(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let missing = "a webhook needs `sideEffects`: `None` or `NoneOnDryRun`";
        required_word(self.side_effects, missing, &["None", "NoneOnDryRun"], at, errors);
    }

    fn check_name(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        if !said(self.name, "a webhook needs a `name`", at, errors) {
            return;
        }
        match check_dns_name(self.name, "the name of a webhook") {
            Ok(()) if self.name.split('.').count() < 3 => {
                let message = format!(
                    "webhook name `{}` has too few dots, expected one like `pods.hook.example`",
                    self.name
                );
                errors.invalid(at, message);
            }
            checked => text(checked, at, errors),
        }
    }
}

/// Checks the versions of reviews that a webhook takes; one must be known to the server.
pub(in crate::validate::api_server) fn review_versions(
    versions: &[String],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if versions.is_empty() {
        errors.required(at, "a webhook needs at least one version of its reviews: `v1`");
        return;
    }
    distinct_versions(versions, at, errors);
    if !versions.iter().any(|version| REVIEW_VERSIONS.contains(&version.as_str())) {
        errors.invalid(at, "the server knows none of these versions, expected `v1` or `v1beta1` among them");
    }
}

/// Checks that each version is the name of one, and is listed once.
fn distinct_versions(versions: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut seen = BTreeSet::new();
    each(versions, at, errors, |version, at, errors| {
        if seen.insert(version) {
            text(check_dns_1035_label(version, "a version"), at, errors);
        } else {
            errors.invalid(at, format!("duplicate version `{version}`"));
        }
    });
}
