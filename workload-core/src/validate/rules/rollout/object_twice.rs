//! R17: an object that is there twice.

use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// An object stands once in a file.
    ///
    /// Two objects of one kind, name and namespace are one to the cluster: `kubectl apply` writes the first
    /// and then the second over it, at each apply anew, and a Deployment rolls twice (article §3.2). It is
    /// mostly a copy whose name was forgotten.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: shop}
    /// spec: {selector: {app: shop}, ports: [{port: 80}]}
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: shop}
    /// spec: {selector: {app: admin}, ports: [{port: 81}]}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: shop}
    /// spec: {selector: {app: shop}, ports: [{port: 80}]}
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: admin}
    /// spec: {selector: {app: admin}, ports: [{port: 81}]}
    /// ```
    R17 object_twice: Warning, ["3.2"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    let set = &index.set;
    for member in set.members().filter(|member| !member.kind.is_empty() && !member.name.is_empty()) {
        let Some(first) = set.first_in_file(&member).filter(|first| first.number != member.number) else {
            continue;
        };
        let message = format!("{} is there twice: this one takes the place of the first", member.shown());
        violations
            .report(&member, &member.at().fields(&["metadata", "name"]), message)
            .see(&first, &first.at().fields(&["metadata", "name"]), "the first one")
            .help("give it a name of its own, or delete one of the two");
    }
}
