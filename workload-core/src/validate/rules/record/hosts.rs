//! The hosts that the texts of an object tell programs to reach.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use k8s_openapi::api::core::v1::Container;

use super::compact_path::CompactPath;
use crate::k8s::Object;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::service_hosts::{ServiceHost, names_a_host, service_hosts, whole_host};
use crate::validate::rules::facts::subject::Subject;

/// A host that may be a Service, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HostMention {
    pub(crate) path: CompactPath,
    pub(crate) text: Box<str>,
    pub(crate) port: Option<i32>,
    /// Whether it can be nothing but a host: a scheme or the name of a variable says so.
    pub(crate) has_scheme: bool,
}

impl HostMention {
    /// The host as it was read.
    pub(crate) fn host(&self) -> ServiceHost<'_> {
        ServiceHost { text: &self.text, port: self.port, has_scheme: self.has_scheme }
    }
}

/// The hosts in the commands, arguments and variables of Pods, and in the data of a ConfigMap, each once.
pub(super) fn hosts(subject: &Subject<'_>) -> Vec<HostMention> {
    let mut found = Found::default();
    let root = subject.at();
    if let Object::ConfigMap(map) = subject.object {
        let data = root.field("data");
        map.data.iter().flatten().for_each(|(key, text)| add(&mut found, &data.key(key), key, text));
    }
    let Some(pod) = subject.pod() else { return found.all };
    // Pods that look names up elsewhere may find any.
    if pod.spec.dns_config.is_some() || pod.spec.host_aliases.is_some() {
        return found.all;
    }
    let holder = root.fields(pod.path);
    let spec = holder.field("spec");
    for part in subject.containers() {
        let list = spec.field(part.list);
        of_container(&mut found, &list.index(part.index), part.container);
    }
    found.all
}

/// Hosts in order, and those that are known.
#[derive(Default)]
struct Found<'t> {
    all: Vec<HostMention>,
    known: HashSet<(&'t str, Option<i32>), RandomState>,
}

fn of_container<'t>(found: &mut Found<'t>, at: &PathBuilder<'_>, container: &'t Container) {
    for (field, words) in [("command", &container.command), ("args", &container.args)] {
        for (number, word) in words.iter().flatten().enumerate() {
            let (name, text) = word.split_once('=').unwrap_or(("", word));
            add(found, &at.field(field).index(number), name, text);
        }
    }
    let env = at.field("env");
    for (number, variable) in container.env.iter().flatten().enumerate() {
        if let Some(value) = &variable.value {
            add(found, &env.index(number).field("value"), &variable.name, value);
        }
    }
}

fn add<'t>(found: &mut Found<'t>, at: &PathBuilder<'_>, name: &str, text: &'t str) {
    let mut push = |host: ServiceHost<'t>| {
        if found.known.insert((host.text, host.port)) {
            let (port, has_scheme) = (host.port, host.has_scheme);
            found.all.push(HostMention { path: at.path().into(), text: host.text.into(), port, has_scheme });
        }
    };
    if let Some(host) = whole_host(text) {
        if names_a_host(name) {
            push(host);
        }
        return;
    }
    service_hosts(text).for_each(push);
}
