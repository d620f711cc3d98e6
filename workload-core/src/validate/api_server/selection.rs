//! Label selectors at work: which labels they match, and what is missing where they do not.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use crate::k8s::values::{check_label_key, check_label_value};

type Labels = BTreeMap<String, String>;

/// Whether a selector asks for nothing: it would match every Pod.
pub(super) fn is_empty(selector: &LabelSelector) -> bool {
    selector.match_labels.as_ref().is_none_or(BTreeMap::is_empty)
        && selector.match_expressions.as_ref().is_none_or(Vec::is_empty)
}

/// Whether the server can read a selector at all; what it cannot read matches nothing.
pub(super) fn is_readable(selector: &LabelSelector) -> bool {
    let pairs = selector.match_labels.iter().flatten();
    let mut expressions = selector.match_expressions.iter().flatten();
    pairs.into_iter().all(|(key, value)| is_key(key) && check_label_value(value).is_ok())
        && expressions.all(is_readable_expression)
}

fn is_readable_expression(expression: &LabelSelectorRequirement) -> bool {
    let values = expression.values.as_deref().unwrap_or_default();
    let counted = match expression.operator.as_str() {
        "In" | "NotIn" => !values.is_empty(),
        "Exists" | "DoesNotExist" => values.is_empty(),
        _ => false,
    };
    counted && is_key(&expression.key) && values.iter().all(|value| check_label_value(value).is_ok())
}

fn is_key(key: &str) -> bool {
    check_label_key(key).is_ok()
}

/// The first thing that a readable selector asks of labels and does not find; none when it
/// matches.
pub(super) fn unmet<'a>(selector: &'a LabelSelector, labels: Option<&'a Labels>) -> Option<Unmet<'a>> {
    let get = |key: &str| labels.and_then(|labels| labels.get(key)).map(String::as_str);
    let pair = selector.match_labels.iter().flatten().find(|(key, value)| get(key) != Some(value.as_str()));
    if let Some((key, wanted)) = pair {
        return Some(Unmet::Pair { key, wanted, found: get(key) });
    }
    let mut expressions = selector.match_expressions.iter().flatten();
    expressions.find(|expression| !holds(expression, get(&expression.key))).map(Unmet::Expression)
}

fn holds(expression: &LabelSelectorRequirement, label: Option<&str>) -> bool {
    let listed = |label: &str| {
        expression.values.as_ref().is_some_and(|values| values.iter().any(|value| value == label))
    };
    match expression.operator.as_str() {
        "In" => label.is_some_and(listed),
        "NotIn" => !label.is_some_and(listed),
        "Exists" => label.is_some(),
        _ => label.is_none(),
    }
}

/// What a selector asks for in vain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unmet<'a> {
    /// A label with a value.
    Pair {
        /// The label's key.
        key: &'a str,
        /// The value asked for.
        wanted: &'a str,
        /// The value that is there, if any.
        found: Option<&'a str>,
    },
    /// An expression.
    Expression(&'a LabelSelectorRequirement),
}

impl Unmet<'_> {
    /// What to do.
    pub(super) fn help(self) -> String {
        match self {
            Self::Pair { key, wanted, found: None } => format!("add the label `{key}: {wanted}`"),
            Self::Pair { key, wanted, found: Some(found) } => {
                format!(
                    "make them the same: the selector wants `{key}: {wanted}`, the label is `{key}: {found}`"
                )
            }
            Self::Expression(expression) => {
                format!("the selector's expression on `{}` does not hold", expression.key)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selector(json: &str) -> LabelSelector {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn selectors_match_as_the_server_matches() {
        let labels: Labels = serde_json::from_str(r#"{"app": "shop", "tier": "front"}"#).unwrap();
        for (json, help) in [
            ("{}", None),
            (r#"{"matchLabels": {"app": "shop"}}"#, None),
            (r#"{"matchExpressions": [{"key": "app", "operator": "In", "values": ["a", "shop"]}]}"#, None),
            (r#"{"matchExpressions": [{"key": "x", "operator": "NotIn", "values": ["a"]}]}"#, None),
            (r#"{"matchExpressions": [{"key": "app", "operator": "Exists"}]}"#, None),
            (r#"{"matchExpressions": [{"key": "x", "operator": "DoesNotExist"}]}"#, None),
            (r#"{"matchLabels": {"x": "y"}}"#, Some("add the label `x: y`")),
            (
                r#"{"matchLabels": {"app": "Shop"}}"#,
                Some("make them the same: the selector wants `app: Shop`, the label is `app: shop`"),
            ),
            (
                r#"{"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["shop"]}]}"#,
                Some("the selector's expression on `app` does not hold"),
            ),
        ] {
            let selector = selector(json);
            assert!(is_readable(&selector), "{json}");
            assert_eq!(unmet(&selector, Some(&labels)).map(Unmet::help).as_deref(), help, "{json}");
        }
        assert!(unmet(&selector(r#"{"matchLabels": {"app": "shop"}}"#), None).is_some());
    }

    #[test]
    fn what_cannot_be_read_is_told_from_what_can() {
        for json in [
            r#"{"matchLabels": {"a b": "c"}}"#,
            r#"{"matchLabels": {"a": "-"}}"#,
            r#"{"matchExpressions": [{"key": "a", "operator": "in", "values": ["b"]}]}"#,
            r#"{"matchExpressions": [{"key": "a", "operator": "In"}]}"#,
            r#"{"matchExpressions": [{"key": "a", "operator": "Exists", "values": ["b"]}]}"#,
            r#"{"matchExpressions": [{"key": "", "operator": "Exists"}]}"#,
        ] {
            assert!(!is_readable(&selector(json)), "{json}");
        }
        assert!(is_empty(&selector("{}")) && !is_empty(&selector(r#"{"matchLabels": {"a": "b"}}"#)));
    }
}
