//! K01: a kustomization or a chart that cannot be rendered.

use crate::validate::rules::rule::rule;

rule! {
    /// A kustomization and a chart can be rendered.
    ///
    /// Their objects are checked as `kustomize build` (or `kubectl kustomize`) and `helm template` give
    /// them, when these programs are on the `PATH`. Where they fail, nothing of the source is checked,
    /// and nothing of it could be applied either: the message is theirs.
    ///
    /// Of what lies elsewhere, a base in another repository or a chart that is not vendored, nothing
    /// is fetched unless `--fetch` is given.
    K01 render_failed: Error, [], Linter
}
