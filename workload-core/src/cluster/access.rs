//! Who may do what: what is denied to the only user of the cluster, and the question about it.

use serde_json::{Value, json};

use crate::cluster::status::Status;

/// Something that is denied; every field that says nothing stands for all.
///
/// ```
/// # use workload_core::cluster::{Cluster, Denied};
/// let cluster = Cluster::new();
/// cluster.deny(Denied::new("patch", "apps", "deployments").in_namespace("shop"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    verb: String,
    group: String,
    resource: String,
    namespace: Option<String>,
}

/// What somebody wants to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attempt {
    pub(crate) verb: String,
    pub(crate) group: String,
    /// With its subresource, such as `pods/log`.
    pub(crate) resource: String,
    pub(crate) namespace: String,
    pub(crate) name: String,
}

/// The user of the cluster.
const USER: &str = "workload-test";

impl Denied {
    /// A verb (`get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`) on a resource
    /// of a group, with its subresource: `pods/log`. `*` stands for any.
    #[must_use]
    pub fn new(verb: &str, group: &str, resource: &str) -> Self {
        Self {
            verb: verb.to_owned(),
            group: group.to_owned(),
            resource: resource.to_owned(),
            namespace: None,
        }
    }

    /// Only in this namespace.
    #[must_use]
    pub fn in_namespace(mut self, namespace: &str) -> Self {
        self.namespace = Some(namespace.to_owned());
        self
    }

    fn fits(&self, attempt: &Attempt) -> bool {
        let is = |rule: &str, word: &str| rule == "*" || rule == word;
        is(&self.verb, &attempt.verb)
            && is(&self.group, &attempt.group)
            && is(&self.resource, &attempt.resource)
            && self.namespace.as_deref().is_none_or(|namespace| namespace == attempt.namespace)
    }
}

/// Refuses what is denied, in the words of RBAC.
pub(crate) fn refuse(denied: &[Denied], attempt: &Attempt) -> Result<(), Status> {
    if !denied.iter().any(|rule| rule.fits(attempt)) {
        return Ok(());
    }
    let Attempt { verb, group, resource, namespace, name } = attempt;
    let place = if namespace.is_empty() {
        "at the cluster scope".to_owned()
    } else {
        format!("in the namespace \"{namespace}\"")
    };
    let plural = resource.split('/').next().unwrap_or_default();
    let qualified = if group.is_empty() { plural.to_owned() } else { format!("{plural}.{group}") };
    let named = if name.is_empty() { String::new() } else { format!(" \"{name}\"") };
    let message = format!(
        "{qualified}{named} is forbidden: User \"{USER}\" cannot {verb} resource \"{resource}\" in API group \"{group}\" {place}"
    );
    Err(Status::new(403, "Forbidden", message))
}

/// The answer to a `SelfSubjectAccessReview`.
pub(crate) fn review(denied: &[Denied], review: &Value) -> Value {
    let asked = &review["spec"]["resourceAttributes"];
    let text = |key: &str| asked[key].as_str().unwrap_or_default().to_owned();
    let resource = match text("subresource").as_str() {
        "" => text("resource"),
        subresource => format!("{}/{subresource}", text("resource")),
    };
    let attempt = Attempt {
        verb: text("verb"),
        group: text("group"),
        resource,
        namespace: text("namespace"),
        name: text("name"),
    };
    let refusal = refuse(denied, &attempt).err();
    let mut status = json!({"allowed": refusal.is_none()});
    if let Some(refusal) = refusal {
        status["reason"] = json!(refusal.message);
    }
    json!({
        "kind": "SelfSubjectAccessReview", "apiVersion": "authorization.k8s.io/v1",
        "metadata": {"creationTimestamp": null}, "spec": review["spec"], "status": status,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_has_the_answer_that_a_request_gets() {
        let denied = [
            Denied::new("patch", "apps", "deployments").in_namespace("shop"),
            Denied::new("*", "", "pods/log"),
        ];
        let ask = |verb: &str, group: &str, resource: &str, subresource: &str, namespace: &str| {
            let spec = json!({"resourceAttributes": {
                "verb": verb, "group": group, "resource": resource, "subresource": subresource, "namespace": namespace,
            }});
            review(&denied, &json!({"spec": spec}))["status"].clone()
        };
        let refused = ask("patch", "apps", "deployments", "", "shop");
        assert_eq!(refused["allowed"], false);
        assert_eq!(
            refused["reason"],
            "deployments.apps is forbidden: User \"workload-test\" cannot patch resource \"deployments\" in API group \"apps\" in the namespace \"shop\""
        );
        assert_eq!(ask("patch", "apps", "deployments", "", "other")["allowed"], true);
        assert_eq!(ask("get", "", "pods", "log", "other")["allowed"], false);
        assert_eq!(ask("get", "", "pods", "", "other")["allowed"], true);
    }
}
