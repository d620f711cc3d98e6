//! One apply to a live object, computed as the API server does it.

use serde_json::{Value, json};

use super::conflict::{FieldConflict, Left};
use super::kinds::Kind;
use super::lookup::value_at;
use super::options::{MANAGER, Options, Take};
use crate::ownership::{
    ApplyError, Conflict, Endpoint, Operation, PathElement, Writer, adopt, apply, conflict_message,
    decode_managed,
};

/// The applier that keeps `replicas` for an autoscaler that has not written them yet.
pub const HANDOVER_MANAGER: &str = "workload-handover";

/// The manager that autoscalers write as.
const AUTOSCALER_MANAGER: &str = "kube-controller-manager";

/// The field that autoscalers write.
const REPLICAS: &str = ".spec.replicas";

/// When a merge that is only computed is written.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// Metadata of an object that was read from a cluster, which no configuration may have.
const READ_BACK: [&str; 4] = ["managedFields", "creationTimestamp", "generation", "selfLink"];

/// An apply of a configuration to a live object.
#[derive(Clone, Copy, Debug)]
pub struct Merge<'a> {
    /// The kind of both.
    pub kind: &'a Kind,
    /// The live object, with its `managedFields`, in the version of the configuration.
    pub live: &'a Value,
    /// The configuration.
    pub config: &'a Value,
    /// The name of the autoscaler that scales the object.
    pub autoscaler: Option<&'a str>,
    /// How it is applied.
    pub options: &'a Options,
}

/// What an apply does, and what comes before it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Merged {
    /// The configuration as it is sent.
    pub config: Value,
    /// The `managedFields` that the object gets first; none when they stay.
    pub entries: Option<Vec<Value>>,
    /// What [`HANDOVER_MANAGER`] applies before.
    pub handover: Option<Value>,
    /// Whether the apply takes fields from others.
    pub force: bool,
    /// The fields that are left to their owners.
    pub left: Vec<Left>,
    /// What becomes of the object.
    pub outcome: NewObject,
    /// Whether the fields that `workload` owns change.
    pub moves_ownership: bool,
}

/// What becomes of a live object.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum NewObject {
    /// This.
    Merged(Value),
    /// Nothing, since others own these fields; with force it would be this.
    Conflicts(Vec<FieldConflict>, Value),
    /// Nothing, since the configuration has not the form of the kind.
    Refused(String),
}

/// The state of a merge between its steps.
struct Steps<'a> {
    merge: Merge<'a>,
    endpoint: Endpoint<'a>,
    config: Value,
    left: Vec<Left>,
}

/// The configuration without what only the API server writes.
pub(super) fn sendable(config: &Value) -> Value {
    let mut config = config.clone();
    if let Some(metadata) = config.get_mut("metadata").and_then(Value::as_object_mut) {
        for key in READ_BACK {
            metadata.remove(key);
        }
    }
    config
}

impl Merge<'_> {
    /// Computes the apply.
    #[must_use]
    pub fn merged(self) -> Merged {
        let text = |key: &str| self.config[key].as_str().unwrap_or_default();
        let (api_version, kind) = (text("apiVersion"), text("kind"));
        let reset_fields = self.kind.reset_fields(api_version, kind);
        let endpoint = Endpoint {
            versions: self.kind.versions(),
            api_version,
            kind,
            subresource: "",
            reset_fields: &reset_fields,
        };
        Steps { merge: self, endpoint, config: sendable(self.config), left: Vec::new() }.run()
    }
}

