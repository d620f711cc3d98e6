//! The trait behind `#[derive(Workload)]`: a struct that is an app.

use crate::description::Description;
use crate::manifests::{Manifest, Manifests};
use crate::objects::{Assemble, Assembly, Objects};

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
        manifests_of(self, self.describe())
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

/// The manifests of a workload whose description was completed by others, such as a stack.
pub(crate) fn manifests_of<W: Workload + ?Sized>(
    workload: &W,
    description: Description<W::Shape>,
) -> Manifests {
    let problems = description.problems();
    let objects = objects_of(workload, description.clone()).into_objects();
    let manifest = |object| Manifest { origins: description.origins_of(&object), object };
    Manifests::from_iter(objects.into_iter().map(manifest)).with_problems(problems)
}
