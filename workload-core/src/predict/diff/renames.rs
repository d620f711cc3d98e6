//! Objects that seem to have got another name, another namespace or another kind.
//!
//! For the cluster these are one object deleted and one made: what was tied to the old name,
//! above all a StatefulSet's claims, does not follow.

use std::collections::BTreeMap;

use serde_json::Value;

use super::model::{Action, Change};
use super::object_diff::{items, text};
use super::object_sets::ObjectSets;
use crate::k8s::ObjectRef;

/// The kinds that run Pods, between which an app may move.
const WORKLOADS: [&str; 6] = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"];

/// Marks each removed workload and the added one it seems to become as each other's
/// counterpart, and says what that means.
pub(super) fn mark(changes: &mut [Change], sets: &ObjectSets) {
    let pairs = pairs(changes, sets, |object, _| Some(object.name.clone()));
    tie(changes, &pairs);
    let pairs = pairs_of_images(changes, sets);
    tie(changes, &pairs);
}

/// Those left over that run the same containers.
fn pairs_of_images(changes: &[Change], sets: &ObjectSets) -> Vec<(usize, usize)> {
    pairs(changes, sets, |_, value| Some(images(value)).filter(|images| !images.is_empty()))
}

/// The workloads, one gone and one come, of which nothing else has the same mark.
fn pairs(
    changes: &[Change],
    sets: &ObjectSets,
    mark: fn(&ObjectRef, &Value) -> Option<String>,
) -> Vec<(usize, usize)> {
    let mut found: BTreeMap<String, [Vec<usize>; 2]> = BTreeMap::new();
    let is_free =
        |change: &Change| change.counterpart.is_none() && WORKLOADS.contains(&change.object.kind.as_str());
    for (at, change) in changes.iter().enumerate().filter(|(_, change)| is_free(change)) {
        let (set, side) = match change.action {
            Action::Removed => (&sets.old, 0),
            Action::Added => (&sets.new, 1),
            Action::Changed => continue,
        };
        let entry = set.get(&change.object);
        if let Some(mark) = entry.and_then(|entry| mark(&entry.object, &entry.stored)) {
            found.entry(mark).or_default()[side].push(at);
        }
    }
    let one_of_each = |[gone, fresh]: &[Vec<usize>; 2]| match (&gone[..], &fresh[..]) {
        ([gone], [fresh]) => Some((*gone, *fresh)),
        _ => None,
    };
    found.values().filter_map(one_of_each).collect()
}

fn tie(changes: &mut [Change], pairs: &[(usize, usize)]) {
    for (gone, fresh) in pairs {
        let [old, new] = [gone, fresh].map(|at| changes[*at].object.clone());
        let change = &mut changes[*fresh];
        change.note.data = data(&old, &new);
        change.counterpart = Some(old.clone());
        let change = &mut changes[*gone];
        change.note.message =
            format!("{old} seems to become {new}: for the cluster, one goes and another comes");
        change.note.why = format!("{} Both run side by side until then.", change.note.why);
        change.counterpart = Some(new);
    }
}

/// Names and images of the containers, which tell an app better than its labels.
fn images(object: &Value) -> String {
    let specs = ["/spec/template/spec", "/spec/jobTemplate/spec/template/spec", "/spec"];
    let spec = specs.iter().find_map(|pointer| object.pointer(pointer)).unwrap_or(object);
    let words = items(spec, "/containers")
        .iter()
        .flat_map(|container| [text(container, "/name"), text(container, "/image")]);
    words.collect::<Vec<_>>().join(" ")
}

/// What the new object has of the old one's data.
fn data(old: &ObjectRef, new: &ObjectRef) -> String {
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
    fn among_several_alike_nobody_guesses() {
        let [cache, queue] = ["cache", "queue"]
            .map(|name| REDIS.replace("{name: redis}\nspec", &format!("{{name: {name}}}\nspec")));
        let changes = changes(REDIS, &format!("{cache}---{queue}"));
        assert_eq!(counterparts(&changes), [None, None, None]);
    }

    #[test]
    fn what_only_comes_and_goes_has_none() {
        let other =
            REDIS.replace("{name: redis}\nspec", "{name: cache}\nspec").replace("redis:7.4", "memcached:1");
        assert_eq!(counterparts(&changes(REDIS, &other)), [None, None]);
    }
}