impl Steps<'_> {
    fn run(mut self) -> Merged {
        let from: Vec<&str> = self.merge.options.adopt.iter().map(String::as_str).collect();
        let entries = match adopt(&self.endpoint, self.merge.live, &self.config, MANAGER, &from) {
            Ok(entries) => entries,
            Err(why) => return self.done(None, None, false, Err(ApplyError::Failed(why))),
        };
        let mut live = self.merge.live.clone();
        if let Some(entries) = &entries {
            live["metadata"]["managedFields"] = json!(entries);
        }
        let handover = self.handover(&live);
        if let Some(config) = &handover
            && let Ok(handed) = self.apply(&live, config, HANDOVER_MANAGER, true)
        {
            live = handed;
        }
        let mut result = self.apply(&live, &self.config, MANAGER, false);
        if let Err(ApplyError::Conflicts(conflicts)) = &result
            && self.leave_replicas(conflicts)
        {
            result = self.apply(&live, &self.config, MANAGER, false);
        }
        let force = matches!(&result, Err(ApplyError::Conflicts(conflicts)) if self.takes_all(conflicts));
        if force {
            result = self.apply(&live, &self.config, MANAGER, true);
        }
        self.done(entries, handover, force, result)
    }

    fn done(
        self,
        entries: Option<Vec<Value>>,
        handover: Option<Value>,
        force: bool,
        result: Result<Value, ApplyError>,
    ) -> Merged {
        let moves_ownership = match &result {
            Ok(new) => entries.is_some() || own_fields(new) != own_fields(self.merge.live),
            Err(_) => false,
        };
        let outcome = match result {
            Ok(new) => NewObject::Merged(self.merge.kind.created(&new)),
            Err(ApplyError::Conflicts(conflicts)) => self.refused(&conflicts, entries.as_deref()),
            Err(error) => NewObject::Refused(sentence(&error)),
        };
        Merged { config: self.config, entries, handover, force, left: self.left, outcome, moves_ownership }
    }

    fn apply(&self, live: &Value, config: &Value, manager: &str, force: bool) -> Result<Value, ApplyError> {
        apply(&self.endpoint, live, config, &Writer { manager, time: NEVER, force })
    }

    /// Those conflicts that stand in the way, and what the object would be without them.
    fn refused(&self, conflicts: &[Conflict], entries: Option<&[Value]>) -> NewObject {
        let standing = conflicts.iter().filter(|conflict| !self.takes(conflict));
        let told = standing.map(|conflict| FieldConflict::new(conflict, self.merge.live, &self.config));
        let told: Vec<_> = told.collect();
        let mut live = self.merge.live.clone();
        if let Some(entries) = entries {
            live["metadata"]["managedFields"] = json!(entries);
        }
        let forced = self.apply(&live, &self.config, MANAGER, true).unwrap_or(live);
        NewObject::Conflicts(told, self.merge.kind.created(&forced))
    }

    fn takes_all(&self, conflicts: &[Conflict]) -> bool {
        conflicts.iter().all(|conflict| self.takes(conflict))
    }

    fn takes(&self, conflict: &Conflict) -> bool {
        conflict.owner.manager == HANDOVER_MANAGER || self.merge.options.take.has(&conflict.path.to_string())
    }

    /// Leaves `replicas` to an autoscaler that owns them; whether there was something to leave.
    fn leave_replicas(&mut self, conflicts: &[Conflict]) -> bool {
        let is_meant =
            |conflict: &&Conflict| conflict.path.to_string() == REPLICAS && self.is_autoscaled(conflict);
        let Some(conflict) = conflicts.iter().find(is_meant) else { return false };
        let owner = match self.merge.autoscaler {
            Some(name) => format!("HorizontalPodAutoscaler {name}"),
            None => conflict.owner.manager.clone(),
        };
        let live = value_at(self.merge.live, &conflict.path.0).cloned();
        let wanted = self
            .config
            .get_mut("spec")
            .and_then(Value::as_object_mut)
            .and_then(|spec| spec.remove("replicas"));
        self.left.push(Left { path: REPLICAS.to_owned(), live, wanted, owner });
        true
    }

    /// Whether the owner of `replicas` scales for an autoscaler, and nobody has asked to take them.
    fn is_autoscaled(&self, conflict: &Conflict) -> bool {
        let is_asked =
            matches!(self.merge.options.take, Take::Paths(_)) && self.merge.options.take.has(REPLICAS);
        let is_scale = conflict.owner.subresource == "scale";
        let by_controller = is_scale && conflict.owner.manager == AUTOSCALER_MANAGER;
        !is_asked && (by_controller || is_scale && self.merge.autoscaler.is_some())
    }

    /// What keeps the number of replicas while the configuration that drops them is applied: without
    /// it they would be 1 until the autoscaler writes them.
    fn handover(&mut self, live: &Value) -> Option<Value> {
        let autoscaler = self.merge.autoscaler?;
        let path = [PathElement::field("spec"), PathElement::field("replicas")];
        let replicas = value_at(live, &path)?.clone();
        if value_at(&self.config, &path).is_some() {
            return None;
        }
        let owners = decode_managed(live["metadata"]["managedFields"].as_array()?).ok()?;
        let mut owning = owners.iter().filter(|(_, owned)| owned.fields.contains(&path));
        let (owner, _) = owning.next()?;
        let is_ours = owner.manager == MANAGER && owner.operation == Operation::Apply;
        if !is_ours || owning.next().is_some() {
            return None;
        }
        let owner = format!("HorizontalPodAutoscaler {autoscaler}");
        self.left.push(Left { path: REPLICAS.to_owned(), live: Some(replicas.clone()), wanted: None, owner });
        let metadata = &live["metadata"];
        let mut identity = json!({"name": metadata["name"]});
        if metadata["namespace"].is_string() {
            identity["namespace"] = metadata["namespace"].clone();
        }
        Some(json!({
            "apiVersion": self.endpoint.api_version, "kind": self.endpoint.kind,
            "metadata": identity, "spec": {"replicas": replicas},
        }))
    }
}

