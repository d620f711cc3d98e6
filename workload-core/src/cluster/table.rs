//! Objects as rows for people, as the API server prints them for `kubectl get`.

mod age;
mod column;
mod custom;
mod kinds;
mod pods;
mod workloads;

use std::sync::Arc;

use serde_json::{Value, json};

use crate::cluster::kind::Kind;
use crate::cluster::metadata_only::metadata;
use crate::cluster::registry::Served;
use crate::cluster::table::column::Column;

/// The rows of objects of one resource.
pub(crate) fn table(served: &Arc<Served>, objects: &[Value], now: &str) -> Value {
    let (columns, rows) = match &served.kind {
        Kind::Custom(..) => custom::table(served, objects, now),
        Kind::Builtin(_) | Kind::Opaque(_) => builtin(kinds::columns(&served.resource.kind), objects, now),
    };
    let rows = objects.iter().zip(rows);
    let rows: Vec<Value> =
        rows.map(|(object, cells)| json!({"cells": cells, "object": metadata(object)})).collect();
    json!({
        "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": {},
        "columnDefinitions": columns, "rows": rows,
    })
}

fn builtin(columns: &[Column], objects: &[Value], now: &str) -> (Vec<Value>, Vec<Vec<Value>>) {
    let row = |object: &Value| columns.iter().map(|column| (column.cell)(object, now)).collect();
    (columns.iter().map(Column::definition).collect(), objects.iter().map(row).collect())
}
