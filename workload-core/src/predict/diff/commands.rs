//! The commands that get there, as they are typed.

use crate::k8s::ObjectRef;

/// What `NEW` stands for in commands: the files that hold the new objects.
const APPLY: &str = "kubectl apply -f NEW";

/// `kubectl` for one object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kubectl<'a>(pub &'a ObjectRef);

impl Kubectl<'_> {
    /// `kubectl apply -f NEW`, which puts the new objects in place.
    pub(super) fn apply() -> String {
        APPLY.to_owned()
    }

    /// `kubectl delete statefulset redis`.
    pub(super) fn delete(self) -> String {
        self.about("delete", "")
    }

    /// `kubectl delete statefulset redis --cascade=orphan`: what it owns stays.
    pub(super) fn delete_alone(self) -> String {
        self.about("delete", " --cascade=orphan")
    }

    /// `kubectl patch statefulset redis -p '…'`.
    pub(super) fn patch(self, patch: &str) -> String {
        self.about("patch", &format!(" -p '{patch}'"))
    }

    /// `kubectl patch pod web --subresource=resize -p '…'`.
    pub(super) fn patch_subresource(self, subresource: &str, patch: &str) -> String {
        self.about("patch", &format!(" --subresource={subresource} -p '{patch}'"))
    }

    /// `kubectl rollout status statefulset redis`, and the other words after `rollout`.
    pub(super) fn rollout(self, word: &str) -> String {
        self.about(&format!("rollout {word}"), "")
    }

    /// `kubectl scale statefulset redis --replicas=0`.
    pub(super) fn scale(self, replicas: i64) -> String {
        self.about("scale", &format!(" --replicas={replicas}"))
    }

    /// A command of other words in this object's namespace.
    pub(super) fn other(self, words: &str) -> String {
        format!("kubectl {words}{}", self.namespace())
    }

    fn about(self, verb: &str, rest: &str) -> String {
        let Self(object) = self;
        format!("kubectl {verb} {} {}{}{rest}", kind_word(object), object.name, self.namespace())
    }

    fn namespace(self) -> String {
        self.0.namespace.as_ref().map(|namespace| format!(" -n {namespace}")).unwrap_or_default()
    }
}

/// The kind as `kubectl` takes it; kinds that are not Kubernetes' own with their group.
fn kind_word(object: &ObjectRef) -> String {
    let kind = object.kind.to_lowercase();
    match object.group() {
        group if group.contains('.') && !group.ends_with(".k8s.io") => format!("{kind}.{group}"),
        _ => kind,
    }
}
