//! The Service in front of an app's Pods.

mod offered_port;
mod words;

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{Service, ServicePort, ServiceSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::{Deserialize, Serialize};

use super::maps::{Annotations, Labels};
use super::words::Words;
use crate::k8s::literal::{FieldName, Leaf, ToPart, Written, find, group_forms};
use crate::k8s::values::ServiceName;
use crate::syntax::text::{Message, same};

pub use offered_port::OfferedPort;
pub use words::{ServiceType, SessionAffinity, TrafficPolicy};

/// A Service: `service = "redis-service"`, or `service(name = "api", type = LoadBalancer)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ServicePart {
    pub(crate) name: Option<ServiceName>,
    // Nothing in it needs memory until a key asks, so that a literal can be one.
    raw: Option<ServiceSpec>,
    annotations: BTreeMap<String, String>,
    labels: BTreeMap<String, String>,
    selector: BTreeMap<String, String>,
    own_ports: Vec<ServicePort>,
    pub(crate) existing: bool,
    pub(crate) absent: bool,
    pub(crate) balanced: bool,
    only: Option<Words>,
}

impl ServicePart {
    /// A Service of which nothing is said yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            name: None,
            raw: None,
            annotations: BTreeMap::new(),
            labels: BTreeMap::new(),
            selector: BTreeMap::new(),
            own_ports: Vec::new(),
            existing: false,
            absent: false,
            balanced: false,
            only: None,
        }
    }

    /// A Service called `name`.
    #[must_use]
    pub const fn named(name: ServiceName) -> Self {
        Self {
            name: Some(name),
            raw: None,
            annotations: BTreeMap::new(),
            labels: BTreeMap::new(),
            selector: BTreeMap::new(),
            own_ports: Vec::new(),
            existing: false,
            absent: false,
            balanced: false,
            only: None,
        }
    }

    #[track_caller]
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

    /// Gives each Pod's address instead of one for all. The Service of a stateful app does so unless `headless = false`
    /// is said, which takes the names of its Pods away (article §4.3).
    pub fn headless(&mut self, on: bool) -> &mut Self {
        self.balanced = !on;
        self.raw().cluster_ip = on.then(|| "None".to_owned());
        self
    }

    /// Annotations, such as those that a cloud's load balancer reads.
    pub fn annotations(&mut self, annotations: Annotations) -> &mut Self {
        self.annotations.extend(annotations.0);
        self
    }

    /// Labels of the Service, besides those of the app.
    pub fn labels(&mut self, labels: Labels) -> &mut Self {
        self.labels.extend(labels.0);
        self
    }

    /// The labels that select the Pods; the app's selector unless said.
    pub fn selector(&mut self, labels: Labels) -> &mut Self {
        self.selector.extend(labels.0);
        self
    }

    /// A port of the Service, which then offers those said here and none of the app's; repeat it for several.
    pub fn port(&mut self, port: OfferedPort) -> &mut Self {
        self.own_ports.push(port.into_raw());
        self
    }

    /// Only names the Service: it exists already, and is not made with the app.
    pub fn existing(&mut self, on: bool) -> &mut Self {
        self.existing = on;
        self
    }

    /// Names no Service: the Pods of a stateful app have no DNS names then (article §4.3).
    pub fn absent(&mut self, on: bool) -> &mut Self {
        self.absent = on;
        self
    }

    /// The ports it offers, by name; all of the app's unless said.
    pub fn ports(&mut self, names: Words) -> &mut Self {
        self.only = Some(names);
        self
    }

    /// To which Pods traffic from outside goes.
    pub fn external_traffic_policy(&mut self, policy: TrafficPolicy) -> &mut Self {
        self.raw().external_traffic_policy = Some(policy.into());
        self
    }

    /// To which Pods traffic from inside the cluster goes.
    pub fn internal_traffic_policy(&mut self, policy: TrafficPolicy) -> &mut Self {
        self.raw().internal_traffic_policy = Some(policy.into());
        self
    }

    /// Which of several load balancers looks after it.
    pub fn load_balancer_class(&mut self, class: std::borrow::Cow<'static, str>) -> &mut Self {
        self.raw().load_balancer_class = Some(class.into_owned());
        self
    }

    /// From where the load balancer may be reached: `["10.0.0.0/8"]`.
    pub fn load_balancer_source_ranges(&mut self, ranges: Words) -> &mut Self {
        self.raw().load_balancer_source_ranges = Some(ranges.into());
        self
    }

    /// Whether a client stays with a Pod.
    pub fn session_affinity(&mut self, affinity: SessionAffinity) -> &mut Self {
        self.raw().session_affinity = Some(affinity.into());
        self
    }

    /// Gives the addresses of Pods that are not ready too, for peers that look for one another.
    #[doc(alias("publishNotReadyAddresses", "publish_not_ready_addresses"))]
    pub fn publish_not_ready(&mut self, on: bool) -> &mut Self {
        self.raw().publish_not_ready_addresses = Some(on);
        self
    }

    /// A preference for near Pods: `PreferSameZone`.
    pub fn traffic_distribution(&mut self, distribution: std::borrow::Cow<'static, str>) -> &mut Self {
        self.raw().traffic_distribution = Some(distribution.into_owned());
        self
    }

    fn raw(&mut self) -> &mut ServiceSpec {
        self.raw.get_or_insert_default()
    }

    pub(super) const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "headless").is_some()
            && matches!(find(keys, "type"), Some(Written::Word(kind)) if !same(kind, "ClusterIP"))
        {
            return Err(Message::of(
                "a headless Service has no address to balance: leave out `headless` or `type`",
            ));
        }
        if find(keys, "absent").is_some() && keys.len() > 1 {
            return Err(Message::of(
                "a Service that is absent has no other keys: leave out `absent`, or the others",
            ));
        }
        Ok(())
    }

    /// The ports that it is told to offer, where it is not all of them.
    pub(crate) fn chosen_ports(&self) -> Vec<String> {
        self.only.clone().map(Vec::from).unwrap_or_default()
    }

    /// The type that is asked for, if it is not the default.
    pub(crate) fn outside_type(&self) -> Option<&str> {
        self.raw.as_ref()?.type_.as_deref().filter(|kind| *kind != "ClusterIP")
    }

    /// The Service called `name` that passes `ports` on to the Pods with these labels.
    pub(crate) fn object(
        &self,
        name: &str,
        ports: &[ServicePort],
        pods: BTreeMap<String, String>,
    ) -> Service {
        let mut spec = self.raw.clone().unwrap_or_default();
        let pods = if self.selector.is_empty() { pods } else { self.selector.clone() };
        spec.selector = (!pods.is_empty()).then_some(pods);
        let only = self.only.clone().map(Vec::<String>::from);
        let offered = |port: &&ServicePort| {
            only.as_ref().is_none_or(|only| port.name.as_ref().is_some_and(|name| only.contains(name)))
        };
        let ports: Vec<_> = match self.own_ports.as_slice() {
            [] => ports.iter().filter(offered).cloned().collect(),
            own => own.to_vec(),
        };
        spec.ports = (!ports.is_empty()).then_some(ports);
        let annotations = crate::syntax::text::filled(&self.annotations);
        let labels = crate::syntax::text::filled(&self.labels);
        let metadata =
            ObjectMeta { name: Some(name.to_owned()), labels, annotations, ..ObjectMeta::default() };
        Service { metadata, spec: Some(spec), ..Service::default() }
    }
}

group_forms!(ServicePart: "a name in quotes, or `service(name = \"api\", type = LoadBalancer)`",
    text => ServicePart::literal, check => ServicePart::check);

#[diagnostic::do_not_recommend]
impl ToPart<ServicePart> for ServiceName {
    fn to_part(&self, _: &FieldName) -> Option<ServicePart> {
        Some(ServicePart::named(self.clone()))
    }
}
