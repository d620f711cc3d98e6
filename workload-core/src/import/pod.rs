//! A Pod's fields as keys.

use serde_json::Value as Json;

use super::attribute::{Attribute, Value};
use super::container::{NODE_SELECTOR, beside, resources};
use super::security::{CONFINEMENT, profiles};
use super::table::How::{Each, List, Plain, With};
use super::table::{Table, group, keys, plain, text};

/// Fields of the Pod's spec that are one key each.
pub(super) const POD: Table = &[
    ("terminationGracePeriodSeconds", "grace_period", Plain),
    ("automountServiceAccountToken", "automount_token", Plain),
    ("hostNetwork", "host_network", Plain),
    ("hostPID", "host_pid", Plain),
    ("hostIPC", "host_ipc", Plain),
    ("shareProcessNamespace", "share_processes", Plain),
    ("enableServiceLinks", "service_links", Plain),
    ("hostUsers", "host_users", Plain),
    ("hostname", "hostname", Plain),
    ("subdomain", "subdomain", Plain),
    ("setHostnameAsFQDN", "hostname_as_fqdn", Plain),
    ("nodeName", "node_name", Plain),
    ("preemptionPolicy", "preemption_policy", Plain),
    ("activeDeadlineSeconds", "pod_deadline", Plain),
    ("dnsPolicy", "dns_policy", Plain),
    ("dnsConfig", "dns", With(dns)),
    ("hostAliases", "host_alias", Each(host_alias)),
    ("resources", "pod_resources", With(resources)),
    ("resourceClaims", "resource_claim", Each(resource_claim)),
    ("imagePullSecrets", "image_pull_secrets", With(names)),
    ("priorityClassName", "priority_class", Plain),
    ("schedulerName", "scheduler", Plain),
    ("runtimeClassName", "runtime_class", Plain),
    ("tolerations", "tolerate", Each(toleration)),
    ("topologySpreadConstraints", "spread", Each(spread)),
    ("securityContext", "pod_security", With(pod_security)),
];

/// The keys of a Pod but for its main container and its volumes.
pub(super) fn pod_keys(pod: &Json) -> Vec<Attribute> {
    let mut all = keys(pod, POD);
    all.extend(keys(pod, NODE_SELECTOR));
    let account = pod.get("serviceAccountName").or_else(|| pod.get("serviceAccount")).and_then(plain);
    all.extend(
        account
            .map(|name| Attribute::new("service_account", Value::Group(vec![Attribute::new("name", name)]))),
    );
    let gates = pod.get("readinessGates").and_then(Json::as_array).into_iter().flatten();
    all.extend(
        gates.filter_map(|gate| Some(Attribute::new("readiness_gate", plain(gate.get("conditionType")?)?))),
    );
    all.extend(affinity(pod.get("affinity").unwrap_or(&Json::Null)));
    let inits = pod.get("initContainers").and_then(Json::as_array).into_iter().flatten();
    all.extend(inits.filter_map(|container| {
        let is_sidecar = container.get("restartPolicy").and_then(Json::as_str) == Some("Always");
        Some(Attribute::new(if is_sidecar { "sidecar" } else { "init" }, beside(container)?))
    }));
    let others = pod.get("containers").and_then(Json::as_array).into_iter().flatten().skip(1);
    all.extend(others.filter_map(|container| Some(Attribute::new("container", beside(container)?))));
    all
}

fn names(list: &Json) -> Option<Value> {
    let name = |item: &Json| item.get("name").and_then(Json::as_str).map(ToOwned::to_owned);
    list.as_array()?.iter().map(name).collect::<Option<Vec<_>>>().map(Value::List)
}

fn dns(config: &Json) -> Option<Value> {
    let mut all = keys(config, &[("nameservers", "nameservers", List), ("searches", "searches", List)]);
    let options = config.get("options").and_then(Json::as_array).into_iter().flatten();
    all.extend(options.filter_map(|option| {
        let value = option.get("value").and_then(text).unwrap_or(Value::Text(String::new()));
        Some(Attribute::entry(option.get("name")?.as_str()?, value))
    }));
    group(all)
}

fn host_alias(alias: &Json) -> Option<Value> {
    group(keys(alias, &[("ip", "ip", Plain), ("hostnames", "names", List)]))
}

fn resource_claim(claim: &Json) -> Option<Value> {
    let table: Table = &[
        ("name", "name", Plain),
        ("resourceClaimName", "existing", Plain),
        ("resourceClaimTemplateName", "template", Plain),
    ];
    group(keys(claim, table))
}

fn toleration(toleration: &Json) -> Option<Value> {
    let mut all = keys(
        toleration,
        &[
            ("key", "key", Plain),
            ("value", "value", Plain),
            ("effect", "effect", Plain),
            ("tolerationSeconds", "seconds", Plain),
        ],
    );
    let operator = toleration.get("operator").and_then(Json::as_str);
    if operator == Some("Equal") {
        all.push(Attribute::new("operator", Value::Text("Equal".to_owned())));
    }
    let is_equal = operator.is_none();
    if toleration.get("key").is_none() {
        all.insert(0, Attribute::new("everything", Value::Flag(true)));
    } else if is_equal && toleration.get("value").is_none() {
        all.push(Attribute::new("without_value", Value::Flag(true)));
    }
    group(all)
}

