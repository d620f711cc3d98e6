//! One side of a plan: the objects that are there, typed and as plain values.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt;

use serde_json::Value;

use crate::describe::Manifests;
use crate::k8s::{Object, ObjectRef};
use crate::syntax::text::Lines;
use crate::syntax::yaml::{NodeId, Tree, documents};
use crate::validate::decode::value;
use crate::validate::document::{Skipped, check_document};
use crate::validate::field_error::{ErrorType, FieldError};

/// What is said of text that kubectl does not read.
const DROPPED: &str =
    "kubectl reads one document between two `---` lines, and this is a second one: put `---` before it";

/// Objects on one side of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectSet {
    /// The objects that do something, for the simulation.
    pub(super) objects: Vec<Object>,
    /// All of them, for the changes.
    pub(super) values: Vec<Value>,
}

/// Why a text holds no objects to plan with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What the server would say, each with its line.
    pub reasons: Vec<String>,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reasons.join("\n"))
    }
}

impl Error for Unreadable {}

impl ObjectSet {
    /// These objects.
    #[must_use]
    pub fn of(objects: impl IntoIterator<Item = Object>) -> Self {
        let objects: Vec<_> = objects.into_iter().collect();
        let values = objects.iter().filter_map(|object| serde_json::to_value(object).ok()).collect();
        Self { objects, values }
    }

    /// The objects of a YAML text.
    ///
    /// # Errors
    ///
    /// When the API server would refuse one of them.
    pub fn from_yaml(text: &str) -> Result<Self, Unreadable> {
        Self::read(text, &|_| false)
    }

    /// The objects of a YAML text that are in a cluster, as `kubectl get -o yaml` shows them: the
    /// API server took them, even where it would not take them as they stand.
    ///
    /// # Errors
    ///
    /// When the text is no YAML.
    pub fn existing_from_yaml(text: &str) -> Result<Self, Unreadable> {
        Self::read(text, &|_| true)
    }

    /// The objects of a YAML text that are applied over `old`. What the API server says against
    /// an update of an old object is said by the changes, which know what is there.
    ///
    /// # Errors
    ///
    /// When the API server would refuse to create one of the others.
    pub fn from_yaml_over(text: &str, old: &Self) -> Result<Self, Unreadable> {
        let existing: BTreeSet<_> = old.values.iter().filter_map(ObjectRef::from_json).collect();
        Self::read(text, &|object| existing.contains(object))
    }

    fn read(text: &str, is_excused: &dyn Fn(&ObjectRef) -> bool) -> Result<Self, Unreadable> {
        let lines = Lines::of(text);
        let (mut set, mut reasons) = (Self::default(), Vec::new());
        for document in documents(text) {
            let line = |at: u32| lines.position(at).line;
            if let Some(error) = &document.refused_by_kubectl {
                reasons.push(format!("line {}: {}", line(error.span.start), error.message));
            }
            if let Some(dropped) = document.dropped {
                reasons.push(format!("line {}: {DROPPED}", line(dropped.start)));
            }
            match &document.tree {
                Err(error) => reasons.push(format!("line {}: {}", line(error.span.start), error.message)),
                Ok(tree) => set.take(tree, &document.duplicate_keys, is_excused, &mut |at, why| {
                    reasons.push(format!("line {}: {why}", line(at)));
                }),
            }
        }
        if reasons.is_empty() { Ok(set) } else { Err(Unreadable { reasons }) }
    }

    fn take(
        &mut self,
        tree: &Tree<'_>,
        duplicate_keys: &[(NodeId, NodeId)],
        is_excused: &dyn Fn(&ObjectRef) -> bool,
        refuse: &mut dyn FnMut(u32, String),
    ) {
        for checked in check_document(tree, duplicate_keys) {
            let typed = checked.object.as_ref().and_then(|object| serde_json::to_value(object).ok());
            let root = tree.locate(&checked.root).node;
            // As written, an explicit `null` is kept: it takes a field away.
            let object = value(tree, root).or(typed);
            let is_excused = object.as_ref().and_then(ObjectRef::from_json).is_some_and(|it| is_excused(&it));
            let is_told = |error: &&FieldError| !is_excused || error.error_type == ErrorType::DuplicateKey;
            for error in checked.errors.iter().filter(is_told) {
                let at = tree.locate(error.place.as_ref().unwrap_or(&error.path)).node;
                refuse(tree.raw(at).span.start, format!("{}: {}", error.path, error.message));
            }
            let is_template = checked.skipped == Some(Skipped::Template);
            if checked.header.is_object() && !is_template {
                self.values.extend(object);
            }
            self.objects.extend(checked.object);
        }
    }

