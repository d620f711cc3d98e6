//! Probes and hooks as keys.

use serde_json::Value as Json;

use super::attribute::{Attribute, Value};
use super::table::How::{Plain, With};
use super::table::{Table, group, keys, list, text};

const HTTP: Table = &[("path", "http", Plain), ("port", "port", Plain), ("scheme", "scheme", Plain)];

fn headers(list: &Json) -> Option<Value> {
    let header =
        |header: &Json| Some(Attribute::entry(header.get("name")?.as_str()?, text(header.get("value")?)?));
    group(list.as_array()?.iter().filter_map(header).collect())
}

/// The one action of a probe or a hook.
fn action(handler: &Json) -> Option<Vec<Attribute>> {
    if let Some(request) = handler.get("httpGet") {
        let mut all = keys(request, HTTP);
        if request.get("path").is_none() {
            all.insert(0, Attribute::new("http", Value::Text("/".to_owned())));
        }
        request.get("port")?;
        all.extend(keys(request, &[("host", "host", Plain), ("httpHeaders", "headers", With(headers))]));
        return Some(all);
    }
    if let Some(connection) = handler.get("tcpSocket") {
        return Some(keys(connection, &[("port", "tcp", Plain), ("host", "host", Plain)]));
    }
    if let Some(call) = handler.get("grpc") {
        return Some(keys(call, &[("port", "grpc", Plain), ("service", "service", Plain)]));
    }
    if let Some(sleep) = handler.get("sleep") {
        return Some(keys(sleep, &[("seconds", "sleep", Plain)]));
    }
    let command = handler.get("exec")?.get("command").and_then(list)?;
    Some(vec![Attribute::new("exec", command)])
}

/// A probe.
pub(super) fn probe(probe: &Json) -> Option<Value> {
    let mut all = action(probe)?;
    all.extend(keys(
        probe,
        &[
            ("initialDelaySeconds", "delay", Plain),
            ("periodSeconds", "period", Plain),
            ("timeoutSeconds", "timeout", Plain),
            ("successThreshold", "success", Plain),
            ("failureThreshold", "failures", Plain),
            ("terminationGracePeriodSeconds", "grace_period", Plain),
        ],
    ));
    group(all)
}

/// A hook of a container's life.
pub(super) fn hook(hook: &Json) -> Option<Value> {
    group(action(hook)?)
}