/// The fields that `workload` has applied, as the entry writes them.
fn own_fields(object: &Value) -> Option<&Value> {
    let entries = object["metadata"]["managedFields"].as_array()?;
    let is_ours = |entry: &&Value| entry["manager"] == MANAGER && entry["operation"] == "Apply";
    entries.iter().find(is_ours).map(|entry| &entry["fieldsV1"])
}

fn sentence(error: &ApplyError) -> String {
    match error {
        ApplyError::BadRequest(message) | ApplyError::Failed(message) => message.clone(),
        ApplyError::Conflicts(conflicts) => conflict_message(conflicts),
        ApplyError::Schema(errors) => errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
    }
}

#[cfg(test)]
mod tests {
    use super::super::kinds::Kinds;
    use super::*;

    fn deployment(replicas: Option<u32>, image: &str) -> Value {
        let mut object = json!({
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
            "spec": {
                "selector": {"matchLabels": {"app": "web"}},
                "template": {
                    "metadata": {"labels": {"app": "web"}},
                    "spec": {"containers": [{"name": "web", "image": image}]},
                },
            },
        });
        if let Some(replicas) = replicas {
            object["spec"]["replicas"] = json!(replicas);
        }
        object
    }

    /// What `manager` made by an apply, with more owners.
    fn live(manager: &str, config: &Value, more: &[Value]) -> Value {
        let kind = Kinds::default().of("apps/v1", "Deployment");
        let reset_fields = kind.reset_fields("apps/v1", "Deployment");
        let endpoint = Endpoint {
            versions: kind.versions(),
            api_version: "apps/v1",
            kind: "Deployment",
            subresource: "",
            reset_fields: &reset_fields,
        };
        let empty = endpoint.versions.empty("apps/v1");
        let writer = Writer { manager, time: NEVER, force: false };
        let mut made = kind.created(&apply(&endpoint, &empty, config, &writer).unwrap());
        made["metadata"]["uid"] = json!("u");
        made["metadata"]["managedFields"].as_array_mut().unwrap().extend_from_slice(more);
        made
    }

