//! Objects beside a workload as keys: autoscaler, budget, Ingress, network policy, account, rights, data.

use serde_json::Value as Json;

use super::attribute::{Attribute, Value};
use super::container::labelled;
use super::labels::{Labelled, written};
use super::pod::terms;
use super::service::{SERVICE, offered_port};
use super::table::How::{Each, List, Plain, With};
use super::table::{Table, group, keys, plain, text};

/// The keys that say the companions of the app called `app`, but for the account and those behind volumes.
pub(super) fn companion_keys(app: &str, labels: &Labelled, companions: &[&Json]) -> Vec<Attribute> {
    let mut all = Vec::new();
    for object in companions {
        let Some((key, say)) = key_of(object) else { continue };
        let mut said = named(app, key, object);
        said.extend(written("labels", &labels.of_companion(object)));
        said.extend(say(object.get("spec").unwrap_or(object)));
        if key == "rbac" {
            said.extend(binding_name(object, companions));
        }
        if key == "ingress" || key == "extra_service" {
            said.extend(labelled(
                "annotations",
                object.pointer("/metadata/annotations").unwrap_or(&Json::Null),
            ));
        }
        all.push(Attribute::new(key, Value::Group(said)));
    }
    all
}

/// The account that an app brings.
pub(super) fn account_keys(labels: &Labelled, companions: &[&Json]) -> Vec<Attribute> {
    let Some(account) = companions.iter().find(|object| object["kind"] == "ServiceAccount") else {
        return Vec::new();
    };
    let mut all = vec![Attribute::new("create", Value::Flag(true))];
    all.extend(labelled("annotations", account.pointer("/metadata/annotations").unwrap_or(&Json::Null)));
    all.extend(written("labels", &labels.of_companion(account)));
    all
}

type Say = fn(&Json) -> Vec<Attribute>;

/// The key of a companion, and what says its spec.
fn key_of(object: &Json) -> Option<(&'static str, Say)> {
    Some(match object["kind"].as_str()? {
        "HorizontalPodAutoscaler" => ("autoscale", autoscale),
        "PodDisruptionBudget" => ("disruption_budget", |spec| keys(spec, BUDGET)),
        "NetworkPolicy" => ("network_policy", network_policy),
        "Ingress" => ("ingress", ingress),
        "Role" => ("rbac", rbac),
        "ConfigMap" => ("config_map", config_map),
        "Service" => ("extra_service", extra_service),
        _ => return None,
    })
}

/// The name of a companion, where it is not the app's.
fn named(app: &str, key: &str, object: &Json) -> Vec<Attribute> {
    let name = object.pointer("/metadata/name").and_then(Json::as_str).unwrap_or_default();
    let is_always_named = ["config_map", "extra_service"].contains(&key);
    let said = (is_always_named || name != app).then(|| Attribute::new("name", Value::Text(name.to_owned())));
    said.into_iter().collect()
}

const BUDGET: Table = &[
    ("minAvailable", "min_available", Plain),
    ("maxUnavailable", "max_unavailable", Plain),
    ("unhealthyPodEvictionPolicy", "unhealthy", Plain),
];

fn autoscale(spec: &Json) -> Vec<Attribute> {
    let mut all = keys(spec, &[("minReplicas", "min", Plain), ("maxReplicas", "max", Plain)]);
    all.extend(keys(spec, &[("targetCPUUtilizationPercentage", "cpu", Plain)]));
    let metrics = spec.get("metrics").and_then(Json::as_array).into_iter().flatten();
    all.extend(metrics.filter_map(metric));
    let behavior = spec.get("behavior").unwrap_or(&Json::Null);
    all.extend(keys(
        behavior,
        &[("scaleUp", "scale_up", With(rules)), ("scaleDown", "scale_down", With(rules))],
    ));
    all
}

fn metric(metric: &Json) -> Option<Attribute> {
    if let Some(container) = metric.get("containerResource") {
        let percent = container.pointer("/target/averageUtilization").and_then(plain)?;
        let load = vec![
            Attribute::new("name", plain(container.get("container")?)?),
            Attribute::new(container.get("name")?.as_str()?, percent),
        ];
        return Some(Attribute::new("container", Value::Group(load)));
    }
    let resource = metric.get("resource")?;
    let name = resource.get("name")?.as_str()?;
    if let Some(percent) = resource.pointer("/target/averageUtilization").and_then(plain) {
        return Some(Attribute::new(name, percent));
    }
    let amount = resource.pointer("/target/averageValue").and_then(text)?;
    Some(Attribute::new(&format!("{name}_value"), amount))
}

fn rules(rules: &Json) -> Option<Value> {
    let mut all = keys(
        rules,
        &[("stabilizationWindowSeconds", "stabilization", Plain), ("selectPolicy", "select", Plain)],
    );
    let policies = rules.get("policies").and_then(Json::as_array).into_iter().flatten();
    all.extend(policies.filter_map(|policy| {
        let key = if policy.get("type")?.as_str()? == "Pods" { "pods" } else { "percent" };
        let rate = keys(policy, &[("value", "count", Plain), ("periodSeconds", "period", Plain)]);
        Some(Attribute::new(key, group(rate)?))
    }));
    group(all)
}