    /// The objects of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.objects.extend(other.objects);
        self.values.extend(other.values);
        self
    }

    /// The set with a name for each object that runs and has `generateName`, as its reference has it: `migrate-*`,
    /// and `migrate-*2` for a second one.
    #[must_use]
    pub(super) fn named(mut self) -> Self {
        let mut known: BTreeMap<(&'static str, String, String), u32> = BTreeMap::new();
        for object in &mut self.objects {
            let Some(kind) = object.typed_kind().filter(|_| object.name().is_empty()) else { continue };
            let Some(prefix) = object.meta().generate_name.clone() else { continue };
            let space = object.namespace().unwrap_or("default").to_owned();
            let count = known.entry((kind, space, prefix.clone())).or_default();
            *count += 1;
            let number = if *count == 1 { String::new() } else { count.to_string() };
            object.meta_mut().name = Some(format!("{prefix}*{number}"));
        }
        self
    }

    /// Number of Pods that the objects ask for together, as far as they say it.
    #[must_use]
    pub fn asked_pods(&self) -> u64 {
        let asked = |value: &Value| {
            let counts =
                ["replicas", "parallelism", "minReplicas"].map(|field| value["spec"][field].as_u64());
            counts.into_iter().flatten().max().unwrap_or_default()
        };
        self.values.iter().map(asked).fold(0, u64::saturating_add)
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl From<&Manifests> for ObjectSet {
    fn from(manifests: &Manifests) -> Self {
        Self::of(manifests.objects().cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_objects_are_compared_and_those_that_do_something_run() {
        let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: example.org/v1\n\
                    kind: Shop\nmetadata: {name: fast}\n";
        let set = ObjectSet::from_yaml(text).unwrap();
        assert_eq!((set.objects.len(), set.values.len()), (1, 2));
        assert_eq!(set.values[1]["metadata"]["name"], "fast");
    }

    #[test]
    fn generated_names_are_told_apart() {
        let job = "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: run-}\nspec: {template: {spec: {restartPolicy: Never, \
                   containers: [{name: a, image: a}]}}}\n";
        let set = ObjectSet::from_yaml(&format!("{job}---\n{job}")).unwrap().named();
        assert_eq!(set.objects.iter().map(Object::name).collect::<Vec<_>>(), ["run-*", "run-*2"]);
    }

    #[test]
    fn objects_that_are_there_need_not_be_such_as_could_be_made() {
        let live = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {controller-uid: u}}\n  \
                    template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}\n";
        assert!(ObjectSet::from_yaml(live).is_err());
        let old = ObjectSet::existing_from_yaml(live).unwrap();
        assert!(ObjectSet::from_yaml_over(live, &old).is_ok());
        let other = live.replace("name: a}\nspec", "name: b}\nspec");
        assert!(ObjectSet::from_yaml_over(&other, &old).is_err());
        assert!(ObjectSet::existing_from_yaml("a: [\n").is_err());
    }

    #[test]
    fn what_the_server_refuses_is_said_with_its_line() {
        let error = ObjectSet::from_yaml("a: [\n").unwrap_err();
        assert!(error.to_string().starts_with("line "), "{error}");
        let error =
            ObjectSet::from_yaml("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  port: 80\n")
                .unwrap_err();
        assert!(error.to_string().starts_with("line 5: data"), "{error}");
        let second = "kind: A\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {port: 80}\n";
        let error = ObjectSet::from_yaml(second).unwrap_err();
        assert!(error.to_string().starts_with("line 6: data"), "{error}");
    }
}
