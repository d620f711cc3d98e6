//! Who owns which field of an object, as the Kubernetes API server keeps it.

mod autoscaler_versions;
mod builtin;
mod cap;
mod conflict;
mod custom;
mod custom_kind;
mod facts;
mod field_manager;
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
mod updater;
mod value_order;
mod versions;

pub use builtin::BuiltinKind;
pub use conflict::{Conflict, conflict_message};
pub use custom::CustomType;
pub use custom_kind::CustomKind;
pub use facts::{Facts, FieldFacts, TypeFacts, type_name};
pub use field_manager::{ApplyError, Endpoint, Writer, apply, update};
pub use field_set::FieldSet;
pub use fields_v1::{decode as decode_fields, encode as encode_fields};
pub use last_applied::LAST_APPLIED;
pub use managed::{Managed, ManagerId, Operation, Owned, decode as decode_managed, encode as encode_managed};
pub use migrate::migrate;
pub use patch::{
    JsonPatchError, StrategicPatchError, json_patch, merge_patch, strategic_merge_patch,
};
pub use path::{Path, PathElement};
pub use reset_fields::{builtin_reset_fields, custom_reset_fields};
pub use scale::{SCALE_VERSION, ScaleMapping};
pub use schema::{Atom, Field, ListType, MapType, ObjectType, Scalar, Schema, TypeId};
pub use stored::{canonical_quantity, decode_form, unknown_fields, write_form};
pub use structural::{drop_nulls, prune_unknown, set_schema_defaults};
pub use typed::SchemaError;
pub use updater::ResetFields;
pub use versions::{ConvertError, Versions};
