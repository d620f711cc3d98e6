//! How many Pods a workload may have at once, and who says so.

use std::collections::HashMap;
use std::fmt;

use k8s_openapi::api::apps::v1::{DeploymentSpec, ReplicaSetSpec, StatefulSetSpec};

use crate::k8s::{Object, OptionalField as _};
use crate::validate::rules::facts::autoscalers::{Autoscaler, by_workload};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::set::Set;
use crate::validate::rules::violation::Violation;

/// The most replicas of a workload: 1 when nobody says anything.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Most<'s> {
    /// How many.
    pub(crate) count: i32,
    autoscaler: Option<Subject<'s>>,
}

/// The autoscalers of a set, found once for all workloads.
#[derive(Debug)]
pub(crate) struct Autoscalers<'s>(HashMap<usize, Autoscaler<'s>>);

impl<'s> Autoscalers<'s> {
    /// Those of `set`.
    pub(crate) fn of(set: &'s Set) -> Self {
        Self(by_workload(set))
    }

    /// The most replicas that `subject` may have: those it asks for, or its autoscaler's maximum.
    pub(crate) fn most(&self, subject: &Subject<'s>) -> Most<'s> {
        let own = written(subject.object).unwrap_or(1);
        // With no replicas wanted, an autoscaler rests.
        match self.0.get(&subject.number).filter(|scaler| own > 0 && scaler.most() > own) {
            Some(scaler) => Most { count: scaler.most(), autoscaler: Some(scaler.subject) },
            None => Most { count: own, autoscaler: None },
        }
    }
}

/// The `replicas` of an object, where it says any.
pub(crate) fn written(object: &Object) -> Option<i32> {
    match object {
        Object::Deployment(object) => {
            let spec: &DeploymentSpec = object.spec.get()?;
            spec.replicas
        }
        Object::StatefulSet(object) => {
            let spec: &StatefulSetSpec = object.spec.get()?;
            spec.replicas
        }
        Object::ReplicaSet(object) => {
            let spec: &ReplicaSetSpec = object.spec.get()?;
            spec.replicas
        }
        _ => None,
    }
}

impl Most<'_> {
    /// Shows in a report who says so.
    pub(crate) fn show(&self, subject: &Subject<'_>, report: &mut Violation) {
        match &self.autoscaler {
            Some(autoscaler) => report.see(
                autoscaler,
                &autoscaler.at().field("spec").field("maxReplicas"),
                "the autoscaler may go up to here",
            ),
            None => report.see(
                subject,
                &subject.at().field("spec").field("replicas"),
                "so many replicas are asked for here",
            ),
        };
    }
}

impl fmt::Display for Most<'_> {
    /// "3 replicas", "up to 10 replicas".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let upto = if self.autoscaler.is_some() { "up to " } else { "" };
        write!(f, "{upto}{} replica{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}
