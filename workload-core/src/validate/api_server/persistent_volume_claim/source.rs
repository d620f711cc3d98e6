//! What a claim's volume is filled from.

use k8s_openapi::api::core::v1::{
    PersistentVolumeClaimSpec, TypedLocalObjectReference as Source, TypedObjectReference as SourceRef,
};

use super::super::checks::text;
use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The two ways of naming a source, as far as the server looks at them.
#[derive(Clone, Copy)]
pub(super) struct Sources<'a> {
    source: Option<&'a Source>,
    source_ref: Option<&'a SourceRef>,
}

impl<'a> Sources<'a> {
    /// Both as they are written.
    pub(super) fn of_a_template(spec: &'a PersistentVolumeClaimSpec) -> Self {
        Self {
            source: spec.data_source.as_ref(),
            source_ref: unless_elsewhere(spec.data_source_ref.as_ref()),
        }
    }

    /// Of an object's `dataSource` the server drops what is neither a claim nor a snapshot.
    pub(super) fn of_an_object(spec: &'a PersistentVolumeClaimSpec) -> Self {
        let all = Self::of_a_template(spec);
        let source =
            all.source.filter(|source| match (group(source.api_group.as_ref()), source.kind.as_str()) {
                ("", kind) => kind == "PersistentVolumeClaim",
                ("snapshot.storage.k8s.io", kind) => kind == "VolumeSnapshot",
                _ => false,
            });
        Self { source, ..all }
    }
}

/// A source in another namespace is an alpha feature: the server drops it.
fn unless_elsewhere(source: Option<&SourceRef>) -> Option<&SourceRef> {
    source.filter(|source| source.namespace.as_ref().is_none_or(String::is_empty))
}

fn group(group: Option<&String>) -> &str {
    group.map_or("", String::as_str)
}

/// Checks the sources; `at` is the claim's spec.
pub(super) fn check(sources: Sources<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(source) = sources.source {
        let api_group = group(source.api_group.as_ref());
        reference(api_group, &source.kind, &source.name, &at.field("dataSource"), errors);
    }
    if let Some(source) = sources.source_ref {
        let api_group = group(source.api_group.as_ref());
        reference(api_group, &source.kind, &source.name, &at.field("dataSourceRef"), errors);
    }
    if let (Some(one), Some(other)) = (sources.source, sources.source_ref)
        && (&one.api_group, &one.kind, &one.name) != (&other.api_group, &other.kind, &other.name)
    {
        errors
            .invalid(at, "`dataSource` and `dataSourceRef` name different sources")
            .standing_at(&at.field("dataSource"))
            .help("leave `dataSource` out");
    }
}

fn reference(group: &str, kind: &str, name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if name.is_empty() {
        errors.required(&at.field("name"), "a source has a name");
    }
    if kind.is_empty() {
        errors.required(
            &at.field("kind"),
            "a source has a kind: `PersistentVolumeClaim`, or another with its `apiGroup`",
        );
    } else if group.is_empty() && kind != "PersistentVolumeClaim" {
        errors
            .invalid(at, format!("without an `apiGroup` a source is a PersistentVolumeClaim, not a `{kind}`"))
            .help("add the API group of the kind, such as `apiGroup: snapshot.storage.k8s.io`");
    }
    if !group.is_empty() {
        text(check_dns_name(group, "an API group"), &at.field("apiGroup"), errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(json: &str, is_object: bool) -> Vec<String> {
        let spec: PersistentVolumeClaimSpec = serde_json::from_str(json).unwrap();
        let mut errors = FieldErrors::default();
        let of = if is_object { Sources::of_an_object } else { Sources::of_a_template };
        check(of(&spec), &PathBuilder::root().field("spec"), &mut errors);
        errors.into_tested().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn sources_are_named_fully() {
        for (json, expected) in [
            ("{}", &[][..]),
            (r#"{"dataSource": {"kind": "PersistentVolumeClaim", "name": "a"}}"#, &[]),
            (r#"{"dataSourceRef": {"apiGroup": "a.b", "kind": "K", "name": "n"}}"#, &[]),
            (r#"{"dataSource": {}}"#, &["spec.dataSource.name", "spec.dataSource.kind"]),
            (r#"{"dataSource": {"kind": "K", "name": "n"}}"#, &["spec.dataSource"]),
            (
                r#"{"dataSourceRef": {"apiGroup": "A", "kind": "K", "name": "n"}}"#,
                &["spec.dataSourceRef.apiGroup"],
            ),
            (
                r#"{"dataSource": {"kind": "PersistentVolumeClaim", "name": "a"}, "dataSourceRef": {"kind": "PersistentVolumeClaim", "name": "b"}}"#,
                &["spec"],
            ),
        ] {
            assert_eq!(said(json, false), expected, "{json}");
        }
    }

    #[test]
    fn what_the_server_drops_is_not_judged() {
        assert_eq!(said(r#"{"dataSource": {"apiGroup": "a b", "kind": "K", "name": "x"}}"#, true), [""; 0]);
        let elsewhere =
            r#"{"dataSourceRef": {"apiGroup": "a.b", "kind": "", "name": "n", "namespace": "other"}}"#;
        assert_eq!(said(elsewhere, false), [""; 0]);
    }
}
