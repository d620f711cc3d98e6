//! The name of an object, or the beginning of one that the server completes.

use std::borrow::Cow;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::naming::Naming;
use crate::k8s::values::{check_dns_name, check_label, check_path_segment};
use crate::syntax::text::Message;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::text;
use crate::validate::field_error::FieldErrors;

/// The longest subdomain.
const LONGEST: usize = 253;

/// How many characters of `generateName` the server keeps, and how many it adds.
pub(in crate::validate::api_server) const KEPT: usize = 58;
pub(in crate::validate::api_server) const ADDED: usize = 5;

/// Checks `name` and `generateName`; `at` is the metadata.
pub(super) fn check(meta: &ObjectMeta, naming: Naming, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let name = meta.name.as_deref().unwrap_or_default();
    let prefix = meta.generate_name.as_deref().unwrap_or_default();
    if name.is_empty() && prefix.is_empty() {
        errors.required(&at.field("name"), "an object needs a name, or `generateName` to have one made");
    }
    if !name.is_empty() {
        let checked = shape(name, naming).and_then(|()| length(name.len(), name, naming));
        text(checked, &at.field("name"), errors);
    }
    if !prefix.is_empty() {
        check_prefix(prefix, !name.is_empty(), naming, at, errors);
    }
}

/// Checks the names that the server makes from `generateName`.
fn check_prefix(
    prefix: &str,
    has_name: bool,
    naming: Naming,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let place = at.field("generateName");
    if let Err(message) = shape(&completed(prefix), naming) {
        errors.invalid(&place, message.as_str());
    } else if !has_name && let Err(message) = length(prefix.len().min(KEPT) + ADDED, prefix, naming) {
        errors.invalid(&at.field("name"), message.as_str()).standing_at(&place);
    }
}

/// A prefix as it is checked: what follows a dash at its end is a letter or a digit.
fn completed(prefix: &str) -> Cow<'_, str> {
    match prefix.strip_suffix('-') {
        Some(before) if !before.is_empty() => Cow::Owned(format!("{before}a")),
        _ => Cow::Borrowed(prefix),
    }
}

fn shape(name: &str, naming: Naming) -> Result<(), Message> {
    match naming {
        Naming::Subdomain(_) => check_dns_name(name, "the name of an object"),
        Naming::Label => check_label(name, "the name of an object of this kind"),
        Naming::PathSegment => check_path_segment(name, "the name of an object"),
    }
}

fn length(has: usize, name: &str, naming: Naming) -> Result<(), Message> {
    match naming {
        Naming::Subdomain(most) if most < LONGEST && has > most => Err(Message::new()
            .push_quoted(name)
            .push(" is too long for an object of this kind: the name has ")
            .push_number(has as i128)
            .push(" characters, at most ")
            .push_number(most as i128)
            .push(" are allowed")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(name: &str, prefix: &str, naming: Naming) -> Vec<String> {
        let meta = ObjectMeta {
            name: Some(name.to_owned()),
            generate_name: Some(prefix.to_owned()),
            ..ObjectMeta::default()
        };
        let mut errors = FieldErrors::default();
        check(&meta, naming, &PathBuilder::root(), &mut errors);
        errors.into_vec().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn each_kind_has_its_own_names() {
        let long = "x".repeat(60);
        for (name, prefix, naming, wrong) in [
            ("a.b", "", Naming::Subdomain(253), None),
            ("a.b", "", Naming::Label, Some("name")),
            ("a b*", "", Naming::PathSegment, None),
            ("a/b", "", Naming::PathSegment, Some("name")),
            ("..", "", Naming::PathSegment, Some("name")),
            ("", "", Naming::PathSegment, Some("name")),
            ("", "a-", Naming::Label, None),
            ("", "a.", Naming::Subdomain(253), Some("generateName")),
            ("a", "B-", Naming::Label, Some("generateName")),
            (&long, "", Naming::Subdomain(52), Some("name")),
            (&long, "", Naming::Subdomain(63), None),
            ("", &long, Naming::Subdomain(63), None),
            ("", &long, Naming::Subdomain(52), Some("name")),
        ] {
            assert_eq!(paths(name, prefix, naming), Vec::from_iter(wrong), "{name} {prefix} {naming:?}");
        }
    }
}
