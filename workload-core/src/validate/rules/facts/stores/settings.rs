//! Settings by which a program known to keep data keeps it, or does not.

use std::sync::LazyLock;

use super::table::{STORES, Store};

/// The word in front of what Redis does when memory is short.
const POLICY: &str = "maxmemory-policy";

/// Settings that turn snapshots off.
const NO_SNAPSHOTS: &[&str] = &["save \"\"", "save ''", "save=\"\""];

/// Settings that turn a log on.
const LOG: &[&str] = &["appendonly yes", "appendonly=yes"];

/// Every text that may say how a store keeps its data.
static TELLING: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let of_stores = STORES.iter().flat_map(|store| store.only_with.iter().chain(store.not_with));
    let mut all: Vec<_> = of_stores.chain(NO_SNAPSHOTS).chain(LOG).copied().collect();
    all.push(POLICY);
    all.sort_unstable();
    all.dedup();
    all
});

/// Whether a text may say how a store keeps its data.
pub(crate) fn may_matter(text: &str) -> bool {
    TELLING.iter().any(|telling| text.contains(telling))
}

/// The lines of a text that may say how a store keeps its data, each with its end.
pub(crate) fn lines_that_matter(text: &str) -> String {
    if !may_matter(text) {
        return String::new();
    }
    text.lines().filter(|line| may_matter(line)).flat_map(|line| [line, "\n"]).collect()
}

/// Whether a variable of that name may set the folder of a store's data; a prefix may be put before it.
pub(crate) fn is_folder_variable(key: &str) -> bool {
    key.len() > 3 && STORES.iter().any(|store| store.env.iter().any(|name| name.ends_with(key)))
}

impl Store {
    /// Whether it keeps data when it is told `said`.
    pub(crate) fn keeps(&self, said: &str) -> bool {
        let any = |texts: &[&str]| texts.iter().any(|text| said.contains(text));
        (self.only_with.is_empty() || any(self.only_with)) && !any(self.not_with)
    }
}

/// Whether Redis, Valkey and their kin drop keys when memory is short.
pub(super) fn evicts(said: &str) -> bool {
    let policy = said.split(POLICY).nth(1).map(|rest| rest.trim_start_matches([' ', '=', '"']));
    policy.is_some_and(|policy| !policy.is_empty() && !policy.starts_with("noeviction"))
}

/// Whether they are told to write neither snapshots nor a log.
pub(super) fn saves_nothing(said: &str) -> bool {
    let snapshots = NO_SNAPSHOTS.iter().any(|off| said.contains(off));
    let log = LOG.iter().any(|on| said.contains(on));
    snapshots && !log
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redis_says_itself_that_it_forgets() {
        assert!(evicts("--maxmemory-policy allkeys-lru") && !evicts("--maxmemory-policy noeviction"));
        assert!(saves_nothing("redis-server --save \"\" --appendonly no"));
        assert!(!saves_nothing("--save \"\" --appendonly yes") && !saves_nothing("--save 60 1"));
    }
}
