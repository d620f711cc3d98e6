//! What an apply of a set asks for beside its objects: the parent, and lists and deletes of its kinds.

use std::collections::BTreeSet;

use serde_json::Value;
use workload_core::live::goes_with_data;

use super::parent::ParentPlace;
use super::plan::{searched, wanted};
use crate::cluster::{Address, Connection, Resource};
use crate::error::Result;
use crate::terminal;

/// What an apply of a set asks for beside its objects.
#[derive(Clone, Debug)]
pub(crate) struct SetNeeds {
    /// The resource of the parent.
    pub(crate) parent: Resource,
    /// The namespace of the parent; none for a kind that lives in none.
    pub(crate) parent_namespace: Option<String>,
    /// The resources that are searched for members; with whether members of them may be deleted.
    pub(crate) members: Vec<(Resource, bool)>,
    /// The namespaces that are searched.
    pub(crate) namespaces: BTreeSet<String>,
    /// Whether all definitions are listed, since the set has kinds that are not served.
    pub(crate) lists_definitions: bool,
}

impl SetNeeds {
    /// Reads the parent for the kinds that it lists. `(prunes, includes_data)` says what is deleted.
    pub(super) async fn new(
        connection: &Connection,
        place: ParentPlace,
        placed: &[(Value, Address, Resource)],
        (prunes, includes_data): (bool, bool),
    ) -> Result<Self> {
        let live = match place.try_read(connection).await? {
            Ok(live) => live,
            Err(failure) if failure.is(403) => {
                terminal::note(
                    "note",
                    &format!(
                        "{} may not be read: rights for kinds that only this object lists are not shown",
                        place.parent
                    ),
                );
                None
            }
            Err(failure) => return Err(failure.to_error(&format!("read {}", place.parent))),
        };
        let wanted = wanted(&place.parent, placed.iter().map(|(object, ..)| object));
        let known = placed.iter().map(|(.., resource)| resource.clone());
        let (kinds, namespaces) = searched(connection, &place.parent, live.as_ref(), &wanted, known).await?;
        let lists_definitions = !kinds.unserved.is_empty();
        let members = kinds.served.into_iter();
        let members = members
            .map(|(kind, resource)| (resource, prunes && (includes_data || !goes_with_data(&kind))))
            .collect();
        Ok(Self {
            parent_namespace: place.parent.namespace,
            parent: place.resource,
            members,
            namespaces,
            lists_definitions,
        })
    }
}
