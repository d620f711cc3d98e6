//! Keys of a ConfigMap or a Secret, and the files that they become.

use k8s_openapi::api::core::v1::KeyToPath;

use crate::k8s::values::{DataKey, SubPath};

/// The key `key` as the file `path`, with these permissions where they are said.
pub(super) fn item(key: DataKey, path: SubPath, mode: Option<i32>) -> KeyToPath {
    // Later versions of Kubernetes have more fields: it is not written out whole.
    let mut item = KeyToPath { key: key.into(), path: path.into(), ..KeyToPath::default() };
    item.mode = mode;
    item
}

/// The items, where there are any: without them every key is a file of its name.
pub(super) fn some(items: &[KeyToPath]) -> Option<Vec<KeyToPath>> {
    (!items.is_empty()).then(|| items.to_vec())
}