fn network_policy(spec: &Json) -> Vec<Attribute> {
    let mut all = Vec::new();
    for (rules, peers, allow, deny, kind) in [
        ("ingress", "from", "allow_from", "deny_ingress", "Ingress"),
        ("egress", "to", "allow_to", "deny_egress", "Egress"),
    ] {
        let list = spec.get(rules).and_then(Json::as_array).into_iter().flatten();
        let allowed: Vec<_> = list.map(|rule| Attribute::new(allow, peer(rule, peers))).collect();
        let types = spec.get("policyTypes").and_then(Json::as_array).into_iter().flatten();
        if allowed.is_empty() && types.into_iter().any(|named| named == kind) {
            all.push(Attribute::new(deny, Value::Flag(true)));
        }
        all.extend(allowed);
    }
    all
}

/// The one peer of a rule with the ports.
fn peer(rule: &Json, peers: &str) -> Value {
    let mut all = Vec::new();
    if let Some(peer) = rule.pointer(&format!("/{peers}/0")) {
        all.extend(terms(peer.get("podSelector").unwrap_or(&Json::Null)));
        let namespace = peer.pointer("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name");
        all.extend(namespace.and_then(plain).map(|name| Attribute::new("namespace", name)));
        let block = peer.pointer("/ipBlock/cidr").and_then(plain);
        all.extend(block.map(|block| Attribute::new("block", block)));
    }
    let ports = rule.get("ports").and_then(Json::as_array);
    all.extend(
        ports
            .into_iter()
            .flatten()
            .filter_map(|port| Some(Attribute::new("port", plain(port.get("port")?)?))),
    );
    let protocol = rule.pointer("/ports/0/protocol").and_then(plain);
    all.extend(protocol.map(|protocol| Attribute::new("protocol", protocol)));
    Value::Group(all)
}

fn ingress(spec: &Json) -> Vec<Attribute> {
    let mut all = keys(spec, &[("ingressClassName", "class", Plain)]);
    all.extend(spec.pointer("/rules/0/host").and_then(plain).map(|host| Attribute::new("host", host)));
    let paths = spec.pointer("/rules/0/http/paths").and_then(Json::as_array).map(Vec::as_slice);
    let paths = paths.unwrap_or_default();
    let first = paths.first().unwrap_or(&Json::Null);
    let is_usual = paths.len() == 1 && first.get("path").and_then(Json::as_str) == Some("/");
    if !is_usual {
        all.extend(paths.iter().filter_map(|path| Some(Attribute::new("path", plain(path.get("path")?)?))));
    }
    let kind = first.get("pathType").and_then(plain).filter(|kind| *kind != Value::Text("Prefix".to_owned()));
    all.extend(kind.map(|kind| Attribute::new("path_type", kind)));
    let port = first.pointer("/backend/service/port/name").and_then(plain);
    all.extend(port.map(|port| Attribute::new("port", port)));
    let tls = spec.pointer("/tls/0/secretName").and_then(plain);
    all.extend(tls.map(|secret| Attribute::new("tls", secret)));
    all
}

fn rbac(role: &Json) -> Vec<Attribute> {
    let table: Table = &[
        ("apiGroups", "groups", List),
        ("resources", "resources", List),
        ("resourceNames", "names", List),
        ("verbs", "verbs", List),
    ];
    let rules = role.get("rules").and_then(Json::as_array).into_iter().flatten();
    let mut all = Vec::new();
    for rule in rules {
        let mut said = keys(rule, table);
        said.retain(|key| key.key != "groups" || key.value != Value::List(vec![String::new()]));
        all.push(Attribute::new("allow", Value::Group(said)));
    }
    all
}

/// The name of the Role's binding, where it is another one.
fn binding_name(role: &Json, companions: &[&Json]) -> Option<Attribute> {
    let name = |object: &Json| object.pointer("/metadata/name").and_then(Json::as_str).map(ToOwned::to_owned);
    let binding = companions.iter().find(|object| {
        object["kind"] == "RoleBinding"
            && object.pointer("/roleRef/name").and_then(Json::as_str).map(ToOwned::to_owned) == name(role)
    })?;
    let binding = name(binding).filter(|binding| Some(binding) != name(role).as_ref())?;
    Some(Attribute::new("binding", Value::Text(binding)))
}

fn config_map(map: &Json) -> Vec<Attribute> {
    let data = map.get("data").and_then(Json::as_object).into_iter().flatten();
    data.filter_map(|(key, value)| Some(Attribute::entry(key, Value::Text(value.as_str()?.to_owned()))))
        .collect()
}

fn extra_service(spec: &Json) -> Vec<Attribute> {
    let mut all = Vec::new();
    if spec.get("clusterIP").and_then(Json::as_str) == Some("None") {
        all.push(Attribute::new("headless", Value::Flag(true)));
    }
    let selector = super::labels::read(spec.get("selector"));
    all.extend(written("selector", &selector));
    all.extend(keys(spec, SERVICE));
    all.extend(keys(spec, &[("ports", "port", Each(offered_port))]));
    all
}
