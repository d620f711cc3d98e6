//! What the words of an action may name: the workloads and the nodes that are there.

use crate::k8s::Object;
use crate::predict::simulation::{Kind, Target};
use crate::syntax::text::nearest;

use super::action_error::ActionError;
use super::kind_words::is_kind;

/// The workloads and nodes of a plan.
#[derive(Clone, Debug, Default)]
pub(super) struct Targets {
    workloads: Vec<Target>,
    nodes: Vec<String>,
}

impl Targets {
    /// The workloads among `objects`, each once, and these nodes.
    pub(super) fn new<'o>(objects: impl IntoIterator<Item = &'o Object>, nodes: Vec<String>) -> Self {
        let mut targets = Self { workloads: Vec::new(), nodes };
        for object in objects {
            if let Some(kind) = workload_kind(object) {
                let namespace = object.namespace().unwrap_or("default").to_owned();
                let target = Target { kind, namespace, name: object.name().to_owned() };
                if !targets.workloads.contains(&target) {
                    targets.workloads.push(target);
                }
            }
        }
        targets
    }

    /// The workload of a name: `api`, `deployment/api` or `shop/deployment/api`.
    pub(super) fn workload(&self, word: &str) -> Result<Target, ActionError> {
        let fits = |target: &&Target| {
            let mut parts = word.rsplit('/');
            parts.next() == Some(&target.name)
                && parts.next().is_none_or(|kind| is_kind(&target.kind.to_string(), kind))
                && parts.next().is_none_or(|namespace| namespace == target.namespace)
                && parts.next().is_none()
        };
        let found: Vec<_> = self.workloads.iter().filter(fits).collect();
        match found.as_slice() {
            [one] => Ok((*one).clone()),
            [] => Err(self.unknown(word)),
            several => {
                let names: Vec<_> = several.iter().map(|target| full(target)).collect();
                Err(ActionError::new(format!("`{word}` may be {}", names.join(" or ")))
                    .help("write it in full"))
            }
        }
    }

    fn unknown(&self, word: &str) -> ActionError {
        let error = ActionError::new(format!("there is no workload `{word}`"));
        let names: Vec<_> = self.workloads.iter().map(|target| target.name.as_str()).collect();
        let name = word.rsplit('/').next().unwrap_or(word);
        match nearest(name, &names) {
            Some(near) if near != name => error.help(format!("did you mean `{near}`?")),
            _ if names.is_empty() => error.help("the manifests have no workload; a Pod is named `pod NAME`"),
            _ => {
                let all: Vec<_> =
                    self.workloads.iter().take(8).map(|target| format!("`{}`", short(target))).collect();
                error.help(format!("there is {}", all.join(", ")))
            }
        }
    }

    /// Whether a workload has this name.
    pub(super) fn is_name(&self, word: &str) -> bool {
        self.workloads.iter().any(|target| target.name == word)
    }

    /// Whether there is a node of this name.
    pub(super) fn has_node(&self, word: &str) -> bool {
        self.nodes.iter().any(|node| node == word)
    }

    /// The node of a name.
    pub(super) fn node(&self, word: &str) -> Result<String, ActionError> {
        if self.nodes.iter().any(|node| node == word) {
            return Ok(word.to_owned());
        }
        let names: Vec<_> = self.nodes.iter().map(String::as_str).collect();
        let error = ActionError::new(format!("there is no node `{word}`"));
        let shown = || names.iter().take(8).copied().collect::<Vec<_>>().join(", ");
        Err(error.help(match nearest(word, &names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there is {}; `--nodes` says how many there are", shown()),
        }))
    }

    /// Adds a node, named by its number unless it has a name.
    pub(super) fn add_node(&mut self, name: Option<&str>) -> Result<String, ActionError> {
        let name = match name {
            Some(name) if self.nodes.iter().any(|node| node == name) => {
                return Err(ActionError::new(format!("there is a node `{name}` already")));
            }
            Some(name) => name.to_owned(),
            None => self.next_name(),
        };
        self.nodes.push(name.clone());
        Ok(name)
    }

    /// The first `node-N` that is free, from the number of nodes on.
    fn next_name(&self) -> String {
        let mut number = self.nodes.len() + 1;
        while self.nodes.contains(&format!("node-{number}")) {
            number += 1;
        }
        format!("node-{number}")
    }
}

/// The kind of a workload; none for what makes no Pods.
pub(super) fn workload_kind(object: &Object) -> Option<Kind> {
    Some(match object {
        Object::Deployment(_) => Kind::Deployment,
        Object::ReplicaSet(_) => Kind::ReplicaSet,
        Object::ReplicationController(_) => Kind::ReplicationController,
        Object::StatefulSet(_) => Kind::StatefulSet,
        Object::DaemonSet(_) => Kind::DaemonSet,
        Object::Job(_) => Kind::Job,
        Object::CronJob(_) => Kind::CronJob,
        _ => return None,
    })
}

fn short(target: &Target) -> String {
    format!("{}/{}", target.kind.to_string().to_lowercase(), target.name)
}

fn full(target: &Target) -> String {
    format!("`{}/{}`", target.namespace, short(target))
}
