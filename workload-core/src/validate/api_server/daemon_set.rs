//! DaemonSets.

use k8s_openapi::api::apps::v1::{DaemonSet, DaemonSetSpec, DaemonSetUpdateStrategy, RollingUpdateDaemonSet};

use super::checks::{not_negative, optional};
use super::meta::{self, Naming};
use super::validate::Validate;
use super::value::{amount_of_all, given, is_zero};
use super::{pod_template, pods};
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for DaemonSet {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, Naming::Subdomain(253), &at.field("metadata"), errors);
        let spec: &DaemonSetSpec = &self.spec.get_or_default();
        let at = at.field("spec");
        not_negative(spec.min_ready_seconds, &at.field("minReadySeconds"), errors);
        not_negative(spec.revision_history_limit, &at.field("revisionHistoryLimit"), errors);
        pods::check("DaemonSet", &spec.selector, &spec.template, &at, errors);
        optional(spec.update_strategy.as_ref(), &at.field("updateStrategy"), errors, update_strategy);
        pod_template::check(&spec.template, &at.field("template"), errors);
    }
}

fn update_strategy(strategy: &DaemonSetUpdateStrategy, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match given(strategy.type_.as_ref()).map_or("RollingUpdate", String::as_str) {
        "RollingUpdate" => {
            optional(strategy.rolling_update.as_ref(), &at.field("rollingUpdate"), errors, rolling_update);
        }
        "OnDelete" => {}
        other => {
            errors.unsupported(at, other, &["RollingUpdate", "OnDelete"]).standing_at(&at.field("type"));
        }
    }
}

fn rolling_update(update: &RollingUpdateDaemonSet, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let (surge_at, unavailable_at) = (at.field("maxSurge"), at.field("maxUnavailable"));
    amount_of_all(update.max_unavailable.as_ref(), &unavailable_at, errors);
    amount_of_all(update.max_surge.as_ref(), &surge_at, errors);
    // Unset, one Pod may be unavailable and none surges.
    let unavailable = !update.max_unavailable.as_ref().is_some_and(is_zero);
    let surge = update.max_surge.as_ref().is_some_and(|surge| !is_zero(surge));
    if unavailable && surge {
        let message = "on each node either a Pod is missing for a while or there are two, not both";
        errors.invalid(&surge_at, message).help("with `maxSurge` write `maxUnavailable: 0`");
    } else if !unavailable && !surge {
        let message = "without a Pod more and without a Pod less nothing can be replaced";
        let error = errors.required(&unavailable_at, message);
        error.help("let `maxSurge` or `maxUnavailable` be at least 1");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(spec: &str) -> Vec<String> {
        let spec = format!(
            r#"{{"selector": {{"matchLabels": {{"a": "b"}}}}, "template": {{"metadata": {{"labels": {{"a": "b"}}}}}}, {spec}}}"#
        );
        let spec: DaemonSetSpec = serde_json::from_str(&spec).unwrap();
        let object = DaemonSet { spec: spec.into(), ..DaemonSet::default() };
        let mut errors = FieldErrors::default();
        object.validate(&PathBuilder::root(), &mut errors);
        let own = errors.into_vec().into_iter().map(|error| error.path.to_string());
        own.filter(|path| path.starts_with("spec") && !path.starts_with("spec.template.spec")).collect()
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for spec in [
            r#""updateStrategy": {}"#,
            r#""updateStrategy": {"type": "OnDelete", "rollingUpdate": {"maxSurge": "x"}}"#,
            r#""updateStrategy": {"rollingUpdate": {"maxSurge": "10%", "maxUnavailable": 0}}"#,
            r#""updateStrategy": {"rollingUpdate": {"maxUnavailable": "100%"}}"#,
        ] {
            assert_eq!(said(spec), [""; 0], "{spec}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        let rolling = "spec.updateStrategy.rollingUpdate";
        for (spec, path) in [
            (r#""minReadySeconds": -1"#, "spec.minReadySeconds".to_owned()),
            (r#""revisionHistoryLimit": -1"#, "spec.revisionHistoryLimit".to_owned()),
            (r#""updateStrategy": {"type": "Recreate"}"#, "spec.updateStrategy".to_owned()),
            (r#""updateStrategy": {"rollingUpdate": {"maxSurge": 1}}"#, format!("{rolling}.maxSurge")),
            (
                r#""updateStrategy": {"rollingUpdate": {"maxUnavailable": 0}}"#,
                format!("{rolling}.maxUnavailable"),
            ),
            (
                r#""updateStrategy": {"rollingUpdate": {"maxUnavailable": "101%"}}"#,
                format!("{rolling}.maxUnavailable"),
            ),
        ] {
            assert_eq!(said(spec), [path], "{spec}");
        }
    }
}
