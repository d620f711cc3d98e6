//! One object as rules see it.

use k8s_openapi::api::core::v1::Container;

use crate::k8s::{Object, PodTemplateRef};
use crate::syntax::yaml::{Path, PathBuilder};
use crate::validate::rules::profile::Profile;

/// An object with where it stands and what it is meant for.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The object.
    pub object: &'a Object,
    /// Where it stands in its document: nowhere, or at an item of a `List`.
    pub root: &'a Path,
    /// Where it is meant to run.
    pub profile: Profile,
    /// Its number in its set.
    pub number: usize,
}

/// A container of a Pod, of any of the three sorts.
#[derive(Clone, Copy, Debug)]
pub struct ContainerPart<'a> {
    /// The container.
    pub container: &'a Container,
    /// The list that it stands in: `containers` or `initContainers`.
    pub list: &'static str,
    /// Its number in that list.
    pub index: usize,
}

impl ContainerPart<'_> {
    /// Whether it runs to its end before the main containers start: an init container that is
    /// no sidecar.
    #[must_use]
    pub fn ends_first(&self) -> bool {
        self.list == "initContainers" && self.container.restart_policy.as_deref() != Some("Always")
    }
}

impl<'a> Subject<'a> {
    /// Where the object stands.
    #[must_use]
    pub const fn at(&self) -> PathBuilder<'a> {
        PathBuilder::along(self.root)
    }

    /// What it says of its Pods. `at` for their spec: `let root = subject.at(); let holder =
    /// root.fields(pod.path); let spec = holder.field("spec");`
    #[must_use]
    pub fn pod(&self) -> Option<PodTemplateRef<'a>> {
        self.object.pod_template()
    }

    /// The containers of its Pods: those that run, then those before them.
    pub fn containers(&self) -> impl Iterator<Item = ContainerPart<'a>> + use<'a> {
        let spec = self.pod().map(|pod| pod.spec);
        let main = spec.map_or(&[][..], |spec| &spec.containers);
        let init = spec.and_then(|spec| spec.init_containers.as_deref()).unwrap_or_default();
        let part = |list: &'static str| {
            move |(index, container): (usize, &'a Container)| ContainerPart { container, list, index }
        };
        main.iter()
            .enumerate()
            .map(part("containers"))
            .chain(init.iter().enumerate().map(part("initContainers")))
    }

    /// The object in a sentence: "Deployment `api`", or "this Deployment" when it has no name.
    #[must_use]
    pub fn name(&self) -> String {
        if self.object.name().is_empty() {
            return format!("this {}", self.object.kind());
        }
        format!("{} `{}`", self.object.kind(), self.object.name())
    }
}
