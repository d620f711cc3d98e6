//! What was met before in a list: names, paths and ports that may stand in it once.

use std::hash::Hash;

use crate::syntax::text::FastSet;

/// So many values are compared one by one.
const FEW: usize = 16;

/// The values that were met: few are compared one by one, many are hashed.
pub(super) struct Seen<T> {
    few: Vec<T>,
    many: FastSet<T>,
}

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self { few: Vec::new(), many: FastSet::default() }
    }
}

impl<T: Copy + Eq + Hash> Seen<T> {
    /// Whether a value was met before.
    pub(super) fn has(&self, value: T) -> bool {
        if self.many.is_empty() { self.few.contains(&value) } else { self.many.contains(&value) }
    }

    /// Whether a value was met before; it is from now on.
    pub(super) fn again(&mut self, value: T) -> bool {
        let again = self.has(value);
        if self.many.is_empty() && self.few.len() < FEW {
            self.few.push(value);
        } else {
            self.many.extend(self.few.drain(..).chain([value]));
            self.few = Vec::new();
        }
        again
    }
}

impl<T: Copy + Eq + Hash> FromIterator<T> for Seen<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut seen = Self::default();
        values.into_iter().for_each(|value| {
            seen.again(value);
        });
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_met_twice_is_known_in_short_and_long_lists() {
        for length in [1, FEW - 1, FEW, FEW + 1, 100] {
            let mut seen = Seen::default();
            assert!((0..length).all(|value| !seen.again(value)), "{length}");
            assert!((0..length).all(|value| seen.has(value) && seen.again(value)), "{length}");
            assert!(!seen.has(length));
        }
    }
}
