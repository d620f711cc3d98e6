//! What checking an object gave.

use crate::k8s::Object;
use crate::syntax::yaml::Path;
use crate::validate::decode::{Beyond, Header};
use crate::validate::field_error::FieldError;

/// One object of a document: the document itself, or an item of a `List`.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// Its API version, kind, namespace and name.
    pub header: Header<'a>,
    /// Its path in the document.
    pub root: Path,
    /// The typed object; none for a kind that is not decoded.
    pub object: Option<Object>,
    /// The errors that the server would report.
    pub errors: Vec<FieldError>,
    /// What it would accept and say something of: fields that it drops, and what is deprecated.
    pub advice: Vec<FieldError>,
    /// Those of values that are yet to be filled in, which are nobody's faults.
    pub unfilled: Vec<FieldError>,
    /// How many errors there are beyond these.
    pub beyond: Beyond,
    /// Why it is not checked, when it is not.
    pub skipped: Option<Skipped>,
}

/// Why an object is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// It is not an object of an API server: a file of values.
    NoObject,
    /// It is a file of another program, by its name, which has a kind as objects have.
    Program(&'static str),
    /// A custom resource, or a kind that is not supported.
    Kind,
    /// It is a template with placeholders.
    Template,
    /// It is a part of an object as a cluster had it, which a test compares with.
    Excerpt,
}
