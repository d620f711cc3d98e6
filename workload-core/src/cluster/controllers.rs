//! The controllers that answer to what changes: garbage collection and namespaces.

mod accounts;
mod garbage;
mod namespaces;

use crate::cluster::api_server::ApiServer;

/// How often controllers look at one change and its consequences; a chain of owners is never so long.
const MOST_ROUNDS: usize = 64;

/// The controllers of a cluster.
#[derive(Debug, Default)]
pub(crate) struct Controllers {
    /// The version up to which everything has been looked at.
    seen: u64,
}

impl Controllers {
    /// Looks at what has changed until nothing changes any more.
    pub(crate) fn react(&mut self, api: &mut ApiServer) {
        for _ in 0..MOST_ROUNDS {
            let version = api.store.version();
            if version == self.seen {
                return;
            }
            accounts::react(api);
            garbage::collect(api);
            namespaces::finish(api);
            self.seen = version;
        }
    }
}
