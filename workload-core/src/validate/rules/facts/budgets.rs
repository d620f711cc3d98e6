//! How many Pods a budget lets go.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::defaults::values::REPLICAS;
use crate::k8s::int_or_percent::{Rounding, scaled};
use crate::validate::rules::profile::Profile;
use crate::validate::rules::record::BudgetRecord;
use crate::validate::rules::set::{Member, Set};

/// The budgets that count, in order: those of production.
pub(crate) fn budgets<'r>(set: &Set<'r>) -> impl Iterator<Item = (Member<'r>, &'r BudgetRecord)> {
    let counting = set.of_kind("PodDisruptionBudget").filter(|one| one.profile == Profile::Production);
    counting.filter_map(|member| Some((member, member.record.budget()?)))
}

/// How many of `pods` healthy Pods a budget lets go: both shares are rounded up.
pub(crate) fn allowed(field: &str, share: &IntOrString, pods: i32) -> Option<i32> {
    let count = scaled(share, pods, Rounding::Up)?;
    Some(if field == "minAvailable" { pods - count } else { count.min(pods) })
}

/// The replicas of a workload that can be evicted; none of a DaemonSet, whose Pods a drain
/// leaves alone, of a Job, and of a bare Pod.
pub(crate) fn replicas(member: &Member<'_>) -> Option<i32> {
    let counted = matches!(member.kind, "Deployment" | "StatefulSet" | "ReplicaSet");
    counted.then(|| member.workload().and_then(|workload| workload.replicas).unwrap_or(REPLICAS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_up() {
        let share = |text: &str| IntOrString::String(text.to_owned());
        assert_eq!(allowed("minAvailable", &share("50%"), 1), Some(0));
        assert_eq!(allowed("minAvailable", &share("50%"), 3), Some(1));
        assert_eq!(allowed("maxUnavailable", &share("30%"), 1), Some(1));
        assert_eq!(allowed("maxUnavailable", &IntOrString::Int(0), 3), Some(0));
        assert_eq!(allowed("minAvailable", &IntOrString::Int(3), 2), Some(-1));
    }
}
