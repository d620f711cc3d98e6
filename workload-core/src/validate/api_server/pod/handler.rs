//! What a probe or a hook does: exactly one thing.

use k8s_openapi::api::core::v1::{
    ExecAction, GRPCAction, HTTPGetAction, LifecycleHandler, Probe, SleepAction, TCPSocketAction,
};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::ports::NUMBERS;
use crate::k8s::values::check_port_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

const SCHEMES: [&str; 2] = ["HTTP", "HTTPS"];

/// What there is to do.
pub(super) struct Handler<'a> {
    exec: Option<&'a ExecAction>,
    http_get: Option<&'a HTTPGetAction>,
    tcp_socket: Option<&'a TCPSocketAction>,
    grpc: Option<&'a GRPCAction>,
    sleep: Option<&'a SleepAction>,
}

impl<'a> From<&'a Probe> for Handler<'a> {
    fn from(probe: &'a Probe) -> Self {
        Self {
            exec: probe.exec.as_ref(),
            http_get: probe.http_get.as_ref(),
            tcp_socket: probe.tcp_socket.as_ref(),
            grpc: probe.grpc.as_ref(),
            sleep: None,
        }
    }
}

impl<'a> From<&'a LifecycleHandler> for Handler<'a> {
    fn from(hook: &'a LifecycleHandler) -> Self {
        Self {
            exec: hook.exec.as_ref(),
            http_get: hook.http_get.as_ref(),
            tcp_socket: hook.tcp_socket.as_ref(),
            grpc: None,
            sleep: hook.sleep.as_ref(),
        }
    }
}

impl Handler<'_> {
    /// Checks that there is one thing to do, and that it can be done within `grace` seconds.
    pub(super) fn check(&self, grace: i64, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        self.check_first(grace, at, errors);
        let fields = [
            ("exec", self.exec.is_some()),
            ("httpGet", self.http_get.is_some()),
            ("tcpSocket", self.tcp_socket.is_some()),
            ("grpc", self.grpc.is_some()),
            ("sleep", self.sleep.is_some()),
        ];
        for (field, _) in fields.into_iter().filter(|(_, is_set)| *is_set).skip(1) {
            errors.forbidden(&at.field(field), "one thing can be done here, not two: leave out all but one");
        }
    }

    fn check_first(&self, grace: i64, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        if let Some(exec) = self.exec {
            command(exec, &at.field("exec"), errors);
        } else if let Some(request) = self.http_get {
            http(request, &at.field("httpGet"), errors);
        } else if let Some(socket) = self.tcp_socket {
            port(&socket.port, &at.fields(&["tcpSocket", "port"]), errors);
        } else if let Some(grpc) = self.grpc {
            checks::within(Some(grpc.port), NUMBERS, &at.fields(&["grpc", "port"]), errors);
        } else if let Some(sleep) = self.sleep {
            rest(sleep, grace, &at.field("sleep"), errors);
        } else {
            errors.required(at, "this names what to do: `exec`, `httpGet`, `tcpSocket` or the like");
        }
    }
}

fn command(exec: &ExecAction, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if exec.command.as_ref().is_none_or(Vec::is_empty) {
        errors.required(&at.field("command"), "a command has one word at least");
    }
}

fn http(request: &HTTPGetAction, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    port(&request.port, &at.field("port"), errors);
    checks::word(request.scheme.as_ref(), &SCHEMES, &at.field("scheme"), errors);
    for (index, header) in request.http_headers.iter().flatten().enumerate() {
        let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if header.name.is_empty() || !header.name.bytes().all(is_fit) {
            let place = at.field("httpHeaders");
            let message =
                format!("`{}` is not the name of a header: it has letters, digits and `-`", header.name);
            errors.invalid(&place, message).standing_at(&place.index(index).field("name"));
        }
    }
}

fn port(port: &IntOrString, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match port {
        IntOrString::Int(number) => checks::within(Some(*number), NUMBERS, at, errors),
        IntOrString::String(name) => checks::text(check_port_name(name), at, errors),
    }
}

fn rest(sleep: &SleepAction, grace: i64, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if sleep.seconds < 0 || sleep.seconds > grace {
        let message =
            format!("{} seconds are outside 0 to `terminationGracePeriodSeconds` ({grace})", sleep.seconds);
        errors.invalid(at, message).standing_at(&at.field("seconds"));
    }
}
