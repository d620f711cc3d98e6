//! Who may talk to an app's Pods, and to whom they may.

use k8s_openapi::api::networking::v1::{
    IPBlock, NetworkPolicy as Raw, NetworkPolicyEgressRule, NetworkPolicyIngressRule, NetworkPolicyPeer,
    NetworkPolicyPort, NetworkPolicySpec,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::label_terms::LabelTerms;
use super::maps::Labels;
use super::node_affinity::NodeTerm;
use super::port::Protocol;
use serde::{Deserialize, Serialize};

use crate::k8s::literal::group_forms;
use crate::k8s::values::{LabelKey, Name, Namespace, ObjectName, PortRef};
use crate::syntax::text::filled;

/// A network policy of the app's Pods: `network_policy(allow_from(app = "api"))`.
///
/// What is not allowed in a direction that is named is denied: `network_policy(deny_ingress)` lets
/// nobody in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct NetworkPolicy {
    name: Option<ObjectName>,
    labels: Labels,
    from: Vec<Peer>,
    to: Vec<Peer>,
    ingress: bool,
    egress: bool,
}

impl NetworkPolicy {
    /// Nothing said yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The policy's name; the app's unless said.
    pub fn name(&mut self, name: ObjectName) -> &mut Self {
        self.name = Some(name);
        self
    }

    /// Labels of its own, besides those of the app.
    pub fn labels(&mut self, labels: Labels) -> &mut Self {
        self.labels.0.extend(labels.0);
        self
    }

    /// Who may talk to the Pods; repeat it for several.
    pub fn allow_from(&mut self, peer: Peer) -> &mut Self {
        self.from.push(peer);
        self
    }

    /// To whom the Pods may talk; repeat it for several.
    pub fn allow_to(&mut self, peer: Peer) -> &mut Self {
        self.to.push(peer);
        self
    }

    /// Denies what is not allowed in: said by any `allow_from` too.
    pub fn deny_ingress(&mut self, on: bool) -> &mut Self {
        self.ingress = on;
        self
    }

    /// Denies what is not allowed out: said by any `allow_to` too.
    pub fn deny_egress(&mut self, on: bool) -> &mut Self {
        self.egress = on;
        self
    }

    /// The name that it is given itself.
    pub(crate) fn own_name(&self) -> Option<String> {
        self.name.as_ref().map(ToString::to_string)
    }

    /// The policy of the Pods that `pods` selects, of the app called so.
    pub(crate) fn object(&self, app: &str, pods: LabelSelector) -> Raw {
        let (ingress, egress) = (self.ingress || !self.from.is_empty(), self.egress || !self.to.is_empty());
        let types = [(ingress, "Ingress"), (egress, "Egress")];
        let types = types.iter().filter(|(said, _)| *said).map(|(_, name)| (*name).to_owned());
        let from =
            self.from.iter().map(|peer| NetworkPolicyIngressRule { from: peer.peers(), ports: peer.ports() });
        let to = self.to.iter().map(|peer| NetworkPolicyEgressRule { to: peer.peers(), ports: peer.ports() });
        let spec = NetworkPolicySpec {
            pod_selector: Some(pods).into(),
            ingress: (!self.from.is_empty()).then(|| from.collect()),
            egress: (!self.to.is_empty()).then(|| to.collect()),
            policy_types: Some(types.collect()),
        };
        let name = self.own_name().or_else(|| Some(app.to_owned()));
        let metadata = ObjectMeta { name, labels: filled(&self.labels.0), ..ObjectMeta::default() };
        Raw { metadata, spec: spec.into() }
    }
}

group_forms!(NetworkPolicy: "`network_policy(allow_from(app = \"api\"))`", repeats);

/// Who is at the other end: `allow_from(app = "api", port = "http")`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Peer {
    labels: LabelTerms,
    namespace: Option<String>,
    block: Option<String>,
    ports: Vec<PortRef>,
    protocol: Option<Protocol>,
}

impl Peer {
    /// Everybody.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The Pods of the app called so.
    pub fn app(&mut self, name: Name) -> &mut Self {
        self.labels.set("app.kubernetes.io/name", name.as_str());
        self
    }

    /// Pods with this label.
    pub fn entry(&mut self, key: LabelKey, term: NodeTerm) -> &mut Self {
        self.labels.entry(key, &term);
        self
    }

    /// Pods of that namespace; of the app's own unless said.
    pub fn namespace(&mut self, name: Namespace) -> &mut Self {
        self.namespace = Some(name.into());
        self
    }

    /// A range of addresses outside the cluster, such as `10.0.0.0/8`.
    pub fn block(&mut self, range: std::borrow::Cow<'static, str>) -> &mut Self {
        self.block = Some(range.into_owned());
        self
    }

    /// The port, by name or number; repeat it for several, all of them unless said.
    pub fn port(&mut self, port: PortRef) -> &mut Self {
        self.ports.push(port);
        self
    }

    /// The protocol of the ports; TCP unless said.
    pub fn protocol(&mut self, protocol: Protocol) -> &mut Self {
        self.protocol = Some(protocol);
        self
    }

    fn peers(&self) -> Option<Vec<NetworkPolicyPeer>> {
        let namespace = self.namespace.as_ref().map(|name| {
            let mut labels = LabelTerms::default();
            labels.set("kubernetes.io/metadata.name", name);
            labels.selector().unwrap_or_default()
        });
        let peer = NetworkPolicyPeer {
            ip_block: self.block.clone().map(|cidr| IPBlock { cidr, except: None }),
            namespace_selector: namespace,
            pod_selector: self.labels.selector(),
        };
        (peer != NetworkPolicyPeer::default()).then(|| vec![peer])
    }

    fn ports(&self) -> Option<Vec<NetworkPolicyPort>> {
        let port = |port: &PortRef| NetworkPolicyPort {
            port: Some(port.clone().into()),
            protocol: self.protocol.map(Into::into),
            end_port: None,
        };
        (!self.ports.is_empty()).then(|| self.ports.iter().map(port).collect())
    }
}

group_forms!(Peer: "who is at the other end, such as `allow_from(app = \"api\", port = \"http\")`", repeats);
