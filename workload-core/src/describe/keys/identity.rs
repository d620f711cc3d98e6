//! `name`, `namespace`, `instance`, `part_of`, `version`, `managed_by`: who the app is.

use std::borrow::Cow;

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::Labels;
use crate::describe::shape::{Shape, can};
use crate::k8s::values::{LabelValue, Name, Namespace, ObjectName};

impl<S: Shape> Description<S> {
    /// `name = "redis"`: the name of the app's objects; made of the struct's name unless given.
    #[track_caller]
    pub fn name(&mut self, name: Name) -> &mut Self {
        if !self.main_named {
            name.as_str().clone_into(&mut self.main.raw.name);
        }
        self.identity.set_name(name);
        self.note(Anchor::Object, "metadata.name")
    }

    /// `object_name = "log-collector-v1.0"`: the name of the workload's own object where it is none that the other
    /// objects may have, such as one with dots.
    #[track_caller]
    pub fn object_name(&mut self, name: ObjectName) -> &mut Self {
        self.identity.object_name = Some(name.into());
        self.note(Anchor::Object, "metadata.name")
    }

    /// `template_name = "api"`: a name in the metadata of the Pod template, which the controllers ignore; a change rolls
    /// the Pods.
    #[track_caller]
    pub fn template_name(&mut self, name: ObjectName) -> &mut Self {
        self.template.name = name.into();
        self.note(Anchor::Template, "metadata.name")
    }

    /// `template_namespace = "shop"`: a namespace in the metadata of the Pod template, which the controllers ignore; a
    /// change rolls the Pods.
    #[track_caller]
    pub fn template_namespace(&mut self, namespace: Namespace) -> &mut Self {
        self.template.namespace = Some(namespace.into());
        self.note(Anchor::Template, "metadata.namespace")
    }

    /// `namespace = "shop"`: where the app's objects live; not said unless given.
    #[track_caller]
    pub fn namespace(&mut self, namespace: Namespace) -> &mut Self {
        self.identity.namespace = Some(namespace.into());
        self.note(Anchor::Object, "metadata.namespace")
    }

    /// `instance = "eu"`: which of several installations of the app this is.
    #[track_caller]
    pub fn instance(&mut self, instance: LabelValue) -> &mut Self {
        self.identity.set_instance(instance.as_str());
        self.note(Anchor::Object, "metadata.labels")
    }

    /// `selector("app" = "redis")`: the labels that select the app's Pods, in the workload's own selector, its
    /// Services and its budget; `app.kubernetes.io/name` and `instance` unless given. The Pods get them too.
    ///
    /// A selector never changes, so an app that runs already keeps the one it was made with.
    #[track_caller]
    pub fn selector(&mut self, labels: Labels) -> &mut Self
    where
        S: can::LongRunning,
    {
        self.identity.own_selector.extend(labels.0);
        self.note(Anchor::Object, "spec.selector")
    }

    /// `recommended_labels = false`: whether objects and Pods get the labels `app.kubernetes.io/name` and `managed-by`.
    ///
    /// They do unless said; an app that is deployed without them keeps its objects as they are. It says what selects
    /// its Pods with `selector(…)`.
    #[track_caller]
    pub fn recommended_labels(&mut self, on: bool) -> &mut Self {
        self.identity.set_recommended(on);
        self.note(Anchor::Object, "metadata.labels")
    }

    /// `container_name = "redis"`: the name of the main container; the app's unless given.
    #[track_caller]
    pub fn container_name(&mut self, name: Name) -> &mut Self {
        self.main.name(name);
        self.main_named = true;
        self
    }

    /// `part_of = "shop"`: the larger whole that the app is a part of.
    #[track_caller]
    pub fn part_of(&mut self, whole: LabelValue) -> &mut Self {
        self.identity.set_part_of(whole.as_str());
        self.note(Anchor::Object, "metadata.labels")
    }

    /// `version = "1.4.2"`: the app's version, as a label; never in a selector.
    #[track_caller]
    pub fn version(&mut self, version: LabelValue) -> &mut Self {
        self.identity.set_version(version.as_str());
        self.note(Anchor::Object, "metadata.labels")
    }

    /// `managed_by = "argocd"`: who looks after the objects; `workload` unless given.
    #[track_caller]
    pub fn managed_by(&mut self, manager: LabelValue) -> &mut Self {
        self.identity.set_managed_by(manager.as_str());
        self.note(Anchor::Object, "metadata.labels")
    }

    /// `description = "…"`: what the app is for, in the annotation `kubernetes.io/description`;
    /// the struct's doc comment unless given.
    #[track_caller]
    pub fn description(&mut self, text: Cow<'static, str>) -> &mut Self {
        let key = "kubernetes.io/description".to_owned();
        self.identity.annotations.insert(key, text.into_owned());
        self.note(Anchor::Object, "metadata.annotations")
    }
}

#[cfg(test)]
mod tests {
    use crate::describe::description::Description;
    use crate::describe::shape::Stateless;
    use crate::k8s::values::Name;

    #[test]
    fn the_main_container_is_called_as_the_app() {
        let mut api = Description::<Stateless>::new(Name::new("api"));
        api.name(Name::new("shop-api"));
        assert_eq!((api.identity.name.as_str(), api.main.raw.name.as_str()), ("shop-api", "shop-api"));
        assert_eq!(api.identity.labels["app.kubernetes.io/name"], "shop-api");
    }
}
