//! StatefulSets.

mod claims;

use k8s_openapi::api::apps::v1::{
    StatefulSet, StatefulSetPersistentVolumeClaimRetentionPolicy as Retention, StatefulSetSpec,
    StatefulSetUpdateStrategy,
};

use super::checks::{not_negative, optional, text, word};
use super::meta::{self, Naming};
use super::validate::Validate;
use super::value::given;
use super::{pod_template, pods};
use crate::k8s::OptionalField;
use crate::k8s::values::check_label;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for StatefulSet {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, Naming::Label, &at.field("metadata"), errors);
        let spec: &StatefulSetSpec = &self.spec.get_or_default();
        let at = at.field("spec");
        numbers(spec, &at, errors);
        words(spec, &at, errors);
        pods::check("StatefulSet", &spec.selector, &spec.template, &at, errors);
        claims::check(spec, &at, errors);
        let claims = spec.volume_claim_templates.as_deref().unwrap_or_default();
        pod_template::of_stateful_set(&spec.template, claims, &at.field("template"), errors);
    }
}

fn numbers(spec: &StatefulSetSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    not_negative(spec.replicas, &at.field("replicas"), errors);
    not_negative(spec.min_ready_seconds, &at.field("minReadySeconds"), errors);
    let start = spec.ordinals.as_ref().and_then(|ordinals| ordinals.start);
    not_negative(start, &at.fields(&["ordinals", "start"]), errors);
}

fn words(spec: &StatefulSetSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let policy = given(spec.pod_management_policy.as_ref());
    word(policy, &["OrderedReady", "Parallel"], &at.field("podManagementPolicy"), errors);
    let service: Option<&String> = spec.service_name.get();
    if let Some(service) = given(service) {
        text(check_label(service, "the name of a Service"), &at.field("serviceName"), errors);
    }
    optional(spec.update_strategy.as_ref(), &at.field("updateStrategy"), errors, update_strategy);
    optional(
        spec.persistent_volume_claim_retention_policy.as_ref(),
        &at.field("persistentVolumeClaimRetentionPolicy"),
        errors,
        retention,
    );
}

fn retention(policy: &Retention, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const ALLOWED: [&str; 2] = ["Retain", "Delete"];
    word(policy.when_deleted.as_ref(), &ALLOWED, &at.field("whenDeleted"), errors);
    word(policy.when_scaled.as_ref(), &ALLOWED, &at.field("whenScaled"), errors);
}

/// Of `rollingUpdate` the server drops `maxUnavailable` unread.
fn update_strategy(strategy: &StatefulSetUpdateStrategy, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const TYPES: [&str; 2] = ["RollingUpdate", "OnDelete"];
    let update = strategy.rolling_update.as_ref();
    let type_ = given(strategy.type_.as_ref()).map_or("RollingUpdate", String::as_str);
    if type_ == "RollingUpdate" {
        let partition = update.and_then(|update| update.partition);
        not_negative(partition, &at.fields(&["rollingUpdate", "partition"]), errors);
    } else if type_ == "OnDelete" && update.is_some() {
        let message = "Pods that are replaced when somebody deletes them have no rolling update";
        errors
            .invalid(&at.field("rollingUpdate"), message)
            .help("leave it out, or write `type: RollingUpdate`");
    } else if !TYPES.contains(&type_) {
        errors.unsupported(at, type_, &TYPES).standing_at(&at.field("type"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(spec: &str) -> Vec<String> {
        let spec = format!(
            r#"{{"selector": {{"matchLabels": {{"a": "b"}}}}, "template": {{"metadata": {{"labels": {{"a": "b"}}}}}}, {spec}}}"#
        );
        let spec: StatefulSetSpec = serde_json::from_str(&spec).unwrap();
        let object = StatefulSet { spec: spec.into(), ..StatefulSet::default() };
        let mut errors = FieldErrors::default();
        object.validate(&PathBuilder::root(), &mut errors);
        let own = errors.into_vec().into_iter().map(|error| error.path.to_string());
        own.filter(|path| path.starts_with("spec") && !path.starts_with("spec.template.spec")).collect()
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for spec in [
            r#""serviceName": """#,
            r#""serviceName": "0-a", "podManagementPolicy": """#,
            r#""updateStrategy": {"type": "", "rollingUpdate": {"partition": 3, "maxUnavailable": "x"}}"#,
            r#""updateStrategy": {"type": "OnDelete"}"#,
            r#""persistentVolumeClaimRetentionPolicy": {"whenDeleted": "", "whenScaled": "Delete"}"#,
            r#""revisionHistoryLimit": -1"#,
        ] {
            assert_eq!(said(spec), [""; 0], "{spec}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        for (spec, path) in [
            (r#""replicas": -1"#, "spec.replicas"),
            (r#""minReadySeconds": -1"#, "spec.minReadySeconds"),
            (r#""ordinals": {"start": -1}"#, "spec.ordinals.start"),
            (r#""serviceName": "a.b""#, "spec.serviceName"),
            (r#""podManagementPolicy": "parallel""#, "spec.podManagementPolicy"),
            (r#""updateStrategy": {"type": "Recreate"}"#, "spec.updateStrategy"),
            (
                r#""updateStrategy": {"type": "OnDelete", "rollingUpdate": {}}"#,
                "spec.updateStrategy.rollingUpdate",
            ),
            (
                r#""updateStrategy": {"rollingUpdate": {"partition": -1}}"#,
                "spec.updateStrategy.rollingUpdate.partition",
            ),
            (
                r#""persistentVolumeClaimRetentionPolicy": {"whenScaled": "Keep"}"#,
                "spec.persistentVolumeClaimRetentionPolicy.whenScaled",
            ),
        ] {
            assert_eq!(said(spec), [path], "{spec}");
        }
    }
}
