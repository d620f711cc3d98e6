//! Who owns which field of an object, as the Kubernetes API server keeps it.
//!
//! Every write to an object leaves a trace in `metadata.managedFields`: which manager set which
//! fields, by apply or by another write, in which API version, and when. [`apply`] is server-side
//! apply: it merges a configuration into the live object, takes out what its manager applied before
//! and does not apply any more, and refuses to change what others own. [`update`] is for every other
//! write: whoever changes a field owns it from then on. [`migrate`] hands what client-side apply owned
//! to an applier. All of it works on [`serde_json::Value`]s, without a cluster, a file or a clock.
//!
//! ```
//! use serde_json::json;
//! use workload_core::ownership::{
//!     ApplyError, BuiltinKind, Endpoint, Versions, Writer, apply, builtin_reset_fields, update,
//! };
//!
//! let kind = BuiltinKind::new("v1", "ConfigMap").expect("a built-in kind");
//! let reset_fields = builtin_reset_fields("ConfigMap", "", &["v1"]);
//! let endpoint = Endpoint {
//!     versions: &kind,
//!     api_version: "v1",
//!     kind: "ConfigMap",
//!     subresource: "",
//!     reset_fields: &reset_fields,
//! };
//! let config = |level: &str| {
//!     json!({
//!         "apiVersion": "v1",
//!         "kind": "ConfigMap",
//!         "metadata": {"name": "settings"},
//!         "data": {"level": level},
//!     })
//! };
//!
//! // `deploy` creates the object, and owns what it applies.
//! let deploy = Writer { manager: "deploy", time: "2026-01-01T00:00:00Z", force: false };
//! let live = apply(&endpoint, &kind.empty("v1"), &config("info"), &deploy)?;
//! assert_eq!(live["metadata"]["managedFields"][0]["fieldsV1"], json!({"f:data": {"f:level": {}}}));
//!
//! // Somebody edits it, and owns what has changed.
//! let mut edited = live.clone();
//! edited["data"]["level"] = json!("debug");
//! let edit = Writer { manager: "kubectl-edit", time: "2026-01-02T00:00:00Z", force: false };
//! # let live = { let mut live = live; live["metadata"]["uid"] = json!("1"); live };
//! # edited["metadata"]["uid"] = json!("1");
//! let live = update(&endpoint, &live, &edited, &edit);
//!
//! // Now `deploy` cannot change it back, unless it forces its configuration.
//! let refused = apply(&endpoint, &live, &config("info"), &deploy);
//! let Err(ApplyError::Conflicts(conflicts)) = refused else { panic!("no conflict") };
//! assert_eq!(conflicts[0].path.to_string(), ".data.level");
//! assert_eq!(conflicts[0].owner_text(), "\"kubectl-edit\" using v1");
//! let live = apply(&endpoint, &live, &config("info"), &Writer { force: true, ..deploy })?;
//! assert_eq!(live["data"]["level"], "info");
//! # Ok::<(), ApplyError>(())
//! ```
//!
//! # Types
//!
//! How values merge depends on their type: lists with keys merge item by item, sets member by member,
//! atomic lists and maps are owned whole. Where that is known from:
//!
//! - [`BuiltinKind`] for the kinds of Kubernetes 1.36, by the table of [`Facts`] that is compiled in;
//! - [`CustomKind`] for the kinds of a `CustomResourceDefinition`, by its `x-kubernetes-*` keys;
//! - [`CustomType::unknown`] for a kind of which nothing is known: its maps are granular and its lists
//!   atomic.
//!
//! # What is stored
//!
//! The API server does not own what was sent, but what it made of it: unknown fields are gone, nulls
//! and empty lists too, quantities are spelled in one way, and defaults are filled in.
//! [`BuiltinKind::decode`] and [`CustomKind::decode`] give that form, [`BuiltinKind::store`] and
//! [`CustomKind::store`] the one that is read back. Objects given to [`update`] must be in the former,
//! live ones in the latter. For writes that are patches there are [`json_patch`], [`merge_patch`] and
//! [`strategic_merge_patch`]; for `/scale`, [`ScaleMapping`].
//!
//! # What is not here
//!
//! Validation, admission, and what the API server writes into objects itself, such as `generation`,
//! addresses and `uid`s. The time of an entry that only looks new, because a write has changed no more
//! than its time, is put back by whoever stores the object.

mod adopt;
mod apply;
mod autoscaler_versions;
mod builtin;
mod cap;
mod conflict;
mod custom;
mod custom_kind;
mod endpoint;
mod entries;
mod facts;
mod field_set;
mod fields_v1;
mod hub;
mod last_applied;
mod managed;
mod migrate;
mod patch;
mod path;
mod prune;
mod reset_fields;
mod scale;
mod schema;
mod stored;
mod strip_meta;
mod structural;
mod typed;
mod update;
mod updater;
mod value_order;
mod versions;

pub use adopt::{BEFORE_FIRST_APPLY, CLIENT_SIDE_APPLY, adopt};
pub use apply::{ApplyError, apply};
pub use builtin::BuiltinKind;
pub use conflict::{Conflict, conflict_message};
pub use custom::CustomType;
pub use custom_kind::CustomKind;
pub use endpoint::{Endpoint, Writer};
pub use facts::{Facts, FieldFacts, TypeFacts, type_name};
pub use field_set::FieldSet;
pub use fields_v1::{decode as decode_fields, encode as encode_fields};
#[cfg(feature = "live")]
pub(crate) use hub::base64_text::encode as base64;
pub use last_applied::LAST_APPLIED;
pub use managed::{Managed, ManagerId, Operation, Owned, decode as decode_managed, encode as encode_managed};
pub use migrate::migrate;
pub use patch::{JsonPatchError, StrategicPatchError, json_patch, merge_patch, strategic_merge_patch};
pub use path::{Path, PathElement};
pub use reset_fields::{builtin_reset_fields, custom_reset_fields};
pub use scale::{SCALE_VERSION, ScaleMapping};
pub use schema::ObjectType;
pub use typed::SchemaError;
pub use update::update;
pub use updater::ResetFields;
pub use versions::{ConvertError, Versions};
