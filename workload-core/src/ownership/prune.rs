//! Removes what an applier no longer applies.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ownership::field_set::FieldSet;
use crate::ownership::managed::{Managed, Owned};
use crate::ownership::schema::ObjectType;
use crate::ownership::typed::{field_set, remove, with_named_fields};
use crate::ownership::versions::{ConvertError, Versions};

/// The merged object without the fields and items that the applier applied last time, does not
/// apply now, and nobody else owns. `owners` holds the applier's new fields already.
pub(crate) fn prune(
    versions: &dyn Versions,
    merged: &Value,
    owners: &Managed,
    api_version: &str,
    last: &Owned,
) -> Result<Value, String> {
    let remover = Remover { versions };
    let Some((converted, ty)) = remover.convert(merged, &last.api_version)? else {
        return Ok(merged.clone());
    };
    let last_fields = with_named_fields(&last.fields, ty);
    let pruned = remove(&converted, &last_fields, ty);
    let pruned = remover.add_back_owned(&converted, pruned, &last.api_version, owners)?;
    let pruned = remover.add_back_dangling(&converted, &pruned, &last.api_version, &last_fields)?;
    let converted = remover.convert(&pruned, api_version)?;
    converted.map(|(value, _)| value).ok_or_else(|| format!("no version {api_version}"))
}

struct Remover<'a> {
    versions: &'a dyn Versions,
}

impl<'a> Remover<'a> {
    /// The object in a version, unless there is none such.
    fn convert(&self, object: &Value, version: &str) -> Result<Option<(Value, ObjectType<'a>)>, String> {
        let converted = if version_of(object) == Some(version) {
            object.clone()
        } else {
            match self.versions.convert(object, version) {
                Ok(object) => object,
                Err(ConvertError::UnknownVersion) => return Ok(None),
                Err(ConvertError::Failed(error)) => return Err(error),
            }
        };
        Ok(self.versions.object_type(version).map(|ty| (converted, ty)))
    }

    /// Puts back what others own, or the applier itself now.
    fn add_back_owned(
        &self,
        merged: &Value,
        pruned: Value,
        version: &str,
        owners: &Managed,
    ) -> Result<Value, String> {
        let mut by_version = fields_by_version(owners);
        let (mut merged, mut pruned) = (merged.clone(), pruned);
        let first = by_version.remove(version).map(|fields| (version, fields));
        for (version, fields) in first.into_iter().chain(by_version) {
            let Some((merged_at, ty)) = self.convert(&merged, version)? else { continue };
            let Some((pruned_at, _)) = self.convert(&pruned, version)? else { continue };
            pruned = with_owned(&merged_at, &pruned_at, &fields, ty);
            merged = merged_at;
        }
        Ok(pruned)
    }

    /// Puts back what went along with the rest although the applier did not own it.
    fn add_back_dangling(
        &self,
        merged: &Value,
        pruned: &Value,
        version: &str,
        last: &FieldSet,
    ) -> Result<Value, String> {
        let Some((pruned, ty)) = self.convert(pruned, version)? else { return Ok(merged.clone()) };
        let pruned = with_named_fields(&field_set(&pruned, ty), ty);
        let all = with_named_fields(&field_set(merged, ty), ty);
        Ok(remove(merged, &all.difference(&pruned).intersection(last), ty))
    }
}

fn version_of(object: &Value) -> Option<&str> {
    object["apiVersion"].as_str()
}

/// The fields of all owners, by API version.
fn fields_by_version(owners: &Managed) -> BTreeMap<&str, FieldSet> {
    let mut by_version: BTreeMap<&str, FieldSet> = BTreeMap::new();
    for owned in owners.values() {
        let fields = by_version.entry(&owned.api_version).or_default();
        *fields = fields.union(&owned.fields);
    }
    by_version
}

/// The pruned object with the fields of the merged one that somebody owns.
fn with_owned(merged: &Value, pruned: &Value, owned: &FieldSet, ty: ObjectType<'_>) -> Value {
    let named = |fields: &FieldSet| with_named_fields(fields, ty);
    let kept = named(&field_set(pruned, ty)).union(&named(owned));
    remove(merged, &named(&field_set(merged, ty)).difference(&kept), ty)
}
