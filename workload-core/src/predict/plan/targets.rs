//! What the words of an action may name: the workloads and the nodes that are there.

use crate::k8s::Object;
use crate::k8s::values::check_dns_name;
use crate::predict::simulation::{Kind, Target};
use crate::syntax::text::nearest;

use super::action_error::ActionError;
use super::amounts::natural_order;
use super::kind_words::{NAMED, is_kind, known_kind};

/// The workloads and nodes of a plan.
#[derive(Clone, Debug, Default)]
pub(super) struct Targets {
    workloads: Vec<Target>,
    /// What is no workload, and can be deleted.
    others: Vec<Target>,
    /// The containers of a workload, by its place.
    containers: Vec<Vec<String>>,
    nodes: Vec<String>,
}

/// So many names are written.
const NAMES: usize = 8;

impl Targets {
    /// The workloads among `objects`, each once, and these nodes.
    pub(super) fn new<'o>(objects: impl IntoIterator<Item = &'o Object>, nodes: Vec<String>) -> Self {
        let mut targets = Self { nodes, ..Self::default() };
        for object in objects {
            if let Some(kind) = workload_kind(object) {
                targets.add(target(kind, object), object);
            } else if let Some(kind) = deletable_kind(object) {
                let target = target(kind, object);
                if !targets.others.contains(&target) {
                    targets.others.push(target);
                }
            }
        }
        targets
    }

    fn add(&mut self, target: Target, object: &Object) {
        let known = self.workloads.iter().position(|own| *own == target);
        let place = known.unwrap_or_else(|| {
            self.workloads.push(target);
            self.containers.push(Vec::new());
            self.containers.len() - 1
        });
        let names = &mut self.containers[place];
        for name in containers(object) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }

    /// The workload of a name: `api`, `deployment/api`, `shop/api` or `shop/deployment/api`.
    pub(super) fn workload(&self, word: &str) -> Result<Target, ActionError> {
        one_of(&self.workloads, word).unwrap_or_else(|| Err(self.unknown(word)))
    }

    /// What can be deleted: a workload, or what its kind and name say.
    pub(super) fn deletable(&self, word: &str) -> Result<Target, ActionError> {
        let others = || one_of(&self.others, word).filter(|_| word.contains('/'));
        one_of(&self.workloads, word).or_else(others).unwrap_or_else(|| Err(self.unknown(word)))
    }

    /// The container of a name in a workload.
    pub(super) fn container(&self, workload: &Target, name: &str) -> Result<String, ActionError> {
        let place = self.workloads.iter().position(|own| own == workload);
        let names: Vec<_> = place.map(|at| &self.containers[at]).into_iter().flatten().collect();
        if names.iter().any(|own| *own == name) {
            return Ok(name.to_owned());
        }
        let Target { kind, name: of, .. } = workload;
        let error = ActionError::new(format!("the {kind} `{of}` has no container `{name}`"));
        let names: Vec<_> = names.iter().map(|name| name.as_str()).collect();
        Err(match nearest(name, &names) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help(format!("it has {}", listed(&names))),
        })
    }

    fn unknown(&self, word: &str) -> ActionError {
        let kind = word.rsplit('/').nth(1).and_then(known_kind);
        if let Some(kind) = kind.filter(|kind| !NAMED.contains(kind) && !is_deletable(kind)) {
            return ActionError::new(format!("a plan does nothing with a {kind} by itself")).help(
                "an action names a workload, a Pod or a node; other changes are made in the manifests: `workload plan OLD NEW`",
            );
        }
        let error = ActionError::new(match kind.filter(|kind| is_deletable(kind)) {
            Some(kind) => format!("the manifests have no {kind} `{}`", last(word)),
            None => format!("there is no workload `{word}`"),
        });
        self.hinted(error, word)
    }

    /// Neither a workload nor a node has this name.
    pub(super) fn unknown_of_either(&self, word: &str) -> ActionError {
        let error = ActionError::new(format!("there is no workload and no node `{word}`"));
        let nodes: Vec<_> = self.nodes.iter().map(String::as_str).collect();
        match nearest(word, &nodes) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => self.hinted(error, word),
        }
    }

    /// The error with the workload that was meant, or those that there are.
    fn hinted(&self, error: ActionError, word: &str) -> ActionError {
        let names: Vec<_> = self.workloads.iter().map(|target| target.name.as_str()).collect();
        let name = last(word);
        match nearest(name, &names) {
            Some(near) if near != name => error.help(format!("did you mean `{near}`?")),
            _ if names.is_empty() => error.help("the manifests have no workload; a Pod is named `pod NAME`"),
            _ => {
                let mut all: Vec<_> = self.workloads.iter().map(full).collect();
                all.sort_by(|one, other| natural_order(one, other));
                let all: Vec<_> = all.iter().map(String::as_str).collect();
                error.help(format!("the workloads are {}", listed(&all)))
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
        Err(error.help(match nearest(word, &names) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => "there are no nodes: `--nodes` says how many there are".to_owned(),
            None => format!("the nodes are {}; `--nodes` says how many there are", listed(&names)),
        }))
    }

    /// Adds a node, named by its number unless it has a name.
    pub(super) fn add_node(&mut self, name: Option<&str>) -> Result<String, ActionError> {
        let name = match name {
            Some(name) if self.nodes.iter().any(|node| node == name) => {
                return Err(ActionError::new(format!("there is a node `{name}` already"))
                    .help("write `add node` alone for one with the next free name"));
            }
            Some(name) if check_dns_name(name, "the name of a node").is_err() => {
                return Err(ActionError::new(format!("`{name}` is no name of a node"))
                    .help("it has a-z, 0-9, `-` and `.`, as in `add node node-4`"));
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

/// The kind of what is no workload and can be deleted in a plan.
fn deletable_kind(object: &Object) -> Option<Kind> {
    Some(match object {
        Object::PersistentVolumeClaim(_) => Kind::PersistentVolumeClaim,
        Object::PodDisruptionBudget(_) => Kind::PodDisruptionBudget,
        Object::HorizontalPodAutoscaler(_) => Kind::HorizontalPodAutoscaler,
        _ => return None,
    })
}

fn is_deletable(kind: &str) -> bool {
    ["PersistentVolumeClaim", "PodDisruptionBudget", "HorizontalPodAutoscaler"].contains(&kind)
}

fn target(kind: Kind, object: &Object) -> Target {
    let namespace = object.namespace().unwrap_or("default").to_owned();
    Target { kind, namespace, name: object.name().to_owned() }
}

/// The containers of an object's Pods, those that run before the others too.
fn containers(object: &Object) -> Vec<String> {
    let Some(template) = object.pod_template() else { return Vec::new() };
    let first = template.spec.init_containers.iter().flatten();
    template.spec.containers.iter().chain(first).map(|own| own.name.clone()).collect()
}

/// The one of `targets` that a word names; none when none does, an error when several do.
fn one_of(targets: &[Target], word: &str) -> Option<Result<Target, ActionError>> {
    let found: Vec<_> = targets.iter().filter(|target| names(word, target)).collect();
    match found.as_slice() {
        [] => None,
        [one] => Some(Ok((*one).clone())),
        several => {
            let names: Vec<_> = several.iter().map(|target| format!("`{}`", in_full(target))).collect();
            let error = ActionError::new(format!("`{word}` may be {}", names.join(" or ")));
            Some(Err(error.help("write it in full")))
        }
    }
}

/// Whether `api`, `deploy/api`, `shop/api` or `shop/deploy/api` names a target.
fn names(word: &str, target: &Target) -> bool {
    let is_own_kind = |word: &str| is_kind(&target.kind.to_string(), word);
    match *word.split('/').collect::<Vec<_>>() {
        [name] => name == target.name,
        [first, name] => name == target.name && (is_own_kind(first) || first == target.namespace),
        [namespace, kind, name] => name == target.name && is_own_kind(kind) && namespace == target.namespace,
        _ => false,
    }
}

/// The name in `shop/deploy/api`.
fn last(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

/// Names in backticks, the first few of many.
fn listed(names: &[&str]) -> String {
    let shown: Vec<_> = names.iter().take(NAMES).map(|name| format!("`{name}`")).collect();
    let left = names.len().saturating_sub(NAMES);
    let end = if left > 0 { format!(" and {left} more") } else { String::new() };
    format!("{}{end}", shown.join(", "))
}

fn in_full(target: &Target) -> String {
    format!("{}/{}/{}", target.namespace, target.kind.to_string().to_lowercase(), target.name)
}

/// The name with its kind, and with its namespace unless that is `default`.
fn full(target: &Target) -> String {
    let full = in_full(target);
    full.strip_prefix("default/").map_or_else(|| full.clone(), ToOwned::to_owned)
}
