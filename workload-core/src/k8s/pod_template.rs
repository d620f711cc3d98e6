//! The part of an object that describes its Pods, wherever its kind keeps it.

use k8s_openapi::api::apps::v1::{DaemonSetSpec, DeploymentSpec, StatefulSetSpec};
use k8s_openapi::api::batch::v1::{CronJobSpec, JobSpec};
use k8s_openapi::api::core::v1::{PodSpec, PodTemplateSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::object::Object;
use super::optional::OptionalField as _;

const BARE: &[&str] = &[];
const TEMPLATE: &[&str] = &["spec", "template"];
const JOB_TEMPLATE: &[&str] = &["spec", "jobTemplate", "spec", "template"];
/// The same with the field of the Pods' spec.
const BARE_SPEC: &[&str] = &["spec"];
const TEMPLATE_SPEC: &[&str] = &["spec", "template", "spec"];
const JOB_TEMPLATE_SPEC: &[&str] = &["spec", "jobTemplate", "spec", "template", "spec"];

/// A Pod's metadata and spec, bare or in a template.
#[derive(Clone, Copy, Debug)]
pub struct PodTemplateRef<'o> {
    /// The Pods' metadata.
    pub meta: Option<&'o ObjectMeta>,
    /// The Pods' spec.
    pub spec: &'o PodSpec,
    /// The fields that lead to what holds `metadata` and `spec`; none for a bare Pod.
    pub path: &'static [&'static str],
}

impl PodTemplateRef<'_> {
    /// The fields that lead to the Pods' spec.
    #[must_use]
    pub const fn spec_path(&self) -> &'static [&'static str] {
        match self.path {
            [] => BARE_SPEC,
            [_, _] => TEMPLATE_SPEC,
            _ => JOB_TEMPLATE_SPEC,
        }
    }
}

impl Object {
    /// What it says of its Pods; none for a kind without Pods, or when nothing is said.
    #[must_use]
    pub fn pod_template(&self) -> Option<PodTemplateRef<'_>> {
        let (template, path) = match self {
            Self::Pod(pod) => {
                return Some(PodTemplateRef {
                    meta: Some(&pod.metadata),
                    spec: pod.spec.as_ref()?,
                    path: BARE,
                });
            }
            Self::Deployment(object) => {
                let spec: &DeploymentSpec = object.spec.get()?;
                (&spec.template, TEMPLATE)
            }
            Self::StatefulSet(object) => {
                let spec: &StatefulSetSpec = object.spec.get()?;
                (&spec.template, TEMPLATE)
            }
            Self::DaemonSet(object) => {
                let spec: &DaemonSetSpec = object.spec.get()?;
                (&spec.template, TEMPLATE)
            }
            Self::ReplicationController(object) => {
                let spec: &k8s_openapi::api::core::v1::ReplicationControllerSpec = object.spec.get()?;
                let template: &PodTemplateSpec = spec.template.get()?;
                (template, TEMPLATE)
            }
            Self::ReplicaSet(object) => {
                let spec: &k8s_openapi::api::apps::v1::ReplicaSetSpec = object.spec.get()?;
                let template: &PodTemplateSpec = spec.template.get()?;
                (template, TEMPLATE)
            }
            Self::Job(object) => {
                let spec: &JobSpec = object.spec.get()?;
                (&spec.template, TEMPLATE)
            }
            Self::CronJob(object) => {
                let spec: &CronJobSpec = object.spec.get()?;
                let job: &JobSpec = spec.job_template.spec.get()?;
                (&job.template, JOB_TEMPLATE)
            }
            _ => return None,
        };
        Some(PodTemplateRef { meta: template.metadata.as_ref(), spec: template.spec.as_ref()?, path })
    }
}
