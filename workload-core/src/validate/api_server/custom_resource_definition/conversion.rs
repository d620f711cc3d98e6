//! How objects of one version become objects of another.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    CustomResourceConversion, WebhookConversion,
};

use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::admission::client::{self, Service};
use crate::validate::api_server::admission::webhook::review_versions;
use crate::validate::api_server::checks::required_word;
use crate::validate::field_error::FieldErrors;

/// Checks the conversion; the server does not know the level `webhook` of its fields.
pub(super) fn check(
    conversion: &CustomResourceConversion,
    keeps_unknown: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let is_webhook = conversion.strategy == "Webhook";
    strategy(&conversion.strategy, keeps_unknown, &at.field("strategy"), errors);
    match &conversion.webhook {
        Some(webhook) if is_webhook => check_webhook(webhook, at, errors),
        Some(webhook) => needs_the_strategy(webhook, at, errors),
        None if is_webhook => needs_a_webhook(at, errors),
        None => {}
    }
}

fn strategy(strategy: &str, keeps_unknown: bool, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let missing = "a conversion needs a `strategy`: `None` or `Webhook`";
    required_word(strategy, missing, &["None", "Webhook"], at, errors);
    if strategy == "Webhook" && keeps_unknown {
        errors.invalid(at, "`preserveUnknownFields: true` needs the strategy `None`");
    }
}

fn needs_a_webhook(at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let config = at.field("webhookClientConfig");
    let error = errors.required(&config, "the strategy `Webhook` needs a `webhook`");
    error.standing_at(&at.field("webhook"));
}

/// Reports the fields of a webhook beside another strategy.
fn needs_the_strategy(webhook: &WebhookConversion, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let webhook_at = at.field("webhook");
    let has_versions = !webhook.conversion_review_versions.is_empty();
    for (is_set, field, place) in [
        (webhook.client_config.is_some(), "webhookClientConfig", "clientConfig"),
        (has_versions, "conversionReviewVersions", "conversionReviewVersions"),
    ] {
        if is_set {
            errors
                .forbidden(&at.field(field), format!("`{place}` needs the strategy `Webhook`"))
                .standing_at(&webhook_at.field(place));
        }
    }
}

fn check_webhook(webhook: &WebhookConversion, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let place = at.field("webhook");
    let (config, stands) = (at.field("webhookClientConfig"), place.field("clientConfig"));
    errors.renamed(&config, &stands, |errors| match &webhook.client_config {
        Some(given) => {
            let service = given.service.as_ref().map(Service::from);
            client::check(given.url.as_deref(), service.as_ref(), &stands, errors);
        }
        None => {
            errors.required(&stands, "the strategy `Webhook` needs a `clientConfig`");
        }
    });
    let (versions, stands) = (at.field("conversionReviewVersions"), place.field("conversionReviewVersions"));
    errors.renamed(&versions, &stands, |errors| {
        review_versions(&webhook.conversion_review_versions, &stands, errors);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhooks_are_for_the_strategy_of_that_name() {
        for (conversion, expected) in [
            (r#"{"strategy": "None"}"#, &[][..]),
            (r#"{"strategy": "none"}"#, &["strategy"]),
            (r#"{"strategy": "Webhook"}"#, &["webhookClientConfig"]),
            (
                r#"{"strategy": "None", "webhook": {"conversionReviewVersions": ["v1"], "clientConfig": {}}}"#,
                &["webhookClientConfig", "conversionReviewVersions"],
            ),
            (
                r#"{"strategy": "Webhook", "webhook": {"conversionReviewVersions": [], "clientConfig": {"url": "http://x"}}}"#,
                &["webhookClientConfig.url", "conversionReviewVersions"],
            ),
        ] {
            let given = serde_json::from_str(conversion).unwrap();
            let mut errors = FieldErrors::default();
            check(&given, false, &PathBuilder::root(), &mut errors);
            let paths: Vec<_> =
                errors.into_tested().into_iter().map(|error| error.path.to_string()).collect();
            assert_eq!(paths, expected, "{conversion}");
        }
    }
}
