//! StatefulSets: six fields may change; the template rolls from the highest ordinal down.

mod rollout;
mod workaround;

use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, number, text};
use super::super::ordinals::{Ordinals, by_number, listed};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, ignored, in_place};
use super::rules::Rules;
use super::{deployment, left_behind, other, scale};

pub(super) const RULES: Rules = Rules {
    group: "apps",
    kind: "StatefulSet",
    fixed: &[],
    fields: &[
        ("spec.template", rollout::template),
        ("spec.replicas", replicas),
        ("spec.ordinals", start),
        ("spec.updateStrategy.rollingUpdate.partition", rollout::partition),
        ("spec.updateStrategy.rollingUpdate.maxUnavailable", max_unavailable),
        ("spec.updateStrategy", strategy),
        ("spec.persistentVolumeClaimRetentionPolicy", retention),
        ("spec.minReadySeconds", pace),
        ("spec.revisionHistoryLimit", deployment::history),
        ("spec.serviceName", service_name),
        ("spec.volumeClaimTemplates", claim_templates),
        ("spec.podManagementPolicy", management),
        ("spec.selector", selector),
        ("spec", refused),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround: workaround::workaround,
    added,
    removed,
};

/// The server's words, which do not name the field that changed.
const REFUSAL: &str = "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', \
    'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are \
    forbidden";

fn refuse(why: &str) -> Verdict {
    forbidden(Refusal::forbidden("spec", REFUSAL), why)
}

fn refused(_: &ObjectDiff, difference: &Difference) -> Verdict {
    refuse(&format!("`{}` is not among the fields that may change.", difference.path))
}

fn service_name(_: &ObjectDiff, _: &Difference) -> Verdict {
    refuse(
        "The addresses of the Pods are made of `serviceName`, and they are promised to stay (article §4.3).",
    )
}

fn claim_templates(_: &ObjectDiff, _: &Difference) -> Verdict {
    refuse("Templates are read when a claim is made; claims that are there would not follow a new one.")
}

fn management(_: &ObjectDiff, _: &Difference) -> Verdict {
    refuse("`podManagementPolicy` is decided once, when the set is made.")
}

fn selector(_: &ObjectDiff, _: &Difference) -> Verdict {
    refuse("A StatefulSet knows its Pods by this selector: with another it would leave them behind.")
}

fn replicas(diff: &ObjectDiff, _: &Difference) -> Verdict {
    scale::overruled(diff).unwrap_or_else(|| moved(diff, "the set is scaled"))
}

fn start(diff: &ObjectDiff, _: &Difference) -> Verdict {
    moved(diff, "the ordinals begin elsewhere")
}

/// Pods that come and go when `replicas` or `ordinals.start` change.
fn moved(diff: &ObjectDiff, message: &str) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(Ordinals::of);
    let fresh = new.pods(|ordinal| !old.range().contains(&ordinal));
    let gone: Vec<_> = old.pods(|ordinal| !new.range().contains(&ordinal)).into_iter().rev().collect();
    let is_parallel = text(diff.new, "/spec/podManagementPolicy") == "Parallel";
    let order = if is_parallel {
        "all at once"
    } else {
        "one after the other, each waiting for all below it to be ready"
    };
    let say = |names: &[String], verb: &str| match names {
        [] => None,
        [one] => Some(format!("{one} is {verb}.")),
        several => Some(format!("{} are {verb}, {order}.", listed(several))),
    };
    let pods: Vec<_> = [say(&fresh, "made"), say(&gone, "stopped")].into_iter().flatten().collect();
    let policy = text(diff.new, "/spec/persistentVolumeClaimRetentionPolicy/whenScaled");
    in_place(message).pods(pods.join(" ")).data(match policy {
        _ if gone.is_empty() => NEW_PODS_CLAIMS,
        "Delete" => {
            "The claims of stopped Pods are deleted with them: their data is gone (whenScaled: Delete)."
        }
        _ => "The claims of stopped Pods stay, and wait for Pods of the same names (whenScaled: Retain).",
    })
}

const NEW_PODS_CLAIMS: &str =
    "Each new Pod gets its claims; those still there from before are taken up again.";

fn max_unavailable(_: &ObjectDiff, _: &Difference) -> Verdict {
    ignored(
        "the feature gate MaxUnavailableStatefulSet is on",
        "`maxUnavailable` of a StatefulSet does nothing by default: Pods are replaced one by one",
    )
    .why("The gate is off by default up to 1.36; the field is then left out.")
}

fn strategy(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let is_on_delete = text(diff.new, "/spec/updateStrategy/type") == "OnDelete";
    if is_on_delete && left_behind::is_left_behind(diff, "/spec/updateStrategy") {
        let rolling = diff.before("/spec/updateStrategy/rollingUpdate");
        let reason = "only allowed for updateStrategy 'RollingUpdate'";
        let refusal = Refusal::invalid("spec.updateStrategy.rollingUpdate", rolling, reason);
        return forbidden(refusal, left_behind::WHY);
    }
    if text(diff.new, "/spec/updateStrategy/type") == "OnDelete" {
        return in_place("from now on a Pod gets a new template only when somebody deletes it");
    }
    in_place("from now on Pods are replaced by themselves")
        .pods("If a template still waits for its Pods to be deleted, it is rolled out now, the highest ordinal first.")
}

fn retention(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let is_deleted = difference.new.as_ref().and_then(|new| new.as_str()) == Some("Delete");
    let verdict = in_place("what becomes of claims is decided anew")
        .why("The controller writes it into the claims' owner references, also of claims that are there.");
    if !is_deleted {
        return verdict.data("Claims stay from now on.");
    }
    let when = if difference.path.is_below("spec.persistentVolumeClaimRetentionPolicy.whenDeleted") {
        "the set is deleted"
    } else {
        "its Pod is scaled away"
    };
    verdict.data(format!("From now on a claim goes, and its data with it, when {when} ({}).", diff.object))
}

