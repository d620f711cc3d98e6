//! The object that a request makes of the live one, with its owners.

use serde_json::Value;

use crate::cluster::api_server::ApiServer;
use crate::cluster::check::{metadata, refuse_malformed, refuse_unknown};
use crate::cluster::kind::Kind;
use crate::cluster::request::{Request, Verb};
use crate::cluster::status::Status;
use crate::ownership::{
    Endpoint, JsonPatchError, ResetFields, Writer, json_patch, merge_patch, strategic_merge_patch, type_name,
    update,
};

impl ApiServer {
    /// The object after a request, and what the client is warned of.
    pub(super) fn changed(
        &self,
        request: &Request,
        kind: &Kind,
        live: &Value,
        body: &Value,
    ) -> Result<(Value, Vec<String>), Status> {
        if request.verb == Verb::Apply {
            return self.applied(request, kind, live, body);
        }
        let is_patch = request.verb.is_patch();
        let patched = patched(request, kind, live, body)?;
        refuse_malformed(kind, &patched, is_patch)?;
        let (mut new, unknown) = kind.decode(&patched);
        let warnings = refuse_unknown(request, &unknown, is_patch)?;
        if !is_patch {
            metadata::owners_once(&mut new);
        }
        Ok((self.tracked(request, kind, live, &new), warnings))
    }

    /// The new object with its owners.
    pub(super) fn tracked(&self, request: &Request, kind: &Kind, live: &Value, new: &Value) -> Value {
        let reset = kind.reset_fields(&request.kind, &request.api_version, &request.subresource);
        let writer = Writer { manager: &request.manager(), time: &self.now, force: false };
        update(&endpoint(request, kind, &reset), live, new, &writer)
    }
}

/// Where a request goes, for its owners.
pub(super) fn endpoint<'a>(request: &'a Request, kind: &'a Kind, reset: &'a ResetFields) -> Endpoint<'a> {
    Endpoint {
        versions: kind.versions(),
        api_version: &request.api_version,
        kind: &request.kind,
        subresource: &request.subresource,
        reset_fields: reset,
    }
}

/// The object after a PUT or a patch, before it is decoded.
fn patched(request: &Request, kind: &Kind, live: &Value, body: &Value) -> Result<Value, Status> {
    let is_map_patch = matches!(request.verb, Verb::MergePatch | Verb::StrategicPatch);
    if is_map_patch && !body.is_object() && !body.is_null() {
        let message = "error decoding patch: cannot unmarshal into map[string]interface {}";
        return Err(Status::bad_request(message));
    }
    let current = || kind.convert(live, &request.api_version);
    match request.verb {
        Verb::MergePatch => Ok(merge_patch(&current(), body)),
        Verb::JsonPatch => json_patched(&current(), body),
        Verb::StrategicPatch if kind.is_custom() => {
            let message = "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml";
            Err(Status::new(415, "UnsupportedMediaType", message))
        }
        Verb::StrategicPatch => {
            let name = type_name(&request.api_version, &request.kind);
            strategic_merge_patch(&name, &current(), body)
                .map_err(|error| Status::new(400, "BadRequest", error.0))
        }
        _ => Ok(body.clone()),
    }
}

fn json_patched(current: &Value, patch: &Value) -> Result<Value, Status> {
    json_patch(current, patch).map_err(|error| match error {
        JsonPatchError::Malformed(message) => Status::bad_request(message),
        _ => Status::new(422, "Invalid", "the server rejected our request due to an error in our request"),
    })
}
