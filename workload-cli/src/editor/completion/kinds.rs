//! API versions and kinds.

use serde_json::Value;
use workload_core::k8s::served_kinds;

use super::context::Context;
use super::item::{Item, Sort};

/// Kinds of workloads and what goes with them, which come first.
const COMMON: &[&str] = &[
    "ConfigMap",
    "CronJob",
    "DaemonSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "Ingress",
    "Job",
    "PersistentVolumeClaim",
    "Secret",
    "Service",
    "StatefulSet",
];

/// The first two lines of an object, where it has neither.
pub(super) fn whole(context: &Context<'_>) -> Vec<Value> {
    if !context.kind.is_empty() || !context.api_version.is_empty() {
        return Vec::new();
    }
    let indent = " ".repeat(context.cursor.column);
    let item = |(version, kind): (&str, &str)| Item {
        label: kind.to_owned(),
        text: format!("apiVersion: {version}\n{indent}kind: {kind}\n{indent}"),
        sort: Sort::Kind,
        detail: version.to_owned(),
        about: String::new(),
        rank: rank(kind),
    };
    let mut items: Vec<_> = pairs(context).map(|pair| item(pair).at(context)).collect();
    for key in ["apiVersion", "kind", "metadata"] {
        let text = if key == "metadata" { format!("{key}:\n{indent}  ") } else { format!("{key}: ") };
        let is_written = context.cursor.keys(&context.outline).iter().any(|own| own == key);
        let item = Item { text, ..Item::value(key, Sort::Field, "required") };
        items.extend((!is_written).then(|| item.at(context)));
    }
    items
}

/// Values of `apiVersion` and `kind`, by what the other one says.
pub(super) fn header(context: &Context<'_>) -> Vec<Value> {
    let steps = context.steps();
    match steps[0].as_str() {
        "apiVersion" => {
            let kinds = pairs(context).filter(|(_, kind)| context.kind.is_empty() || context.kind == *kind);
            let mut versions: Vec<_> = kinds.map(|(version, _)| version).collect();
            versions.dedup();
            let item = |version: &&str| Item::value(version, Sort::Enum, &context.kind).at(context);
            versions.iter().map(item).collect()
        }
        "kind" => {
            let is_known = pairs(context).any(|(version, _)| version == context.api_version);
            let kinds = pairs(context).filter(|(version, _)| !is_known || context.api_version == *version);
            let item = |(version, kind): (&str, &str)| Item {
                rank: rank(kind),
                ..Item::value(kind, Sort::Kind, version)
            };
            kinds.map(|pair| item(pair).at(context)).collect()
        }
        _ => Vec::new(),
    }
}

fn rank(kind: &str) -> u8 {
    u8::from(!COMMON.contains(&kind))
}

/// Every API version with each of its kinds, custom resources last.
fn pairs<'c>(context: &Context<'c>) -> impl Iterator<Item = (&'c str, &'c str)> {
    let served = served_kinds().flat_map(|(version, kinds)| kinds.iter().map(move |kind| (version, *kind)));
    served.chain(context.custom.into_iter().flat_map(|custom| custom.schema.kinds()))
}
