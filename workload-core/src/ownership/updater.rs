//! Computes who owns what after a write, and the merged object of an apply.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ownership::conflict::Conflict;
use crate::ownership::field_set::FieldSet;
use crate::ownership::managed::{Managed, ManagerId, Owned};
use crate::ownership::prune::prune;
use crate::ownership::schema::ObjectType;
use crate::ownership::typed::{Comparison, SchemaError, compare, field_set, merge, reconcile};
use crate::ownership::value_order::equal;
use crate::ownership::versions::{ConvertError, Versions};

/// For each API version, the fields that a write through this endpoint never owns.
pub type ResetFields = BTreeMap<String, FieldSet>;

/// Why a write could not be computed.
#[derive(Clone, Debug)]
pub(crate) enum UpdateError {
    Conflicts(Vec<Conflict>),
    Failed(String),
}

/// One write to an object.
pub(crate) struct Updater<'a> {
    pub(crate) versions: &'a dyn Versions,
    pub(crate) reset_fields: &'a ResetFields,
    pub(crate) api_version: &'a str,
}

impl Updater<'_> {
    /// The entries after an object has been replaced by another.
    pub(crate) fn update(
        &self,
        live: &Value,
        new: &Value,
        owners: &Managed,
        manager: &ManagerId,
    ) -> Result<Managed, UpdateError> {
        let owners = self.reconcile(live, owners)?;
        let (mut owners, compared) = self.track(live, new, owners, manager, true)?;
        let before = owners.remove(manager).map(|owned| owned.fields).unwrap_or_default();
        let fields = before.difference(&compared.removed).union(&compared.modified).union(&compared.added);
        let fields = self.without_reset_fields(fields);
        if !fields.is_empty() {
            let api_version = self.api_version.to_owned();
            owners.insert(manager.clone(), Owned { fields, api_version, applied: false, time: None });
        }
        Ok(owners)
    }

    /// The object after an apply and the entries; no object if the apply changes none of it.
    pub(crate) fn apply(
        &self,
        live: &Value,
        config: &Value,
        owners: &Managed,
        manager: &ManagerId,
        force: bool,
    ) -> Result<(Option<Value>, Managed), UpdateError> {
        let ty = self.ty(self.api_version)?;
        let mut owners = self.reconcile(live, owners)?;
        let merged = merge(live, config, ty).map_err(|errors| failed_merge(&errors))?;
        let fields = self.without_reset_fields(field_set(config, ty));
        let time = owners.get(manager).and_then(|owned| owned.time.clone());
        let api_version = self.api_version.to_owned();
        let last = owners.insert(manager.clone(), Owned { fields, api_version, applied: true, time });
        let merged = self.without_left_out(merged, last, &owners)?;
        let (owners, _) = self.track(live, &merged, owners, manager, force)?;
        Ok(((!equal(live, &merged)).then_some(merged), owners))
    }

    /// A merged object without the fields that only the last configuration had.
    fn without_left_out(
        &self,
        merged: Value,
        last: Option<Owned>,
        owners: &Managed,
    ) -> Result<Value, UpdateError> {
        let Some(last) = last.filter(|last| !last.fields.is_empty()) else { return Ok(merged) };
        prune(self.versions, &merged, owners, self.api_version, &last)
            .map_err(|error| UpdateError::Failed(format!("failed to prune fields: {error}")))
    }

    fn ty(&self, api_version: &str) -> Result<ObjectType<'_>, UpdateError> {
        let unknown = || UpdateError::Failed(format!("no corresponding type for {api_version}"));
        self.versions.object_type(api_version).ok_or_else(unknown)
    }

    fn without_reset_fields(&self, fields: FieldSet) -> FieldSet {
        match self.reset_fields.get(self.api_version) {
            Some(reset) => fields.recursive_difference(reset),
            None => fields,
        }
    }

    /// Takes from all others what a write changes and removes.
    fn track(
        &self,
        live: &Value,
        new: &Value,
        mut owners: Managed,
        manager: &ManagerId,
        force: bool,
    ) -> Result<(Managed, Comparison), UpdateError> {
        let compared = compare(live, new, self.ty(self.api_version)?);
        let compared = self.excluding(&compared, self.api_version);
        let mut by_version = BTreeMap::from([(self.api_version.to_owned(), compared.clone())]);
        let mut conflicts = Vec::new();
        let others: Vec<ManagerId> = owners.keys().filter(|id| *id != manager).cloned().collect();
        for id in others {
            let Some(owned) = owners.get_mut(&id) else { continue };
            match self.compared_at(&owned.api_version, live, new, &mut by_version)? {
                Some(compared) => conflicts.extend(give_up(&id, owned, compared)),
                None => _ = owners.remove(&id),
            }
        }
        if !force && !conflicts.is_empty() {
            conflicts.sort_by_key(|conflict| conflict.owner.sort_key());
            return Err(UpdateError::Conflicts(conflicts));
        }
        owners.retain(|_, owned| !owned.fields.is_empty());
        Ok((owners, compared))
    }

    fn excluding(&self, compared: &Comparison, api_version: &str) -> Comparison {
        match self.reset_fields.get(api_version) {
            Some(reset) => compared.excluding(reset),
            None => compared.clone(),
        }
    }

    /// The comparison in another API version; nothing for a version that is not known.
    fn compared_at<'m>(
        &self,
        version: &str,
        live: &Value,
        new: &Value,
        known: &'m mut BTreeMap<String, Comparison>,
    ) -> Result<Option<&'m Comparison>, UpdateError> {
        if !known.contains_key(version) {
            let convert = |object: &Value| self.convert(object, version);
            let (Some(live), Some(new)) = (convert(live)?, convert(new)?) else { return Ok(None) };
            let compared = compare(&live, &new, self.ty(version)?);
            known.insert(version.to_owned(), self.excluding(&compared, version));
        }
        Ok(known.get(version))
    }

    fn convert(&self, object: &Value, version: &str) -> Result<Option<Value>, UpdateError> {
        match self.versions.convert(object, version) {
            Ok(object) => Ok(Some(object)),
            Err(ConvertError::UnknownVersion) => Ok(None),
            Err(ConvertError::Failed(error)) => {
                Err(UpdateError::Failed(format!("failed to convert object: {error}")))
            }
        }
    }

    /// Brings the entries in line with schemas that have changed.
    fn reconcile(&self, live: &Value, owners: &Managed) -> Result<Managed, UpdateError> {
        let mut out = Managed::new();
        for (id, owned) in owners {
            if self.convert(live, &owned.api_version)?.is_none() {
                continue;
            }
            let fields = reconcile(&owned.fields, self.ty(&owned.api_version)?);
            out.insert(id.clone(), Owned { fields, ..owned.clone() });
        }
        Ok(out)
    }
}

fn failed_merge(errors: &[SchemaError]) -> UpdateError {
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    UpdateError::Failed(format!("failed to merge config: {}", lines.join("\n")))
}

/// Takes from an owner what a write changes and removes; the changes are conflicts.
fn give_up(id: &ManagerId, owned: &mut Owned, compared: &Comparison) -> Vec<Conflict> {
    let taken = owned.fields.intersection(&compared.modified.union(&compared.added));
    owned.fields = owned.fields.difference(&taken).difference(&compared.removed);
    let conflict = |path| Conflict { owner: id.clone(), time: owned.time.clone(), path };
    taken.paths().into_iter().map(conflict).collect()
}
