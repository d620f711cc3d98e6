//! DaemonSets: all but the selector may change; the template goes from node to node.

use serde_json::Value;

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::effect::Rollout;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, text};
use super::super::scalar::scalar;
use super::super::verdict::{Verdict, ignored, in_place, rolls};
use super::content::data_when_replaced;
use super::rules::Rules;
use super::template::what;
use super::{deployment, other, selector};

pub(super) const RULES: Rules = Rules {
    group: "apps",
    kind: "DaemonSet",
    fixed: &[],
    fields: &[
        ("spec.selector", selector::refused),
        ("spec.template.spec.nodeSelector", placement),
        ("spec.template.spec.affinity", placement),
        ("spec.template.spec.tolerations", placement),
        ("spec.template", template),
        ("spec.updateStrategy", strategy),
        ("spec.revisionHistoryLimit", deployment::history),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround,
    added,
    removed,
};

fn template(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let what = what(difference);
    if text(diff.new, "/spec/updateStrategy/type") == "OnDelete" {
        let pods = labels(diff.new).map_or_else(|| diff.name().to_owned(), |labels| format!("-l '{labels}'"));
        return ignored(
            "each Pod is deleted by hand",
            format!("{what}, and waits: the strategy is `OnDelete`"),
        )
        .pods("A Pod that goes for whatever reason comes back with the new template.")
        .commands([diff.kubectl().other(&format!("delete pod {pods}"))]);
    }
    rolls(Rollout::NodeByNode, format!("{what}: node after node gets a new Pod"))
        .pods(pace(diff))
        .commands([diff.kubectl().rollout("status")])
        .data(data_when_replaced(diff.after("/spec/template/spec").unwrap_or(&Value::Null)))
}

/// Where it runs is part of the template: the Pods roll, and nodes are won or lost.
fn placement(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let verdict = template(diff, difference);
    let pods = format!(
        "{} Nodes that no longer fit lose their Pod at once, nodes that now fit get one at once.",
        verdict.note.pods
    );
    verdict.pods(pods)
}

fn pace(diff: &ObjectDiff) -> String {
    let value = |key: &str| {
        diff.after(&format!("/spec/updateStrategy/rollingUpdate/{key}")).map(scalar).unwrap_or_default()
    };
    let [surge, unavailable] = [value("maxSurge"), value("maxUnavailable")];
    if surge == "0" || surge == "0%" {
        let nodes = nodes(&unavailable);
        return format!("On {nodes} at a time the old Pod stops, then the new one starts.");
    }
    let nodes = nodes(&surge);
    format!("On {nodes} at a time the new Pod starts beside the old one, which then stops.")
}

/// `1 node`, `up to 3 nodes`, `up to 25% of the nodes`.
fn nodes(count: &str) -> String {
    match count {
        "1" => "1 node".to_owned(),
        share if share.ends_with('%') => format!("up to {share} of the nodes"),
        count => format!("up to {count} nodes"),
    }
}

fn strategy(diff: &ObjectDiff, _: &Difference) -> Verdict {
    if text(diff.new, "/spec/updateStrategy/type") == "OnDelete" {
        return in_place("from now on a node gets a new template only when somebody deletes its Pod");
    }
    in_place("the next rollout goes by the new strategy")
        .pods("If a template still waits for Pods to be deleted, it is rolled out now.")
}

/// The selector of a set as `kubectl -l` takes it.
fn labels(set: &Value) -> Option<String> {
    let pairs = set.pointer("/spec/selector/matchLabels")?.as_object()?;
    let terms: Vec<_> = pairs.iter().map(|(key, value)| format!("{key}={}", scalar(value))).collect();
    (!terms.is_empty()).then(|| terms.join(","))
}

fn workaround(diff: &ObjectDiff, _: &[&Difference]) -> Note {
    let kubectl = diff.kubectl();
    let data = data_when_replaced(diff.old.pointer("/spec/template/spec").unwrap_or(diff.old));
    if selector::still_fits(diff) {
        return Note::new("the DaemonSet is made again around its Pods")
            .commands([kubectl.delete_alone(), Kubectl::apply()])
            .pods("The Pods keep running and are adopted; they are replaced only if the template differs.");
    }
    Note::new("the DaemonSet and its Pods are deleted, and made again")
        .commands([kubectl.delete(), Kubectl::apply()])
        .pods("Every node is without its Pod for a moment; side by side two of them would fight for ports and host paths.")
        .data(data)
}

fn added(diff: &ObjectDiff) -> Note {
    Note::new(format!("{} is made", diff.object))
        .pods("One starts on every node that fits, also on those to come.")
        .data("No data is there yet.")
}

fn removed(diff: &ObjectDiff) -> Note {
    Note::new(other::gone(diff))
        .why(other::LEFT)
        .commands([diff.kubectl().delete()])
        .pods("Deleting it deletes its Pods on every node at once.")
        .data(data_when_replaced(diff.old.pointer("/spec/template/spec").unwrap_or(diff.old)))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects, field, the};
    use super::super::super::{Effect, Rollout};

    const AGENT: &str = "
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  updateStrategy: {type: RollingUpdate}
  template:
    metadata: {labels: {app: agent, tier: host}}
    spec:
      nodeSelector: {disk: ssd}
      containers: [{name: agent, image: 'agent:1'}]
      volumes: [{name: log, hostPath: {path: /var/log}}]
";

    #[test]
    fn fields_do_what_the_controller_does() {
        effects(
            AGENT,
            Effects {
                in_place: &[
                    ("{type: RollingUpdate}", "{rollingUpdate: {maxUnavailable: 2}}", "spec.updateStrategy"),
                    ("{type: RollingUpdate}", "{type: OnDelete}", "spec.updateStrategy"),
                ],
                rolls: &[
                    ("agent:1", "agent:2", "spec.template.spec.containers[agent].image"),
                    ("disk: ssd", "disk: hdd", "spec.template.spec.nodeSelector.disk"),
                ],
                forbidden: &[("matchLabels: {app: agent}", "matchLabels: {tier: host}", "spec.selector")],
                same: &[("{type: RollingUpdate}", "{rollingUpdate: {maxUnavailable: 1, maxSurge: 0}}")],
                ..Effects::default()
            },
        );
    }

    #[test]
    fn nodes_are_taken_in_turn() {
        let image = field(AGENT, "agent:1", "agent:2", "spec.template.spec.containers[agent].image");
        assert_eq!(image.effect, Effect::RollsPods { rollout: Rollout::NodeByNode });
        assert!(image.note.pods.starts_with("On 1 node at a time"), "{}", image.note.pods);
        assert!(image.note.data.contains("`log` (`hostPath`) stays"), "{}", image.note.data);
        let surge =
            AGENT.replace("{type: RollingUpdate}", "{rollingUpdate: {maxSurge: 2, maxUnavailable: 0}}");
        let image = field(&surge, "agent:1", "agent:2", "spec.template.spec.containers[agent].image");
        assert!(image.note.pods.contains("beside the old one"), "{}", image.note.pods);
    }

    #[test]
    fn on_delete_waits_for_hands() {
        let waits = AGENT.replace("{type: RollingUpdate}", "{type: OnDelete}");
        let image = field(&waits, "agent:1", "agent:2", "spec.template.spec.containers[agent].image");
        assert!(matches!(image.effect, Effect::Ignored { .. }));
        assert_eq!(image.note.commands, ["kubectl delete pod -l 'app=agent'"]);
    }

    #[test]
    fn another_selector_adopts_or_starts_again() {
        let adopts = the(AGENT, "matchLabels: {app: agent}", "matchLabels: {tier: host}");
        assert_eq!(adopts.note.commands[0], "kubectl delete daemonset agent --cascade=orphan");
        let again = the(AGENT, "matchLabels: {app: agent}", "matchLabels: {app: other}");
        assert_eq!(again.note.commands[0], "kubectl delete daemonset agent");
    }
}
