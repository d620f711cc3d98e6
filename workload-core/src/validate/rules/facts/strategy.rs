//! How a Deployment replaces its Pods.

use crate::k8s::int_or_percent::is_zero;
use crate::validate::rules::set::Member;

/// Whether an update starts a Pod before one has gone: `maxSurge` rounds up. Only a Deployment
/// updates its Pods like that.
pub(crate) fn starts_first(member: &Member<'_>) -> bool {
    let Some(workload) = member.workload().filter(|_| member.kind == "Deployment") else { return false };
    let Some(strategy) = &workload.strategy else { return true };
    let surge = strategy.rolling_update.as_ref().and_then(|rolling| rolling.max_surge.as_ref());
    strategy.type_.as_deref() != Some("Recreate") && !surge.is_some_and(is_zero)
}
