//! `ValidatingWebhookConfiguration`s and `MutatingWebhookConfiguration`s.

use std::collections::BTreeSet;

use k8s_openapi::api::admissionregistration::v1::{
    MutatingWebhookConfiguration, ValidatingWebhookConfiguration,
};

use super::webhook::Webhook;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::strict_word;
use crate::validate::api_server::meta::{self, Form, SUBDOMAIN};
use crate::validate::api_server::validate::Validate;
use crate::validate::field_error::FieldErrors;

/// The metadata of both kinds.
const FORM: Form = Form::cluster(SUBDOMAIN).any_finalizer();

impl Validate for ValidatingWebhookConfiguration {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(&self.metadata, FORM, &at.field("metadata"), errors);
        let at = at.field("webhooks");
        let mut names = BTreeSet::new();
        for (index, hook) in self.webhooks.iter().flatten().enumerate() {
            Webhook::from(hook).check(&at.index(index), errors);
            unique(&hook.name, &mut names, &at.index(index), errors);
        }
    }
}

impl Validate for MutatingWebhookConfiguration {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(&self.metadata, FORM, &at.field("metadata"), errors);
        let at = at.field("webhooks");
        let mut names = BTreeSet::new();
        for (index, hook) in self.webhooks.iter().flatten().enumerate() {
            let at = at.index(index);
            Webhook::from(hook).check(&at, errors);
            unique(&hook.name, &mut names, &at, errors);
            let policy = hook.reinvocation_policy.as_ref();
            strict_word(policy, &["IfNeeded", "Never"], &at.field("reinvocationPolicy"), errors);
        }
    }
}

fn unique<'a>(name: &'a str, names: &mut BTreeSet<&'a str>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !name.is_empty() && !names.insert(name) {
        errors.duplicate(&at.field("name"), name);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    const HOOK: &str =
        "name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {url: 'https://x'}";

    #[test]
    fn webhooks_are_checked() {
        let with = |more: &str| format!("webhooks: [{{{HOOK}, {more}}}]");
        for kind in ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"] {
            assert_paths(
                &format!("apiVersion: admissionregistration.k8s.io/v1, kind: {kind}"),
                &[
                    ("webhooks: []", &[]),
                    (&with(""), &[]),
                    (
                        "webhooks: [{}]",
                        &[
                            "webhooks[0].name",
                            "webhooks[0].sideEffects",
                            "webhooks[0].clientConfig",
                            "webhooks[0].admissionReviewVersions",
                        ],
                    ),
                    (
                        &with("failurePolicy: '', timeoutSeconds: 31"),
                        &["webhooks[0].failurePolicy", "webhooks[0].timeoutSeconds"],
                    ),
                    (
                        &with("matchPolicy: exact, rules: [{}]")
                            .replace("[{}]", "[{operations: ['*'], apiGroups: [''], apiVersions: [v1]}]"),
                        &["webhooks[0].rules[0].resources", "webhooks[0].matchPolicy"],
                    ),
                    (
                        &with("").replace("a.b.c", "a.b").replace("[v1]", "[v2, V1]"),
                        &[
                            "webhooks[0].name",
                            "webhooks[0].admissionReviewVersions[1]",
                            "webhooks[0].admissionReviewVersions",
                        ],
                    ),
                    (&with("").replace("None", "Some"), &["webhooks[0].sideEffects"]),
                    (&format!("webhooks: [{{{HOOK}}}, {{{HOOK}}}]"), &["webhooks[1].name"]),
                ],
            );
        }
    }

    #[test]
    fn mutating_webhooks_may_be_asked_again() {
        let header = "apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration";
        let fields = format!("webhooks: [{{{HOOK}, reinvocationPolicy: Always}}]");
        assert_paths(header, &[(&fields, &["webhooks[0].reinvocationPolicy"])]);
    }
}
