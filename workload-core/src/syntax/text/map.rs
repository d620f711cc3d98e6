//! Maps of texts, which objects leave out when they are empty.

use std::collections::BTreeMap;

/// The map, if there is something in it.
pub(crate) fn filled(map: &BTreeMap<String, String>) -> Option<BTreeMap<String, String>> {
    (!map.is_empty()).then(|| map.clone())
}
