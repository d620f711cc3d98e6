//! A group of workloads: the keys of `#[stack(…)]`.

use crate::describe::error::DescriptionErrors;
use crate::describe::manifests::Manifests;
use crate::describe::parts::Labels;
use crate::describe::to_manifests::{Context, ToManifests};
use crate::k8s::values::{LabelValue, Namespace};

/// A group of workloads that share a namespace and labels; see `#[derive(Stack)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stack",
    label = "not a stack",
    note = "add `#[derive(Stack)]` to a struct whose fields are workloads"
)]
pub trait Stack: ToManifests {
    /// What the stack says for its members.
    fn context(&self) -> Context;

    /// The objects of all members, in the order in which they are applied.
    ///
    /// # Panics
    ///
    /// When the description of a member contradicts itself, or two members bring one object, with the Rust line of
    /// each contradiction.
    #[track_caller]
    fn manifests(&self) -> Manifests {
        // Not in a closure, which would say its own place instead of the caller's.
        match self.try_manifests() {
            Ok(manifests) => manifests,
            Err(errors) => panic!("{errors}"),
        }
    }

    /// The objects of all members, in the order in which they are applied.
    ///
    /// # Errors
    ///
    /// When the description of a member contradicts itself, or two members bring one object.
    fn try_manifests(&self) -> Result<Manifests, DescriptionErrors> {
        let manifests = self.to_manifests();
        DescriptionErrors::check(manifests.errors())?;
        Ok(manifests)
    }
}

impl Context {
    /// `namespace = "shop"`: where the members live that do not say it themselves.
    pub fn namespace(&mut self, namespace: Namespace) -> &mut Self {
        self.namespace = Some(namespace);
        self
    }

    /// `create_namespace`: brings the namespace too.
    pub fn create_namespace(&mut self, on: bool) -> &mut Self {
        self.creates_namespace = on;
        self
    }

    /// `part_of = "shop"`: the whole that the members are part of.
    pub fn part_of(&mut self, whole: LabelValue) -> &mut Self {
        self.part_of = Some(whole);
        self
    }

    /// `instance = "eu"`: which of several installations this is.
    pub fn instance(&mut self, instance: LabelValue) -> &mut Self {
        self.instance = Some(instance);
        self
    }

    /// `labels("team" = "shop")`: labels of the members' objects and Pods.
    pub fn labels(&mut self, labels: Labels) -> &mut Self {
        self.labels.extend(labels.0);
        self
    }
}
