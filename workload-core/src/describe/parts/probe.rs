//! A probe: how Kubernetes finds out whether a container has started, is ready, or lives.

use k8s_openapi::api::core::v1::Probe as Raw;

use super::handler::{Handler, Headers, Scheme, check_actions};
use super::words::Words;
use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, group_forms};
use crate::k8s::values::{PortNumber, PortRef, UrlPath};
use crate::syntax::text::Message;

/// A probe: `ready(http = "/healthz", port = "http", period = 5)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Probe {
    handler: Handler,
    raw: Raw,
}

impl Probe {
    /// A probe that does nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for this path over HTTP; an answer of 200-399 is good.
    #[doc(alias("httpGet", "http_get"))]
    pub fn http(&mut self, path: UrlPath) -> &mut Self {
        self.handler.http = Some(path);
        self
    }

    /// The port of the request, by name or number.
    pub fn port(&mut self, port: PortRef) -> &mut Self {
        self.handler.port = Some(port);
        self
    }

    /// How the request is made; HTTP unless said.
    pub fn scheme(&mut self, scheme: Scheme) -> &mut Self {
        self.handler.scheme = Some(scheme);
        self
    }

    /// The host that is asked; the Pod's own address unless said.
    pub fn host(&mut self, host: std::borrow::Cow<'static, str>) -> &mut Self {
        self.handler.host = Some(host.into_owned());
        self
    }

    /// Headers of the request.
    pub fn headers(&mut self, headers: Headers) -> &mut Self {
        self.handler.headers = Some(headers);
        self
    }

    /// Opens a connection to this port.
    #[doc(alias("tcpSocket", "tcp_socket"))]
    pub fn tcp(&mut self, port: PortRef) -> &mut Self {
        self.handler.tcp = Some(port);
        self
    }

    /// Calls gRPC's health service on this port.
    pub fn grpc(&mut self, port: PortNumber) -> &mut Self {
        self.handler.grpc = Some(port);
        self
    }

    /// The service that the gRPC call asks about.
    pub fn service(&mut self, service: std::borrow::Cow<'static, str>) -> &mut Self {
        self.handler.service = Some(service.into_owned());
        self
    }

    /// Runs a command in the container; 0 is good.
    pub fn exec(&mut self, command: Words) -> &mut Self {
        self.handler.exec = Some(command);
        self
    }

    /// Seconds from the container's start to the first probe.
    #[doc(alias("initialDelaySeconds", "initial_delay_seconds"))]
    pub fn delay(&mut self, seconds: i32) -> &mut Self {
        self.raw.initial_delay_seconds = Some(seconds);
        self
    }

    /// Seconds between probes; 10 unless said.
    #[doc(alias("periodSeconds", "period_seconds"))]
    pub fn period(&mut self, seconds: i32) -> &mut Self {
        self.raw.period_seconds = Some(seconds);
        self
    }

    /// Seconds after which a probe has failed; 1 unless said.
    #[doc(alias("timeoutSeconds", "timeout_seconds"))]
    pub fn timeout(&mut self, seconds: i32) -> &mut Self {
        self.raw.timeout_seconds = Some(seconds);
        self
    }

    /// How many good answers in a row it takes; above 1 for readiness only.
    #[doc(alias("successThreshold", "success_threshold"))]
    pub fn success(&mut self, threshold: i32) -> &mut Self {
        self.raw.success_threshold = Some(threshold);
        self
    }

    /// How many failures in a row it takes; 3 unless said.
    #[doc(alias("failureThreshold", "failure_threshold"))]
    pub fn failures(&mut self, threshold: i32) -> &mut Self {
        self.raw.failure_threshold = Some(threshold);
        self
    }

    /// Seconds to end in after a failed startup or liveness probe; the Pod's unless said.
    #[doc(alias("terminationGracePeriodSeconds", "termination_grace_period_seconds"))]
    pub fn grace_period(&mut self, seconds: i64) -> &mut Self {
        self.raw.termination_grace_period_seconds = Some(seconds);
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        check_actions(keys, &["http", "tcp", "grpc", "exec"], "a probe")
    }

    pub(crate) fn into_raw(self) -> Raw {
        Raw {
            http_get: self.handler.http_get(),
            tcp_socket: self.handler.tcp_socket(),
            grpc: self.handler.grpc(),
            exec: self.handler.exec(),
            ..self.raw
        }
    }
}

group_forms!(Probe: "what to do, such as `ready(http = \"/healthz\", port = \"http\")`", check => Probe::check);
