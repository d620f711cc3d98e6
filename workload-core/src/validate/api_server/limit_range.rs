//! `LimitRanges`.

mod item;

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::{LimitRange, LimitRangeSpec};

use super::checks::text;
use super::meta::{self, Form, SUBDOMAIN};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::k8s::values::check_qualified;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

const TYPES: [&str; 3] = ["Pod", "Container", "PersistentVolumeClaim"];

impl Validate for LimitRange {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let form = Form::namespaced(SUBDOMAIN).keeps_generation().optional_name();
        meta::check(&self.metadata, form, &at.field("metadata"), errors);
        let spec: Option<&LimitRangeSpec> = self.spec.get();
        let at = at.fields(&["spec", "limits"]);
        let mut types = BTreeSet::new();
        for (index, limit) in spec.iter().flat_map(|spec| &spec.limits).enumerate() {
            let at = at.index(index);
            limit_type(&limit.type_, &at.field("type"), errors);
            if !types.insert(limit.type_.as_str()) {
                errors.duplicate(&at.field("type"), &limit.type_);
            }
            item::check(limit, &at, errors);
        }
    }
}

fn limit_type(name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let checked = check_qualified(name, "the type of a limit");
    if checked.is_ok() && !name.contains('/') && !TYPES.contains(&name) {
        errors.unsupported(at, name, &TYPES).error_type = ErrorType::Invalid;
    }
    text(checked, at, errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn types_are_known_and_unique() {
        assert_paths(
            "apiVersion: v1, kind: LimitRange",
            &[
                ("metadata: {}", &[]),
                ("spec: {limits: [{type: Pod}, {type: a.b/c}]}", &[]),
                (
                    "spec: {limits: [{type: pod}, {type: ''}]}",
                    &["spec.limits[0].type", "spec.limits[1].type"],
                ),
                ("spec: {limits: [{type: Pod}, {type: Pod}]}", &["spec.limits[1].type"]),
            ],
        );
    }
}
