//! Whatever can be written as manifests: a workload, a stack, or the manifests themselves.

use std::panic::Location;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::describe::description::{Origin, recommended_labels};
use crate::describe::manifests::{Manifest, Manifests};
use crate::k8s::values::{LabelValue, Namespace};
use crate::k8s::{DynamicObject, Object, for_each_kind, kinds};

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
    pub(crate) creates_namespace: bool,
}

impl Context {
    /// Gives an object what it does not say itself: the namespace, where its kind lies in one, and
    /// the labels.
    fn complete(&self, object: &mut Object) {
        let namespaced = object.is_namespaced();
        let meta = object.meta_mut();
        if let Some(namespace) = self.namespace.as_ref().filter(|_| namespaced) {
            meta.namespace.get_or_insert_with(|| namespace.to_string());
        }
        let recommended = recommended_labels(self.part_of.as_ref(), self.instance.as_ref());
        for (key, value) in recommended.into_iter().chain(self.labels.iter().cloned()) {
            meta.labels.get_or_insert_default().entry(key).or_insert(value);
        }
    }

    /// The namespace, when the stack is asked to bring it and says which it is.
    #[must_use]
    #[track_caller]
    pub fn own_manifests(&self) -> Manifests {
        let name = self.namespace.as_ref().filter(|_| self.creates_namespace);
        let namespace = name.map(|name| {
            let metadata = ObjectMeta { name: Some(name.to_string()), ..ObjectMeta::default() };
            kinds::Namespace { metadata, ..kinds::Namespace::default() }
        });
        namespace.manifests_in(self)
    }

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
    fn manifests_in(&self, context: &Context) -> Manifests {
        let mut manifests = self.clone();
        for manifest in manifests.as_mut_slice() {
            context.complete(&mut manifest.object);
        }
        manifests
    }
}

impl ToManifests for Object {
    #[track_caller]
    fn manifests_in(&self, context: &Context) -> Manifests {
        let mut object = self.clone();
        context.complete(&mut object);
        let origins = vec![Origin { path: String::new(), place: *Location::caller() }];
        [Manifest { object, origins }].into_iter().collect()
    }
}

impl ToManifests for DynamicObject {
    #[track_caller]
    fn manifests_in(&self, context: &Context) -> Manifests {
        Object::from(self.clone()).manifests_in(context)
    }
}

/// Any typed object may stand in a stack.
macro_rules! typed_objects {
    ($($kind:ident in $($path:ident)::+,)+) => {$(
        impl ToManifests for kinds::$kind {
            #[track_caller]
            fn manifests_in(&self, context: &Context) -> Manifests {
                Object::from(self.clone()).manifests_in(context)
            }
        }
    )+};
}

for_each_kind!(typed_objects);

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

impl<M: ToManifests, const N: usize> ToManifests for [M; N] {
    fn manifests_in(&self, context: &Context) -> Manifests {
        Manifests::merged(self.iter().map(|member| member.manifests_in(context)))
    }
}

impl<M: ToManifests + ?Sized> ToManifests for &M {
    fn manifests_in(&self, context: &Context) -> Manifests {
        (**self).manifests_in(context)
    }
}

impl<M: ToManifests + ?Sized> ToManifests for Box<M> {
    fn manifests_in(&self, context: &Context) -> Manifests {
        (**self).manifests_in(context)
    }
}