    fn merged(live: &Value, config: &Value, autoscaler: Option<&str>, options: &Options) -> Merged {
        let kind = Kinds::default().of("apps/v1", "Deployment");
        Merge { kind: &kind, live, config, autoscaler, options }.merged()
    }

    fn scaled_by(manager: &str) -> Value {
        json!({
            "manager": manager, "operation": "Update", "apiVersion": "apps/v1", "subresource": "scale",
            "fieldsType": "FieldsV1", "fieldsV1": {"f:spec": {"f:replicas": {}}},
        })
    }

    #[test]
    fn an_apply_of_the_same_changes_nothing() {
        let config = deployment(Some(3), "web:1");
        let live = live(MANAGER, &config, &[]);
        let found = merged(&live, &config, None, &Options::default());
        assert!(!found.moves_ownership && found.entries.is_none() && !found.force);
        let NewObject::Merged(new) = found.outcome else { panic!("{:?}", found.outcome) };
        assert_eq!(new["spec"], live["spec"]);
    }

    #[test]
    fn what_others_own_is_a_conflict_with_both_values() {
        let live = live("helm", &deployment(Some(3), "web:1"), &[]);
        let config = deployment(Some(3), "web:2");
        let found = merged(&live, &config, None, &Options::default());
        let NewObject::Conflicts(conflicts, forced) = found.outcome else { panic!("{:?}", found.outcome) };
        assert_eq!(conflicts.len(), 1);
        assert_eq!(conflicts[0].path, ".spec.template.spec.containers[name=\"web\"].image");
        assert_eq!(conflicts[0].live, Some(json!("web:1")));
        assert_eq!(conflicts[0].wanted, Some(json!("web:2")));
        assert_eq!(conflicts[0].manager, "helm");
        assert_eq!(forced["spec"]["template"]["spec"]["containers"][0]["image"], "web:2");
        let take = Options { take: Take::Paths(vec!["spec.template".to_owned()]), ..Options::default() };
        assert!(merged(&live, &config, None, &take).force);
    }

    #[test]
    fn replicas_are_left_to_an_autoscaler() {
        let mut live = live(MANAGER, &deployment(None, "web:1"), &[scaled_by("kube-controller-manager")]);
        live["spec"]["replicas"] = json!(7);
        let found = merged(&live, &deployment(Some(3), "web:1"), Some("web"), &Options::default());
        assert_eq!(found.left.len(), 1);
        assert_eq!(found.left[0].owner, "HorizontalPodAutoscaler web");
        let NewObject::Merged(new) = found.outcome else { panic!("{:?}", found.outcome) };
        assert_eq!(new["spec"]["replicas"], 7);
    }

    #[test]
    fn replicas_scaled_by_hand_are_a_conflict() {
        let mut live = live(MANAGER, &deployment(None, "web:1"), &[scaled_by("kubectl")]);
        live["spec"]["replicas"] = json!(7);
        let found = merged(&live, &deployment(Some(3), "web:1"), None, &Options::default());
        assert!(matches!(found.outcome, NewObject::Conflicts(..)), "{:?}", found.outcome);
    }

    #[test]
    fn dropped_replicas_are_handed_to_an_autoscaler() {
        let live = live(MANAGER, &deployment(Some(5), "web:1"), &[]);
        let found = merged(&live, &deployment(None, "web:1"), Some("web"), &Options::default());
        assert_eq!(found.handover.unwrap()["spec"], json!({"replicas": 5}));
        let NewObject::Merged(new) = found.outcome else { panic!("{:?}", found.outcome) };
        assert_eq!(new["spec"]["replicas"], 5);
        let found = merged(&live, &deployment(None, "web:1"), None, &Options::default());
        let NewObject::Merged(new) = found.outcome else { panic!("{:?}", found.outcome) };
        assert_eq!(new["spec"]["replicas"], 1);
    }
}
