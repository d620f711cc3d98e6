//! Deployments: all but the selector may change; the template rolls the Pods.

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, is_true, number, text};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, in_place};
use super::content::data_when_replaced;
use super::rules::Rules;
use super::{left_behind, other, scale, selector, template};

pub(super) const RULES: Rules = Rules {
    group: "apps",
    kind: "Deployment",
    fixed: &[],
    fields: &[
        ("spec.selector", selector::refused),
        ("spec.template", template::of_deployment),
        ("spec.replicas", scale::replicas),
        ("spec.paused", paused),
        ("spec.strategy", strategy),
        ("spec.minReadySeconds", pace),
        ("spec.progressDeadlineSeconds", pace),
        ("spec.revisionHistoryLimit", history),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround,
    added,
    removed,
};

fn paused(diff: &ObjectDiff, _: &Difference) -> Verdict {
    if is_true(diff.new, "/spec/paused") {
        return in_place(
            "the Deployment is paused: a running rollout stops where it is, later templates wait",
        );
    }
    in_place("the Deployment is resumed: the last template is rolled out")
        .pods("If the template changed while it was paused, its Pods are replaced now.")
}

fn strategy(diff: &ObjectDiff, _: &Difference) -> Verdict {
    if text(diff.new, "/spec/strategy/type") == "Recreate"
        && left_behind::is_left_behind(diff, "/spec/strategy")
    {
        let reason = "may not be specified when strategy `type` is 'Recreate'";
        return forbidden(Refusal::forbidden("spec.strategy.rollingUpdate", reason), left_behind::WHY);
    }
    in_place("the next rollout goes by the new strategy")
}

fn pace(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("rollouts are judged by the new time, a running one too")
}

pub(super) fn history(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("another number of old revisions is kept")
        .why("To what is no longer kept there is no `kubectl rollout undo`.")
}

/// Another selector: the Deployment is made again around its Pods, or beside them.
fn workaround(diff: &ObjectDiff, refused: &[&Difference]) -> Note {
    let kubectl = diff.kubectl();
    if refused.iter().all(|difference| difference.path.is_below("spec.strategy")) && !refused.is_empty() {
        return left_behind::workaround(diff, "strategy", "Recreate");
    }
    let first = [kubectl.delete_alone(), Kubectl::apply(), kubectl.rollout("status")];
    if selector::still_fits(diff) {
        return Note::new("the Deployment is made again and adopts its ReplicaSets and Pods")
            .commands(first)
            .pods("The Pods keep running; they are replaced only if the template differs.")
            .data("No data is touched.");
    }
    let rest = match selector::left_behind(diff) {
        Some(labels) => kubectl.other(&format!("delete replicaset -l '{labels}'")),
        None => "# then delete the old ReplicaSets, which the new selector does not find".to_owned(),
    };
    Note::new("the Deployment is made again, and the old Pods are deleted once the new ones are ready")
        .commands(first.into_iter().chain([rest]))
        .pods("The new selector does not find the old Pods: they run on beside the new ones until the last command.")
        .data(data_when_replaced(diff.old.pointer("/spec/template/spec").unwrap_or(diff.old)))
}

fn added(diff: &ObjectDiff) -> Note {
    let replicas = number(diff.new, "/spec/replicas");
    let note = Note::new(format!("{} is made", diff.object)).data("No data is there yet.");
    if is_true(diff.new, "/spec/paused") {
        return note
            .pods("No Pod starts: the Deployment is paused.")
            .commands([diff.kubectl().rollout("resume")]);
    }
    note.pods(format!("{replicas} start at once, under random names."))
}

fn removed(diff: &ObjectDiff) -> Note {
    Note::new(other::gone(diff))
        .why(other::LEFT)
        .commands([diff.kubectl().delete()])
        .pods("Deleting it deletes its ReplicaSets and all its Pods at once.")
        .data(
            data_when_replaced(diff.old.pointer("/spec/template/spec").unwrap_or(diff.old))
                .replace("stays, and the new Pods mount it", "stays, with its data"),
        )
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects, field, refusal, the};
    use super::super::super::{Effect, Rollout};

    const API: &str = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: 3
  selector: {matchLabels: {app: api}}
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 1}}
  template:
    metadata: {labels: {app: api, tier: back}}
    spec:
      containers: [{name: api, image: 'api:v1', resources: {limits: {cpu: 1}}}]
      volumes: [{name: cache, emptyDir: {}}]
