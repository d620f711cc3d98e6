//! The trait behind `#[derive(Workload)]`: a struct that is an app.

use crate::describe::description::Description;
use crate::describe::error::DescriptionErrors;
use crate::describe::manifests::{Manifest, Manifests};
use crate::describe::objects::{Assemble, Assembly, Objects};
use crate::describe::parts::Address;
use crate::describe::shape::{Shape, can};
use crate::describe::to_manifests::Context;

/// An app: a struct whose fields are parts of it, and whose value is one configuration of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not described as a workload",
    label = "not a workload",
    note = "add `#[derive(Workload)]` and `#[workload(image = \"…\")]` to the struct"
)]
pub trait Workload {
    /// What the app needs of Kubernetes.
    type Shape: Assemble;

    /// The description, key by key.
    fn describe(&self) -> Description<Self::Shape>;

    /// A last word on the typed objects, for what no key can say: `customize = Self::tune`.
    ///
    /// A whole overlay is laid over an object with k8s-openapi's `DeepMerge`:
    ///
    /// ```
    /// use k8s_openapi::DeepMerge as _;
    /// use k8s_openapi::api::apps::v1::Deployment;
    /// use workload_core::{Workload, stateless};
    ///
    /// #[derive(Workload)]
    /// #[workload(image = "api:v1", customize = Self::tune)]
    /// struct Api {
    ///     #[workload(skip)]
    ///     overlay: Deployment,
    /// }
    ///
    /// impl Api {
    ///     fn tune(&self, objects: &mut stateless::Objects) {
    ///         objects.deployment.merge_from(self.overlay.clone());
    ///     }
    /// }
    ///
    /// let overlay = "{spec: {template: {spec: {hostUsers: false}}}}";
    /// let api = Api { overlay: serde_yaml::from_str(overlay)? };
    /// let yaml = api.manifests().to_yaml();
    /// assert!(yaml.contains("hostUsers: false") && yaml.contains("image: api:v1"));
    /// # Ok::<_, serde_yaml::Error>(())
    /// ```
    fn customize(&self, objects: &mut <Self::Shape as Assemble>::Objects) {
        let _ = objects;
    }

    /// The app's typed objects, ready for `kube::Api`.
    ///
    /// # Panics
    ///
    /// When the description contradicts itself, with the Rust line of each contradiction.
    #[track_caller]
    fn objects(&self) -> <Self::Shape as Assemble>::Objects {
        // Not in a closure, which would say its own place instead of the caller's.
        match self.try_objects() {
            Ok(objects) => objects,
            Err(errors) => panic!("{errors}"),
        }
    }

    /// The app's typed objects.
    ///
    /// # Errors
    ///
    /// When the description contradicts itself.
    fn try_objects(&self) -> Result<<Self::Shape as Assemble>::Objects, DescriptionErrors> {
        self.try_objects_in(&Context::default())
    }

    /// The app's typed objects as a member of a stack: `shop.api.objects_in(&shop.context())`.
    ///
    /// # Panics
    ///
    /// When the description contradicts itself, with the Rust line of each contradiction.
    #[track_caller]
    fn objects_in(&self, context: &Context) -> <Self::Shape as Assemble>::Objects {
        match self.try_objects_in(context) {
            Ok(objects) => objects,
            Err(errors) => panic!("{errors}"),
        }
    }

    /// The app's typed objects as a member of a stack.
    ///
    /// # Errors
    ///
    /// When the description contradicts itself.
    fn try_objects_in(
        &self,
        context: &Context,
    ) -> Result<<Self::Shape as Assemble>::Objects, DescriptionErrors> {
        let description = describe_in(self, context);
        DescriptionErrors::check(description.errors())?;
        Ok(objects_of(self, description))
    }

    /// The app's objects in the order in which they are applied.
    ///
    /// # Panics
    ///
    /// When the description contradicts itself, with the Rust line of each contradiction.
    #[track_caller]
    fn manifests(&self) -> Manifests {
        match self.try_manifests() {
            Ok(manifests) => manifests,
            Err(errors) => panic!("{errors}"),
        }
    }

    /// The app's objects in the order in which they are applied.
    ///
    /// # Errors
    ///
    /// When the description contradicts itself.
    fn try_manifests(&self) -> Result<Manifests, DescriptionErrors> {
        let manifests = manifests_in(self, &Context::default());
        DescriptionErrors::check(manifests.errors())?;
        Ok(manifests)
    }

    /// Where the app is reached: its Service and the first port.
    fn address(&self) -> Address
    where
        Self::Shape: can::HasService,
    {
        self.describe().address()
    }

    /// Where one Pod is reached, by its number (article §4.3).
    fn pod_address(&self, ordinal: u32) -> Address
    where
        Self::Shape: can::OrderedPods,
    {
        self.describe().pod_address(ordinal)
    }
}

fn objects_of<W: Workload + ?Sized>(
    workload: &W,
    description: Description<W::Shape>,
) -> <W::Shape as Assemble>::Objects {
    let mut objects = W::Shape::assemble(Assembly::of(description));
    workload.customize(&mut objects);
    objects
}

/// Gives a description what the stack around it says, and settles its addresses.
pub(crate) fn complete<S: Shape>(description: &mut Description<S>, context: &Context) {
    let Context { namespace, part_of, instance, labels, .. } = context;
    let identity = &mut description.identity;
    identity.namespace = identity.namespace.take().or_else(|| namespace.as_ref().map(ToString::to_string));
    identity.complete(part_of.as_ref().map(AsRef::as_ref), instance.as_ref().map(AsRef::as_ref), labels);
    description.settle_addresses(namespace.as_ref().map(AsRef::as_ref));
}

/// The description of a workload, with what a stack around it says and it does not.
fn describe_in<W: Workload + ?Sized>(workload: &W, context: &Context) -> Description<W::Shape> {
    let mut description = workload.describe();
    complete(&mut description, context);
    description
}

/// The manifests of a workload, with what a stack around it says and it does not.
pub fn manifests_in<W: Workload + ?Sized>(workload: &W, context: &Context) -> Manifests {
    let description = describe_in(workload, context);
    let errors = description.errors();
    let objects = objects_of(workload, description.clone()).into_objects();
    let manifest = |object| Manifest { origins: description.origins_of(&object), object };
    objects.into_iter().map(manifest).collect::<Manifests>().with_errors(errors)
}
