//! Namespaces that are being deleted: what is in them goes, then they go.

use crate::cluster::api_server::ApiServer;
use crate::cluster::json::is_terminating;
use crate::cluster::store::Key;

/// Empties the namespaces that are being deleted, and ends those that are empty.
pub(super) fn finish(api: &mut ApiServer) {
    let dying: Vec<Key> = api
        .store
        .list("namespaces", "")
        .filter(|(_, namespace)| is_terminating(namespace))
        .map(|(key, _)| key.clone())
        .collect();
    for namespace in dying {
        let inside: Vec<Key> = api
            .store
            .all()
            .filter(|(key, _)| key.namespace == namespace.name)
            .map(|(key, _)| key.clone())
            .collect();
        for key in &inside {
            let is_left = api.store.get(key).is_some_and(|object| !is_terminating(object));
            if is_left {
                api.remove_dependent(key, "Background");
            }
        }
        let is_empty = api.store.all().all(|(key, _)| key.namespace != namespace.name);
        if let Some(last) = api.store.get(&namespace).filter(|_| is_empty).cloned() {
            api.store.remove(&namespace, &last);
        }
    }
}
