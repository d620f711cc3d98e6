//! Objects and lists in the representation that a client asks for.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::cluster::http::accept::Accept;
use crate::cluster::metadata_only::metadata;
use crate::cluster::registry::Served;
use crate::cluster::table::table;

/// One object.
pub(crate) fn object(accept: Accept, served: &Arc<Served>, object: Value, now: &str) -> Value {
    match accept {
        Accept::Objects => object,
        Accept::Table => {
            let version = object["metadata"]["resourceVersion"].clone();
            let mut table = table(served, &[object], now);
            table["metadata"]["resourceVersion"] = version;
            table
        }
        Accept::Metadata => metadata(&object),
    }
}

/// A list.
pub(crate) fn list(accept: Accept, served: &Arc<Served>, items: Vec<Value>, meta: Value, now: &str) -> Value {
    match accept {
        Accept::Objects => json!({
            "kind": format!("{}List", served.resource.kind),
            "apiVersion": served.resource.api_version(),
            "metadata": meta,
            "items": items,
        }),
        Accept::Table => table_of_list(served, &items, meta, now),
        Accept::Metadata => json!({
            "kind": "PartialObjectMetadataList",
            "apiVersion": "meta.k8s.io/v1",
            "metadata": meta,
            "items": items.iter().map(metadata).collect::<Vec<_>>(),
        }),
    }
}

fn table_of_list(served: &Arc<Served>, items: &[Value], meta: Value, now: &str) -> Value {
    let mut table = table(served, items, now);
    table["metadata"] = meta;
    table
}
