//! Sets of indexes, kept and written as intervals: `0,2,3`, `5-9`.

use std::collections::BTreeMap;
use std::fmt;

/// Intervals by their first index, with their last; none touches another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Intervals(BTreeMap<u32, u32>);

impl Intervals {
    /// Reads intervals as a success policy writes them; indexes at or above `count` are left out.
    pub(super) fn parse(text: &str, count: u32) -> Self {
        let mut intervals = Self::default();
        for part in text.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) else { continue };
            if first < count && first <= last {
                intervals.add(first, last.min(count - 1));
            }
        }
        intervals
    }

    /// The indexes below `count`.
    pub(super) fn below(&self, count: u32) -> Self {
        let below = self.0.range(..count);
        Self(below.map(|(first, last)| (*first, (*last).min(count - 1))).collect())
    }

    /// Adds one index.
    pub(super) fn insert(&mut self, index: u32) {
        self.add(index, index);
    }

    fn add(&mut self, first: u32, last: u32) {
        let (mut first, mut last) = (first, last);
        while let Some((&start, &end)) = self.0.range(..=last.saturating_add(1)).next_back() {
            if end.saturating_add(1) < first {
                break;
            }
            self.0.remove(&start);
            (first, last) = (first.min(start), last.max(end));
        }
        self.0.insert(first, last);
    }

    /// Adds all of another set.
    pub(super) fn extend(&mut self, other: &Self) {
        for (first, last) in &other.0 {
            self.add(*first, *last);
        }
    }

    /// Whether an index is in the set.
    pub(super) fn has(&self, index: u32) -> bool {
        self.0.range(..=index).next_back().is_some_and(|(_, last)| *last >= index)
    }

    /// How many indexes there are.
    pub(super) fn total(&self) -> u32 {
        self.0.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// How many indexes are in both.
    pub(super) fn shared(&self, other: &Self) -> u32 {
        let pieces = self.0.iter().flat_map(|(first, last)| {
            let near = other.0.range(..=*last).rev().take_while(move |(_, end)| *end >= first);
            near.map(move |(start, end)| last.min(end) - first.max(start) + 1)
        });
        pieces.sum()
    }

    /// The lowest indexes below `count` that are not in the set, so many of them.
    pub(super) fn lowest_free(&self, many: usize, count: u32) -> Vec<u32> {
        let mut free = Vec::with_capacity(many);
        let mut next = 0;
        for (first, last) in &self.0 {
            free.extend((next..(*first).min(count)).take(many - free.len()));
            next = last + 1;
        }
        free.extend((next..count.max(next)).take(many - free.len()));
        free
    }
}

impl fmt::Display for Intervals {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (first, last)) in self.0.iter().enumerate() {
            let comma = if place > 0 { "," } else { "" };
            match last - first {
                0 => write!(formatter, "{comma}{first}")?,
                1 => write!(formatter, "{comma}{first},{last}")?,
                _ => write!(formatter, "{comma}{first}-{last}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(indexes: impl IntoIterator<Item = u32>) -> Intervals {
        let mut intervals = Intervals::default();
        indexes.into_iter().for_each(|index| intervals.insert(index));
        intervals
    }

    #[test]
    fn neighbours_join_and_two_are_written_one_by_one() {
        let set = of([7, 0, 2, 3, 8, 9]);
        assert_eq!(set.to_string(), "0,2,3,7-9");
        assert_eq!(set.total(), 6);
        assert_eq!(Intervals::parse("0,2-3,7-20,x", 10), set);
        assert!(set.has(8) && !set.has(1) && !set.has(10));
        assert_eq!(of([1, 0, 2]).to_string(), "0-2");
    }

    #[test]
    fn the_lowest_free_indexes_come_first() {
        let set = of([0, 2, 3, 7]);
        assert_eq!(set.lowest_free(3, 9), [1, 4, 5]);
        assert_eq!(set.lowest_free(9, 9), [1, 4, 5, 6, 8]);
        assert_eq!(of([]).lowest_free(2, 5), [0, 1]);
        assert_eq!(set.lowest_free(2, 1), Vec::<u32>::new());
    }

    #[test]
    fn what_two_sets_share_is_counted() {
        assert_eq!(of([0, 1, 2, 5, 6, 9]).shared(&of([1, 2, 3, 6, 8, 9])), 4);
        assert_eq!(of([0, 1]).shared(&of([2])), 0);
    }
}
