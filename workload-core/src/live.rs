//! What applying a configuration to live objects does, field by field and owner by owner.
//!
//! [`Merge`] computes one apply as the API server does it, from the live object's owners: what is handed
//! over first, what is left to an autoscaler, what the object becomes, or who stands in the way.
//! [`Forecast`] puts the merges of a set together with the API server's own dry runs and with what
//! [`predict`](crate::predict::diff) says of every change. [`SetRecord`] is what the parent of an `ApplySet`
//! says of its members, and [`PrunePlan`] which of them are deleted. Nothing is read, written or awaited.

mod action;
mod apply_set;
mod autoscalers;
mod conflict;
mod depends;
mod dry_run;
mod forecast;
mod kinds;
mod lookup;
mod mask;
mod merge;
mod noise;
mod options;
mod order;
mod recreate;
mod terminating;
mod verdict;

pub use action::{Action, Disagreement, ObjectForecast, Ownership};
pub use apply_set::{
    GroupKind, ID_LABEL, Kept, KeptBecause, PART_OF, PrunePlan, SetParent, SetRecord, UnusableParent,
    goes_with_data, is_as_shown, stolen,
};
pub use autoscalers::Autoscalers;
pub use conflict::{FieldConflict, Left};
pub use depends::dependencies;
pub use dry_run::{DryRun, dry_run_patch};
pub use forecast::{Forecast, Item};
pub use kinds::{Kind, Kinds};
pub use lookup::document_path;
pub use mask::masked;
pub use merge::{HANDOVER_MANAGER, Merge, Merged, NewObject};
pub use options::{MANAGER, Options, Take};
pub use order::{Wave, wave};
pub use terminating::is_terminating;
