//! The CEL rules of a schema, compiled once for all objects.

use std::sync::{Arc, OnceLock};

use kube_cel::{CompiledSchema, compile_schema};
use serde_json::Value;

/// The rules of a schema, compiled when the first object asks for them.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    schema: Value,
    compiled: Arc<OnceLock<CompiledSchema>>,
}

impl Rules {
    /// The rules of a schema as it is written.
    pub(super) fn of(schema: Value) -> Self {
        Self { schema, compiled: Arc::default() }
    }

    /// The same, compiled.
    pub(super) fn compiled(&self) -> &CompiledSchema {
        self.compiled.get_or_init(|| compile_schema(&self.schema))
    }
}
