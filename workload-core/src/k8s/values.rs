//! The values of a description: newtypes that cannot hold what Kubernetes would refuse.
//!
//! Each has a `const fn new` for literals, which panics with a sentence (in a `const`, a
//! compile error), and `parse` for text that comes at run time, which gives the same sentence
//! as a [`ValueError`]. Serde and the validator use the same functions: one truth. To add a
//! value, copy the smallest file here and change its check.

mod address;
mod amount;
mod dns;
mod env_name;
mod error;
mod field_path;
mod image;
mod indexes;
mod int_or_string;
mod into_value;
mod label;
mod name;
mod path;
mod port;
mod port_ref;
mod quantity;
mod reference;
mod schedule;
mod text_value;
mod time_zone;

pub(crate) use address::{check_cidr, check_ip, is_cidr, is_ip};
pub use amount::Amount;
pub(crate) use amount::percent;
pub(crate) use dns::{check_dns_name, check_path_segment};
pub use env_name::EnvName;
pub(crate) use env_name::{check as check_env_name, check_printable_name};
pub use error::ValueError;
pub use field_path::{ContainerResource, FieldPath};
pub(crate) use field_path::{check_field, check_resource as check_container_resource};
pub use image::Image;
pub use indexes::Indexes;
pub use into_value::IntoValue;
pub use label::{AnnotationKey, LabelKey, LabelValue, ResourceName};
pub(crate) use label::{
    check_annotation_key, check_label_key, check_label_value, check_qualified, check_resource,
};
pub use name::{Name, ServiceName};
pub(crate) use name::{check_dns_1035_label, check_label, check_object_name};
pub use path::{MountPath, NodePath, SubPath, UrlPath};
pub(crate) use path::{check_sub, climbs};
pub(crate) use port::check_name as check_port_name;
pub use port::{PortName, PortNumber};
pub use port_ref::PortRef;
pub use quantity::Quantity;
pub(crate) use quantity::{is_more, nanos};
pub(crate) use reference::check_key as check_data_key;
pub use reference::{DataKey, Namespace, ObjectName};
pub(crate) use schedule::check as check_schedule;
pub use schedule::{Fires, Schedule};
use text_value::text_value;
pub use time_zone::TimeZone;
pub(crate) use time_zone::check as check_time_zone;
