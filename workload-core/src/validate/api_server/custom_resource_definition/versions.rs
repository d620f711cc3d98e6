//! The versions of a kind, and what each of them has.
//!
//! What all versions have alike the server takes out of them: it reports it at the spec.

mod columns;
mod selectable;
mod subresources;

use std::collections::BTreeSet;

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    CustomResourceDefinitionSpec, CustomResourceDefinitionVersion, JSONSchemaProps,
};

use super::schema;
use crate::k8s::values::check_dns_1035_label;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{each, text};
use crate::validate::field_error::FieldErrors;

/// Longest warning of a deprecated version.
const LONGEST_WARNING: usize = 256;

/// Checks the versions; `at` is the spec.
pub(super) fn check(spec: &CustomResourceDefinitionSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let versions = at.field("versions");
    let mut names = BTreeSet::new();
    each(&spec.versions, &versions, errors, |version, at, errors| {
        text(check_dns_1035_label(&version.name, "a version"), &at.field("name"), errors);
        if !names.insert(&version.name) {
            let message = format!("duplicate version `{}`", version.name);
            errors.invalid(&versions, message).standing_at(&at.field("name"));
        }
        warning(version, &at.field("deprecationWarning"), errors);
        if schema_of(version).is_none() {
            errors.required(&at.fields(&["schema", "openAPIV3Schema"]), "a version needs a schema");
        }
    });
    one_stored(&spec.versions, &versions, errors);
    parts(&spec.versions, at, errors);
}

/// Checks that objects are stored in exactly one of the versions.
fn one_stored(versions: &[CustomResourceDefinitionVersion], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let stored = versions.iter().filter(|version| version.storage).count();
    if stored != 1 {
        errors.invalid(at, format!("{stored} versions have `storage: true`, expected exactly one"));
    }
}

fn schema_of(version: &CustomResourceDefinitionVersion) -> Option<&JSONSchemaProps> {
    version.schema.as_ref()?.open_api_v3_schema.as_ref()
}

fn warning(version: &CustomResourceDefinitionVersion, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(warning) = &version.deprecation_warning else { return };
    if version.deprecated != Some(true) {
        errors.invalid(at, "`deprecationWarning` needs `deprecated: true`");
    }
    if warning.is_empty() {
        errors.invalid(at, "`deprecationWarning` is empty");
    }
    if warning.len() > LONGEST_WARNING {
        errors.invalid(
            at,
            format!("`deprecationWarning` has {} bytes, expected at most {LONGEST_WARNING}", warning.len()),
        );
    }
    if warning.chars().any(char::is_control) {
        errors.invalid(at, "`deprecationWarning` has characters that cannot be printed");
    }
}

/// Checks the schema, the subresources, the columns and the fields to select by of each version,
/// or once where all have the same.
fn parts(versions: &[CustomResourceDefinitionVersion], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(first) = versions.first() else { return };
    let same = Same::new(first, versions);
    for (index, version) in versions.iter().enumerate() {
        let list = at.field("versions");
        let place = Place { spec: at, version: &list.index(index), is_first: index == 0 };
        check_schema(version, &same, &place, errors);
        place.check(same.subresources, [&["subresources"]; 2], errors, |at, errors| {
            subresources::check(version.subresources.as_ref(), at, errors);
        });
        place.check(same.columns, [&["additionalPrinterColumns"]; 2], errors, |at, errors| {
            columns::check(version.additional_printer_columns.as_deref(), at, errors);
        });
        place.check(same.selectable, [&["selectableFields"]; 2], errors, |at, errors| {
            selectable::check(version.selectable_fields.as_deref(), schema_of(version), at, errors);
        });
    }
}

fn check_schema(
    version: &CustomResourceDefinitionVersion,
    same: &Same,
    place: &Place<'_>,
    errors: &mut FieldErrors,
) {
    let Some(schema) = schema_of(version) else { return };
    let has_status = version.subresources.as_ref().is_some_and(|parts| parts.status.is_some());
    let fields = [&["schema", "openAPIV3Schema"][..], &["validation", "openAPIV3Schema"]];
    place.check(same.schema, fields, errors, |at, errors| {
        schema::check(schema, has_status, at, errors);
    });
}

