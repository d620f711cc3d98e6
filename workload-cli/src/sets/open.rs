//! A set that is about to be compared or applied.

use serde_json::{Value, json};
use workload_core::live::PART_OF;

use super::name::SetName;
use super::parent::{LiveParent, ParentPlace, place};
use crate::cluster::{Connection, DesiredSet};
use crate::error::{CliError, Result};

/// A set, with what its parent says.
#[derive(Clone, Debug)]
pub(crate) struct OpenSet {
    /// Where the parent is.
    pub(super) place: ParentPlace,
    /// What is there of it.
    pub(super) live: Option<LiveParent>,
    /// Whether members are pruned.
    pub(super) prunes: bool,
    /// Whether members with data are pruned, too.
    pub(super) includes_data: bool,
}

impl OpenSet {
    /// Reads the parent of the set.
    pub(super) async fn find(
        connection: &Connection,
        name: &SetName,
        namespace: &str,
        adopted: &[String],
    ) -> Result<Self> {
        let place = place(connection, name, namespace, adopted).await?;
        let live = place.read(connection).await?;
        if live.is_none() && !name.group.is_empty() {
            return Err(CliError::new(format!("{} is not there, and is the parent of the set", place.parent))
                .help(format!(
                    "create it first, with the label `applyset.kubernetes.io/id: {}` and the annotations `applyset.kubernetes.io/tooling: workload/v{}` and `applyset.kubernetes.io/contains-group-kinds: \"\"`",
                    place.parent.id(),
                    env!("CARGO_PKG_VERSION"),
                )));
        }
        Ok(Self { place, live, prunes: false, includes_data: false })
    }

    /// Labels the objects as members.
    pub(super) fn label(&self, set: &mut DesiredSet) -> Result<()> {
        let id = self.place.parent.id();
        for desired in &mut set.objects {
            let source = desired.source.place(&desired.object, &[]);
            if self.place.parent.is(&desired.object) {
                return Err(CliError::new(format!(
                    "{} in {source} is the parent of the set itself",
                    self.place.parent
                ))
                .help("give the set another name"));
            }
            let Some(metadata) = desired.object.get_mut("metadata").and_then(Value::as_object_mut) else {
                continue;
            };
            let labels = metadata.entry("labels").or_insert_with(|| json!({}));
            if labels.is_null() {
                *labels = json!({});
            }
            let Some(labels) = labels.as_object_mut() else { continue };
            let given = labels.insert(PART_OF.to_owned(), Value::from(id.as_str()));
            if given.is_some_and(|given| given != id.as_str()) {
                return Err(CliError::new(format!(
                    "an object in {source} has the label `{PART_OF}` of another set"
                ))
                .help("remove the label from the manifest: `--applyset` writes it"));
            }
        }
        Ok(())
    }
}
