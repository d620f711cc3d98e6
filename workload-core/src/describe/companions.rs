//! The objects that stand beside a workload and belong to it.

use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::core::v1::{
    ConfigMap, Namespace, PersistentVolumeClaim, Secret, Service, ServiceAccount,
};
use k8s_openapi::api::networking::v1::{Ingress, NetworkPolicy};
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::rbac::v1::{Role, RoleBinding};

use crate::k8s::Object;

/// What comes with a workload besides its own object and its own Service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Companions {
    /// Services beyond the app's own.
    pub services: Vec<Service>,
    /// Claims that the app's Pods share.
    pub claims: Vec<PersistentVolumeClaim>,
    /// Configuration given inline, named by its content or by a name of its own.
    pub config_maps: Vec<ConfigMap>,
    /// Secrets given inline, named by their content.
    pub secrets: Vec<Secret>,
    /// The account the Pods run as, when the app brings its own.
    pub service_account: Option<ServiceAccount>,
    /// What changes the number of replicas with the load.
    pub autoscaler: Option<HorizontalPodAutoscaler>,
    /// How many Pods an eviction must leave.
    pub disruption_budget: Option<PodDisruptionBudget>,
    /// The namespace, when the app brings it.
    pub namespace: Option<Namespace>,
    /// How the app is reached from outside the cluster.
    pub ingresses: Vec<Ingress>,
    /// What the app may do with the API server, as a role and its binding.
    pub role: Option<(Role, RoleBinding)>,
    /// Who may talk to the app, and to whom it may.
    pub network_policies: Vec<NetworkPolicy>,
    /// Objects of any other kind.
    pub objects: Vec<Object>,
}
