//! N09: rights that nobody gets.

use k8s_openapi::api::rbac::v1::Subject;

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::index::Index;
use crate::validate::rules::record::{BindingRecord, Details};
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// A binding names a role and accounts that are there.
    ///
    /// The server takes a `RoleBinding` for a role that is not there, or of the other kind (`Role`,
    /// `ClusterRole`), and for a `ServiceAccount` of another name or namespace: nobody gets the rights, and the
    /// program is told `forbidden` (article §8.4). `roleRef` cannot be changed: a binding with a wrong one has
    /// to be deleted.
    ///
    /// Only said when a role or an account stands near it that is plainly meant.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata: {name: reader, namespace: shop}
    /// rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
    /// ---
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: RoleBinding
    /// metadata: {name: reader, namespace: shop}
    /// roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
    /// subjects: [{kind: User, name: ann, apiGroup: rbac.authorization.k8s.io}]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata: {name: reader, namespace: shop}
    /// rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
    /// ---
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: RoleBinding
    /// metadata: {name: reader, namespace: shop}
    /// roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
    /// subjects: [{kind: User, name: ann, apiGroup: rbac.authorization.k8s.io}]
    /// ```
    N09 binding_leads_nowhere: Warning, ["8.4"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for kind in ["RoleBinding", "ClusterRoleBinding"] {
        for member in index.set.of_kind(kind) {
            let Details::Binding(binding) = &member.record.details else { continue };
            role(index, &member, binding, violations);
            for (number, subject) in binding.subjects.iter().enumerate() {
                if subject.kind == "ServiceAccount" {
                    account(index, &member, (number, subject), violations);
                }
            }
        }
    }
}

/// The role has another kind, or another name.
fn role(index: &Index<'_>, member: &Member<'_>, binding: &BindingRecord, violations: &mut Violations) {
    let (kind, other) = match binding.role.kind.as_str() {
        "Role" => ("Role", "ClusterRole"),
        "ClusterRole" => ("ClusterRole", "Role"),
        _ => return,
    };
    let (set, known, name) = (&index.set, index.references(), binding.role.name.as_str());
    if is_of_kubernetes(name) {
        return;
    }
    let at = member.at();
    let at = at.field("roleRef");
    if known.is_there(kind, name) {
        // A ClusterRole is in no namespace.
        if let Some(found) = known.elsewhere(set, kind, name, member).filter(|_| kind == "Role") {
            role_elsewhere(member, &at, &found, violations);
        }
        return;
    }
    if let Some(found) = set.of_kind(other).find(|role| &*role.name == name && set.same_file(role, member)) {
        if other == "Role" && member.kind == "ClusterRoleBinding" {
            return;
        }
        violations
            .report(
                member,
                &at.field("kind"),
                format!("`{name}` is a {other}, not a {kind}: the rights are not given"),
            )
            .see(&found, &found.at().field("kind"), "the role")
            .help(format!("write `kind: {other}`; a binding that exists has to be deleted first"));
        return;
    }
    let Some(meant) = known.meant(set, kind, name, member) else { return };
    violations
        .report(
            member,
            &at.field("name"),
            format!("there is no {kind} `{name}` here: the rights are not given"),
        )
        .see(&meant, &meant.at().fields(&["metadata", "name"]), "no binding names this one")
        .help(format!("did you mean `{}`?", meant.name));
}

/// The Role is in another namespace than the binding.
fn role_elsewhere(
    member: &Member<'_>,
    at: &PathBuilder<'_>,
    found: &Member<'_>,
    violations: &mut Violations,
) {
    let own = member.namespace.as_deref().unwrap_or_default();
    let theirs = found.namespace.as_deref().unwrap_or_default();
    let message = format!(
        "the Role `{}` is in `{theirs}`, and a RoleBinding in `{own}` does not see it: the rights are not given",
        found.name
    );
    violations
        .report(member, &at.field("name"), message)
        .see_namespace_of(found, "it is here")
        .help(format!("put the RoleBinding into `{theirs}`, or make a Role in `{own}`"));
}

/// Whether Kubernetes makes a role of that name itself.
fn is_of_kubernetes(name: &str) -> bool {
    name.contains(':') || matches!(name, "admin" | "edit" | "view" | "cluster-admin")
}

/// The account has another name, or another namespace.
fn account(
    index: &Index<'_>,
    member: &Member<'_>,
    (number, subject): (usize, &Subject),
    violations: &mut Violations,
) {
    let (set, known) = (&index.set, index.references());
    let at = member.at();
    let subjects = at.field("subjects");
    let at = subjects.index(number);
    if known.is_there("ServiceAccount", &subject.name) {
        let mut accounts = known.named(set, "ServiceAccount", &subject.name);
        let (Some(account), None) = (accounts.next(), accounts.next()) else { return };
        let namespaces = account.namespace.as_deref().zip(subject.namespace.as_deref());
        if let Some((own, said)) =
            namespaces.filter(|(own, said)| own != said && set.same_file(&account, member))
        {
            let message = format!("the ServiceAccount `{}` is in `{own}`, not in `{said}`", subject.name);
            violations
                .report(member, &at.field("namespace"), message)
                .see_namespace_of(&account, "it is here")
                .help(format!("write `namespace: {own}`"));
        }
        return;
    }
    if subject.name == "default" {
        default_account(index, member, (&at, subject), violations);
        return;
    }
    let of_namespace = || {
        let namespace = subject.namespace.as_deref()?;
        known.alike_in(set, ("ServiceAccount", &subject.name), namespace, member)
    };
    let meant = known.meant(set, "ServiceAccount", &subject.name, member).or_else(of_namespace);
    let Some(meant) = meant else { return };
    let message = format!("there is no ServiceAccount `{}` here: nobody gets the rights", subject.name);
    violations
        .report(member, &at.field("name"), message)
        .see(&meant, &meant.at().fields(&["metadata", "name"]), "no binding names this one")
        .help(format!("did you mean `{}`?", meant.name));
}

/// The rights go to the account `default`, as which no Pod here runs, and those Pods have an account that
/// no binding names.
fn default_account(
    index: &Index<'_>,
    member: &Member<'_>,
    (at, subject): (&PathBuilder<'_>, &Subject),
    violations: &mut Violations,
) {
    let set = &index.set;
    let namespace = subject.namespace.as_deref().or(member.namespace.as_deref());
    let near = set
        .workloads()
        .filter(|(one, _)| one.namespace.as_deref() == namespace && set.same_file(one, member));
    let mut accounts = near.map(|(one, workload)| {
        let mut named = workload.references.iter();
        let named = named.find(|reference| reference.kind == "ServiceAccount");
        (one, named.map(|reference| reference.name))
    });
    let Some((first, Some(name))) = accounts.next() else { return };
    if name == "default" || accounts.any(|(_, other)| other != Some(name)) {
        return;
    }
    let is_it = |one: &Member<'_>| *one.name == *name && one.namespace.as_deref() == namespace;
    let Some(account) = set.of_kind("ServiceAccount").find(is_it) else { return };
    if index.references().is_used_beside_pods(&account) {
        return;
    }
    let message = format!("{} runs as `{name}`, which gets no rights: they go to `default`", first.shown());
    violations
        .report(member, &at.field("name"), message)
        .see(&account, &account.at().fields(&["metadata", "name"]), "no binding names this one")
        .help(format!("write `name: {name}`"));
}
