//! The values of a description: newtypes that cannot hold what Kubernetes would refuse.
//!
//! Each has a `const fn new` for literals, which panics with a sentence (in a `const`, a
//! compile error), and `parse` for text that comes at run time, which gives the same sentence
//! as a [`ValueError`]. Serde and the validator use the same functions: one truth. To add a
//! value, copy the smallest file here and change its check.

mod amount;
mod dns;
mod env_name;
mod error;
mod field_path;
mod image;
mod indexes;
mod int_or_string;
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

pub use amount::Amount;
pub use env_name::EnvName;
pub use error::ValueError;
pub use field_path::{ContainerResource, FieldPath};
pub use image::Image;
pub use indexes::Indexes;
pub use label::{AnnotationKey, LabelKey, LabelValue, ResourceName};
pub(crate) use name::check_object_name;
pub use name::{Name, ServiceName};
pub use path::{MountPath, NodePath, SubPath, UrlPath};
pub use port::{PortName, PortNumber};
pub use port_ref::PortRef;
pub use quantity::Quantity;
pub(crate) use quantity::is_more;
pub use reference::{DataKey, Namespace, ObjectName};
pub use schedule::{Fires, Schedule};
use text_value::text_value;
pub use time_zone::TimeZone;