/// Terms that labels must meet, of `matchLabels` and `matchExpressions` alike.
pub(super) fn terms(selector: &Json) -> Vec<Attribute> {
    let labels = selector.get("matchLabels").and_then(Json::as_object).into_iter().flatten();
    let mut all: Vec<_> =
        labels.filter_map(|(key, value)| Some(Attribute::entry(key, text(value)?))).collect();
    all.extend(requirements(selector.get("matchExpressions")));
    all
}

fn requirements(list: Option<&Json>) -> Vec<Attribute> {
    let requirement = |requirement: &Json| {
        let values = requirement.get("values").and_then(Json::as_array).into_iter().flatten();
        let values: Vec<_> = values.filter_map(|value| value.as_str().map(ToOwned::to_owned)).collect();
        let value = match requirement.get("operator")?.as_str()? {
            "In" => Value::List(values),
            "NotIn" if values.len() == 1 => Value::Call("not", values),
            "Exists" => Value::Call("exists", Vec::new()),
            "DoesNotExist" => Value::Call("absent", Vec::new()),
            "Gt" => Value::Call("above", values),
            "Lt" => Value::Call("below", values),
            _ => return None,
        };
        Some(Attribute::entry(requirement.get("key")?.as_str()?, value))
    };
    list.and_then(Json::as_array).into_iter().flatten().filter_map(requirement).collect()
}

/// What the topology key of a term is called in the grammar.
fn topology(term: &Json) -> Option<Attribute> {
    let on = |key| Some(Attribute::new(key, Value::Flag(true)));
    match term.get("topologyKey")?.as_str()? {
        "kubernetes.io/hostname" => on("host"),
        "topology.kubernetes.io/zone" => on("zone"),
        other => Some(Attribute::new("key", Value::Text(other.to_owned()))),
    }
}

fn spread(constraint: &Json) -> Option<Value> {
    let mut all = vec![topology(constraint)?];
    all.extend(keys(
        constraint,
        &[
            ("maxSkew", "max_skew", Plain),
            ("whenUnsatisfiable", "otherwise", Plain),
            ("minDomains", "min_domains", Plain),
            ("nodeAffinityPolicy", "node_affinity_policy", Plain),
            ("nodeTaintsPolicy", "node_taints_policy", Plain),
            ("matchLabelKeys", "match_label_keys", List),
        ],
    ));
    all.extend(terms(constraint.get("labelSelector").unwrap_or(&Json::Null)));
    group(all)
}

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

fn affinity(affinity: &Json) -> Vec<Attribute> {
    let mut all = Vec::new();
    if let Some(nodes) = affinity.get("nodeAffinity").and_then(node_affinity) {
        all.push(Attribute::new("node_affinity", nodes));
    }
    for (field, key) in [("podAffinity", "affinity"), ("podAntiAffinity", "anti_affinity")] {
        let items = |list: &str| affinity.get(field).and_then(|pods| pods.get(list)).and_then(Json::as_array);
        let required = items(REQUIRED).into_iter().flatten().filter_map(|term| pod_term(term, None));
        all.extend(required.map(|value| Attribute::new(key, value)));
        let preferred = items(PREFERRED).into_iter().flatten();
        let preferred =
            preferred.filter_map(|item| pod_term(item.get("podAffinityTerm")?, item.get("weight")));
        all.extend(preferred.map(|value| Attribute::new(key, value)));
    }
    all
}

fn pod_term(term: &Json, weight: Option<&Json>) -> Option<Value> {
    let mut all = vec![topology(term)?];
    all.extend(keys(term, &[("namespaces", "namespaces", List)]));
    all.extend(weight.and_then(plain).map(|weight| Attribute::new("weight", weight)));
    all.extend(terms(term.get("labelSelector").unwrap_or(&Json::Null)));
    group(all)
}

fn node_affinity(affinity: &Json) -> Option<Value> {
    let required = affinity
        .get(REQUIRED)
        .and_then(|selector| selector.get("nodeSelectorTerms"))
        .and_then(Json::as_array);
    let required = required.into_iter().flatten().filter_map(|term| {
        Some(Attribute::new("require", group(requirements(term.get("matchExpressions")))?))
    });
    let preferred =
        affinity.get(PREFERRED).and_then(Json::as_array).into_iter().flatten().filter_map(|item| {
            let mut all: Vec<_> = item
                .get("weight")
                .and_then(plain)
                .map(|weight| Attribute::new("weight", weight))
                .into_iter()
                .collect();
            all.extend(requirements(item.pointer("/preference/matchExpressions")));
            Some(Attribute::new("prefer", group(all)?))
        });
    group(required.chain(preferred).collect())
}

fn pod_security(security: &Json) -> Option<Value> {
    let mut all = keys(security, CONFINEMENT);
    all.extend(keys(
        security,
        &[
            ("fsGroup", "fs_group", Plain),
            ("fsGroupChangePolicy", "fs_group_change_policy", Plain),
            ("supplementalGroups", "supplemental_group", Each(plain)),
            ("supplementalGroupsPolicy", "supplemental_groups_policy", Plain),
        ],
    ));
    all.extend(profiles(security));
    let sysctls = security.get("sysctls").and_then(Json::as_array).into_iter().flatten();
    all.extend(
        sysctls
            .filter_map(|one| Some(Attribute::entry(one.get("name")?.as_str()?, text(one.get("value")?)?))),
    );
    group(all)
}
