//! When an indexed Job has succeeded.

use k8s_openapi::api::batch::v1::{SuccessPolicy, SuccessPolicyRule};

use super::super::checks::{each, not_negative};
use super::super::value::at_most_items;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

const MOST_RULES: usize = 20;

/// The longest list of indexes, in bytes.
const LONGEST: usize = 64 * 1024;

/// Checks a policy of a Job of so many completions.
pub(super) fn check(
    policy: &SuccessPolicy,
    is_indexed: bool,
    completions: Option<i32>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if is_indexed {
        rules(&policy.rules, completions, &at.field("rules"), errors);
    } else {
        errors
            .invalid(at, "only an indexed Job succeeds by a policy: other Jobs count their Pods")
            .help("write `completionMode: Indexed`, or leave it out");
    }
}

fn rules(
    rules: &[SuccessPolicyRule],
    completions: Option<i32>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if rules.is_empty() {
        errors.required(at, "a policy has at least one rule");
    }
    at_most_items(MOST_RULES, rules.len(), at, errors);
    // Without completions the Job has a fault already, and nothing to compare with.
    let Some(completions) = completions else { return };
    each(rules, at, errors, |given, at, errors| rule(given, completions, at, errors));
}

fn rule(rule: &SuccessPolicyRule, completions: i32, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let listed = rule.succeeded_indexes.as_deref();
    if listed.is_none() && rule.succeeded_count.is_none() {
        errors.required(at, "a rule says `succeededIndexes`, `succeededCount` or both");
    }
    let total = listed.map(|listed| indexes(listed, completions, &at.field("succeededIndexes"), errors));
    let Some(count) = rule.succeeded_count else { return };
    let count_at = at.field("succeededCount");
    not_negative(Some(count), &count_at, errors);
    if count > completions {
        errors.invalid(&count_at, format!("{count} indexes are more than the {completions} that there are"));
    } else if let Some(total) = total.filter(|total| count > *total) {
        errors.invalid(&count_at, format!("{count} indexes are more than the {total} that are listed"));
    }
}

/// Checks a list such as `0,2-4` and counts it; a wrong one counts as none.
fn indexes(text: &str, completions: i32, at: &PathBuilder<'_>, errors: &mut FieldErrors) -> i32 {
    if text.len() > LONGEST {
        let message = format!("the list has {} bytes, at most {LONGEST} are allowed", text.len());
        errors.add(ErrorType::TooLong, at, message);
    }
    if text.is_empty() {
        return 0;
    }
    count(text, completions).unwrap_or_else(|reason| {
        errors
            .invalid(at, format!("`{text}` is not a list of indexes: {reason}"))
            .help("write numbers and ranges from low to high, such as `0,2-4`");
        0
    })
}

fn count(text: &str, completions: i32) -> Result<i32, String> {
    let (mut total, mut last) = (0, None);
    for part in text.split(',') {
        let (low, high) = part.split_once('-').map_or((part, part), |(low, high)| (low, high));
        let (first, end) = (index(low, completions)?, index(high, completions)?);
        if part.contains('-') && first >= end || last.is_some_and(|last| last >= first) {
            return Err(format!("`{part}` does not go upwards"));
        }
        total += end - first + 1;
        last = Some(end);
    }
    Ok(total)
}

fn index(text: &str, completions: i32) -> Result<i32, String> {
    match text.parse::<i32>() {
        Ok(index) if index < completions => Ok(index),
        Ok(index) => Err(format!("there is no index {index} among {completions}")),
        Err(_) => Err(format!("`{text}` is no index")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rules: &str) -> Vec<String> {
        let policy = serde_json::from_str(&format!(r#"{{"rules": [{rules}]}}"#)).unwrap();
        let mut errors = FieldErrors::default();
        check(&policy, true, Some(10), &PathBuilder::root(), &mut errors);
        errors.into_vec().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for rule in [
            r#"{"succeededIndexes": "0-3,7", "succeededCount": 5}"#,
            r#"{"succeededIndexes": "9"}"#,
            r#"{"succeededIndexes": ""}"#,
            r#"{"succeededIndexes": "+1,02"}"#,
            r#"{"succeededCount": 10}"#,
            r#"{"succeededCount": 0}"#,
        ] {
            assert_eq!(said(rule), [""; 0], "{rule}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        for (rule, path) in [
            ("", "rules"),
            ("{}", "rules[0]"),
            (r#"{"succeededIndexes": "10"}"#, "rules[0].succeededIndexes"),
            (r#"{"succeededIndexes": "3-1"}"#, "rules[0].succeededIndexes"),
            (r#"{"succeededIndexes": "1-1"}"#, "rules[0].succeededIndexes"),
            (r#"{"succeededIndexes": "2,1"}"#, "rules[0].succeededIndexes"),
            (r#"{"succeededIndexes": "1-2-3"}"#, "rules[0].succeededIndexes"),
            (r#"{"succeededIndexes": "a"}"#, "rules[0].succeededIndexes"),
            (r#"{"succeededIndexes": "1,"}"#, "rules[0].succeededIndexes"),
            (r#"{"succeededCount": 11}"#, "rules[0].succeededCount"),
            (r#"{"succeededCount": -1}"#, "rules[0].succeededCount"),
            (r#"{"succeededIndexes": "1", "succeededCount": 2}"#, "rules[0].succeededCount"),
        ] {
            assert_eq!(said(rule), [path], "{rule}");
        }
    }

    #[test]
    fn only_indexed_jobs_have_one() {
        let mut errors = FieldErrors::default();
        check(
            &SuccessPolicy::default(),
            false,
            None,
            &PathBuilder::root().field("successPolicy"),
            &mut errors,
        );
        assert_eq!(errors.into_vec()[0].path.to_string(), "successPolicy");
    }
}
