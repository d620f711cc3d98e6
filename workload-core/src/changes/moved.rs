//! Objects that seem to have got another name, another namespace or another kind.
//!
//! For the cluster these are one object deleted and one made: what was tied to the old name,
//! above all a StatefulSet's claims, does not follow.

use serde_json::Value;

use super::case::items;
use super::model::{Action, Change};
use super::object_ref::ObjectRef;
use super::world::World;

/// The kinds that run Pods, between which an app may move.
const WORKLOADS: [&str; 6] = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"];

/// Marks each removed workload and the added one it seems to become as each other's
/// counterpart, and says what that means.
pub(super) fn mark(changes: &mut [Change], world: &World) {
    for gone in 0..changes.len() {
        if changes[gone].action != Action::Removed || !is_workload(&changes[gone].object) {
            continue;
        }
        let old = changes[gone].object.clone();
        let meets = |change: &&mut Change| {
            change.action == Action::Added
                && change.counterpart.is_none()
                && is_same_app(&old, &change.object, world)
        };
        if let Some(came) = changes.iter_mut().find(meets) {
            let new = came.object.clone();
            came.counterpart = Some(old.clone());
            came.note.data = made_data(&old, &new);
            changes[gone].counterpart = Some(new.clone());
            let note = &mut changes[gone].note;
            note.message = format!("{old} seems to become {new}: it is deleted, and the other is made");
            note.why = format!(
                "{} A name or a kind cannot change; both run side by side until the old one is deleted.",
                note.why
            );
        }
    }
}

fn is_workload(object: &ObjectRef) -> bool {
    WORKLOADS.contains(&object.kind.as_str())
}

/// Whether both are one app: the same name, or the same containers with the same images.
fn is_same_app(old: &ObjectRef, new: &ObjectRef, world: &World) -> bool {
    let before = world.old.get(&old.key()).map(|(_, value)| images(value)).unwrap_or_default();
    let after = world.new.get(&new.key()).map(|(_, value)| images(value)).unwrap_or_default();
    is_workload(new) && (old.name == new.name || (!before.is_empty() && before == after))
}

/// Names and images of the containers, which tell an app better than its labels.
fn images(object: &Value) -> Vec<(Option<&Value>, Option<&Value>)> {
    let specs = ["/spec/template/spec", "/spec/jobTemplate/spec/template/spec", "/spec"];
    let spec = specs.iter().find_map(|pointer| object.pointer(pointer)).unwrap_or(object);
    items(spec, "/containers")
        .iter()
        .map(|container| (container.get("name"), container.get("image")))
        .collect()
}

/// What the new object has of the old one's data.
fn made_data(old: &ObjectRef, new: &ObjectRef) -> String {
    if old.kind == "StatefulSet" {
        return format!(
            "It starts without the data of {old}: claims are named after the set and its Pods, and those of `{}` \
             do not follow. Copy the data while both are there.",
            old.name
        );
    }
    if new.kind == "StatefulSet" {
        return format!(
            "Its Pods get claims of their own, which are empty: what {old} kept has to be copied in."
        );
    }
    format!("It starts beside {old}; claims that both name are shared as long as both run.")
}

#[cfg(test)]
mod tests {
    use super::super::testing::changes;
    use super::super::{Action, Changes};

    const REDIS: &str = "
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis}
spec:
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec: {containers: [{name: redis, image: 'redis:7.4'}]}
";

    fn counterparts(changes: &Changes) -> Vec<Option<String>> {
        changes.changes.iter().map(|change| change.counterpart.as_ref().map(ToString::to_string)).collect()
    }

    #[test]
    fn another_name_is_another_set_without_the_data() {
        let changes = changes(REDIS, &REDIS.replace("{name: redis}\nspec", "{name: cache}\nspec"));
        assert_eq!(
            counterparts(&changes),
            [Some("StatefulSet redis".to_owned()), Some("StatefulSet cache".to_owned())]
        );
        assert_eq!(changes.changes[0].action, Action::Added);
        assert!(changes.changes[0].note.data.starts_with("It starts without the data"));
    }

    #[test]
    fn another_kind_of_the_same_name_is_the_same_app() {
        let changes = changes(&REDIS.replace("StatefulSet", "Deployment"), &REDIS.replace("7.4", "8"));
        assert!(counterparts(&changes).iter().all(Option::is_some));
    }

    #[test]
    fn what_only_comes_and_goes_has_none() {
        let other =
            REDIS.replace("{name: redis}\nspec", "{name: cache}\nspec").replace("redis:7.4", "memcached:1");
        assert_eq!(counterparts(&changes(REDIS, &other)), [None, None]);
    }
}
