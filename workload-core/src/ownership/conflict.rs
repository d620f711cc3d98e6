//! Fields that an apply would take from others.

use crate::ownership::managed::{ManagerId, Operation};
use crate::ownership::path::Path;

/// A field that an apply would change and another manager owns.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conflict {
    /// The other manager.
    pub owner: ManagerId,
    /// When the other manager last changed the object.
    pub time: Option<String>,
    /// The field.
    pub path: Path,
}

impl Conflict {
    /// The manager as the API server names it: `"m" using v1`, `"m" with subresource "scale" using
    /// apps/v1`, or `"m"` alone for an applier.
    pub fn owner_text(&self) -> String {
        let mut text = format!("{:?}", self.owner.manager);
        if !self.owner.subresource.is_empty() {
            text = format!("{text} with subresource {:?}", self.owner.subresource);
        }
        if self.owner.operation == Operation::Update {
            text = format!("{text} using {}", self.owner.api_version);
        }
        text
    }
}

/// The sentence of the 409 that the API server answers with.
pub fn conflict_message(conflicts: &[Conflict]) -> String {
    if let [conflict] = conflicts {
        return format!(
            "Apply failed with 1 conflict: conflict with {}: {}",
            conflict.owner_text(),
            conflict.path
        );
    }
    let mut lines = Vec::new();
    for owner in first_of_each_owner(conflicts) {
        lines.push(format!("conflicts with {}:", owner.owner_text()));
        let theirs = conflicts.iter().filter(|conflict| conflict.owner == owner.owner);
        lines.extend(theirs.map(|conflict| format!("- {}", conflict.path)));
    }
    format!("Apply failed with {} conflicts: {}", conflicts.len(), lines.join("\n"))
}

/// The first conflict with each owner, in the order of the owners.
fn first_of_each_owner(conflicts: &[Conflict]) -> Vec<&Conflict> {
    let mut owners: Vec<&Conflict> = Vec::new();
    for conflict in conflicts {
        if !owners.iter().any(|known| known.owner == conflict.owner) {
            owners.push(conflict);
        }
    }
    owners.sort_by_key(|conflict| conflict.owner.sort_key());
    owners
}
