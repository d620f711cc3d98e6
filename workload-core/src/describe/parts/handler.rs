//! What a probe or a hook does: an HTTP request, a connection, a call, a command.

use k8s_openapi::api::core::v1::{ExecAction, GRPCAction, HTTPGetAction, HTTPHeader, TCPSocketAction};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::Words;
use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, find, group_forms, word_forms};
use crate::k8s::values::{PortNumber, PortRef, UrlPath};
use crate::syntax::text::Message;

word_forms! {
    /// How an HTTP request is made.
    Scheme: "the scheme of a request" {
        /// In the clear.
        Http = "HTTP",
        /// Over TLS; the certificate is not looked at.
        Https = "HTTPS",
    }
}

/// Headers of a request: `headers("X-Probe" = "kubelet")`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Headers(Vec<HTTPHeader>);

impl Headers {
    /// No header yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The header `name`.
    pub fn entry(
        &mut self,
        name: std::borrow::Cow<'static, str>,
        value: std::borrow::Cow<'static, str>,
    ) -> &mut Self {
        self.0.push(HTTPHeader { name: name.into_owned(), value: value.into_owned() });
        self
    }
}

group_forms!(Headers: "headers, such as `headers(\"X-Probe\" = \"kubelet\")`");

/// The action of a probe or hook, as its keys describe it.
///
/// Not every version of Kubernetes has the same fields in its actions: none is written out whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Handler {
    pub(crate) http: Option<UrlPath>,
    pub(crate) port: Option<PortRef>,
    pub(crate) scheme: Option<Scheme>,
    pub(crate) host: Option<String>,
    pub(crate) headers: Option<Headers>,
    pub(crate) tcp: Option<PortRef>,
    pub(crate) grpc: Option<PortNumber>,
    pub(crate) service: Option<String>,
    pub(crate) exec: Option<Words>,
}

impl Handler {
    /// The HTTP request.
    pub(crate) fn http_get(&self) -> Option<HTTPGetAction> {
        let path = self.http.as_ref()?;
        let mut request = HTTPGetAction { path: Some(path.to_string()), ..HTTPGetAction::default() };
        request.port = self.port.clone().map_or(IntOrString::Int(0), Into::into);
        request.scheme = self.scheme.map(Into::into);
        request.host.clone_from(&self.host);
        request.http_headers = self.headers.as_ref().map(|headers| headers.0.clone());
        Some(request)
    }

    /// The connection.
    pub(crate) fn tcp_socket(&self) -> Option<TCPSocketAction> {
        let port = self.tcp.clone()?.into();
        Some(TCPSocketAction { port, host: self.host.clone() })
    }

    /// The call of gRPC's health service.
    pub(crate) fn grpc(&self) -> Option<GRPCAction> {
        let mut call = GRPCAction { port: self.grpc?.into(), ..GRPCAction::default() };
        call.service.clone_from(&self.service);
        Some(call)
    }

    /// The command.
    pub(crate) fn exec(&self) -> Option<ExecAction> {
        self.exec.clone().map(|words| ExecAction { command: Some(words.into()) })
    }
}

/// Checks that exactly one of the `actions` is there, and that a request has its port.
pub(crate) const fn check_actions(keys: &[Leaf], actions: &[&str], what: &str) -> Result<(), Message> {
    let mut found = 0;
    let mut at = 0;
    while at < actions.len() {
        found += if find(keys, actions[at]).is_some() { 1 } else { 0 };
        at += 1;
    }
    if found != 1 {
        let message =
            Message::of(what).push(if found == 0 { " says nothing to do" } else { " does one thing" });
        let mut message = message.push(": give it one of ");
        let mut at = 0;
        while at < actions.len() {
            message = message.push(if at == 0 { "" } else { ", " }).push(actions[at]);
            at += 1;
        }
        return Err(message);
    }
    if find(keys, "http").is_some() && find(keys, "port").is_none() {
        return Err(Message::of(
            "a request needs a port: add `port = \"http\"`, the name of a port, or its number",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::k8s::literal::Written;

    #[test]
    fn an_action_needs_what_it_is_about() {
        let request = Handler { http: Some(UrlPath::new("/healthz")), ..Handler::default() };
        assert_eq!(request.http_get().and_then(|request| request.path).as_deref(), Some("/healthz"));
        assert_eq!((request.tcp_socket(), request.grpc(), request.exec()), (None, None, None));
        let one = [Leaf { key: "tcp", written: Written::Number(80) }];
        assert!(check_actions(&one, &["http", "tcp"], "a probe").is_ok());
    }

    #[test]
    fn two_actions_are_refused() {
        let two = ["http", "tcp"].map(|key| Leaf { key, written: Written::Later });
        let message = check_actions(&two, &["http", "tcp"], "a probe").unwrap_err();
        assert_eq!(message.as_str(), "a probe does one thing: give it one of http, tcp");
    }
}
