//! Whether labels fit a selector.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

/// Labels of an object.
pub(crate) type Labels = BTreeMap<String, String>;

/// Whether all of a selector's requirements hold; an empty selector fits everything.
pub(crate) fn selects(selector: &LabelSelector, labels: &Labels) -> bool {
    let equal = selector.match_labels.iter().flatten().all(|(key, value)| labels.get(key) == Some(value));
    equal
        && selector.match_expressions.iter().flatten().all(|requirement| {
            fits(labels, &requirement.key, &requirement.operator, requirement.values.as_deref())
        })
}

/// Whether one requirement of a selector holds, for Pods or nodes.
pub(crate) fn fits(labels: &Labels, key: &str, operator: &str, values: Option<&[String]>) -> bool {
    let values = values.unwrap_or_default();
    let value = labels.get(key);
    match operator {
        "In" => value.is_some_and(|value| values.contains(value)),
        "NotIn" => value.is_none_or(|value| !values.contains(value)),
        "Exists" => value.is_some(),
        "DoesNotExist" => value.is_none(),
        "Gt" => compare(value, values).is_some_and(|(value, bound)| value > bound),
        "Lt" => compare(value, values).is_some_and(|(value, bound)| value < bound),
        _ => false,
    }
}

fn compare(value: Option<&String>, values: &[String]) -> Option<(i64, i64)> {
    Some((value?.parse().ok()?, values.first()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_those_of_kubernetes() {
        let labels =
            Labels::from([("disk".to_owned(), "ssd".to_owned()), ("cores".to_owned(), "8".to_owned())]);
        let of = |text: &str| vec![text.to_owned()];
        assert!(fits(&labels, "disk", "In", Some(&of("ssd"))));
        assert!(!fits(&labels, "disk", "NotIn", Some(&of("ssd"))));
        assert!(fits(&labels, "zone", "NotIn", Some(&of("a"))));
        assert!(fits(&labels, "zone", "DoesNotExist", None));
        assert!(fits(&labels, "cores", "Gt", Some(&of("4"))));
        assert!(!fits(&labels, "cores", "Lt", Some(&of("4"))));
    }
}
