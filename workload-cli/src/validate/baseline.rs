//! The findings that are known already, so that an old repository can start today.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use workload_core::validate::lint::Outcome;

use super::identity::identity;
use crate::error::{CliError, Result};
use crate::files::{display_name, read_text, write_text};
use crate::terminal;

/// Known findings, with how often each is there. Neither the line nor the file counts, so
/// that a change around a finding does not bring it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Baseline {
    version: u32,
    findings: BTreeMap<String, usize>,
}

impl Baseline {
    const VERSION: u32 = 2;

    /// The findings of today.
    pub(crate) fn of(outcome: &Outcome) -> Self {
        let mut findings = BTreeMap::new();
        for finding in &outcome.findings {
            *findings.entry(identity(finding)).or_default() += 1;
        }
        Self { version: Self::VERSION, findings }
    }

    /// Whether a file is a baseline, of whichever version.
    pub(crate) fn is_at(path: &Path) -> bool {
        read_text(path).is_ok_and(|text| serde_json::from_str::<Self>(&text).is_ok())
    }

    /// Reads a baseline.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = read_text(path).map_err(|error| error.help("write one with --write-baseline"))?;
        let baseline: Self = serde_json::from_str(&text)
            .map_err(|error| CliError::new(format!("{} is not a baseline: {error}", display_name(path))))?;
        if baseline.version != Self::VERSION {
            let message = format!(
                "{} is a baseline of version {}, not {}",
                display_name(path),
                baseline.version,
                Self::VERSION
            );
            return Err(CliError::new(message).help("write it anew with --write-baseline"));
        }
        Ok(baseline)
    }

    /// Writes it, whole or not at all.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        // A map of texts and numbers always has a form.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        write_text(path, &(text + "\n"))?;
        let count: usize = self.findings.values().sum();
        let noun = if count == 1 { "finding" } else { "findings" };
        terminal::note("written", &format!("{count} known {noun} to {}", display_name(path)));
        Ok(())
    }

    /// Whether a finding is known; each is as often as it was.
    pub(super) fn takes(&mut self, identity: &str) -> bool {
        let left = self.findings.get_mut(identity).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }

    /// Takes the known findings out, each as often as it was known. Known findings that are not
    /// there any more are reported, when `is_whole` says that all files were checked.
    pub(crate) fn forget(mut self, outcome: &mut Outcome, path: &Path, is_whole: bool) {
        outcome.findings.retain(|finding| !self.takes(&identity(finding)));
        let gone: usize = self.findings.values().sum();
        if gone > 0 && is_whole {
            let (noun, verb) = if gone == 1 { ("finding", "is") } else { ("findings", "are") };
            terminal::warning(&format!(
                "{gone} known {noun} of {} {verb} no longer found: update it with --write-baseline",
                display_name(path)
            ));
        }
    }
}