fn pace(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("the next Pod waits for another time after the one before is ready")
}

fn added(diff: &ObjectDiff) -> Note {
    let ordinals = Ordinals::of(diff.new);
    let pods = ordinals.pods(|_| true);
    let is_parallel = text(diff.new, "/spec/podManagementPolicy") == "Parallel";
    let order = if is_parallel { "all at once" } else { "each after the one before is ready" };
    let claims = match ordinals.claims() {
        claims if claims.is_empty() => "It has no claims.",
        _ => "Each Pod gets its claims before it starts.",
    };
    let pods = if pods.is_empty() {
        "No Pod starts.".to_owned()
    } else {
        format!("{} {}, {order}.", listed(&pods), by_number(&pods, "starts", "start"))
    };
    Note::new(format!("{} is made", diff.object)).pods(pods).data(claims)
}

fn removed(diff: &ObjectDiff) -> Note {
    let is_deleted = text(diff.old, "/spec/persistentVolumeClaimRetentionPolicy/whenDeleted") == "Delete";
    let data = if is_deleted {
        "Its claims are deleted with it, and their data (whenDeleted: Delete)."
    } else {
        "Its claims stay, with their data; a set of the same name finds them again."
    };
    let kubectl = diff.kubectl();
    let in_order = (number(diff.old, "/spec/replicas") > 0).then(|| kubectl.scale(0));
    Note::new(other::gone(diff))
        .why(other::LEFT)
        .commands(in_order.into_iter().chain([kubectl.delete()]))
        .pods("Scaled to 0 first, its Pods stop from the highest ordinal down; deleted at once, they all stop together.")
        .data(data)
}

#[cfg(test)]
pub(in super::super) mod tests {
    use super::super::super::Effect;
    use super::super::super::testing::{Effects, effects, field};

    pub(in super::super::super) const REDIS: &str = "
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis, namespace: shop}
spec:
  replicas: 3
  serviceName: redis
  podManagementPolicy: OrderedReady
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis, tier: data}}
    spec:
      containers:
      - name: redis
        image: redis:7.4
        volumeMounts: [{name: data, mountPath: /data}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
";

    #[test]
    fn fields_do_what_the_controller_does() {
        effects(
            REDIS,
            Effects {
                in_place: &[
                    ("replicas: 3", "replicas: 5", "spec.replicas"),
                    ("replicas: 3", "ordinals: {start: 1}\n  replicas: 3", "spec.ordinals"),
                    ("replicas: 3", "minReadySeconds: 5\n  replicas: 3", "spec.minReadySeconds"),
                    ("replicas: 3", "revisionHistoryLimit: 5\n  replicas: 3", "spec.revisionHistoryLimit"),
                    (
                        "replicas: 3",
                        "updateStrategy: {type: OnDelete, rollingUpdate: null}\n  replicas: 3",
                        "spec.updateStrategy.type",
                    ),
                    (
                        "replicas: 3",
                        "persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}\n  replicas: 3",
                        "spec.persistentVolumeClaimRetentionPolicy.whenDeleted",
                    ),
                ],
                rolls: &[("redis:7.4", "redis:8", "spec.template.spec.containers[redis].image")],
                ignored: &[(
                    "replicas: 3",
                    "updateStrategy: {rollingUpdate: {maxUnavailable: 2}}\n  replicas: 3",
                    "spec.updateStrategy.rollingUpdate.maxUnavailable",
                )],
                forbidden: &[
                    (
                        "replicas: 3",
                        "updateStrategy: {type: OnDelete}\n  replicas: 3",
                        "spec.updateStrategy.type",
                    ),
                    ("serviceName: redis", "serviceName: cache", "spec.serviceName"),
                    ("OrderedReady", "Parallel", "spec.podManagementPolicy"),
                    ("matchLabels: {app: redis}", "matchLabels: {tier: data}", "spec.selector"),
                    (
                        "storage: 1Gi",
                        "storage: 2Gi",
                        "spec.volumeClaimTemplates[data].spec.resources.requests.storage",
                    ),
                    ("metadata: {name: data}", "metadata: {name: disk}", "spec.volumeClaimTemplates[data]"),
                ],
                same: &[
                    ("storage: 1Gi", "storage: 1024Mi"),
                    (
                        "- metadata: {name: data}",
                        "- kind: PersistentVolumeClaim\n    apiVersion: v1\n    metadata: {name: data}",
                    ),
                    ("  podManagementPolicy: OrderedReady\n", ""),
                    (
                        "replicas: 3",
                        "updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}\n  replicas: 3",
                    ),
                ],
            },
        );
    }

    #[test]
    fn the_refusal_is_the_servers() {
        let name = field(REDIS, "serviceName: redis", "serviceName: cache", "spec.serviceName");
        let Effect::Forbidden { server } = name.effect else { panic!("forbidden") };
        assert!(
            server
                .starts_with("spec: Forbidden: updates to statefulset spec for fields other than 'replicas'")
        );
    }

    #[test]
    fn scaling_names_the_pods_in_their_order() {
        let up = field(REDIS, "replicas: 3", "replicas: 5", "spec.replicas");
        assert!(
            up.note.pods.starts_with("redis-3, redis-4 are made, one after the other"),
            "{}",
            up.note.pods
        );
        let down = field(REDIS, "replicas: 3", "replicas: 1", "spec.replicas");
        assert!(down.note.pods.starts_with("redis-2, redis-1 are stopped"), "{}", down.note.pods);
        assert!(down.note.data.contains("whenScaled: Retain"), "{}", down.note.data);
    }
}
