//! The controllers, one file or folder each, and the one place that knows them all.

pub(crate) mod autoscaler;
pub(crate) mod backoff;
pub(crate) mod budget;
pub(crate) mod cron_job;
pub(crate) mod daemon_set;
pub(crate) mod deployment;
pub(crate) mod history;
pub(crate) mod job;
pub(crate) mod replica_set;
pub(crate) mod stateful_set;

use std::sync::Arc;

use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use self::autoscaler::Autoscaler;
use self::budget::Budget;
use self::cron_job::CronJob;
use self::daemon_set::DaemonSet;
use self::deployment::Deployment;
use self::job::Job;
use self::replica_set::ReplicaSet;
use self::stateful_set::StatefulSet;
use super::ids::ObjectId;
use super::object::Kind;
use super::template::Template;
use super::world::World;
use crate::k8s::Object;

/// What a request that a kind has no field for is told.
const NO_FIELD: &str = "has no such field";

/// A controller with the spec and the status of the one object it looks after.
#[derive(Debug)]
pub(crate) enum Controller {
    Deployment(Box<Deployment>),
    ReplicaSet(Box<ReplicaSet>),
    StatefulSet(Box<StatefulSet>),
    DaemonSet(Box<DaemonSet>),
    Job(Box<Job>),
    CronJob(Box<CronJob>),
    Budget(Box<Budget>),
    Autoscaler(Box<Autoscaler>),
}

impl Controller {
    /// The controller for an object; `None` for kinds that do nothing by themselves.
    pub(crate) fn read(object: &Object) -> Option<(Kind, Self)> {
        match object {
            Object::Deployment(it) => {
                Some((Kind::Deployment, Self::Deployment(Box::new(Deployment::read(it)))))
            }
            Object::StatefulSet(it) => {
                Some((Kind::StatefulSet, Self::StatefulSet(Box::new(StatefulSet::read(it)))))
            }
            Object::HorizontalPodAutoscaler(it) => {
                Some((Kind::HorizontalPodAutoscaler, Self::Autoscaler(Box::new(Autoscaler::read(it)))))
            }
            Object::DaemonSet(it) => Some((Kind::DaemonSet, Self::DaemonSet(Box::new(DaemonSet::read(it))))),
            Object::Job(it) => Some((Kind::Job, Self::Job(Box::new(Job::read(it))))),
            Object::CronJob(it) => Some((Kind::CronJob, Self::CronJob(Box::new(CronJob::read(it))))),
            Object::PodDisruptionBudget(it) => {
                Some((Kind::PodDisruptionBudget, Self::Budget(Box::new(Budget::read(it)))))
            }
            _ => None,
        }
    }

