//! Whether the keys of one map are plainly different texts.

use super::entries::is_spelt_as_itself;

/// The keys of a map so far: each sets a bit of its own, and most maps need no closer look.
#[derive(Debug, Default)]
pub(super) struct DistinctKeys([u64; 8]);

impl DistinctKeys {
    /// Adds a key. Whether it is spelt as itself, and its bit is none of those before it.
    pub(super) fn add(&mut self, key: &str) -> bool {
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        let hash = mark(key.as_bytes()).wrapping_mul(FACTOR) >> 55;
        let (word, bit) = (&mut self.0[hash as usize / 64 % 8], 1 << (hash % 64));
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new && is_spelt_as_itself(key)
    }
}

/// A number that keys which differ seldom share: length, first, middle and last byte.
pub(super) fn mark(key: &[u8]) -> u64 {
    let byte = |at: usize| u64::from(key.get(at).copied().unwrap_or_default());
    let last = key.len().saturating_sub(1);
    (key.len() as u64) << 24 | byte(0) << 16 | byte(key.len() / 2) << 8 | byte(last)
}
