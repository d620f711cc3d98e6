//! Maps and sets with a fast hash, for keys of a run's own files.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

/// A map whose hash costs little for short keys.
pub(crate) type FastMap<K, V> = HashMap<K, V, RandomState>;

/// A set of such keys.
pub(crate) type FastSet<T> = HashSet<T, RandomState>;
