//! `ServiceCIDR`s: a range stays, and a second one of the other family may come.
//!
//! Source: `ValidateServiceCIDRUpdate` in `pkg/apis/networking/validation` of Kubernetes.

use serde_json::Value;

use super::super::differences::Difference;
use super::super::object_diff::{ObjectDiff, items};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, in_place};
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "networking.k8s.io",
    kind: "ServiceCIDR",
    fields: &[("spec.cidrs", ranges)],
    ..other::RULES
};

const WHY: &str = "Services have addresses of this range; another range is another ServiceCIDR.";

fn ranges(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(|range| items(range, "/spec/cidrs"));
    let reason = "field is immutable";
    if old.len() != new.len() && (old.len(), new.len()) != (1, 2) {
        return forbidden(Refusal::invalid("spec.cidrs", diff.after("/spec/cidrs"), reason), WHY);
    }
    match old.iter().zip(new).position(|(old, new)| old != new) {
        Some(at) => forbidden(Refusal::invalid(&format!("spec.cidrs[{at}]"), new.get(at), reason), WHY),
        None if new.iter().all(|range| is_v6(range) == new.first().is_some_and(is_v6)) => {
            let reason =
                "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64";
            forbidden(Refusal::invalid("spec.cidrs", diff.after("/spec/cidrs"), reason), WHY)
        }
        None => in_place("Services can have a second address, of the other family"),
    }
}

fn is_v6(range: &Value) -> bool {
    range.as_str().is_some_and(|range| range.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{refusal, the};

    #[test]
    fn a_range_stays_and_a_second_may_come() {
        let range = "{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: more}, spec: {cidrs: [10.1.0.0/16]}}";
        assert!(!the(range, "10.1.0.0/16", "10.1.0.0/16, 'fd00:1::/112'").is_forbidden());
        assert!(the(range, "10.1.0.0/16", "10.1.0.0/16, 10.2.0.0/16").is_forbidden());
        assert!(
            refusal(&the(range, "10.1.0.0/16", "10.2.0.0/16"))
                .ends_with("spec.cidrs[0]: Invalid value: \"10.2.0.0/16\": field is immutable")
        );
        let both = range.replace("10.1.0.0/16", "10.1.0.0/16, 'fd00:1::/112'");
        assert!(refusal(&the(&both, ", 'fd00:1::/112'", "")).contains("spec.cidrs: Invalid value"));
    }
}
