//! What the API server does with a `CustomResourceDefinition` besides storing it.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::kind::Kind;
use crate::cluster::store::Key;
use crate::ownership::{Endpoint, ResetFields, Writer, update};

/// The kind of definitions, and where it is served.
const KIND: &str = "CustomResourceDefinition";
const API_VERSION: &str = "apiextensions.k8s.io/v1";
const RESOURCE: &str = "customresourcedefinitions.apiextensions.k8s.io";

impl ApiServer {
    /// Serves the kind of a definition that is stored.
    pub(crate) fn learn_definition(&mut self, object: &Value) {
        if object["kind"] == KIND {
            self.registry.define(object);
        }
    }

    /// Serves the kind of a definition no more.
    pub(crate) fn forget_definition(&mut self, object: &Value) {
        if object["kind"] == KIND {
            self.registry.forget(object);
        }
    }

    /// The API server's own controllers accept the names of a new definition and serve it.
    pub(crate) fn establish(&mut self, object: &Value) {
        if object["kind"] != KIND {
            return;
        }
        let mut new = object.clone();
        new["status"]["acceptedNames"] = object["spec"]["names"].clone();
        new["status"]["conditions"] = json!([
            self.condition("NamesAccepted", "NoConflicts", "no conflicts found"),
            self.condition("Established", "InitialNamesAccepted", "the initial names have been accepted"),
        ]);
        let kind = Kind::builtin(API_VERSION, KIND);
        let reset = ResetFields::new();
        let endpoint = Endpoint {
            versions: kind.versions(),
            api_version: API_VERSION,
            kind: KIND,
            subresource: "status",
            reset_fields: &reset,
        };
        let writer = Writer { manager: "kube-apiserver", time: &self.now, force: false };
        let new = update(&endpoint, object, &new, &writer);
        self.store.put(Key::of(RESOURCE, object), kind.store(&new));
    }

    fn condition(&self, name: &str, reason: &str, message: &str) -> Value {
        json!({
            "type": name, "status": "True", "reason": reason, "message": message,
            "lastTransitionTime": self.now,
        })
    }
}
