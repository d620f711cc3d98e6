//! Reading one object.

use serde_json::Value;

use crate::cluster::api_server::{ApiServer, key};
use crate::cluster::registry::Served;
use crate::cluster::request::{Reply, Request};
use crate::cluster::status::Status;
use crate::cluster::write::scale::scale_of;
use std::sync::Arc;

impl ApiServer {
    /// A GET of one object, or of its scale.
    pub(crate) fn read(&self, request: &Request, served: &Arc<Served>) -> Result<Reply, Status> {
        let object = self.find(request, served)?;
        let object = if request.subresource == "scale" { scale_of(&object) } else { object };
        Ok(Reply::read(self.respond(request, served, &object)))
    }

    /// The object that a request is about.
    pub(crate) fn find(&self, request: &Request, served: &Arc<Served>) -> Result<Value, Status> {
        let object = self.store.get(&key(served, &request.namespace, &request.name)).cloned();
        object.ok_or_else(|| not_found(served, &request.name))
    }

    /// The object in the version of the request.
    pub(crate) fn respond(&self, request: &Request, served: &Arc<Served>, object: &Value) -> Value {
        if request.subresource == "scale" {
            return object.clone();
        }
        served.kind.convert(object, &request.api_version)
    }
}

/// 404: there is no such object.
pub(crate) fn not_found(served: &Arc<Served>, name: &str) -> Status {
    Status::new(404, "NotFound", format!("{} \"{name}\" not found", served.resource.qualified()))
}
