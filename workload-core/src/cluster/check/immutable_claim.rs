//! What a change of a PersistentVolumeClaim must leave as it is.

use serde_json::Value;

use crate::cluster::json::text;
use crate::cluster::status::StatusCause;
use crate::k8s::values::Quantity;

const FIXED: &str = "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";

/// Of a claim, only its size and class change once it is bound.
pub(super) fn claim(new: &Value, live: &Value, causes: &mut Vec<StatusCause>) {
    if fixed(new, live) != fixed(live, live) {
        causes.push(StatusCause::with_message("Forbidden", "spec", FIXED));
    }
    let (asked, before) = (requested(new), requested(live));
    if asked < before && asked <= amount(&live["status"]["capacity"]["storage"]) {
        let message = "field can not be less than status.capacity";
        causes.push(StatusCause::with_message("Forbidden", "spec.resources.requests.storage", message));
    }
}

/// What does not change of a claim, as `live` stands.
fn fixed(claim: &Value, live: &Value) -> Value {
    let mut spec = claim["spec"].clone();
    if live["status"]["phase"] == "Bound" {
        spec["resources"] = Value::Null;
        spec["volumeAttributesClassName"] = Value::Null;
    }
    if live["spec"]["volumeName"].is_null() {
        spec["volumeName"] = Value::Null;
    }
    spec
}

fn requested(claim: &Value) -> i128 {
    amount(&claim["spec"]["resources"]["requests"]["storage"])
}

fn amount(quantity: &Value) -> i128 {
    Quantity::parse(text(quantity).to_owned()).map_or(0, |quantity| quantity.nanos())
}
