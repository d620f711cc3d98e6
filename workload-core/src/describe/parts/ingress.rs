//! How an app is reached from outside the cluster.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::ServicePort;
use k8s_openapi::api::networking::v1::{
    HTTPIngressPath, HTTPIngressRuleValue, Ingress, IngressBackend, IngressRule, IngressServiceBackend,
    IngressSpec, IngressTLS, ServiceBackendPort,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::maps::{Annotations, Labels};
use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, Written, find, group_forms, word_forms};
use crate::k8s::values::{ObjectName, PortName, UrlPath};
use crate::syntax::text::{Message, filled};

word_forms! {
    /// How the path of a request is compared.
    PathType: "a path type" {
        /// Folder by folder from the start.
        Prefix,
        /// As a whole.
        Exact,
        /// As the ingress controller does it.
        ImplementationSpecific,
    }
}

/// An Ingress: `ingress(host = "shop.example.com", tls = "shop-tls")`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct IngressPart {
    name: Option<ObjectName>,
    class: Option<ObjectName>,
    host: Option<String>,
    paths: Vec<UrlPath>,
    path_type: Option<PathType>,
    port: Option<PortName>,
    tls: Option<ObjectName>,
    annotations: Annotations,
    labels: Labels,
}

impl IngressPart {
    /// Every host and every path.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The Ingress's name; the app's unless said.
    pub fn name(&mut self, name: ObjectName) -> &mut Self {
        self.name = Some(name);
        self
    }

    /// Labels of its own, besides those of the app.
    pub fn labels(&mut self, labels: Labels) -> &mut Self {
        self.labels.0.extend(labels.0);
        self
    }

    /// The `IngressClass` whose controller looks after it; the cluster's default unless said.
    #[doc(alias("ingressClassName", "ingress_class_name"))]
    pub fn class(&mut self, name: ObjectName) -> &mut Self {
        self.class = Some(name);
        self
    }

    /// The host that is asked for, such as `shop.example.com` or `*.example.com`.
    pub fn host(&mut self, host: Cow<'static, str>) -> &mut Self {
        self.host = Some(host.into_owned());
        self
    }

    /// A path of the host; repeat it for several, `/` unless said.
    pub fn path(&mut self, path: UrlPath) -> &mut Self {
        self.paths.push(path);
        self
    }

    /// How the paths are compared; `Prefix` unless said.
    pub fn path_type(&mut self, kind: PathType) -> &mut Self {
        self.path_type = Some(kind);
        self
    }

    /// The port of the Service, by name; its first one unless said.
    pub fn port(&mut self, name: PortName) -> &mut Self {
        self.port = Some(name);
        self
    }

    /// The Secret with the certificate of the host.
    pub fn tls(&mut self, secret: ObjectName) -> &mut Self {
        self.tls = Some(secret);
        self
    }

    /// Annotations, such as those that the ingress controller reads.
    pub fn annotations(&mut self, annotations: Annotations) -> &mut Self {
        self.annotations.0.extend(annotations.0);
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "tls").is_some() && find(keys, "host").is_none() {
            return Err(Message::of("a certificate is for a host: add `host = \"…\"`"));
        }
        if let Some(Written::Text(host)) = find(keys, "host")
            && has_more_than_a_host(host)
        {
            let message = Message::new().push_quoted(host);
            return Err(message.push(
                " is more than a host: leave out `https://`, ports and paths, which have keys of their own",
            ));
        }
        Ok(())
    }

    /// The name that it is given itself.
    pub(crate) fn own_name(&self) -> Option<String> {
        self.name.as_ref().map(ToString::to_string)
    }

    /// The Ingress of the app called so, in front of its Service.
    pub(crate) fn object(&self, app: &str, service: &str, first: Option<&ServicePort>) -> Ingress {
        let backend = IngressBackend {
            service: Some(IngressServiceBackend { name: service.to_owned(), port: self.backend_port(first) }),
            ..IngressBackend::default()
        };
        let path = |path: String| HTTPIngressPath {
            backend: backend.clone(),
            path: Some(path),
            path_type: self.path_type.unwrap_or(PathType::Prefix).into(),
        };
        let paths: Vec<_> = self.paths.iter().map(ToString::to_string).map(path).collect();
        let paths = if paths.is_empty() { vec![path("/".to_owned())] } else { paths };
        let tls = |secret: &ObjectName| IngressTLS {
            hosts: self.host.clone().map(|host| vec![host]),
            secret_name: Some(secret.to_string()),
        };
        let spec = IngressSpec {
            ingress_class_name: self.class.as_ref().map(ToString::to_string),
            rules: Some(vec![IngressRule {
                host: self.host.clone(),
                http: Some(HTTPIngressRuleValue { paths }),
            }]),
            tls: self.tls.as_ref().map(|secret| vec![tls(secret)]),
            ..IngressSpec::default()
        };
        let metadata = ObjectMeta {
            name: self.own_name().or_else(|| Some(app.to_owned())),
            annotations: filled(&self.annotations.0),
            labels: filled(&self.labels.0),
            ..ObjectMeta::default()
        };
        Ingress { metadata, spec: spec.into(), ..Ingress::default() }
    }

    fn backend_port(&self, first: Option<&ServicePort>) -> Option<ServiceBackendPort> {
        let by_name = |name: String| ServiceBackendPort { name: Some(name), number: None };
        if let Some(name) = &self.port {
            return Some(by_name(name.to_string()));
        }
        let first = first?;
        let by_number = ServiceBackendPort { name: None, number: Some(first.port) };
        Some(first.name.clone().map_or(by_number, by_name))
    }
}

/// Whether a text has a scheme, a port or a path.
const fn has_more_than_a_host(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'/' || bytes[at] == b':' {
            return true;
        }
        at += 1;
    }
    false
}

group_forms!(IngressPart: "`ingress(host = \"shop.example.com\", tls = \"shop-tls\")`", check => IngressPart::check, repeats);
