//! Names as they will be: what the server generates counts too.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::meta::{ADDED, KEPT};
use crate::syntax::yaml::PathBuilder;

/// How many bytes the name has or will have; 0 for an object without one.
pub(super) fn length(meta: &ObjectMeta) -> usize {
    match (given(meta.name.as_ref()), given(meta.generate_name.as_ref())) {
        (Some(name), _) => name.len(),
        (None, Some(prefix)) => prefix.len().min(KEPT) + ADDED,
        (None, None) => 0,
    }
}

/// The name, or what stands for it.
pub(super) fn text(meta: &ObjectMeta) -> &str {
    given(meta.name.as_ref()).or(given(meta.generate_name.as_ref())).map_or("", String::as_str)
}

/// Where the name stands; `at` is the metadata.
pub(super) fn place<'p>(meta: &ObjectMeta, at: &'p PathBuilder<'p>) -> PathBuilder<'p> {
    match given(meta.name.as_ref()) {
        None if given(meta.generate_name.as_ref()).is_some() => at.field("generateName"),
        _ => at.field("name"),
    }
}

fn given(text: Option<&String>) -> Option<&String> {
    text.filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_name_is_counted_in_full() {
        let meta = |name: &str, prefix: &str| ObjectMeta {
            name: Some(name.to_owned()),
            generate_name: Some(prefix.to_owned()),
            ..ObjectMeta::default()
        };
        for (meta, expected, place_of) in [
            (meta("abc", "x-"), 3, "name"),
            (meta("", "x-"), 7, "generateName"),
            (meta("", &"x".repeat(100)), 63, "generateName"),
            (meta("", ""), 0, "name"),
        ] {
            assert_eq!(length(&meta), expected);
            assert_eq!(place(&meta, &PathBuilder::root()).path().to_string(), place_of);
        }
    }
}
