//! What the rules over many objects know of a `ConfigMap`.

use k8s_openapi::api::core::v1::ConfigMap;

use crate::validate::rules::facts::stores::settings::may_matter;

/// The texts that may say how a store keeps its data.
pub(super) fn told(map: &ConfigMap) -> Box<[Box<str>]> {
    let texts = map.data.iter().flat_map(|data| data.values());
    texts.filter(|text| may_matter(text)).map(|text| text.as_str().into()).collect()
}
