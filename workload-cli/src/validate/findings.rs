//! The findings of a run as they are shown: a list, or one by one where there may be many.

use std::borrow::Cow;

use workload_core::k8s::Versions;
use workload_core::validate::lint::{Finding, OrderedFindings};

use super::upgrade::name_versions;

/// Number of findings that are shown and written at once: enough for all cores, and few in memory.
const BATCH: usize = 1024;

/// The findings of a run, in order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Findings<'o> {
    /// All of them.
    Listed(&'o [Finding]),
    /// The same one by one, with the versions of Kubernetes that were asked for.
    OneByOne(&'o OrderedFindings, Versions),
}

impl<'o> Findings<'o> {
    /// They, many at once.
    pub(crate) fn batches(self) -> Box<dyn Iterator<Item = Cow<'o, [Finding]>> + 'o> {
        match self {
            Self::Listed(findings) => Box::new(findings.chunks(BATCH).map(Cow::Borrowed)),
            Self::OneByOne(findings, versions) => {
                let mut findings = findings.iter();
                Box::new(std::iter::from_fn(move || {
                    let mut batch: Vec<_> = findings.by_ref().take(BATCH).collect();
                    name_versions(&mut batch, versions);
                    (!batch.is_empty()).then_some(Cow::Owned(batch))
                }))
            }
        }
    }
}
