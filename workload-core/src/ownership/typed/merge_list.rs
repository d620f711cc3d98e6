//! Lays the items of an applied keyed list or set over the live ones, and orders them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use super::item_key::item_key;
use super::merge::Merger;
use super::schema_error::SchemaError;
use crate::ownership::path::PathElement;
use crate::ownership::schema::ListType;

/// The items of a list in order, and each key's item: none for a key that stands twice.
struct Index {
    keys: Vec<(PathElement, usize)>,
    items: BTreeMap<PathElement, Option<usize>>,
}

/// The merged items: those that both lists have stand in the configuration's order, the others
/// keep their place before or after.
pub(super) fn merge_items(
    merger: &mut Merger<'_>,
    ty: &ListType,
    live: &[Value],
    config: &[Value],
) -> Option<Value> {
    let errors = merger.errors.len();
    let right = index(merger, ty, config, false);
    let left = index(merger, ty, live, true);
    if merger.errors.len() > errors {
        return None;
    }
    let shared =
        right.keys.iter().map(|(key, _)| key.clone()).filter(|key| left.items.contains_key(key)).collect();
    let mut zip =
        Zip { merger, ty, live, config, left, right, shared, merged: BTreeSet::new(), out: Vec::new() };
    zip.run();
    (!zip.out.is_empty()).then_some(Value::Array(zip.out))
}

fn index(merger: &mut Merger<'_>, ty: &ListType, list: &[Value], allow_duplicates: bool) -> Index {
    let mut index = Index { keys: Vec::new(), items: BTreeMap::new() };
    for (place, item) in list.iter().enumerate() {
        let key = match item_key(merger.schema, ty, item) {
            Ok(key) => key,
            Err(message) => {
                merger.errors.push(SchemaError::new(format!("element {place}: {message}")));
                continue;
            }
        };
        if index.items.contains_key(&key) && !allow_duplicates {
            merger.errors.push(SchemaError::new(format!("duplicate entries for key {key}")));
            continue;
        }
        index.items.entry(key.clone()).and_modify(|found| *found = None).or_insert(Some(place));
        index.keys.push((key, place));
    }
    index
}

/// Walks both lists side by side.
struct Zip<'a, 'm, 's> {
    merger: &'m mut Merger<'s>,
    ty: &'a ListType,
    live: &'a [Value],
    config: &'a [Value],
    left: Index,
    right: Index,
    /// The keys of both lists that are still to come, in the configuration's order.
    shared: VecDeque<PathElement>,
    merged: BTreeSet<PathElement>,
    out: Vec<Value>,
}

impl Zip<'_, '_, '_> {
    fn run(&mut self) {
        let (mut left, mut right) = (0, 0);
        while left < self.left.keys.len() || right < self.right.keys.len() {
            let mine = self.left.keys.get(left).cloned();
            let theirs = self.right.keys.get(right).map(|(key, _)| key.clone());
            if let (Some((mine, _)), Some(theirs)) = (&mine, &theirs) {
                if mine == theirs {
                    self.take_config(theirs);
                    self.shared.pop_front();
                    (left, right) = (left + 1, right + 1);
                    continue;
                }
                let wanted = self.shared.front();
                if self.right.items.contains_key(mine) && wanted.is_some_and(|wanted| wanted != mine) {
                    left += 1;
                    continue;
                }
            }
            if let Some((mine, place)) = mine {
                if !self.right.items.contains_key(&mine) {
                    self.push(Some(place), None);
                    left += 1;
                    continue;
                }
                left += usize::from(self.merged.contains(&mine));
            }
            if let Some(theirs) = theirs {
                self.take_config(&theirs);
                right += 1;
                if self.shared.front() == Some(&theirs) {
                    self.shared.pop_front();
                }
            }
        }
    }

    fn take_config(&mut self, key: &PathElement) {
        self.merged.insert(key.clone());
        let live = self.left.items.get(key).copied();
        let config = self.right.items.get(key).copied().flatten();
        match live {
            // What stands twice is not merged: the configuration's item takes its place.
            Some(None) => self.push_value(Some(&Value::Null), config),
            Some(place) => self.push(place, config),
            None => self.push(None, config),
        }
    }

    fn push(&mut self, live: Option<usize>, config: Option<usize>) {
        let live = live.map(|place| &self.live[place]);
        self.push_value(live, config);
    }

    fn push_value(&mut self, live: Option<&Value>, config: Option<usize>) {
        let config = config.map(|place| &self.config[place]);
        if let Some(merged) = self.merger.visit(live, config, self.ty.element) {
            self.out.push(merged);
        }
    }
}