    /// One turn: compare what is wanted with what is, and take a step.
    pub(crate) fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        match self {
            Self::Deployment(it) => it.reconcile(id, world),
            Self::ReplicaSet(it) => it.reconcile(id, world),
            Self::StatefulSet(it) => it.reconcile(id, world),
            Self::DaemonSet(it) => it.reconcile(id, world),
            Self::Job(it) => it.reconcile(id, world),
            Self::CronJob(it) => it.reconcile(id, world),
            Self::Budget(it) => it.reconcile(id, world),
            Self::Autoscaler(it) => it.reconcile(id, world),
        }
    }

    /// Takes over the spec of a newer version of the same object.
    pub(crate) fn apply(&mut self, new: Self, id: ObjectId, world: &mut World) {
        match (self, new) {
            (Self::Deployment(old), Self::Deployment(new)) => old.apply(*new),
            (Self::StatefulSet(old), Self::StatefulSet(new)) => old.apply(*new),
            (Self::DaemonSet(old), Self::DaemonSet(new)) => old.apply(*new),
            (Self::Job(old), Self::Job(new)) => old.apply(*new, id, world),
            (Self::CronJob(old), Self::CronJob(new)) => old.apply(*new),
            (Self::Budget(old), Self::Budget(new)) => old.apply(*new),
            (Self::Autoscaler(old), Self::Autoscaler(new)) => old.apply(*new),
            _ => {}
        }
    }

    /// The Pod template in the spec.
    pub(crate) fn template(&self) -> Option<&Arc<Template>> {
        match self {
            Self::Deployment(it) => Some(&it.spec.template),
            Self::ReplicaSet(it) => Some(&it.template),
            Self::StatefulSet(it) => Some(&it.spec.template),
            Self::DaemonSet(it) => Some(&it.spec.template),
            Self::Job(it) => Some(&it.spec.template),
            Self::CronJob(it) => Some(&it.spec.job.template),
            Self::Budget(_) | Self::Autoscaler(_) => None,
        }
    }

    /// Replaces the Pod template.
    pub(crate) fn set_template(&mut self, written: &PodTemplateSpec) -> Result<(), String> {
        match self {
            Self::Deployment(it) => it.spec.template = Template::read(written),
            Self::StatefulSet(it) => it.spec.template = Template::read(written),
            Self::DaemonSet(it) => it.set_template(written),
            Self::CronJob(it) => it.spec.set_template(written),
            _ => return Err(NO_FIELD.to_owned()),
        }
        self.spec_changed();
        Ok(())
    }

    /// `spec.replicas`, or what stands for it: how many Pods the object wants.
    pub(crate) fn scale(&self) -> Option<i32> {
        match self {
            Self::Deployment(it) => Some(it.spec.replicas),
            Self::ReplicaSet(it) => Some(it.replicas),
            Self::StatefulSet(it) => Some(it.spec.replicas),
            Self::DaemonSet(_) | Self::Job(_) | Self::CronJob(_) | Self::Budget(_) | Self::Autoscaler(_) => {
                None
            }
        }
    }

    /// Sets `spec.replicas`.
    pub(crate) fn scale_to(&mut self, replicas: i32) -> Result<(), String> {
        match self {
            Self::Deployment(it) => it.spec.replicas = replicas,
            Self::StatefulSet(it) => it.spec.replicas = replicas,
            _ => return Err(NO_FIELD.to_owned()),
        }
        self.spec_changed();
        Ok(())
    }

    /// Sets `spec.paused`.
    pub(crate) fn pause(&mut self, on: bool) -> Result<(), String> {
        match self {
            Self::Deployment(it) => it.spec.paused = on,
            _ => return Err(NO_FIELD.to_owned()),
        }
        self.spec_changed();
        Ok(())
    }

    /// Sets `spec.suspend`.
    pub(crate) fn suspend(&mut self, on: bool) -> Result<(), String> {
        match self {
            Self::Job(it) => it.spec.suspend = on,
            Self::CronJob(it) => it.spec.suspend = on,
            _ => return Err(NO_FIELD.to_owned()),
        }
        Ok(())
    }

    /// Goes back to the template of a revision, or of the one before.
    pub(crate) fn undo(&mut self, id: ObjectId, to: Option<i64>, world: &mut World) -> Result<(), String> {
        match self {
            Self::Deployment(it) => it.undo(id, to, world),
            Self::StatefulSet(it) => it.undo(to),
            Self::DaemonSet(it) => it.undo(to),
            _ => Err("has no revisions".to_owned()),
        }
    }

    /// Takes over what an earlier object of the same kind and name left, when its dependents stayed.
    pub(crate) fn adopt(&mut self, earlier: Self) {
        match (self, earlier) {
            (Self::Deployment(it), Self::Deployment(earlier)) => it.adopt(*earlier),
            (Self::StatefulSet(it), Self::StatefulSet(earlier)) => it.adopt(*earlier),
            _ => {}
        }
    }

    /// The selector of the Pods it looks after.
    pub(crate) fn selector(&self) -> Option<&LabelSelector> {
        match self {
            Self::Deployment(it) => Some(&it.spec.selector),
            Self::StatefulSet(it) => Some(&it.spec.selector),
            Self::Budget(it) => it.selector.as_ref(),
            _ => None,
        }
    }

    /// Uses up one disruption of a budget, or says why it does not allow one.
    pub(crate) fn spend(&mut self, id: ObjectId, ready: bool, world: &mut World) -> Option<(u16, String)> {
        match self {
            Self::Budget(it) => it.spend(id, ready, world),
            _ => None,
        }
    }

    /// Counts a change of the spec, as `metadata.generation` does.
    fn spec_changed(&mut self) {
        if let Self::Deployment(it) = self {
            it.generation += 1;
        }
    }
}
