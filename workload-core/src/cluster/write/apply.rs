//! Server-side apply, and how its failures are answered.

use serde_json::Value;

use crate::cluster::api_server::ApiServer;
use crate::cluster::check::refuse_duplicate_keys;
use crate::cluster::json::{name, namespace};
use crate::cluster::kind::Kind;
use crate::cluster::request::Request;
use crate::cluster::status::{Status, StatusCause};
use crate::cluster::write::patch::endpoint;
use crate::ownership::{ApplyError, Conflict, Endpoint, SchemaError, Writer, apply, conflict_message};

impl ApiServer {
    /// The object after an apply.
    pub(super) fn applied(
        &self,
        request: &Request,
        kind: &Kind,
        live: &Value,
        body: &Value,
    ) -> Result<(Value, Vec<String>), Status> {
        let reset = kind.reset_fields(&request.kind, &request.api_version, &request.subresource);
        let endpoint = endpoint(request, kind, &reset);
        let force = request.force == Some(true);
        let writer = Writer { manager: &request.manager(), time: &self.now, force };
        let new = apply(&endpoint, live, body, &writer).map_err(|error| refusal(&endpoint, body, error))?;
        refuse_duplicate_keys(request)?;
        Ok((new, Vec::new()))
    }
}

/// The server's answer to an apply that fails.
fn refusal(endpoint: &Endpoint<'_>, body: &Value, error: ApplyError) -> Status {
    match error {
        ApplyError::BadRequest(message) => Status::bad_request(message),
        ApplyError::Conflicts(conflicts) => conflicts_status(&conflicts),
        ApplyError::Schema(errors) => schema_status(endpoint, body, &errors),
        ApplyError::Failed(message) => Status::internal(message),
    }
}

fn conflicts_status(conflicts: &[Conflict]) -> Status {
    let causes = conflicts.iter().map(|conflict| StatusCause {
        reason: "FieldManagerConflict".to_owned(),
        field: conflict.path.to_string(),
        message: format!("conflict with {}", conflict.owner_text()),
    });
    Status { causes: causes.collect(), ..Status::conflict(conflict_message(conflicts)) }
}

fn schema_status(endpoint: &Endpoint<'_>, body: &Value, errors: &[SchemaError]) -> Status {
    let slash = if endpoint.api_version.contains('/') { "" } else { "/" };
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    let lines = if lines.len() == 1 { lines.concat() } else { format!("errors:\n  {}", lines.join("\n  ")) };
    Status::internal(format!(
        "failed to create typed patch object ({}/{}; {slash}{}, Kind={}): {lines}",
        namespace(body),
        name(body),
        endpoint.api_version,
        endpoint.kind
    ))
}
