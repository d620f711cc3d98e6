//! The values of a description: newtypes that cannot hold what Kubernetes would refuse.
//!
//! Each has a `const fn new` for literals, which panics with a sentence (in a `const`, a
//! compile error), and `parse` for text that comes at run time, which gives the same sentence
//! as a [`ValueError`]. Serde and the validator use the same functions: one truth. To add a
//! value, copy the smallest file here and change its check.

mod error;
mod image;
mod name;
mod standin;
pub use standin::*;
mod text_value;

pub use error::ValueError;
pub use image::Image;
pub(crate) use name::check_object_name;
pub use name::{Name, ServiceName};
use text_value::text_value;
