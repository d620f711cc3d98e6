//! Which rules count, from which weight on, and for which place.

#[cfg(feature = "custom_resources")]
use std::sync::Arc;

use crate::k8s::Versions;
#[cfg(feature = "custom_resources")]
use crate::validate::custom_resources::CustomResources;
use crate::validate::decode::Limit;
use crate::validate::document::{Clusters, OtherKinds};
use crate::validate::rules::{Profile, Rule, Severity};

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Codes, beginnings of codes, or names; everything when empty.
    pub select: Vec<String>,
    /// Codes, beginnings of codes, or names that do not count, however they were selected.
    pub ignore: Vec<String>,
    /// The least weight that counts; everything when there is none.
    pub least: Option<Severity>,
    /// Where the manifests are meant to run.
    pub profile: Profile,
    /// The versions of Kubernetes that the manifests are for; the newest by default.
    pub kubernetes: Versions,
    /// Whether an object of a kind that is not checked is a finding.
    pub strict_kinds: bool,
    /// Whether every error is reported, however many there are of one object.
    pub all: bool,
    /// The custom resources whose objects are checked too.
    #[cfg(feature = "custom_resources")]
    pub custom_resources: Arc<CustomResources>,
}

impl Selection {
    /// Whether findings of `rule` count.
    #[must_use]
    pub fn has(&self, rule: &Rule) -> bool {
        if self.select.is_empty() && self.ignore.is_empty() {
            return true;
        }
        let named = |words: &[String]| words.iter().any(|word| is_meant(rule, word));
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }

    /// The clusters that objects are checked for.
    pub(super) fn clusters(&self) -> Clusters<'_> {
        let limit = if self.all { Limit::NONE } else { Limit::default() };
        Clusters { versions: self.kubernetes, other_kinds: self.other_kinds(), limit }
    }

    /// The kinds beyond Kubernetes' own that are checked.
    fn other_kinds(&self) -> &dyn OtherKinds {
        #[cfg(feature = "custom_resources")]
        return &*self.custom_resources;
        #[cfg(not(feature = "custom_resources"))]
        return &();
    }

    /// Whether a finding of this weight counts.
    #[must_use]
    pub fn weighs(&self, severity: Severity) -> bool {
        self.least.is_none_or(|least| severity >= least)
    }
}

/// Whether `word` is the rule's name, its code, or the beginning of its code.
fn is_meant(rule: &Rule, word: &str) -> bool {
    rule.name == word
        || (!word.is_empty()
            && rule.code.len() >= word.len()
            && rule.code[..word.len()].eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_chosen_by_code_family_and_name() {
        let rule = crate::validate::rules::find("V04").unwrap();
        let of = |select: &[&str], ignore: &[&str]| {
            let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
            Selection { select: words(select), ignore: words(ignore), ..Selection::default() }.has(rule)
        };
        assert!(of(&[], &[]) && of(&["V"], &[]) && of(&["v04"], &["V05"]) && of(&["unknown_field"], &["S"]));
        assert!(!of(&["S"], &[]) && !of(&[], &["V"]) && !of(&["V"], &["unknown_field"]));
    }
}
