//! From the parts of a description to paths in its objects.

use crate::describe::description::{Anchor, Description, Origin};
use crate::describe::shape::Shape;
use crate::k8s::Object;

impl<S: Shape> Description<S> {
    /// The origins of the parts of one of this description's objects.
    pub(crate) fn origins_of(&self, object: &Object) -> Vec<Origin> {
        let own = object.kind() == S::KIND && object.name() == self.identity.name;
        let service = object.kind() == "Service" && object.name() == self.service_name();
        let mut origins = self.origins.clone();
        origins.extend(&Anchor::Pod, "containers[0]", &self.main.origins);
        for (at, container) in self.beside.iter().enumerate() {
            origins.extend(&Anchor::Pod, &format!("containers[{}]", at + 1), &container.origins);
        }
        for (at, container) in self.inits.iter().enumerate() {
            origins.extend(&Anchor::Pod, &format!("initContainers[{at}]"), &container.origins);
        }
        origins.resolve(|anchor| match anchor {
            Anchor::Object if own => Some(String::new()),
            Anchor::Job if own => S::TEMPLATE.strip_suffix(".template").map(ToOwned::to_owned),
            Anchor::Template if own => Some(S::TEMPLATE.to_owned()),
            Anchor::Pod if own => Some(format!("{}.spec", S::TEMPLATE)),
            Anchor::Main if own => Some(format!("{}.spec.containers[0]", S::TEMPLATE)),
            Anchor::Kind(kind) if *kind == object.kind() && object.name() == self.identity.name => {
                Some(String::new())
            }
            Anchor::Service if service => Some(String::new()),
            Anchor::Companion(kind, name) if *kind == object.kind() && name == object.name() => {
                Some(String::new())
            }
            _ => None,
        })
    }
}
