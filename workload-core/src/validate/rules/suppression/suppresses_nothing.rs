//! A02: a suppression that suppresses nothing.

use crate::validate::rules::rule::rule;

rule! {
    /// A suppression suppresses something.
    ///
    /// What it allowed is gone: mended, moved, or never there. Left standing it would hide the
    /// next one.
    ///
    /// ```yaml bad
    /// # workload: allow S01 because the data is a copy
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: settings}
    /// ```
    A02 allow_suppresses_nothing: Warning, [], Linter
}
