//! The owners of an object.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{ObjectMeta, OwnerReference};

use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks the references; `at` is their list, by whose name the server goes for each.
pub(super) fn check(meta: &ObjectMeta, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let owners = meta.owner_references.as_deref().unwrap_or_default();
    for (index, owner) in owners.iter().enumerate() {
        let stands = at.index(index);
        errors.renamed(at, &stands, |errors| reference(owner, &stands, errors));
    }
    if owners.iter().filter(|owner| owner.controller == Some(true)).count() > 1 {
        errors.invalid(at, "one owner at most is the controller: more than one has `controller: true`");
    }
}

fn reference(owner: &OwnerReference, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !has_version(&owner.api_version) {
        let message = "an owner's `apiVersion` has a version: `v1` or `apps/v1`";
        errors.invalid(&at.field("apiVersion"), message);
    }
    for (field, value) in [("kind", &owner.kind), ("name", &owner.name), ("uid", &owner.uid)] {
        if value.is_empty() {
            errors.invalid(&at.field(field), format!("an owner has a `{field}`"));
        }
    }
    if owner.api_version == "v1" && owner.kind == "Event" {
        errors.invalid(at, "an Event owns nothing");
    }
}

/// Whether an API version is a version, or a group and a version.
fn has_version(api_version: &str) -> bool {
    match api_version.split_once('/') {
        None => !api_version.is_empty(),
        Some((_, version)) => !version.is_empty() && !version.contains('/'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(api_version: &str, kind: &str, uid: &str) -> OwnerReference {
        let [api_version, kind, uid] = [api_version, kind, uid].map(ToOwned::to_owned);
        OwnerReference {
            api_version,
            kind,
            uid,
            name: "a".to_owned(),
            controller: Some(true),
            ..OwnerReference::default()
        }
    }

    #[test]
    fn owners_are_whole_and_one_is_in_charge() {
        for (owners, wrong) in [
            (vec![owner("v1", "Pod", "x")], vec![]),
            (vec![owner("apps/", "Pod", "x")], vec!["o.apiVersion"]),
            (vec![owner("a/b/c", "", "")], vec!["o.apiVersion", "o.kind", "o.uid"]),
            (vec![owner("v1", "Event", "x")], vec!["o"]),
            (vec![owner("v1", "Pod", "x"), owner("v1", "Pod", "y")], vec!["o"]),
        ] {
            let meta = ObjectMeta { owner_references: Some(owners), ..ObjectMeta::default() };
            let mut errors = FieldErrors::default();
            check(&meta, &PathBuilder::root().field("o"), &mut errors);
            let paths: Vec<_> =
                errors.into_tested().into_iter().map(|error| error.path.to_string()).collect();
            assert_eq!(paths, wrong);
        }
    }
}
