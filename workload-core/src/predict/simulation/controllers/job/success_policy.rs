//! `successPolicy`: a Job may succeed before all its indexes have.

use k8s_openapi::api::batch::v1::SuccessPolicyRule;

use super::intervals::Intervals;

/// Whether one of the rules is met.
pub(super) fn is_met(rules: &[SuccessPolicyRule], succeeded: &Intervals, indexes: u32) -> bool {
    succeeded.total() > 0 && rules.iter().any(|rule| fits(rule, succeeded, indexes))
}

fn fits(rule: &SuccessPolicyRule, succeeded: &Intervals, indexes: u32) -> bool {
    let enough = |count: u32| {
        rule.succeeded_count
            .and_then(|wanted| u32::try_from(wanted).ok())
            .is_some_and(|wanted| count >= wanted)
    };
    let Some(text) = &rule.succeeded_indexes else { return enough(succeeded.total()) };
    let required = Intervals::parse(text, indexes);
    let shared = required.shared(succeeded);
    required.total() > 0 && (shared == required.total() || enough(shared))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_wants_indexes_or_a_count_or_so_many_of_the_indexes() {
        let met = |indexes: Option<&str>, count, succeeded: &str| {
            let rule = SuccessPolicyRule {
                succeeded_indexes: indexes.map(ToOwned::to_owned),
                succeeded_count: count,
            };
            is_met(&[rule], &Intervals::parse(succeeded, 10), 10)
        };
        assert!(met(Some("0,3"), None, "0-4"));
        assert!(!met(Some("0,3"), None, "0-2"));
        assert!(met(None, Some(3), "1,4,6"));
        assert!(!met(None, Some(3), "1,4"));
        assert!(met(Some("0-5"), Some(2), "4-9"));
        assert!(!met(Some("0-5"), Some(2), "5-9"));
        assert!(!met(Some("20"), None, "0-9"));
    }
}