";

    #[test]
    fn fields_do_what_the_controller_does() {
        effects(
            API,
            Effects {
                in_place: &[
                    ("replicas: 3", "replicas: 5", "spec.replicas"),
                    ("maxSurge: 1", "maxSurge: 2", "spec.strategy.rollingUpdate.maxSurge"),
                    ("metadata: {name: api}", "metadata: {name: api, labels: {a: b}}", "metadata.labels"),
                    ("replicas: 3", "replicas: 3\n  paused: true", "spec.paused"),
                    ("replicas: 3", "replicas: 3\n  minReadySeconds: 5", "spec.minReadySeconds"),
                ],
                rolls: &[
                    ("api:v1", "api:v2", "spec.template.spec.containers[api].image"),
                    ("cpu: 1", "cpu: 2", "spec.template.spec.containers[api].resources.limits.cpu"),
                    ("tier: back", "tier: front", "spec.template.metadata.labels.tier"),
                ],
                ignored: &[],
                forbidden: &[(
                    "matchLabels: {app: api}",
                    "matchLabels: {tier: back}",
                    "spec.selector.matchLabels.app",
                )],
                same: &[
                    ("cpu: 1", "cpu: '1'"),
                    ("cpu: 1", "cpu: 1000m"),
                    ("replicas: 3", "replicas: 3\n  revisionHistoryLimit: 10"),
                ],
            },
        );
    }

    #[test]
    fn a_rollout_says_its_bounds_and_what_is_lost() {
        let image = field(API, "api:v1", "api:v2", "spec.template.spec.containers[api].image");
        assert_eq!(image.effect, Effect::RollsPods { rollout: Rollout::NewReplicaSet });
        assert_eq!(image.note.message, "the image changes: a new ReplicaSet takes over, Pod by Pod");
        assert!(
            image.note.pods.starts_with("At least 2 of 3 stay ready, at most 4 run"),
            "{}",
            image.note.pods
        );
        assert!(image.note.data.contains("`cache` (`emptyDir`) goes"), "{}", image.note.data);
    }

    #[test]
    fn recreate_stops_everything() {
        let recreate = API.replace("{rollingUpdate: {maxSurge: 1, maxUnavailable: 1}}", "{type: Recreate}");
        let image = field(&recreate, "api:v1", "api:v2", "spec.template.spec.containers[api].image");
        assert_eq!(image.effect, Effect::RollsPods { rollout: Rollout::Recreate });
    }

    #[test]
    fn a_paused_one_waits() {
        let paused = API.replace("replicas: 3", "replicas: 3\n  paused: true");
        let image = field(&paused, "api:v1", "api:v2", "spec.template.spec.containers[api].image");
        assert_eq!(image.effect, Effect::Ignored { until: "the Deployment is resumed".to_owned() });
        assert_eq!(image.note.commands, ["kubectl rollout resume deployment api"]);
    }

    #[test]
    fn another_selector_that_finds_the_pods_adopts_them() {
        let change = the(API, "matchLabels: {app: api}", "matchLabels: {app: api, tier: back}");
        assert_eq!(
            refusal(&change),
            "Deployment.apps \"api\" is invalid: spec.selector: Invalid value: \
             {\"matchLabels\":{\"app\":\"api\",\"tier\":\"back\"}}: field is immutable"
        );
        assert_eq!(change.note.commands[0], "kubectl delete deployment api --cascade=orphan");
        assert!(change.note.pods.starts_with("The Pods keep running"), "{}", change.note.pods);
    }

    #[test]
    fn another_selector_that_does_not_leaves_them_behind() {
        let front = API.replace("tier: back", "tier: front");
        let new = front.replace("matchLabels: {app: api}", "matchLabels: {app: api, tier: front}");
        let change = super::super::super::testing::change(API, &new);
        assert_eq!(
            change.note.commands.last().unwrap(),
            "kubectl delete replicaset -l 'app=api,tier!=front'"
        );
        let web = API.replace("app: api", "app: web");
        let change = super::super::super::testing::change(API, &web);
        assert_eq!(change.note.commands.last().unwrap(), "kubectl delete replicaset -l 'app=api'");
    }
}
