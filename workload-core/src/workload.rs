//! The trait behind `#[derive(Workload)]`: a struct that is an app.

use crate::address::Address;
use crate::description::Description;
use crate::manifests::{Manifest, Manifests};
use crate::objects::{Assemble, Assembly, Objects};
use crate::shape::can;
use crate::to_manifests::Context;

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
    fn customize(&self, objects: &mut <Self::Shape as Assemble>::Objects) {
        let _ = objects;
    }

    /// The app's typed objects, ready for `kube::Api`.
    fn objects(&self) -> <Self::Shape as Assemble>::Objects {
        objects_of(self, self.describe())
    }

    /// The app's objects in the order in which they are applied.
    fn manifests(&self) -> Manifests {
        manifests_in(self, &Context::default())
    }

    /// Where the app is reached: its Service and the first port.
    fn address(&self) -> Address
    where
        Self::Shape: can::BeReached,
    {
        Address::of_service(&self.describe())
    }

    /// Where one Pod is reached, by its number (article §4.3).
    fn pod_address(&self, ordinal: u32) -> Address
    where
        Self::Shape: can::KeepOrder,
    {
        Address::of_pod(&self.describe(), ordinal)
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

/// The manifests of a workload, with what a stack around it says and it does not.
pub fn manifests_in<W: Workload + ?Sized>(workload: &W, context: &Context) -> Manifests {
    let mut description = workload.describe();
    let Context { namespace, part_of, instance, labels } = context;
    let identity = &mut description.identity;
    identity.namespace = identity.namespace.take().or_else(|| namespace.as_ref().map(ToString::to_string));
    identity.complete(part_of.as_ref().map(AsRef::as_ref), instance.as_ref().map(AsRef::as_ref), labels);
    let problems = description.problems();
    let objects = objects_of(workload, description.clone()).into_objects();
    let manifest = |object| Manifest { origins: description.origins_of(&object), object };
    objects.into_iter().map(manifest).collect::<Manifests>().with_problems(problems)
}
