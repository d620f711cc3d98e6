//! Writes of the cluster's own controllers, which no request makes.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::json::{is_terminating, items};
use crate::cluster::request::{Request, Verb};
use crate::cluster::store::Key;

impl ApiServer {
    /// Deletes an object as the garbage collector does.
    pub(crate) fn remove_dependent(&mut self, key: &Key, policy: &str) {
        let Some(served) = self.registry.of_qualified(&key.resource).cloned() else { return };
        let mut request = Request::new(Verb::Delete, &served.resource.api_version(), &served.resource.kind);
        request.namespace.clone_from(&key.namespace);
        request.name.clone_from(&key.name);
        request.body = json!({"propagationPolicy": policy});
        // What is gone already needs no deletion.
        let _ = self.handle(&request);
    }

    /// Takes a finalizer from an object, which is gone when it was the last.
    pub(crate) fn release(&mut self, key: &Key, finalizer: &str) {
        let Some(object) = self.store.get(key) else { return };
        let kept: Vec<Value> = items(&object["metadata"]["finalizers"])
            .iter()
            .filter(|known| *known != finalizer)
            .cloned()
            .collect();
        let mut object = object.clone();
        let is_over = kept.is_empty() && is_terminating(&object);
        object["metadata"]["finalizers"] = json!(kept);
        if is_over {
            self.store.remove(key, &object);
            self.forget_definition(&object);
        } else {
            self.store.put(key.clone(), object);
        }
    }
}
