//! Whatever can be written as manifests: a workload, a stack, or the manifests themselves.

use crate::describe::manifests::Manifests;
use crate::k8s::values::{LabelValue, Namespace};

/// Something that stands for Kubernetes objects; what exports and build scripts take.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not stand for Kubernetes objects",
    label = "neither a workload nor a stack",
    note = "derive `Workload` for an app, or `Stack` for a group of them"
)]
pub trait ToManifests {
    /// The objects, in the order in which they are applied, with what a stack around them says.
    fn manifests_in(&self, context: &Context) -> Manifests;

    /// The objects, in the order in which they are applied.
    fn to_manifests(&self) -> Manifests {
        self.manifests_in(&Context::default())
    }
}

/// What a stack says for all its members, unless they say it themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    pub(crate) namespace: Option<Namespace>,
    pub(crate) part_of: Option<LabelValue>,
    pub(crate) instance: Option<LabelValue>,
    pub(crate) labels: Vec<(String, String)>,
}

impl Context {
    /// What this context says, and what the one around it says besides.
    #[must_use]
    pub fn within(mut self, outer: &Self) -> Self {
        self.namespace = self.namespace.or_else(|| outer.namespace.clone());
        self.part_of = self.part_of.or_else(|| outer.part_of.clone());
        self.instance = self.instance.or_else(|| outer.instance.clone());
        self.labels.extend(outer.labels.iter().cloned());
        self
    }
}

impl ToManifests for Manifests {
    fn manifests_in(&self, _: &Context) -> Manifests {
        self.clone()
    }
}

impl<M: ToManifests> ToManifests for Option<M> {
    fn manifests_in(&self, context: &Context) -> Manifests {
        Manifests::merged(self.iter().map(|member| member.manifests_in(context)))
    }
}

impl<M: ToManifests> ToManifests for Vec<M> {
    fn manifests_in(&self, context: &Context) -> Manifests {
        Manifests::merged(self.iter().map(|member| member.manifests_in(context)))
    }
}

impl<M: ToManifests + ?Sized> ToManifests for Box<M> {
    fn manifests_in(&self, context: &Context) -> Manifests {
        (**self).manifests_in(context)
    }
}
