//! Who an object is: its name, its place and its labels.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use crate::k8s::values::{LabelValue, Name};
use crate::syntax::text::filled;

/// The recommended labels of Kubernetes, under `app.kubernetes.io/`.
const NAME: &str = "app.kubernetes.io/name";
const INSTANCE: &str = "app.kubernetes.io/instance";
const MANAGED_BY: &str = "app.kubernetes.io/managed-by";
const PART_OF: &str = "app.kubernetes.io/part-of";
const VERSION: &str = "app.kubernetes.io/version";

/// Who looks after the objects unless a key says so.
const MANAGER: &str = "workload";

/// The name, namespace, labels and annotations of an app's objects.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    pub(crate) name: String,
    /// The name of the workload's own object, where it is another one.
    pub(crate) object_name: Option<String>,
    pub(crate) namespace: Option<String>,
    pub(crate) instance: Option<String>,
    /// The labels that select the Pods, where the app says them itself.
    pub(crate) own_selector: BTreeMap<String, String>,
    pub(crate) labels: BTreeMap<String, String>,
    /// Labels of the workload's own object only.
    pub(crate) own_labels: BTreeMap<String, String>,
    /// Whether the recommended labels that no key asked for are left out.
    unlabelled: bool,
    pub(crate) annotations: BTreeMap<String, String>,
}

impl Identity {
    pub(crate) fn new(name: Name) -> Self {
        let mut identity = Self::default();
        identity.set_label(MANAGED_BY, MANAGER);
        identity.set_name(name);
        identity
    }

    pub(crate) fn set_name(&mut self, name: Name) {
        if !self.unlabelled {
            self.set_label(NAME, name.as_str());
        }
        self.name = name.into();
    }

    /// Leaves out the recommended labels that no key asked for, or puts them back.
    pub(crate) fn set_recommended(&mut self, on: bool) {
        self.unlabelled = !on;
        if on {
            self.labels.insert(NAME.to_owned(), self.name.clone());
            self.labels.entry(MANAGED_BY.to_owned()).or_insert_with(|| MANAGER.to_owned());
        } else {
            self.labels.remove(NAME);
            self.labels.retain(|key, value| key != MANAGED_BY || value != MANAGER);
        }
    }

    pub(crate) fn set_instance(&mut self, instance: &str) {
        self.set_label(INSTANCE, instance);
        self.instance = Some(instance.to_owned());
    }

    pub(crate) fn set_part_of(&mut self, whole: &str) {
        self.set_label(PART_OF, whole);
    }

    pub(crate) fn set_version(&mut self, version: &str) {
        self.set_label(VERSION, version);
    }

    pub(crate) fn set_managed_by(&mut self, manager: &str) {
        self.set_label(MANAGED_BY, manager);
    }

    /// Takes over what a stack says and the app does not.
    pub(crate) fn complete(
        &mut self,
        part_of: Option<&str>,
        instance: Option<&str>,
        labels: &[(String, String)],
    ) {
        if let Some(instance) = instance.filter(|_| self.instance.is_none()) {
            self.set_instance(instance);
        }
        if let Some(whole) = part_of.filter(|_| !self.labels.contains_key(PART_OF)) {
            self.set_part_of(whole);
        }
        for (key, value) in labels {
            self.labels.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }

    fn set_label(&mut self, key: &str, value: &str) {
        self.labels.insert(key.to_owned(), value.to_owned());
    }

    /// The labels that select the app's Pods: those it says itself, or the recommended ones that
    /// never change, so never the version.
    pub(crate) fn stable_labels(&self) -> BTreeMap<String, String> {
        if !self.own_selector.is_empty() {
            return self.own_selector.clone();
        }
        let stable = |key: &&str| self.labels.contains_key(*key);
        let keys = [NAME, INSTANCE];
        keys.iter()
            .filter(|key| stable(key))
            .map(|key| ((*key).to_owned(), self.labels[*key].clone()))
            .collect()
    }

    /// The selector of the app's Pods.
    pub(crate) fn selector(&self) -> LabelSelector {
        LabelSelector { match_labels: Some(self.stable_labels()), ..LabelSelector::default() }
    }

    /// The name of the app's own object.
    pub(crate) fn own_name(&self) -> &str {
        self.object_name.as_deref().unwrap_or(&self.name)
    }

    /// The labels of the app's own object.
    fn all_labels(&self) -> BTreeMap<String, String> {
        let mut labels = self.labels.clone();
        labels.extend(self.own_labels.clone());
        labels
    }

    /// The metadata of the app's own object.
    pub(crate) fn meta(&self) -> ObjectMeta {
        ObjectMeta {
            name: Some(self.own_name().to_owned()),
            namespace: self.namespace.clone(),
            labels: filled(&self.all_labels()),
            annotations: filled(&self.annotations),
            ..ObjectMeta::default()
        }
    }

    /// Gives a companion the namespace and the labels of the app; what it says itself stays.
    pub(crate) fn adopt(&self, meta: &mut ObjectMeta) {
        meta.namespace = meta.namespace.take().or_else(|| self.namespace.clone());
        let mut labels = self.labels.clone();
        labels.extend(meta.labels.take().unwrap_or_default());
        meta.labels = filled(&labels);
    }
}

/// The recommended labels with which a stack marks objects that are no apps.
pub(crate) fn recommended_labels(
    part_of: Option<&LabelValue>,
    instance: Option<&LabelValue>,
) -> Vec<(String, String)> {
    let labels = [(PART_OF, part_of), (INSTANCE, instance)];
    labels.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?.to_string()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api() -> Identity {
        Identity::new(Name::new("api"))
    }

    #[test]
    fn a_selector_holds_only_what_never_changes() {
        let mut identity = api();
        identity.set_version("1.4.2");
        identity.set_part_of("shop");
        identity.set_instance("eu");
        let selector = identity.selector().match_labels.unwrap();
        let expected = [(INSTANCE.to_owned(), "eu".to_owned()), (NAME.to_owned(), "api".to_owned())];
        assert_eq!(selector, expected.into());
    }

    #[test]
    fn a_stack_adds_only_what_the_app_does_not_say() {
        let mut identity = api();
        identity.set_instance("eu");
        identity.complete(Some("shop"), Some("us"), &[(NAME.to_owned(), "other".to_owned())]);
        assert_eq!((identity.labels[INSTANCE].as_str(), identity.labels[PART_OF].as_str()), ("eu", "shop"));
        assert_eq!(identity.labels[NAME], "api");
    }

    #[test]
    fn a_companion_keeps_its_own_labels_and_namespace() {
        let mut identity = api();
        identity.namespace = Some("shop".to_owned());
        let mut meta = ObjectMeta {
            namespace: Some("data".to_owned()),
            labels: Some([(MANAGED_BY.to_owned(), "hand".to_owned())].into()),
            ..ObjectMeta::default()
        };
        identity.adopt(&mut meta);
        let labels = meta.labels.unwrap();
        assert_eq!((meta.namespace.as_deref(), labels[MANAGED_BY].as_str()), (Some("data"), "hand"));
        assert_eq!(labels[NAME], "api");
    }
}
