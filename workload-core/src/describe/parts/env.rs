//! Environment variables, one or many.

mod env_var;
mod from_field;
mod source;
mod value;
mod variables;

pub use from_field::IntoEnvValue;
pub use source::{KeyOf, ResourceOf};
pub use value::EnvValue;
pub use variables::Env;
