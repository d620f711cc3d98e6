//! The Service in front of an app, and how its ports go with those of the main container.

use serde_json::Value as Json;

use super::attribute::{Attribute, Value};
use super::container::labelled;
use super::kinds::Kind;
use super::labels::{Labelled, read, written};
use super::members::Members;
use super::table::How::{List, Plain};
use super::table::{Table, group, keys, plain};

/// How the ports of the main container go with those of the Service.
pub(super) struct Ports {
    /// For each port of the container, what it says of the Service's.
    options: Vec<Vec<Attribute>>,
    /// The Service's ports, where the container's cannot say them.
    own: Vec<Attribute>,
}

impl Ports {
    /// The ports of a container and of the Service in front of it.
    pub(super) fn of(container: &Json, service: Option<&Json>) -> Self {
        let list = |object: Option<&Json>| object.and_then(Json::as_array).cloned().unwrap_or_default();
        let ports = list(container.get("ports"));
        let offered = list(service.and_then(|service| service.pointer("/spec/ports")));
        let mut options: Vec<Option<Vec<Attribute>>> = vec![None; ports.len()];
        let mut matched = 0;
        for offer in &offered {
            let found = ports.iter().enumerate().find_map(|(at, port)| {
                options[at].is_none().then(|| says(port, offer)).flatten().map(|said| (at, said))
            });
            if let Some((at, said)) = found {
                options[at] = Some(said);
                matched += 1;
            }
        }
        let internal = || vec![Attribute::new("internal", Value::Flag(true))];
        let own = if matched == offered.len() {
            Vec::new()
        } else {
            options.fill(None);
            offered.iter().filter_map(|port| Some(Attribute::new("port", offered_port(port)?))).collect()
        };
        Self { options: options.into_iter().map(|said| said.unwrap_or_else(internal)).collect(), own }
    }

    /// What the port at that place says of the Service's.
    pub(super) fn options(&self, at: usize) -> Vec<Attribute> {
        self.options.get(at).cloned().unwrap_or_default()
    }
}

/// What a port of a container says of the Service's port that leads to it; none where it cannot.
fn says(port: &Json, offer: &Json) -> Option<Vec<Attribute>> {
    let text = |object: &Json, field: &str| object.get(field).and_then(Json::as_str).map(ToOwned::to_owned);
    let number = port.get("containerPort")?.as_i64()?;
    let offered = offer.get("port")?.as_i64()?;
    let name = text(port, "name");
    let target = offer.get("targetPort").filter(|target| !target.is_null());
    let leads_here = match (&name, target) {
        (Some(name), Some(target)) => target.as_str() == Some(name),
        (None, Some(target)) => target.as_i64() == Some(number),
        (None, None) => offered == number,
        (Some(_), None) => false,
    };
    let protocol = |object: &Json| text(object, "protocol").unwrap_or_else(|| "TCP".to_owned());
    if !leads_here || protocol(port) != protocol(offer) {
        return None;
    }
    let mut options = Vec::new();
    if offered != number {
        options.push(Attribute::new("service", Value::Number(offered)));
    }
    match (text(offer, "name"), &name) {
        (None, None) => {}
        (None, Some(_)) => options.push(Attribute::new("unnamed_service", Value::Flag(true))),
        (Some(offered), name) if Some(&offered) != name.as_ref() => {
            options.push(Attribute::new("service_name", Value::Text(offered)));
        }
        _ => {}
    }
    options.extend(keys(offer, &[("appProtocol", "app_protocol", Plain), ("nodePort", "node", Plain)]));
    Some(options)
}

/// A port of a Service as a group.
pub(super) fn offered_port(port: &Json) -> Option<Value> {
    let table: Table = &[
        ("name", "name", Plain),
        ("port", "number", Plain),
        ("targetPort", "target", Plain),
        ("protocol", "protocol", Plain),
        ("appProtocol", "app_protocol", Plain),
        ("nodePort", "node", Plain),
    ];
    group(keys(port, table))
}

/// The key `service`: the app's own Service, or the one that a stateful app belongs to.
pub(super) fn service_key(members: &Members<'_>, labels: &Labelled, ports: &Ports) -> Option<Attribute> {
    let Members { object, kind, .. } = *members;
    let Some(service) = members.service else {
        let name = object.pointer("/spec/serviceName").filter(|name| name.as_str() != Some(""));
        let all = match name.and_then(plain) {
            Some(name) => vec![Attribute::new("name", name), Attribute::new("existing", Value::Flag(true))],
            None => vec![Attribute::new("absent", Value::Flag(true))],
        };
        return (kind == Kind::Stateful).then(|| Attribute::new("service", Value::Group(all)));
    };
    let spec = service.get("spec").unwrap_or(&Json::Null);
    let name = service.pointer("/metadata/name")?.as_str()?;
    let mut all = vec![Attribute::new("name", Value::Text(name.to_owned()))];
    all.extend(written("labels", &labels.of_service()));
    let selector = read(spec.get("selector"));
    if !kind.selects() || selector != read(object.pointer("/spec/selector/matchLabels")) {
        all.extend(written("selector", &selector));
    }
    all.extend(labelled("annotations", service.pointer("/metadata/annotations").unwrap_or(&Json::Null)));
    let is_headless = spec.get("clusterIP").and_then(Json::as_str) == Some("None");
    if is_headless != (kind == Kind::Stateful) {
        all.push(Attribute::new("headless", Value::Flag(is_headless)));
    }
    all.extend(keys(spec, SERVICE).into_iter().filter(|key| kind != Kind::Stateful || key.key != "type"));
    all.extend(ports.own.iter().cloned());
    Some(Attribute::new("service", Value::Group(all)))
}

/// Fields of a Service's spec that are one key each.
pub(super) const SERVICE: Table = &[
    ("type", "type", Plain),
    ("externalTrafficPolicy", "external_traffic_policy", Plain),
    ("internalTrafficPolicy", "internal_traffic_policy", Plain),
    ("loadBalancerClass", "load_balancer_class", Plain),
    ("loadBalancerSourceRanges", "load_balancer_source_ranges", List),
    ("sessionAffinity", "session_affinity", Plain),
    ("publishNotReadyAddresses", "publish_not_ready", Plain),
    ("trafficDistribution", "traffic_distribution", Plain),
];
