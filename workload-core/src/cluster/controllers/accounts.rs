//! What every namespace gets: the account `default`.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::json::is_terminating;
use crate::cluster::request::{Request, Verb};
use crate::cluster::store::Key;

/// Makes the account of each namespace that has none.
pub(super) fn react(api: &mut ApiServer) {
    let missing: Vec<String> = api
        .store
        .list("namespaces", "")
        .filter(|(_, namespace)| !is_terminating(namespace))
        .filter(|(key, _)| api.store.get(&account(&key.name)).is_none())
        .map(|(key, _)| key.name.clone())
        .collect();
    for namespace in missing {
        let mut request = Request::new(Verb::Create, "v1", "ServiceAccount");
        request.user_agent = "kube-controller-manager".to_owned();
        request.namespace.clone_from(&namespace);
        request.body = body();
        // A namespace that is there takes an account; the next change tries again.
        let _ = api.handle(&request);
    }
}

fn account(namespace: &str) -> Key {
    Key {
        resource: "serviceaccounts".to_owned(),
        namespace: namespace.to_owned(),
        name: "default".to_owned(),
    }
}

fn body() -> Value {
    json!({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "default"}})
}
