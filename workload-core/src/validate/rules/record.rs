//! What the rules over many objects know of one object.
//!
//! A record is made while the object is at hand and holds only what those rules ask for, so that
//! neither the object nor the tree of its document has to be retained.

mod budget;
mod config_map;
mod mentions;
mod service;
mod workload;

use std::sync::Arc;

use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscalerSpec;
use k8s_openapi::api::core::v1::PersistentVolumeClaimSpec;

pub(crate) use budget::BudgetRecord;
pub(crate) use mentions::Mentions;
pub(crate) use service::ServiceRecord;
pub(crate) use workload::{ContainerRecord, StatefulSetRecord, WorkloadRecord};

use super::facts::subject::Subject;
use super::profile::Profile;
use crate::k8s::{Object, OptionalField as _, namespace_key};
use crate::syntax::yaml::{Path, PathBuilder};

/// One object, as the rules over many objects know it.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its kind.
    pub(crate) kind: &'static str,
    /// Its name; empty for one without.
    pub(crate) name: Box<str>,
    /// The namespace that it names.
    pub(crate) namespace: Option<Box<str>>,
    /// Where it stands in its document.
    pub(crate) root: Path,
    /// The file it stands in.
    pub(crate) file: Arc<str>,
    /// Where it is meant to run.
    pub(crate) profile: Profile,
    /// The names of Pods in its texts.
    pub(crate) mentions: Option<Box<Mentions>>,
    /// What its kind has to say.
    pub(crate) details: Details,
}

/// What the rules over many objects know of an object of some kind.
#[derive(Clone, Debug)]
pub(crate) enum Details {
    Workload(Box<WorkloadRecord>),
    Service(Box<ServiceRecord>),
    /// A claim; its access mode, when that lets only one node or one Pod use it.
    Claim(Option<&'static str>),
    Autoscaler(Box<HorizontalPodAutoscalerSpec>),
    Budget(Box<BudgetRecord>),
    /// A ConfigMap; those of its texts that may say how a store keeps its data.
    ConfigMap(Box<[Box<str>]>),
    Other,
}

impl Record {
    /// The record of an object in `file`.
    #[must_use]
    pub fn new(subject: &Subject<'_>, file: Arc<str>) -> Self {
        Self {
            kind: subject.object.typed_kind().unwrap_or_default(),
            name: subject.object.name().into(),
            namespace: subject.object.namespace().map(Into::into),
            root: subject.root.clone(),
            file,
            profile: subject.profile,
            mentions: Mentions::of(subject),
            details: Details::of(subject),
        }
    }

    /// Where the object stands.
    #[must_use]
    pub const fn at(&self) -> PathBuilder<'_> {
        PathBuilder::along(&self.root)
    }

    /// The namespace as it is compared.
    pub(crate) fn namespace_key(&self) -> &str {
        namespace_key(self.namespace.as_deref())
    }

    /// The object in a sentence: "Deployment `api`", or "this Deployment" when it has no name.
    pub(crate) fn shown(&self) -> String {
        if self.name.is_empty() {
            format!("this {}", self.kind)
        } else {
            format!("{} `{}`", self.kind, self.name)
        }
    }

    /// Whether a rule may report a place of the object.
    pub(crate) fn has_places(&self) -> bool {
        let mentions = self.mentions.as_ref().is_some_and(|mentions| mentions.has_places());
        mentions || !matches!(self.details, Details::ConfigMap(_))
    }

    /// Whether rules over many objects look at objects of this kind at all.
    pub(crate) fn is_needed(object: &Object) -> bool {
        !matches!(object, Object::NetworkPolicy(_) | Object::ServiceAccount(_) | Object::Secret(_))
    }

    /// What is known of a workload with Pods.
    pub(crate) fn workload(&self) -> Option<&WorkloadRecord> {
        let Details::Workload(workload) = &self.details else { return None };
        Some(workload)
    }

    /// What is known of a Service.
    pub(crate) fn service(&self) -> Option<&ServiceRecord> {
        let Details::Service(service) = &self.details else { return None };
        Some(service)
    }

    /// What is known of a budget.
    pub(crate) fn budget(&self) -> Option<&BudgetRecord> {
        let Details::Budget(budget) = &self.details else { return None };
        Some(budget)
    }

    /// What is known of a StatefulSet.
    pub(crate) fn stateful_set(&self) -> Option<&StatefulSetRecord> {
        self.workload()?.stateful_set.as_deref()
    }

    /// The path of the Pods' spec: `spec` of a Pod, `spec.template.spec` of a Deployment.
    pub(crate) fn pod_spec(&self) -> Path {
        let fields = self.workload().and_then(|workload| workload.pod_path).unwrap_or_default();
        self.at().fields(fields).field("spec").path()
    }
}

impl Details {
    fn of(subject: &Subject<'_>) -> Self {
        let details = match subject.object {
            Object::Service(object) => {
                object.spec.get().map(|spec| Self::Service(Box::new(ServiceRecord::of(spec))))
            }
            Object::PodDisruptionBudget(object) => {
                object.spec.get().map(|spec| Self::Budget(Box::new(BudgetRecord::of(spec))))
            }
            Object::HorizontalPodAutoscaler(object) => {
                object.spec.get().cloned().map(|spec| Self::Autoscaler(Box::new(spec)))
            }
            Object::PersistentVolumeClaim(object) => {
                Some(Self::Claim(object.spec.get().and_then(mode_for_one)))
            }
            Object::ConfigMap(object) => Some(Self::ConfigMap(config_map::told(object))),
            _ => WorkloadRecord::of(subject).map(|workload| Self::Workload(Box::new(workload))),
        };
        details.unwrap_or(Self::Other)
    }
}

/// The access mode of a claim, when it lets one node at a time use it (`ReadWriteOnce`) or one Pod
/// (`ReadWriteOncePod`); none when more is allowed, or unknown.
fn mode_for_one(spec: &PersistentVolumeClaimSpec) -> Option<&'static str> {
    const MODES: [&str; 2] = ["ReadWriteOnce", "ReadWriteOncePod"];
    let modes = spec.access_modes.as_deref().unwrap_or_default();
    let known = |mode: &String| MODES.into_iter().find(|one| one == mode);
    let first = modes.first().and_then(known)?;
    modes.iter().all(|mode| known(mode).is_some()).then_some(first)
}