/// Where the parts of one version are reported.
struct Place<'a> {
    spec: &'a PathBuilder<'a>,
    version: &'a PathBuilder<'a>,
    is_first: bool,
}

impl Place<'_> {
    /// Checks a part that stands in the first of two fields, below the version; where all versions
    /// have the same, once, reported in the second field, below the spec.
    fn check(
        &self,
        is_same: bool,
        [own, shared]: [&[&'static str]; 2],
        errors: &mut FieldErrors,
        check: impl FnOnce(&PathBuilder<'_>, &mut FieldErrors),
    ) {
        let stands = self.version.fields(own);
        if !is_same {
            check(&stands, errors);
        } else if self.is_first {
            errors.renamed(&self.spec.fields(shared), &stands, |errors| check(&stands, errors));
        }
    }
}

/// What all versions have alike.
#[allow(clippy::struct_excessive_bools, reason = "versions differ in each of them independently")]
struct Same {
    schema: bool,
    subresources: bool,
    columns: bool,
    selectable: bool,
}

impl Same {
    fn new(first: &CustomResourceDefinitionVersion, versions: &[CustomResourceDefinitionVersion]) -> Self {
        let all = |same: &dyn Fn(&CustomResourceDefinitionVersion) -> bool| versions.iter().all(same);
        Self {
            schema: all(&|version| version.schema == first.schema),
            subresources: all(&|version| version.subresources == first.subresources),
            columns: all(&|version| version.additional_printer_columns == first.additional_printer_columns),
            selectable: all(&|version| version.selectable_fields == first.selectable_fields),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(versions: &str) -> Vec<String> {
        let spec = format!(
            r#"{{"group": "a.b", "scope": "Cluster", "names": {{"plural": "x", "kind": "X"}}, "versions": [{versions}]}}"#
        );
        let spec = serde_json::from_str(&spec).unwrap();
        let mut errors = FieldErrors::default();
        check(&spec, &PathBuilder::root().field("spec"), &mut errors);
        errors.into_tested().into_iter().map(|error| error.path.to_string()).collect()
    }

    fn version(name: &str, storage: bool, more: &str) -> String {
        format!(r#"{{"name": "{name}", "served": true, "storage": {storage}{more}}}"#)
    }

    #[test]
    fn one_version_is_stored_and_each_has_a_schema() {
        let schema = r#", "schema": {"openAPIV3Schema": {"type": "object"}}"#;
        assert_eq!(paths(&version("v1", true, schema)), [""; 0]);
        assert_eq!(paths(&version("v1", false, schema)), ["spec.versions"]);
        assert_eq!(
            paths(&version("V1", true, "")),
            ["spec.versions[0].name", "spec.versions[0].schema.openAPIV3Schema"]
        );
        let two = [version("v1", true, schema), version("v1", true, schema)].join(", ");
        assert_eq!(paths(&two), ["spec.versions", "spec.versions"]);
        let warned = version("v1", true, &format!(r#"{schema}, "deprecationWarning": """#));
        assert_eq!(paths(&warned), ["spec.versions[0].deprecationWarning"; 2]);
    }

    #[test]
    fn what_is_alike_is_reported_once() {
        let wrong = r#", "schema": {"openAPIV3Schema": {}}"#;
        let right = r#", "schema": {"openAPIV3Schema": {"type": "object"}}"#;
        let pair =
            |first: &str, second: &str| [version("v1", true, first), version("v2", false, second)].join(", ");
        assert_eq!(paths(&pair(wrong, wrong)), ["spec.validation.openAPIV3Schema.type"]);
        assert_eq!(paths(&pair(right, wrong)), ["spec.versions[1].schema.openAPIV3Schema.type"]);
        let column = format!(
            r#"{right}, "additionalPrinterColumns": [{{"name": "", "type": "string", "jsonPath": ".x"}}]"#
        );
        assert_eq!(paths(&pair(&column, &column)), ["spec.additionalPrinterColumns[0].name"]);
    }
}
