//! `ApplySet`s, as version 1 of their specification has them: which objects belong together.
//!
//! A parent object carries the id of the set as a label, and annotations with the tool that leads it, the
//! kinds of its members and their namespaces; members carry the id as a label. So the members are found
//! without a list of them, whoever was interrupted when.

mod group_kind;
mod parent;
mod plan;
mod record;
mod stolen;
mod unusable;

pub use group_kind::GroupKind;
pub use parent::{ID_LABEL, PART_OF, SetParent};
pub use plan::{Kept, KeptBecause, PrunePlan, goes_with_data, is_as_shown};
pub use record::SetRecord;
pub use stolen::stolen;
pub use unusable::UnusableParent;
