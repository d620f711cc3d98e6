//! The variables that an expression may name.

use std::collections::BTreeMap;

use super::types::Type;

/// The variables with their types.
#[derive(Clone, Debug, Default)]
pub(in crate::validate) struct Environment {
    variables: BTreeMap<String, Type>,
}

impl Environment {
    /// The same with one more variable.
    pub(in crate::validate) fn with(mut self, name: impl Into<String>, of: Type) -> Self {
        self.variables.insert(name.into(), of);
        self
    }

    /// The type of a variable.
    pub(super) fn find(&self, name: &str) -> Option<&Type> {
        self.variables.get(name)
    }

    /// The names of all variables.
    pub(super) fn names(&self) -> Vec<&str> {
        self.variables.keys().map(String::as_str).collect()
    }
}

/// The variables of a request for admission; the parameters of a policy, and who asks, where the
/// expression may name them.
pub(in crate::validate) fn admission(has_params: bool, has_authorizer: bool) -> Environment {
    let mut environment = Environment::default()
        .with("object", Type::Dyn)
        .with("oldObject", Type::Dyn)
        .with("namespaceObject", Type::Unknown)
        .with("request", request());
    if has_params {
        environment = environment.with("params", Type::Dyn);
    }
    if has_authorizer {
        environment = environment.with("authorizer", Type::Unknown);
    }
    environment
}

/// The request, as Kubernetes' documentation of admission policies has it.
fn request() -> Type {
    let of = |names: [&'static str; 3]| Type::object(names.map(|name| (name, Type::String)));
    let (kind, resource) = (of(["group", "version", "kind"]), of(["group", "version", "resource"]));
    let user = Type::object([
        ("username", Type::String),
        ("uid", Type::String),
        ("groups", Type::list(Type::String)),
        ("extra", Type::map(Type::list(Type::String))),
    ]);
    Type::object([
        ("kind", kind.clone()),
        ("resource", resource.clone()),
        ("subResource", Type::String),
        ("requestKind", kind),
        ("requestResource", resource),
        ("requestSubResource", Type::String),
        ("name", Type::String),
        ("namespace", Type::String),
        ("operation", Type::String),
        ("userInfo", user),
        ("dryRun", Type::Bool),
        ("options", Type::Dyn),
    ])
}
