//! What the rules over many objects know of one object.
//!
//! A record is made while the object is at hand and holds only what those rules ask for, so that
//! neither the object nor the tree of its document has to be retained.

mod binding;
mod budget;
mod certificate;
mod claim;
mod compact_path;
mod config_map;
mod container;
mod custom;
mod hosts;
mod ingress;
mod mentions;
mod persistent_volume;
mod policy;
mod port;
mod scaled;
mod service;
mod workload;

use std::sync::Arc;

use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscalerSpec;
use k8s_openapi::api::core::v1::{Secret, ServiceAccount};

pub(crate) use binding::BindingRecord;
pub(crate) use budget::BudgetRecord;
pub(crate) use certificate::CertificateRecord;
pub(crate) use claim::{ClaimRecord, ClaimWants};
pub(crate) use compact_path::CompactPath;
pub(crate) use config_map::ConfigMapRecord;
pub(crate) use container::ContainerRecord;
pub(crate) use custom::MonitorRecord;
pub(crate) use hosts::HostMention;
pub(crate) use ingress::IngressRecord;
pub(crate) use mentions::Mentions;
pub(crate) use persistent_volume::PersistentVolumeRecord;
pub(crate) use policy::PolicyRecord;
pub(crate) use port::{ContainerPortRecord, ServicePortRecord};
pub(crate) use scaled::ScaledRecord;
pub(crate) use service::ServiceRecord;
pub(crate) use workload::{StatefulSetRecord, WorkloadRecord};

use super::facts::injected::{Asked, asked_by_namespace};
use super::facts::subject::Subject;
use super::faults::Faults;
use super::profile::Profile;
use crate::k8s::compact_texts::CompactTexts;
use crate::k8s::selector::CompactLabels;
use crate::k8s::{Object, OptionalField as _, namespace_key};
use crate::syntax::yaml::{NodeId, Path, PathBuilder, Tree};
use crate::validate::decode::Header;
use crate::validate::field_error::FieldError;

/// The kind of the records of custom resources that make Pods, whatever they are called.
pub(crate) const CUSTOM_WORKLOAD: &str = "custom workload";

/// One object, as the rules over many objects know it.
#[derive(Clone, Debug, PartialEq)]
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
    /// What the API server refuses of it.
    pub(crate) faults: Faults,
    /// The names of Pods in its texts.
    pub(crate) mentions: Option<Box<Mentions>>,
    /// What its kind has to say.
    pub(crate) details: Details,
}

