//! Autoscalers: everything may change.

use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, number, text};
use super::super::verdict::{Verdict, in_place};
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "autoscaling",
    kind: "HorizontalPodAutoscaler",
    fixed: &[],
    fields: &[("spec.minReplicas", bounds), ("spec.maxReplicas", bounds)],
    rest: other::updated,
    refused: other::nothing_else,
    workaround: other::recreated,
    added,
    removed,
};

fn target<'a>(diff: &ObjectDiff<'a>) -> (&'a str, &'a str) {
    let object = diff.present();
    (text(object, "/spec/scaleTargetRef/kind"), text(object, "/spec/scaleTargetRef/name"))
}

fn range(diff: &ObjectDiff) -> String {
    let [least, most] =
        ["minReplicas", "maxReplicas"].map(|key| number(diff.present(), &format!("/spec/{key}")));
    format!("{least} to {most}")
}

fn bounds(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let (kind, name) = target(diff);
    in_place(format!("{kind} {name} is kept at {} replicas", range(diff)))
        .pods("Within 15 seconds Pods are started or stopped if there are fewer or more.")
}

fn added(diff: &ObjectDiff) -> Note {
    let (kind, name) = target(diff);
    Note::new(format!("{} is made: {kind} {name} is kept at {} replicas", diff.object, range(diff)))
        .pods("Within 15 seconds it overrules the number in the workload's manifest.")
}

fn removed(diff: &ObjectDiff) -> Note {
    let (kind, name) = target(diff);
    other::removed(diff).pods(format!(
        "{kind} {name} stays at the number it has, until the next apply of a manifest with `replicas`."
    ))
}

#[cfg(test)]
mod tests {
    use super::super::super::Effect;
    use super::super::super::testing::{Effects, effects, field};

    const SCALER: &str = "
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: api}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
  maxReplicas: 5
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
";

    #[test]
    fn everything_may_change() {
        effects(
            SCALER,
            Effects {
                in_place: &[
                    ("maxReplicas: 5", "maxReplicas: 9", "spec.maxReplicas"),
                    (
                        "kind: Deployment, name: api",
                        "kind: Deployment, name: web",
                        "spec.scaleTargetRef.name",
                    ),
                ],
                same: &[("maxReplicas: 5", "maxReplicas: 5\n  minReplicas: 1")],
                ..Effects::default()
            },
        );
    }

    #[test]
    fn the_first_version_says_the_same() {
        let first =
            "{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: api}, spec: {
            scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}, maxReplicas: 5,
            targetCPUUtilizationPercentage: 80}}";
        let changes = super::super::super::testing::change(first, SCALER);
        assert_eq!(changes.fields.len(), 1, "{changes:#?}");
        assert_eq!(changes.fields[0].path, "apiVersion");
    }

    #[test]
    fn it_overrules_the_number_in_the_manifest() {
        let api =
            "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: api}, spec: {replicas: 2}}\n";
        let both = format!("{SCALER}{api}");
        let replicas = field(&both, "replicas: 2", "replicas: 3", "spec.replicas");
        assert_eq!(
            replicas.effect,
            Effect::Ignored { until: "HorizontalPodAutoscaler api is gone".to_owned() }
        );
        let alone = field(api, "replicas: 2", "replicas: 3", "spec.replicas");
        assert_eq!(alone.effect, Effect::InPlace);
    }
}
