//! Lays the items of an applied keyed list or set over the live ones, and orders them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use super::item_key::item_key;
use super::schema_error::SchemaError;
use crate::ownership::path::PathElement;
use crate::ownership::schema::{ListType, Schema};

/// The items of a list by key.
#[derive(Default)]
struct Index {
    /// The keys in order, each with its place.
    keys: Vec<(PathElement, usize)>,
    /// The place of each key's item; none for a key that stands twice.
    items: BTreeMap<PathElement, Option<usize>>,
}

/// The merged items: those that both lists have stand in the configuration's order, the others keep
/// their place before or after. `visit` merges a live item and an applied one.
///
/// # Errors
/// When an item has no key, or the configuration has a key twice.
pub(super) fn merge_items(
    schema: &Schema,
    ty: &ListType,
    live: &[Value],
    config: &[Value],
    visit: impl FnMut(Option<&Value>, Option<&Value>) -> Option<Value>,
) -> Result<Vec<Value>, Vec<SchemaError>> {
    let right = index(schema, ty, config, false)?;
    let left = index(schema, ty, live, true)?;
    let shared =
        right.keys.iter().map(|(key, _)| key.clone()).filter(|key| left.items.contains_key(key)).collect();
    let mut zip = Zip { visit, live, config, left, right, shared, merged: BTreeSet::new(), out: Vec::new() };
    zip.run();
    Ok(zip.out)
}

fn index(
    schema: &Schema,
    ty: &ListType,
    list: &[Value],
    may_repeat: bool,
) -> Result<Index, Vec<SchemaError>> {
    let mut index = Index::default();
    let mut errors = Vec::new();
    for (place, item) in list.iter().enumerate() {
        match item_key(schema, ty, item) {
            Ok(key) if index.items.contains_key(&key) && !may_repeat => {
                errors.push(SchemaError::new(format!("duplicate entries for key {key}")));
            }
            Ok(key) => index.add(key, place),
            Err(message) => errors.push(SchemaError::new(format!("element {place}: {message}"))),
        }
    }
    if errors.is_empty() { Ok(index) } else { Err(errors) }
}

impl Index {
    fn add(&mut self, key: PathElement, place: usize) {
        self.items.entry(key.clone()).and_modify(|found| *found = None).or_insert(Some(place));
        self.keys.push((key, place));
    }
}

/// Walks both lists side by side.
struct Zip<'a, V> {
    visit: V,
    live: &'a [Value],
    config: &'a [Value],
    left: Index,
    right: Index,
    /// The keys of both lists that are still to come, in the configuration's order.
    shared: VecDeque<PathElement>,
    merged: BTreeSet<PathElement>,
    out: Vec<Value>,
}

impl<V: FnMut(Option<&Value>, Option<&Value>) -> Option<Value>> Zip<'_, V> {
    fn run(&mut self) {
        let (mut left, mut right) = (0, 0);
        while left < self.left.keys.len() || right < self.right.keys.len() {
            (left, right) = self.step(left, right);
        }
    }

    /// Takes at most one item, and gives the places to go on from.
    fn step(&mut self, left: usize, right: usize) -> (usize, usize) {
        let mine = self.left.keys.get(left).cloned();
        let theirs = self.right.keys.get(right).map(|(key, _)| key.clone());
        if let (Some((mine, _)), Some(theirs)) = (&mine, &theirs) {
            if mine == theirs {
                self.take_config(theirs);
                self.shared.pop_front();
                return (left + 1, right + 1);
            }
            let is_next = self.shared.front().is_none_or(|wanted| wanted == mine);
            if self.right.items.contains_key(mine) && !is_next {
                return (left + 1, right);
            }
        }
        let mut left = left;
        if let Some((mine, place)) = mine {
            if !self.right.items.contains_key(&mine) {
                self.push(Some(&self.live[place]), None);
                return (left + 1, right);
            }
            left += usize::from(self.merged.contains(&mine));
        }
        (left, right + self.take_next(theirs))
    }

    /// Takes the next item of the configuration, if there is one; the number of items taken.
    fn take_next(&mut self, theirs: Option<PathElement>) -> usize {
        let Some(theirs) = theirs else { return 0 };
        self.take_config(&theirs);
        if self.shared.front() == Some(&theirs) {
            self.shared.pop_front();
        }
        1
    }

    fn take_config(&mut self, key: &PathElement) {
        self.merged.insert(key.clone());
        let config = self.right.items.get(key).copied().flatten().map(|place| &self.config[place]);
        match self.left.items.get(key).copied() {
            // What stands twice is not merged: the configuration's item takes its place.
            Some(None) => self.push(Some(&Value::Null), config),
            Some(Some(place)) => self.push(Some(&self.live[place]), config),
            None => self.push(None, config),
        }
    }

    fn push(&mut self, live: Option<&Value>, config: Option<&Value>) {
        self.out.extend((self.visit)(live, config));
    }
}
