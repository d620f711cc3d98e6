//! A01: a suppression that does not say why, or names no rule.

use crate::validate::rules::rule::rule;

rule! {
    /// A suppression says which rules it allows, and why.
    ///
    /// Whoever reads it next year must know whether the reason still holds. Without one, and
    /// with the name of a rule that does not exist, it suppresses nothing.
    ///
    /// ```yaml bad
    /// # workload: allow S01
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: settings}
    /// ```
    A01 allow_without_reason: Warning, [], Linter
}
