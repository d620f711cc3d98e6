//! Releases: what an apply keeps, so that it can be taken back.
//!
//! [`session`] leads an apply from its diff to its last word, and [`deploy`] all that goes with it.
//! [`name`] is what a release is called, [`revision`] what is kept of one apply, [`pack`] its form as
//! Secrets and [`store`] where they are. [`recorder`] keeps the revision of an apply, [`deploy`] applies,
//! records and waits, [`restore`] makes manifests of a revision again, and [`back`] goes back to one.

mod back;
mod choose;
mod deploy;
mod digest;
mod earlier;
mod flags;
mod head;
mod hidden;
mod list;
mod lost;
mod name;
mod pack;
mod recorder;
mod restore;
mod revision;
mod session;
mod store;
mod stuck;

pub(crate) use back::{Back, roll_back};
pub(crate) use deploy::Deploy;
pub(crate) use digest::{digest, new_salt};
pub(crate) use earlier::{earlier_objects, has_earlier};
pub(crate) use flags::ReleaseFlags;
pub(crate) use hidden::{hidden, is_secret};
pub(crate) use list::{list_json, list_text};
pub(crate) use name::ReleaseName;
pub(crate) use session::Session;
pub(crate) use store::{Store, find_release};
