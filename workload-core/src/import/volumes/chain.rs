//! A value made by a chain of calls: as Rust source, and as the value itself, so that what is printed is what was tried.

use serde_json::Value as Json;

use crate::describe::parts::{Mount, VolumeSource};
use crate::describe::shape::Shape;
use crate::import::expr::Expr;
use crate::import::literal::text;
use crate::k8s::literal::{FieldName, ToPart};

/// A volume as a value of a field.
#[derive(Clone)]
pub(crate) struct Written {
    /// The type of the field.
    pub(crate) ty: String,
    /// The value, as Rust.
    pub(crate) value: Expr,
    /// What the value brings.
    pub(crate) source: VolumeSource,
}

/// A value and the calls that make it.
pub(super) struct Chain<T> {
    source: Expr,
    value: T,
}

impl<T> Chain<T> {
    /// The value that the source makes.
    pub(super) fn new(source: String, value: T) -> Self {
        Self { source: Expr::Atom(source), value }
    }

    /// The value that a function makes of a name.
    pub(super) fn of_name(function: &str, name: &str, value: T) -> Self {
        let name = Expr::call("ObjectName::new", [Expr::text(name)]);
        Self { source: Expr::call(function, [name]), value }
    }

    /// One more call.
    pub(super) fn then(self, call: &str, apply: impl FnOnce(T) -> T) -> Self {
        self.call(Expr::atom(call), apply)
    }

    /// One more call, of which the parts are known.
    pub(super) fn call(self, call: Expr, apply: impl FnOnce(T) -> T) -> Self {
        Self { source: self.source.then(call), value: apply(self.value) }
    }

    /// One more call where there is an argument for it; none when the argument cannot be read.
    pub(super) fn maybe<A>(
        self,
        argument: Option<&Json>,
        read: impl FnOnce(&Json) -> Option<A>,
        call: impl FnOnce(&A) -> String,
        apply: impl FnOnce(T, A) -> T,
    ) -> Option<Self> {
        let Some(argument) = argument else { return Some(self) };
        let argument = read(argument)?;
        let call = call(&argument);
        Some(self.then(&call, |value| apply(value, argument)))
    }

    /// The value in a field of that type, for an app of shape `S`.
    pub(super) fn written<S: Shape>(self, ty: &str) -> Option<Written>
    where
        T: ToPart<Mount<S>>,
    {
        let mount: Mount<S> = self.value.to_part(&FieldName("volume"))?;
        Some(Written { ty: ty.to_owned(), value: self.source, source: mount.source })
    }
}

/// A type's constructor with one text, as an expression.
pub(super) fn made(ty: &str, argument: &str) -> Expr {
    Expr::call(format!("{ty}::new"), [Expr::text(argument)])
}

/// A type's constructor with one text: `ObjectName::new("shop")`.
pub(super) fn new(ty: &str, argument: &str) -> String {
    format!("{ty}::new({})", text(argument))
}
