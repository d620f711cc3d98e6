//! A StatefulSet's template: which ordinals get it, and which wait.

use serde_json::Value;

use super::super::super::differences::Difference;
use super::super::super::effect::Rollout;
use super::super::super::object_diff::{ObjectDiff, number, text};
use super::super::super::ordinals::{Ordinals, by_number, listed};
use super::super::super::verdict::{Verdict, ignored, in_place, rolls};
use super::super::content::data_when_replaced;
use super::super::template::what;

pub(super) fn template(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let what = what(difference);
    let ordinals = Ordinals::of(diff.new);
    if text(diff.new, "/spec/updateStrategy/type") == "OnDelete" {
        return on_delete(diff, &what, &ordinals);
    }
    let partition = number(diff.new, PARTITION);
    let waiting = ordinals.pods(|ordinal| ordinal < partition);
    let rolled: Vec<_> = ordinals.pods(|ordinal| ordinal >= partition).into_iter().rev().collect();
    if rolled.is_empty() && !waiting.is_empty() {
        let until = format!("`partition` is below {}", ordinals.range().end);
        let what = format!("{what}, and waits: the partition {partition} is above every ordinal");
        let kept =
            format!("The old template is kept, also by Pods that are made again: {}.", listed(&waiting));
        return ignored(until, what).pods(kept).commands([lower(diff)]);
    }
    rolls(Rollout::FromTheHighestOrdinal, format!("{what}: {} {}", listed(&rolled), by_number(&rolled, "is replaced", "are replaced in this order")))
        .why("Each is deleted, made again under its name, and waited for until it is ready; if it never is, the rollout stays there.")
        .pods(pods(partition, &waiting))
        .commands([diff.kubectl().rollout("status")])
        .data(data(diff, "Every Pod comes back to its own claims: the data stays."))
}

/// Under the strategy `OnDelete` a Pod gets the new template when somebody deletes it.
fn on_delete(diff: &ObjectDiff, what: &str, ordinals: &Ordinals) -> Verdict {
    let deletes = ordinals.pods(|_| true).into_iter().rev();
    ignored("each Pod is deleted by hand", format!("{what}, and waits: the strategy is `OnDelete`"))
        .pods("A Pod that goes for whatever reason comes back with the new template.")
        .commands(deletes.map(|pod| diff.kubectl().other(&format!("delete pod {pod}"))))
}

const PARTITION: &str = "/spec/updateStrategy/rollingUpdate/partition";

fn pods(partition: i64, waiting: &[String]) -> String {
    if waiting.is_empty() {
        return "One is missing at a time.".to_owned();
    }
    format!(
        "One is missing at a time. Below the partition {partition} the old template is kept until it is lowered: {}.",
        listed(waiting)
    )
}

/// What becomes of the data of Pods that are replaced; `claimed` is said of that in their claims.
pub(super) fn data(diff: &ObjectDiff, claimed: &str) -> String {
    let spec = diff.after("/spec/template/spec").unwrap_or(&Value::Null);
    let on_volumes = data_when_replaced(spec);
    if Ordinals::of(diff.new).claims().is_empty() {
        return on_volumes;
    }
    let others =
        if on_volumes.starts_with("The Pods keep no") { String::new() } else { format!(" {on_volumes}") };
    format!("{claimed}{others}")
}

fn lower(diff: &ObjectDiff) -> String {
    diff.kubectl().patch(r#"{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}"#)
}

/// Another partition, which matters while a template waits below it.
pub(super) fn partition(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(|set| number(set, PARTITION));
    let ordinals = Ordinals::of(diff.new);
    if new < old {
        let freed = ordinals.pods(|ordinal| (new..old).contains(&ordinal)).into_iter().rev();
        let pods = freed_pods(&freed.collect::<Vec<_>>());
        return in_place(format!("the partition is lowered from {old} to {new}")).pods(pods);
    }
    let held = ordinals.pods(|ordinal| ordinal < new);
    in_place(format!("the partition is raised from {old} to {new}"))
        .pods(format!("No running Pod is replaced for it; later updates pass over {}.", listed(&held)))
}

/// What becomes of the Pods that a lower partition no longer holds back.
fn freed_pods(freed: &[String]) -> String {
    if freed.is_empty() {
        return "No Pod is in between.".to_owned();
    }
    let freed = listed(freed);
    format!("If an update waits, it goes on now: {freed}, in this order; if none does, nothing happens.")
}

#[cfg(test)]
mod tests {
    use super::super::super::super::testing::{changes, field, the};
    use super::super::super::super::{Effect, Rollout};
    use super::super::tests::REDIS;

    const IMAGE: &str = "spec.template.spec.containers[redis].image";

    fn with(strategy: &str) -> String {
        REDIS.replace("replicas: 3", &format!("replicas: 3\n  updateStrategy: {strategy}"))
    }

    #[test]
    fn the_highest_goes_first() {
        let image = field(REDIS, "redis:7.4", "redis:8", IMAGE);
        assert_eq!(image.effect, Effect::RollsPods { rollout: Rollout::FromTheHighestOrdinal });
        assert_eq!(
            image.note.message,
            "the image changes: redis-2, redis-1, redis-0 are replaced in this order"
        );
        assert_eq!(image.note.data, "Every Pod comes back to its own claims: the data stays.");
        assert_eq!(image.note.commands, ["kubectl rollout status statefulset redis -n shop"]);
    }

    #[test]
    fn below_the_partition_the_old_template_stays() {
        let image = field(&with("{rollingUpdate: {partition: 2}}"), "redis:7.4", "redis:8", IMAGE);
        assert!(image.note.message.ends_with(": redis-2 is replaced"), "{}", image.note.message);
        assert!(
            image.note.pods.contains(
                "Below the partition 2 the old template is kept until it is lowered: redis-0, redis-1"
            ),
            "{}",
            image.note.pods
        );
    }

    #[test]
    fn a_partition_above_all_holds_everything() {
        let image = field(&with("{rollingUpdate: {partition: 3}}"), "redis:7.4", "redis:8", IMAGE);
        assert_eq!(image.effect, Effect::Ignored { until: "`partition` is below 3".to_owned() });
    }

    #[test]
    fn on_delete_waits_for_hands() {
        let image = field(&with("{type: OnDelete}"), "redis:7.4", "redis:8", IMAGE);
        assert_eq!(image.effect, Effect::Ignored { until: "each Pod is deleted by hand".to_owned() });
        assert_eq!(image.note.commands[0], "kubectl delete pod redis-2 -n shop");
    }

    #[test]
    fn a_lowered_partition_frees_what_is_in_between() {
        let partition = "spec.updateStrategy.rollingUpdate.partition";
        let lowered =
            field(&with("{rollingUpdate: {partition: 2}}"), "partition: 2", "partition: 1", partition);
        assert!(lowered.note.pods.contains("it goes on now: redis-1"), "{}", lowered.note.pods);
        let raised = the(&with("{rollingUpdate: {partition: 1}}"), "partition: 1", "partition: 2");
        assert!(raised.note.pods.contains("pass over redis-0, redis-1"), "{}", raised.note.pods);
        assert!(changes(REDIS, &with("{rollingUpdate: {partition: 0}}")).is_empty());
    }
}
