//! The most Pods that a workload may have at once, and the field that says so.

use std::fmt;

use crate::k8s::defaults::values::REPLICAS;
use crate::validate::rules::index::Index;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violation;

/// The most replicas of a workload: 1 when neither it nor an autoscaler sets a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Most<'r> {
    /// How many.
    pub(crate) count: i32,
    autoscaler: Option<Member<'r>>,
}

impl<'r> Most<'r> {
    /// The most replicas that `member` may have: those it asks for, or its autoscaler's maximum.
    pub(crate) fn of(index: &Index<'r>, member: &Member<'_>) -> Self {
        let own = member.record.workload().and_then(|workload| workload.replicas).unwrap_or(REPLICAS);
        // With no replicas wanted, an autoscaler rests.
        match index.autoscaler_of(member).filter(|scaler| own > 0 && scaler.most() > own) {
            Some(scaler) => Self { count: scaler.most(), autoscaler: Some(scaler.member) },
            None => Self { count: own, autoscaler: None },
        }
    }

    /// Adds the place that sets the number.
    pub(crate) fn show(&self, member: &Member<'_>, violation: &mut Violation) {
        match &self.autoscaler {
            Some(autoscaler) => violation.see(
                autoscaler,
                &autoscaler.at().field("spec").field("maxReplicas"),
                "the autoscaler may go up to here",
            ),
            None => {
                violation.see(member, &member.at().field("spec").field("replicas"), "`replicas` is set here")
            }
        };
    }
}

impl fmt::Display for Most<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let upto = if self.autoscaler.is_some() { "up to " } else { "" };
        write!(f, "{upto}{} replica{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}
