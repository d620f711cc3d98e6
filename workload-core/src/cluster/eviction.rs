//! Evictions, which budgets may refuse, and the last word on a namespace.

use serde_json::{Value, json};

use crate::cluster::json::{items, name, text};
use crate::cluster::request::{Request, Verb};
use crate::cluster::state::State;
use crate::cluster::status::{Status, StatusCause};
use crate::cluster::store::Key;
use crate::k8s::selector::{Labels, selects};

/// The resource of budgets.
const BUDGETS: &str = "poddisruptionbudgets.policy";

impl State {
    /// A POST to `/eviction` of a Pod.
    pub(crate) fn evict(&mut self, request: &Request) -> Result<Value, Status> {
        let pod = Request { verb: Verb::Get, subresource: String::new(), ..request.clone() };
        let pod = self.api.handle(&pod)?.object;
        let is_over = matches!(text(&pod["status"]["phase"]), "Succeeded" | "Failed");
        let budget = if is_over { None } else { self.budget_of(&pod)? };
        let mut delete = Request { verb: Verb::Delete, subresource: String::new(), ..request.clone() };
        delete.body = request.body.get("deleteOptions").cloned().unwrap_or_else(|| json!({}));
        self.api.handle(&delete)?;
        if let Some((key, mut budget)) = budget.filter(|_| !request.dry_run) {
            let allowed = budget["status"]["disruptionsAllowed"].as_i64().unwrap_or(0);
            budget["status"]["disruptionsAllowed"] = json!(allowed - 1);
            self.api.store.put(key, budget);
        }
        Ok(json!({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success", "code": 201}))
    }

    /// The budget that selects a Pod.
    fn budget_of(&self, pod: &Value) -> Result<Option<(Key, Value)>, Status> {
        let labels: Labels = serde_json::from_value(pod["metadata"]["labels"].clone()).unwrap_or_default();
        let namespace = text(&pod["metadata"]["namespace"]);
        let is_selecting = |budget: &Value| {
            let selector = serde_json::from_value(budget["spec"]["selector"].clone()).ok();
            selects(selector.as_ref(), &labels)
        };
        let budgets = self.api.store.list(BUDGETS, namespace).filter(|(_, budget)| is_selecting(budget));
        let budgets: Vec<_> = budgets.map(|(key, budget)| (key.clone(), budget.clone())).collect();
        match budgets.as_slice() {
            [] => Ok(None),
            [(key, budget)] if budget["status"]["disruptionsAllowed"].as_i64().unwrap_or(0) > 0 => {
                Ok(Some((key.clone(), budget.clone())))
            }
            [(_, budget)] => Err(refused(budget)),
            _ => Err(Status::new(500, "InternalError", MANY_BUDGETS)),
        }
    }

    /// A PUT to `/finalize` of a namespace: its finalizers are those of the body.
    pub(crate) fn finalize(&mut self, request: &Request) -> Result<Value, Status> {
        let key =
            Key { resource: "namespaces".to_owned(), namespace: String::new(), name: request.name.clone() };
        let live = self.api.store.get(&key).cloned();
        let message = || format!("namespaces \"{}\" not found", request.name);
        let mut namespace = live.ok_or_else(|| Status::new(404, "NotFound", message()))?;
        namespace["spec"]["finalizers"] = json!(items(&request.body["spec"]["finalizers"]));
        Ok(self.api.store.put(key, namespace))
    }
}

/// 429: a budget does not allow the disruption.
fn refused(budget: &Value) -> Status {
    let (name, status) = (name(budget), &budget["status"]);
    let number = |key: &str| status[key].as_i64().unwrap_or(0);
    let why = format!(
        "The disruption budget {name} needs {} healthy pods and has {} currently",
        number("desiredHealthy"),
        number("currentHealthy")
    );
    let cause = StatusCause { reason: "DisruptionBudget".to_owned(), field: String::new(), message: why };
    let message = "Cannot evict pod as it would violate the pod's disruption budget.";
    Status { causes: vec![cause], ..Status::new(429, "TooManyRequests", message) }
}

const MANY_BUDGETS: &str = "Internal error occurred: This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.";
