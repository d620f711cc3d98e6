//! The causes for which an object is refused.

use serde_json::Value;

use crate::cluster::check::{custom, immutable, kind, metadata, validator};
use crate::cluster::json::items;
use crate::cluster::kind::Kind;
use crate::cluster::status::StatusCause;

/// The causes for which a new object or a change is refused.
pub(crate) fn check_object(
    name: &str,
    kind: &Kind,
    new: &Value,
    live: Option<&Value>,
    subresource: &str,
) -> Vec<StatusCause> {
    let mut causes = metadata::causes(new, live, name);
    match kind {
        Kind::Custom(kind, _) => custom::check(kind, new, &mut causes),
        Kind::Opaque(_) => {}
        Kind::Builtin(_) if subresource == "status" => status(name, new, &mut causes),
        Kind::Builtin(_) => builtin(name, kind, new, live, subresource, &mut causes),
    }
    causes
}

fn builtin(
    name: &str,
    kind: &Kind,
    new: &Value,
    live: Option<&Value>,
    subresource: &str,
    causes: &mut Vec<StatusCause>,
) {
    let stored = kind.store(new);
    let known = validator::causes(name, &stored, live.is_some());
    causes.extend(known.unwrap_or_else(|| kind::causes(name, &stored, live.is_some())));
    if let Some(live) = live {
        causes.extend(immutable::causes(name, &stored, live, subresource));
    }
}

fn status(name: &str, new: &Value, causes: &mut Vec<StatusCause>) {
    let has_addresses = !items(&new["status"]["loadBalancer"]["ingress"]).is_empty();
    if name == "Service" && has_addresses && new["spec"]["type"] != "LoadBalancer" {
        let message = "may only be used when `spec.type` is LoadBalancer";
        causes.push(StatusCause::with_message("Forbidden", "status.loadBalancer.ingress", message));
    }
}
