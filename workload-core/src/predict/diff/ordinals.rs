//! The numbers of a StatefulSet's Pods, and the names made of them.

use std::ops::Range;

use serde_json::Value;

use super::object_diff::{items, number, text};

/// A StatefulSet's Pods by number: `start` to `start + replicas`.
#[derive(Clone, Debug)]
pub(super) struct Ordinals<'a> {
    set: &'a Value,
    range: Range<i64>,
}

impl<'a> Ordinals<'a> {
    /// Of a stored StatefulSet; of null, none.
    pub(super) fn of(set: &'a Value) -> Self {
        let start = number(set, "/spec/ordinals/start");
        Self { set, range: start..start + number(set, "/spec/replicas").max(0) }
    }

    /// The numbers, from the lowest.
    pub(super) fn range(&self) -> Range<i64> {
        self.range.clone()
    }

    /// The names of those Pods that `is_meant`, from the lowest.
    pub(super) fn pods(&self, is_meant: impl Fn(i64) -> bool) -> Vec<String> {
        self.range().filter(|ordinal| is_meant(*ordinal)).map(|ordinal| self.pod(ordinal)).collect()
    }

    /// `redis-0`.
    pub(super) fn pod(&self, ordinal: i64) -> String {
        format!("{}-{ordinal}", text(self.set, "/metadata/name"))
    }

    /// The claims that the set makes for its Pods: template, ordinal, name.
    pub(super) fn claims(&self) -> Vec<SetClaim<'a>> {
        let set = self.set;
        let of = move |ordinal: i64| {
            let pod = self.pod(ordinal);
            items(set, "/spec/volumeClaimTemplates").iter().map(move |template| {
                let name = format!("{}-{pod}", text(template, "/metadata/name"));
                SetClaim { name, ordinal, template }
            })
        };
        self.range().flat_map(of).collect()
    }
}

/// A claim that a StatefulSet makes.
#[derive(Clone, Debug)]
pub(super) struct SetClaim<'a> {
    /// `data-redis-0`.
    pub name: String,
    pub ordinal: i64,
    pub template: &'a Value,
}

impl SetClaim<'_> {
    /// Whether both are made by templates of one name.
    pub(super) fn is(&self, other: &SetClaim) -> bool {
        self.name == other.name
    }
}

/// `redis-0, redis-1`, and the first and last of many.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [first, second, .., last] if names.len() > 6 => format!("{first}, {second}, … {last}"),
        _ => names.join(", "),
    }
}

/// The word for one, or the one for several.
pub(super) fn by_number<'w>(names: &[String], one: &'w str, several: &'w str) -> &'w str {
    if names.len() == 1 { one } else { several }
}
