//! Findings of several rendered texts that say the same at the same place: told once.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use workload_core::syntax::text::Span;
use workload_core::validate::lint::{Finding, ObjectHeader};

/// A finding with the text that it was found in, and the group of that text.
pub(super) struct Brought {
    pub(super) finding: Finding,
    pub(super) text: usize,
    pub(super) group: usize,
    /// Whether it stands where it was written, rather than in the rendered text.
    pub(super) is_written: bool,
}

/// What makes findings equal: the rule, the place, what is said.
type Key = (&'static str, Place, String);

/// Where a finding stands.
#[derive(PartialEq, Eq, Hash)]
enum Place {
    /// In a file.
    Written(Arc<str>, Span),
    /// In texts of this group, at this field of this object.
    Rendered(usize, Option<ObjectHeader>, String),
}

impl Brought {
    fn key(&self) -> Key {
        let finding = &self.finding;
        let place = if self.is_written {
            Place::Written(finding.file.clone(), finding.span)
        } else {
            Place::Rendered(self.group, finding.object.as_deref().cloned(), finding.path.clone())
        };
        (finding.rule.code, place, finding.message.clone())
    }
}

/// Each finding once; one that is not in all texts of its group says in how many. `of` says what the
/// texts of a group are: "sets of values".
pub(super) fn told_once(
    brought: Vec<Brought>,
    groups: &[usize],
    of: impl Fn(usize) -> &'static str,
) -> Vec<Finding> {
    let mut order: Vec<(Brought, BTreeSet<usize>)> = Vec::new();
    let mut seen: HashMap<Key, usize> = HashMap::new();
    for one in brought {
        let key = one.key();
        let at = *seen.entry(key).or_insert(order.len());
        match order.get_mut(at) {
            Some((_, texts)) => {
                texts.insert(one.text);
            }
            None => order.push((one, BTreeSet::new())),
        }
    }
    let tell = |(one, mut texts): (Brought, BTreeSet<usize>)| {
        texts.insert(one.text);
        let all = groups.get(one.group).copied().unwrap_or(1);
        let mut finding = one.finding;
        if texts.len() < all {
            finding.message = format!("{} (in {} of {all} {})", finding.message, texts.len(), of(one.group));
        }
        finding
    };
    order.into_iter().map(tell).collect()
}
