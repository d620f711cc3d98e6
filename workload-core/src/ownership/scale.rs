//! Ownership of `replicas` as the `/scale` subresource sees it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ownership::field_set::FieldSet;
use crate::ownership::managed::{Managed, ManagerId, Owned, decode, encode};
use crate::ownership::path::{Path, PathElement};

/// The API version of `Scale`.
pub const SCALE_VERSION: &str = "autoscaling/v1";

/// Where the replicas of an object stand, by API version.
#[derive(Clone, Debug)]
pub struct ScaleMapping {
    paths: BTreeMap<String, Path>,
}

impl ScaleMapping {
    /// The mapping of a kind whose replicas stand at a path such as `.spec.replicas` in the given
    /// API versions.
    pub fn new<'a>(api_versions: impl IntoIterator<Item = &'a str>, path: &str) -> Self {
        let path = field_path(path);
        Self { paths: api_versions.into_iter().map(|version| (version.to_owned(), path.clone())).collect() }
    }

    /// The entries of the `Scale` of an object: those that own its replicas.
    ///
    /// # Errors
    /// When the entries of the object cannot be read.
    pub fn to_scale(&self, entries: &[Value]) -> Result<Vec<Value>, String> {
        let mut scale = Managed::new();
        for (id, owned) in decode(entries)? {
            if self.paths.get(&owned.api_version).is_some_and(|path| owned.fields.contains(&path.0)) {
                let fields = FieldSet::from_paths([field_path(".spec.replicas")]);
                scale.insert(id, Owned { fields, api_version: SCALE_VERSION.to_owned(), ..owned });
            }
        }
        Ok(encode(&scale))
    }

    /// The entries of an object after its `Scale` has been written. Entries that come from there
    /// have no time.
    ///
    /// # Errors
    /// When entries cannot be read.
    pub fn to_object(
        &self,
        entries: &[Value],
        scale: &[Value],
        api_version: &str,
    ) -> Result<Vec<Value>, String> {
        let mut of_scale = decode(scale)?;
        let mut out = self.left(decode(entries)?, &mut of_scale);
        let replicas = field_path(".spec.replicas");
        for (id, owned) in of_scale.into_iter().filter(|(_, owned)| owned.fields.contains(&replicas.0)) {
            let path = self.paths.get(api_version).cloned().unwrap_or_default();
            let fields = FieldSet::from_paths([path]);
            let api_version = api_version.to_owned();
            out.insert(id, Owned { fields, api_version, applied: owned.applied, time: None });
        }
        Ok(encode(&out))
    }

    /// The entries of the object without the replicas that others own now; entries that have not
    /// changed are taken out of those of the scale.
    fn left(&self, entries: Managed, of_scale: &mut Managed) -> Managed {
        let mut out = Managed::new();
        for (id, mut owned) in entries {
            let Some(path) = self.paths.get(&owned.api_version) else { continue };
            let scale_id = ManagerId {
                api_version: if owned.applied { String::new() } else { SCALE_VERSION.to_owned() },
                ..id.clone()
            };
            if owned.fields.contains(&path.0) && of_scale.remove(&scale_id).is_none() {
                owned.fields = owned.fields.difference(&FieldSet::from_paths([path.clone()]));
                if owned.fields.is_empty() {
                    continue;
                }
            }
            out.insert(id, owned);
        }
        out
    }
}

fn field_path(path: &str) -> Path {
    Path(path.split('.').filter(|name| !name.is_empty()).map(PathElement::field).collect())
}
