//! `labels`, `annotations`, `pod_labels`, `pod_annotations`: what is said about objects.

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::{Annotations, Labels};
use crate::describe::shape::Shape;

impl<S: Shape> Description<S> {
    /// `labels("team" = "shop")`: labels of the app's objects and Pods. The recommended
    /// `app.kubernetes.io/` labels have keys of their own, such as `version`, and win over these.
    #[track_caller]
    pub fn labels(&mut self, labels: Labels) -> &mut Self {
        for (key, value) in labels.0 {
            let set = self.identity.labels.entry(key.clone()).or_insert_with(|| value.clone());
            if *set != value {
                self.lost_labels.push((key, value));
            }
        }
        self.note(Anchor::Object, "metadata.labels")
    }

    /// `own_labels("team" = "shop")`: labels of the workload's own object, and of no other.
    #[track_caller]
    pub fn own_labels(&mut self, labels: Labels) -> &mut Self {
        self.identity.own_labels.extend(labels.0);
        self.note(Anchor::Object, "metadata.labels")
    }

    /// `annotations("example.com/owner" = "shop")`: annotations of the workload's own object.
    #[track_caller]
    pub fn annotations(&mut self, annotations: Annotations) -> &mut Self {
        self.identity.annotations.extend(annotations.0);
        self.note(Anchor::Object, "metadata.annotations")
    }

    /// `pod_labels("tier" = "front")`: labels of the Pods only; those that the selector selects stay.
    #[track_caller]
    pub fn pod_labels(&mut self, labels: Labels) -> &mut Self {
        self.template.labels.extend(labels.0);
        self.note(Anchor::Template, "metadata.labels")
    }

    /// `pod_annotations("prometheus.io/scrape" = "true")`: annotations of the Pods; a change rolls them.
    #[track_caller]
    pub fn pod_annotations(&mut self, annotations: Annotations) -> &mut Self {
        self.template.annotations.extend(annotations.0);
        self.note(Anchor::Template, "metadata.annotations")
    }
}
