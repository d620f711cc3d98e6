//! From the parts of a description to paths in its objects.

use crate::describe::description::{Anchor, Description, Origin};
use crate::describe::parts::VolumeSource;
use crate::describe::shape::Shape;
use crate::k8s::Object;

impl<S: Shape> Description<S> {
    /// What the companion of that kind is called.
    fn companion_name(&self, kind: &str) -> String {
        let app = self.identity.name.as_str();
        let own = match kind {
            "HorizontalPodAutoscaler" => self.autoscale.as_ref().map(|autoscale| autoscale.name_in(app)),
            "PodDisruptionBudget" => self.disruption_budget.as_ref().map(|budget| budget.name_in(app)),
            "Role" => self.role.as_ref().map(|role| role.names_in(app).0),
            "RoleBinding" => self.role.as_ref().map(|role| role.names_in(app).1),
            "ServiceAccount" => self.service_account.as_ref().map(|account| account.name_in(app)),
            _ => None,
        };
        own.unwrap_or_else(|| app.to_owned())
    }

    /// Where the volume called `name` stands in an object: among the Pod's volumes or the claim
    /// templates of the app's `own` object, or as the root of the object behind it.
    fn place_of_volume(&self, name: &str, own: bool, object: &Object) -> Option<String> {
        let (_, source) = self.volumes.iter().find(|(known, _)| known == name)?;
        let before = |has: fn(&VolumeSource) -> bool| {
            let earlier = self.volumes.iter().take_while(|(known, _)| known != name);
            earlier.filter(|(_, source)| has(source)).count()
        };
        if own && source.claim_template.is_some() {
            let at = before(|source| source.claim_template.is_some());
            return Some(format!("spec.volumeClaimTemplates[{at}]"));
        }
        if own {
            let at = before(|source| source.volume.is_some());
            return Some(format!("{}.spec.volumes[{at}]", S::TEMPLATE));
        }
        let behind = ["PersistentVolumeClaim", "ConfigMap", "Secret"].contains(&object.kind());
        (behind && object.name() == self.name_behind(name, source)).then(String::new)
    }

    /// The origins of the parts of one of this description's objects.
    pub(crate) fn origins_of(&self, object: &Object) -> Vec<Origin> {
        let own = object.kind() == S::KIND && object.name() == self.identity.own_name();
        let service = object.kind() == "Service" && object.name() == self.service_name();
        let mut origins = self.origins.clone();
        origins.extend(&Anchor::Pod, "containers[0]", &self.main.origins);
        for (at, container) in self.beside.iter().enumerate() {
            origins.extend(&Anchor::Pod, &format!("containers[{}]", at + 1), &container.origins);
        }
        for (at, container) in self.inits.iter().enumerate() {
            origins.extend(&Anchor::Pod, &format!("initContainers[{at}]"), &container.origins);
        }
        let mut resolved = origins.resolve(|anchor| match anchor {
            Anchor::Object if own => Some(String::new()),
            Anchor::Job if own => S::TEMPLATE.strip_suffix(".template").map(ToOwned::to_owned),
            Anchor::Template if own => Some(S::TEMPLATE.to_owned()),
            Anchor::Pod if own => Some(format!("{}.spec", S::TEMPLATE)),
            Anchor::Main if own => Some(format!("{}.spec.containers[0]", S::TEMPLATE)),
            Anchor::Kind(kind) if *kind == object.kind() && object.name() == self.companion_name(kind) => {
                Some(String::new())
            }
            Anchor::Volume(name) => self.place_of_volume(name, own, object),
            Anchor::Namespace if object.kind() == "Namespace" => Some(String::new()),
            Anchor::Service if service => Some(String::new()),
            Anchor::Companion(kind, name) if *kind == object.kind() && name == object.name() => {
                Some(String::new())
            }
            Anchor::Extra(kind, name) if kind == object.kind() && name == object.name() => {
                Some(String::new())
            }
            _ => None,
        });
        // What nothing asked for by itself is there because of the app.
        if !resolved.iter().any(|origin| origin.path.is_empty()) {
            let app = self.origins.place(&Anchor::Object, "");
            resolved.extend(app.map(|place| Origin { path: String::new(), place }));
        }
        resolved
    }
}
