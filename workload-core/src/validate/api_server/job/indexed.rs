//! Jobs whose Pods have numbers, and what only such Jobs may say.

use k8s_openapi::api::batch::v1::JobSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::super::name;
use super::super::value::at_most;
use super::is_indexed;
use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The most Pods at a time, and the most indexes that may fail.
const MOST: i64 = 100_000;

/// The most of both where there are more completions than [`MOST`].
const MOST_OF_MANY: i64 = 10_000;

/// Checks the numbers of an indexed Job against each other.
pub(super) fn numbers(
    spec: &JobSpec,
    completions: Option<i32>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    at_most(MOST, spec.parallelism, "for an indexed Job", &at.field("parallelism"), errors);
    at_most(MOST, spec.max_failed_indexes, "for an indexed Job", &at.field("maxFailedIndexes"), errors);
    if let Some(completions) = completions {
        beside_completions(spec, completions, at, errors);
    } else {
        errors.required(&at.field("completions"), "an indexed Job says how many indexes it has");
    }
}

/// Checks the numbers that the number of indexes bounds.
fn beside_completions(spec: &JobSpec, completions: i32, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(failed) = spec.max_failed_indexes.filter(|failed| *failed > completions) {
        let message = format!("{failed} indexes are more than the {completions} that there are");
        errors.invalid(&at.field("maxFailedIndexes"), message);
    }
    if i64::from(completions) > MOST && spec.backoff_limit_per_index.is_some() {
        many(spec, at, errors);
    }
}

fn many(spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const WHY: &str = "for more than 100000 indexes with a backoff limit each";
    let failed_at = at.field("maxFailedIndexes");
    if spec.max_failed_indexes.is_none() {
        errors.required(&failed_at, "with more than 100000 indexes a Job says how many may fail");
    }
    at_most(MOST_OF_MANY, spec.parallelism, WHY, &at.field("parallelism"), errors);
    at_most(MOST_OF_MANY, spec.max_failed_indexes, WHY, &failed_at, errors);
}

/// Checks that a Job without indexes does not speak of them.
pub(super) fn only(spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    // A mode that is none at all has its own fault.
    if !matches!(spec.completion_mode.as_deref(), None | Some("NonIndexed")) {
        return;
    }
    for (field, is_said) in [
        ("backoffLimitPerIndex", spec.backoff_limit_per_index.is_some()),
        ("maxFailedIndexes", spec.max_failed_indexes.is_some()),
    ] {
        if is_said {
            errors
                .invalid(&at.field(field), "only an indexed Job has indexes")
                .help("write `completionMode: Indexed`, or leave it out");
        }
    }
}

/// Each Pod's host name is the Job's name with its index; it must be a DNS label.
pub(super) fn hostnames(meta: &ObjectMeta, spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let completions = match (spec.completions, spec.parallelism) {
        (None, None) => 1,
        (completions, _) => completions.unwrap_or(0),
    };
    let named = name::text(meta).trim_end_matches('-');
    // A name that is none at all has its own fault.
    if !is_indexed(spec) || completions <= 0 || check_dns_name(named, "").is_err() {
        return;
    }
    let digits = (completions - 1).checked_ilog10().unwrap_or(0) as usize + 1;
    if let Some(message) = hostname(named, name::length(meta) + 1 + digits) {
        errors.invalid(&at.field("name"), message).standing_at(&name::place(meta, at));
    }
}

/// Why a Job's name is not the beginning of host names; `length` is that of the longest of them.
fn hostname(named: &str, length: usize) -> Option<String> {
    if named.contains('.') {
        Some(format!(
            "`{named}` is no name for an indexed Job: without dots, its Pods are called so, with their index behind"
        ))
    } else if length > LONGEST {
        Some(format!(
            "with their index the names of the Pods have up to {length} characters, at most {LONGEST} are allowed"
        ))
    } else {
        None
    }
}

/// The longest DNS label.
const LONGEST: usize = 63;

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(json: &str) -> JobSpec {
        serde_json::from_str(&json.replace('{', r#"{"completionMode": "Indexed", "#).replace(", }", "}"))
            .unwrap()
    }

    fn paths(errors: FieldErrors) -> Vec<String> {
        errors.into_tested().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn numbers_go_together() {
        for (json, expected) in [
            (r#"{"completions": 5, "parallelism": 100000, "maxFailedIndexes": 5}"#, &[][..]),
            (
                r#"{"completions": 1000000, "parallelism": 10000, "maxFailedIndexes": 10000, "backoffLimitPerIndex": 1}"#,
                &[],
            ),
            (r#"{"parallelism": 1}"#, &["spec.completions"]),
            (r#"{"completions": 5, "parallelism": 100001}"#, &["spec.parallelism"]),
            (r#"{"completions": 5, "maxFailedIndexes": 6}"#, &["spec.maxFailedIndexes"]),
            (
                r#"{"completions": 100001, "backoffLimitPerIndex": 1, "parallelism": 10001}"#,
                &["spec.maxFailedIndexes", "spec.parallelism"],
            ),
        ] {
            let spec = spec(json);
            let mut errors = FieldErrors::default();
            numbers(&spec, spec.completions, &PathBuilder::root().field("spec"), &mut errors);
            assert_eq!(paths(errors), expected, "{json}");
        }
    }

    #[test]
    fn a_job_without_indexes_does_not_speak_of_them() {
        let spec: JobSpec =
            serde_json::from_str(r#"{"backoffLimitPerIndex": 1, "maxFailedIndexes": 1}"#).unwrap();
        let mut errors = FieldErrors::default();
        only(&spec, &PathBuilder::root(), &mut errors);
        assert_eq!(paths(errors), ["backoffLimitPerIndex", "maxFailedIndexes"]);
    }

    #[test]
    fn host_names_are_labels() {
        for (name, prefix, completions, refused) in [
            ("tile".to_owned(), "", 12, false),
            ("a".repeat(61), "", 10, false),
            ("a".repeat(61), "", 11, true),
            ("a".repeat(70), "", 1, true),
            ("a.b".to_owned(), "", 1, true),
            (String::new(), "tile-", 12, false),
            (String::new(), &"a".repeat(56), 12, true),
        ] {
            let meta = ObjectMeta {
                name: Some(name.clone()),
                generate_name: Some(prefix.to_owned()),
                ..ObjectMeta::default()
            };
            let mut errors = FieldErrors::default();
            hostnames(
                &meta,
                &spec(&format!(r#"{{"completions": {completions}}}"#)),
                &PathBuilder::root(),
                &mut errors,
            );
            assert_eq!(!errors.is_empty(), refused, "{name}{prefix}");
        }
    }
}
