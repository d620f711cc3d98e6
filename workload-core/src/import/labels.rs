//! Labels of a workload, its Pods and its Service: what they share, and what each has alone.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::attribute::{Attribute, Value};
use super::kinds::Kind;
use super::members::Members;
use super::table::map;

type Labels = BTreeMap<String, String>;

const NAME: &str = "app.kubernetes.io/name";
const INSTANCE: &str = "app.kubernetes.io/instance";
const MANAGED_BY: &str = "app.kubernetes.io/managed-by";

/// The recommended labels that have a key of their own.
const OWN_KEYS: [(&str, &str); 4] = [
    (INSTANCE, "instance"),
    ("app.kubernetes.io/part-of", "part_of"),
    ("app.kubernetes.io/version", "version"),
    (MANAGED_BY, "managed_by"),
];

/// The labels of the objects of an app.
pub(super) struct Labelled {
    own: Labels,
    pods: Labels,
    service: Option<Labels>,
    companions: Vec<Labels>,
    selector: Option<Labels>,
    kind: Kind,
}

impl Labelled {
    /// The labels of all members.
    pub(super) fn of(members: &Members<'_>) -> Self {
        let labels = |object: &Json| read(object.pointer("/metadata/labels"));
        let kind = members.kind;
        Self {
            own: labels(members.object),
            pods: labels(members.template()),
            service: members.service.map(labels),
            companions: members.others.iter().copied().map(labels).collect(),
            selector: kind.selects().then(|| read(members.object.pointer("/spec/selector/matchLabels"))),
            kind,
        }
    }

    /// The labels of all objects but the workload's own.
    fn others(&self) -> impl Iterator<Item = &Labels> {
        [&self.pods].into_iter().chain(&self.service).chain(&self.companions)
    }

    /// What all of them share.
    fn shared(&self) -> Labels {
        let is_everywhere =
            |(key, value): &(&String, &String)| self.others().all(|labels| labels.get(*key) == Some(value));
        self.own.iter().filter(is_everywhere).map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    /// The labels of a companion that the others do not share.
    pub(super) fn of_companion(&self, companion: &Json) -> Labels {
        let shared = self.shared();
        let labels = read(companion.pointer("/metadata/labels"));
        labels.into_iter().filter(|(key, _)| !shared.contains_key(key)).collect()
    }

    /// The labels of the Service that the others do not share.
    pub(super) fn of_service(&self) -> Labels {
        let shared = self.shared();
        let service = self.service.clone().unwrap_or_default();
        service.into_iter().filter(|(key, _)| !shared.contains_key(key)).collect()
    }

    /// Whether the recommended labels are as the grammar sets them by itself.
    fn is_recommended(&self, name: &str) -> bool {
        let shared = self.shared();
        let all = [&self.own].into_iter().chain(self.others());
        let has_others = all.flat_map(BTreeMap::keys).any(|key| {
            (key == NAME || OWN_KEYS.iter().any(|(label, _)| label == key)) && !shared.contains_key(key)
        });
        shared.get(NAME).map(String::as_str) == Some(name) && shared.contains_key(MANAGED_BY) && !has_others
    }

    /// The keys that say all of them.
    pub(super) fn keys(&self, name: &str) -> Vec<Attribute> {
        let mut shared = self.shared();
        let mut keys = Vec::new();
        let mut usual = Labels::new();
        if self.is_recommended(name) {
            usual.extend(
                [NAME, INSTANCE]
                    .iter()
                    .filter_map(|key| Some(((*key).to_owned(), shared.get(*key)?.clone()))),
            );
            shared.remove(NAME);
            for (label, key) in OWN_KEYS {
                let Some(value) = shared.remove(label) else { continue };
                if label != MANAGED_BY || value != "workload" {
                    keys.push(Attribute::new(key, Value::Text(value)));
                }
            }
        } else {
            keys.push(Attribute::new("recommended_labels", Value::Flag(false)));
        }
        let everywhere = self.shared();
        let only = |labels: &Labels, but: Option<&Labels>| {
            let is_own =
                |key: &String| !everywhere.contains_key(key) && but.is_none_or(|but| !but.contains_key(key));
            labels
                .iter()
                .filter(|(key, _)| is_own(key))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect::<Labels>()
        };
        let selector = self.selector.as_ref().filter(|selector| **selector != usual);
        for (key, labels) in [
            ("selector", selector.cloned().unwrap_or_default()),
            ("labels", shared.clone()),
            ("own_labels", only(&self.own, None)),
            ("pod_labels", only(&self.pods, self.selector.as_ref().filter(|_| self.kind.selects()))),
        ] {
            keys.extend(written(key, &labels));
        }
        keys
    }
}

/// Labels under a key, if there are any.
pub(super) fn written(key: &str, labels: &Labels) -> Option<Attribute> {
    let labels = serde_json::to_value(labels).ok()?;
    map(&labels).map(|labels| Attribute::new(key, labels))
}

/// Labels of an object.
pub(super) fn read(labels: Option<&Json>) -> Labels {
    let labels = labels.and_then(Json::as_object).into_iter().flatten();
    labels.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}