/// What the rules over many objects know of an object of some kind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Details {
    Workload(Box<WorkloadRecord>),
    Service(Box<ServiceRecord>),
    Claim(Box<ClaimRecord>),
    Autoscaler(Box<HorizontalPodAutoscalerSpec>),
    Budget(Box<BudgetRecord>),
    ConfigMap(Box<ConfigMapRecord>),
    /// A Secret; its keys.
    Secret(CompactTexts),
    Volume(Box<PersistentVolumeRecord>),
    Policy(Box<PolicyRecord>),
    Ingress(Box<IngressRecord>),
    Binding(Box<BindingRecord>),
    /// A `ServiceAccount`; the Secrets that it names.
    Account(CompactTexts),
    /// A custom resource; the names that stand in it.
    Custom(CompactTexts),
    /// One that makes Pods; the names that stand in it, and the labels of the Pods.
    CustomWorkload(Box<(CompactTexts, CompactLabels)>),
    /// A `ServiceMonitor` or `PodMonitor`, which are custom resources that rules look at.
    Monitor(Box<MonitorRecord>),
    /// A `Certificate` of cert-manager, which is one too.
    Certificate(Box<CertificateRecord>),
    /// A `ScaledObject` of KEDA.
    Scaled(Box<ScaledRecord>),
    /// A Namespace that asks for a container in all its Pods.
    Namespace(Asked),
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
            faults: Faults::default(),
            mentions: Mentions::of(subject),
            details: Details::of(subject),
        }
    }

    /// The record with what the API server refuses of the object.
    #[must_use]
    pub fn with_errors<'e>(self, errors: impl IntoIterator<Item = &'e FieldError>) -> Self {
        Self { faults: Faults::of(errors), ..self }
    }

    /// The record of an object of a kind that is not decoded, at `node` of its document.
    #[must_use]
    pub fn of_custom(
        (tree, node): (&Tree<'_>, NodeId),
        header: &Header<'_>,
        root: &Path,
        (file, profile): (Arc<str>, Profile),
    ) -> Self {
        let (kind, details) = Details::of_custom((tree, node), header.kind.as_deref());
        Self {
            kind: if details.is_some() { kind } else { "" },
            name: header.name.as_deref().unwrap_or_default().into(),
            namespace: header.namespace.as_deref().map(Into::into),
            root: root.clone(),
            file,
            profile,
            faults: Faults::default(),
            mentions: None,
            details: details.unwrap_or_else(|| Details::Custom(custom::names(tree, node))),
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
        mentions
            || !(matches!(
                self.details,
                Details::ConfigMap(_) | Details::Custom(_) | Details::CustomWorkload(_)
            ) || self.kind == "Secret")
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
    /// The kind and the details of a custom resource that rules look at.
    fn of_custom((tree, node): (&Tree<'_>, NodeId), kind: Option<&str>) -> (&'static str, Option<Self>) {
        match kind {
            Some("ServiceMonitor") => {
                ("ServiceMonitor", MonitorRecord::of(tree, node, "endpoints").map(Self::monitor))
            }
            Some("PodMonitor") => {
                ("PodMonitor", MonitorRecord::of(tree, node, "podMetricsEndpoints").map(Self::monitor))
            }
            Some("ScaledObject") => ("ScaledObject", ScaledRecord::of(tree, node).map(Self::scaled)),
            Some("Certificate") => ("Certificate", CertificateRecord::of(tree, node).map(Self::certificate)),
            _ => (
                CUSTOM_WORKLOAD,
                custom::pod_labels(tree, node)
                    .map(|labels| Self::CustomWorkload(Box::new((custom::names(tree, node), labels)))),
            ),
        }
    }

    fn monitor(monitor: MonitorRecord) -> Self {
        Self::Monitor(Box::new(monitor))
    }

    fn scaled(scaled: ScaledRecord) -> Self {
        Self::Scaled(Box::new(scaled))
    }

    fn certificate(certificate: CertificateRecord) -> Self {
        Self::Certificate(Box::new(certificate))
    }

    fn of(subject: &Subject<'_>) -> Self {
        let details = match subject.object {
            Object::Service(object) => {
                let labels = object.metadata.labels.as_ref();
                object.spec.get().map(|spec| Self::Service(Box::new(ServiceRecord::of(labels, spec))))
            }
            Object::PodDisruptionBudget(object) => {
                object.spec.get().map(|spec| Self::Budget(Box::new(BudgetRecord::of(spec))))
            }
            Object::HorizontalPodAutoscaler(object) => {
                object.spec.get().cloned().map(|spec| Self::Autoscaler(Box::new(spec)))
            }
            Object::PersistentVolumeClaim(object) => {
                Some(Self::Claim(Box::new(ClaimRecord::of(object.spec.get()))))
            }
            Object::ConfigMap(object) => Some(Self::ConfigMap(Box::new(ConfigMapRecord::of(object)))),
            Object::Secret(object) => Some(Self::Secret(keys(object))),
            Object::PersistentVolume(object) => {
                object.spec.get().map(|spec| Self::Volume(Box::new(PersistentVolumeRecord::of(spec))))
            }
            Object::NetworkPolicy(object) => {
                object.spec.get().map(|spec| Self::Policy(Box::new(PolicyRecord::of(spec))))
            }
            Object::Ingress(object) => {
                IngressRecord::of(object).map(|ingress| Self::Ingress(Box::new(ingress)))
            }
            Object::RoleBinding(_) | Object::ClusterRoleBinding(_) => {
                BindingRecord::of(subject.object).map(|binding| Self::Binding(Box::new(binding)))
            }
            Object::Namespace(_) => asked_by_namespace(subject.object).map(Self::Namespace),
            Object::ServiceAccount(object) => Some(Self::Account(secrets(object))),
            _ => WorkloadRecord::of(subject).map(|workload| Self::Workload(Box::new(workload))),
        };
        details.unwrap_or(Self::Other)
    }
}

/// The Secrets that a `ServiceAccount` names.
fn secrets(account: &ServiceAccount) -> CompactTexts {
    let own = account.secrets.iter().flatten().filter_map(|secret| secret.name.as_deref());
    let pull = account.image_pull_secrets.iter().flatten().map(|secret| secret.name.as_str());
    own.chain(pull).collect()
}

/// The keys of a Secret; none of one that a controller fills.
fn keys(secret: &Secret) -> CompactTexts {
    if secret.type_.as_deref() == Some("kubernetes.io/service-account-token") {
        return CompactTexts::default();
    }
    let data = secret.data.iter().flat_map(|data| data.keys());
    data.chain(secret.string_data.iter().flat_map(|data| data.keys())).collect()
}
