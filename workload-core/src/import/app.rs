//! One workload as an app: its struct, with what stands in its attributes and what its fields hold.

use super::attribute::Attribute;
use super::expr::Expr;
use super::kinds::Kind;
use crate::describe::Context;
use crate::describe::parts::VolumeSource;

/// A workload with what was folded into it.
#[derive(Clone, Debug)]
pub(super) struct App {
    /// The workload's kind.
    pub(super) kind: Kind,
    /// The name of the struct.
    pub(super) rust_name: String,
    /// What a value of it is called.
    pub(super) ident: String,
    /// The name of the object.
    pub(super) name: String,
    /// The name of its own Service, where that comes with it.
    pub(super) service: Option<String>,
    /// The keys of the struct.
    pub(super) attributes: Vec<Attribute>,
    /// The fields.
    pub(super) fields: Vec<Field>,
    /// What no key says.
    pub(super) edits: Vec<Edit>,
    /// The comments above the object in its file.
    pub(super) comments: Vec<String>,
    /// What the stack around it says.
    pub(super) context: Context,
}

/// A field of the struct.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The field's name.
    pub(super) ident: String,
    /// Its type.
    pub(super) ty: String,
    /// The key of the field.
    pub(super) key: String,
    /// What stands after `=` at the key: a mount's path, a port's name.
    pub(super) beside: Option<String>,
    /// The keys beside it.
    pub(super) options: Vec<Attribute>,
    /// The value, as Rust.
    pub(super) value: Expr,
    /// What it means for the builder.
    pub(super) part: Part,
    /// The comments above it.
    pub(super) comments: Vec<String>,
}

/// What a field means for the builder.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A key of the struct, as often as it is said.
    Keys(Vec<Attribute>),
    /// A volume, mounted into the main container or not.
    Volume {
        /// The volume's name.
        name: String,
        /// What it brings.
        source: Box<VolumeSource>,
    },
}

/// A field of an object that the grammar cannot say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Edit {
    /// The object: the workload's own, or its Service.
    pub(super) is_service: bool,
    /// The field, as a JSON pointer.
    pub(super) pointer: String,
    /// The value, as JSON; none when the field is to go.
    pub(super) value: Option<serde_json::Value>,
}

impl App {
    /// Whether its values are made with those of the app called so.
    pub(super) fn refers_to(&self, ident: &str) -> bool {
        let calls = [format!("{ident}.address()"), format!("{ident}.pod_address(")];
        self.fields.iter().any(|field| calls.iter().any(|call| field.value.has_atom(call)))
    }

    /// The field whose name is not yet taken, made of `name`.
    pub(super) fn free_ident(&self, name: &str) -> String {
        let base = super::names::snake(name);
        let taken = |ident: &str| self.fields.iter().any(|field| field.ident == ident);
        let numbered = (2..).map(|number| format!("{base}_{number}"));
        std::iter::once(base.clone()).chain(numbered).find(|ident| !taken(ident)).unwrap_or(base)
    }
}
