//! The Service in front of an app's Pods.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ServiceSpec;

use crate::literal::{FieldName, FromField, group_forms, word_forms};
use crate::values::ServiceName;

word_forms! {
    /// How a Service is reached.
    ServiceType: "the type of a Service" {
        /// From inside the cluster, under one address: Kubernetes' default.
        ClusterIP,
        /// From outside, under a port of every node.
        NodePort,
        /// From outside, through the cloud's load balancer.
        LoadBalancer,
    }
}

/// A Service: `service = "redis-service"`, or `service(name = "api", type = LoadBalancer)`.
#[derive(Clone, Debug, Default)]
pub struct ServicePart {
    pub(crate) name: Option<ServiceName>,
    pub(crate) raw: Option<ServiceSpec>,
    pub(crate) annotations: BTreeMap<String, String>,
}

impl ServicePart {
    /// A Service of which nothing is said yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { name: None, raw: None, annotations: BTreeMap::new() }
    }

    /// A Service called `name`.
    #[must_use]
    pub const fn named(name: ServiceName) -> Self {
        Self { name: Some(name), raw: None, annotations: BTreeMap::new() }
    }

    const fn literal(name: &'static str) -> Self {
        Self::named(ServiceName::new(name))
    }

    /// The Service's name; the app's own unless said.
    pub fn name(&mut self, name: ServiceName) -> &mut Self {
        self.name = Some(name);
        self
    }

    /// How it is reached; from inside the cluster unless said.
    pub fn r#type(&mut self, kind: ServiceType) -> &mut Self {
        self.raw().type_ = Some(kind.into());
        self
    }

    fn raw(&mut self) -> &mut ServiceSpec {
        self.raw.get_or_insert_default()
    }
}

group_forms!(ServicePart: "a name in quotes, or `service(name = \"api\", type = LoadBalancer)`",
    text => ServicePart::literal);

impl FromField<ServiceName> for ServicePart {
    fn from_field(_: &FieldName, name: &ServiceName) -> Option<Self> {
        Some(Self::named(name.clone()))
    }
}
