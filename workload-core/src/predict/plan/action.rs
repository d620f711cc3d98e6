//! What people do, in words: `scale redis 5`, `drain node-2`, `wait 24h`.

use crate::predict::simulation::Action;
use crate::syntax::text::nearest;

use super::action_error::ActionError;
use super::duration::parse as duration;
use super::kind_words::{is_kind, joined, known_kind, name_of};
use super::kubectl_words::of_kubectl;
use super::script::ScriptStep;
use super::targets::Targets;
use super::words;

/// Every action: its verb, how it is written, and what it does.
pub const ACTIONS: &[(&str, &str, &str)] = &[
    ("image", "image api=api:v2", "sets the image of all containers"),
    ("image", "image deploy/api c=api:v2", "sets the image of the container `c`"),
    ("scale", "scale redis 5", "sets the replicas of a Deployment, StatefulSet or ReplicaSet"),
    ("restart", "restart api", "replaces the Pods as a rollout does, as `kubectl rollout restart`"),
    ("undo", "undo api", "goes back to the revision before, as `kubectl rollout undo`"),
    ("undo", "undo api to 1", "goes back to revision 1"),
    ("pause", "pause api", "pauses the rollout of a Deployment"),
    ("suspend", "suspend report", "suspends a Job or CronJob"),
    ("resume", "resume api", "resumes what was paused or suspended"),
    ("fail", "fail api", "lets no Pod of it become ready that starts from now on"),
    ("delete", "delete api", "deletes it with its Pods"),
    ("delete", "delete api orphan", "deletes it and leaves its Pods, as `--cascade=orphan`"),
    ("delete", "delete pdb api", "deletes a PodDisruptionBudget, HorizontalPodAutoscaler or claim (`pvc`)"),
    ("delete", "delete pod redis-1", "deletes a Pod; with a workload's name, any of its Pods"),
    ("delete", "delete pod redis-1 force", "deletes a Pod without waiting for its end"),
    ("evict", "evict pod redis-1", "asks for an eviction, which disruption budgets can refuse"),
    ("drain", "drain node-2", "cordons a node and evicts its Pods"),
    ("cordon", "cordon node-2", "lets no new Pods onto a node"),
    ("uncordon", "uncordon node-2", "lets new Pods onto a node again"),
    ("fail", "fail node-2", "stops the kubelet of a node: nothing starts or ends there"),
    ("recover", "recover node-2", "starts the kubelet of a failed node again"),
    (
        "out-of-service",
        "out-of-service node-2",
        "taints a failed node as off for good, which frees its Pods and volumes",
    ),
    ("taint", "taint node-2 gpu=yes:NoExecute", "adds a taint to a node, as `kubectl taint node`"),
    ("taint", "taint node-2 gpu-", "takes the taints of a key off a node"),
    ("add", "add node", "adds a node"),
    ("add", "add node spare", "adds a node with a name"),
    ("remove", "remove node-3", "removes a node with its Pods"),
    ("wait", "wait 24h", "lets time pass; the action before it does not settle first"),
];

/// Reads an action. Kind and name may be two words or one: `restart deploy api`, `restart deploy/api`; what
/// kubectl takes is taken too.
pub(super) fn parse(text: &str, targets: &mut Targets) -> Result<ScriptStep, ActionError> {
    let words = of_kubectl(&text.split_whitespace().collect::<Vec<_>>());
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let Some((verb, rest)) = words.split_first() else {
        return Err(
            ActionError::new("an action is empty").help(format!("write one such as `{}`", ACTIONS[0].1))
        );
    };
    let rest = joined(rest, |word| targets.is_name(word));
    let rest: Vec<_> = rest.iter().map(String::as_str).collect();
    if *verb == "wait"
        && let [time] = rest.as_slice()
    {
        return duration(time).map(ScriptStep::Wait).map_err(ActionError::new);
    }
    let found = if is_of_nodes(verb, &rest, targets) {
        of_node(verb, &rest, targets)?
    } else {
        of_workload(verb, &rest, targets)?
    };
    match found {
        Some(action) => Ok(ScriptStep::Act(Box::new(action))),
        None if ACTIONS.iter().any(|(known, ..)| known == verb) => Err(malformed(verb, text)),
        None => Err(unknown(verb)),
    }
}

/// Whether an action is about a node; `fail` is about either.
fn is_of_nodes(verb: &str, rest: &[&str], targets: &Targets) -> bool {
    match verb {
        "add" | "taint" | "drain" | "cordon" | "uncordon" | "remove" | "recover" | "out-of-service" => true,
        "fail" => matches!(rest, [node] if name_of("Node", node).is_some() || targets.has_node(node)),
        "delete" => matches!(rest, [node] if name_of("Node", node).is_some()),
        _ => false,
    }
}

/// An action on a node; none when its words do not fit the verb.
fn of_node(verb: &str, rest: &[&str], targets: &mut Targets) -> Result<Option<Action>, ActionError> {
    Ok(Some(match (verb, rest) {
        ("add", ["node"]) => words::add(targets.add_node(None)?),
        ("add", [node]) => match name_of("Node", node) {
            Some(name) => words::add(targets.add_node(Some(name))?),
            None => return Ok(None),
        },
        ("taint", [node, taint]) => {
            words::taint(targets.node(name_of("Node", node).unwrap_or(node))?, taint)?
        }
        ("taint", _) => return Ok(None),
        (_, [node]) if is_kind("Node", node) && !targets.has_node(node) => return Ok(None),
        (_, [node]) => words::node(verb, targets.node(name_of("Node", node).unwrap_or(node))?),
        _ => return Ok(None),
    }))
}

/// An action on a workload or a Pod; none when its words do not fit the verb.
fn of_workload(verb: &str, rest: &[&str], targets: &Targets) -> Result<Option<Action>, ActionError> {
    if let Some(error) = not_of_pods(verb, rest) {
        return Err(error);
    }
    Ok(Some(match (verb, rest) {
        ("image", rest) => return words::image(rest, targets),
        ("scale", [workload, count]) => words::scale(targets.workload(workload)?, count)?,
        ("delete" | "evict", [pod]) if name_of("Pod", pod).is_some() => {
            words::pod(verb, name_of("Pod", pod).unwrap_or(pod), targets)
        }
        ("delete", [pod, "force" | "--force"]) => match name_of("Pod", pod) {
            Some(name) => words::pod("force", name, targets),
            None => return Ok(None),
        },
        ("delete" | "fail", [word]) if is_kind_alone(word, targets) => return Ok(None),
        ("delete", [object]) => words::delete(targets.deletable(object)?, false),
        ("delete", [workload, "orphan" | "--cascade=orphan"]) => {
            words::delete(targets.workload(workload)?, true)
        }
        ("fail", [word]) => {
            let unknown = |error| if word.contains('/') { error } else { targets.unknown_of_either(word) };
            words::fail(&targets.workload(word).map_err(unknown)?)
        }
        ("restart", [workload]) => words::restart(targets.workload(workload)?)?,
        ("undo", [workload]) => Action::Undo(targets.workload(workload)?, None),
        ("undo", [workload, "to", number]) => words::undo(targets.workload(workload)?, number)?,
        ("pause" | "resume" | "suspend", [workload]) => words::hold(verb, targets.workload(workload)?)?,
        _ => return Ok(None),
    }))
}

/// Whether a word means a kind and names nothing.
fn is_kind_alone(word: &str, targets: &Targets) -> bool {
    known_kind(word).is_some() && !targets.is_name(word)
}

/// Why a verb that is for workloads is not for the Pod that is named.
fn not_of_pods(verb: &str, rest: &[&str]) -> Option<ActionError> {
    let is_for_workloads = ["image", "scale", "restart", "undo", "pause", "suspend", "resume", "fail"];
    let pod = rest.first().and_then(|word| name_of("Pod", word))?;
    is_for_workloads.contains(&verb).then(|| {
        ActionError::new(format!("`{verb}` is for a workload, not for a Pod"))
            .help(format!("name the workload, or write `delete pod {pod}` or `evict pod {pod}`"))
    })
}

/// A known verb with words that do not fit it; every form that it has.
fn malformed(verb: &str, text: &str) -> ActionError {
    let forms: Vec<_> =
        ACTIONS.iter().filter(|(known, ..)| *known == verb).map(|(_, form, _)| format!("`{form}`")).collect();
    ActionError::new(format!("`{text}` is no action")).help(format!("write it as {}", forms.join(" or ")))
}

fn unknown(verb: &str) -> ActionError {
    let mut verbs: Vec<&str> = Vec::new();
    for (verb, ..) in ACTIONS {
        if !verbs.contains(verb) {
            verbs.push(verb);
        }
    }
    let error = ActionError::new(format!("unknown action `{verb}`"));
    match nearest(verb, &verbs).and_then(|near| ACTIONS.iter().find(|(verb, ..)| *verb == near)) {
        Some((near, form, _)) => error.help(format!("did you mean `{near}`, as in `{form}`?")),
        None => error.help(format!(
            "the actions are {}; `workload explain plan` has an example of each",
            verbs.join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::predict::plan::ObjectSet;
    use crate::predict::simulation::{Kind, NodeRef, PodRef, Propagation, Target};

    fn targets() -> Targets {
        let set = ObjectSet::from_yaml(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: api}, spec: {selector: {matchLabels: {a: b}}, \
             template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}}\n---\n\
             {apiVersion: batch/v1, kind: CronJob, metadata: {name: report}, spec: {schedule: '0 3 * * *', jobTemplate: \
             {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}}}\n---\n\
             {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: api}, spec: {minAvailable: 1}}\n",
        );
        Targets::new(&set.unwrap().objects, vec!["node-1".to_owned(), "node-2".to_owned()])
    }

    fn act(text: &str) -> Action {
        match parse(text, &mut targets()) {
            Ok(ScriptStep::Act(action)) => *action,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn words_are_actions() {
        let api = || Target::new(Kind::Deployment, "api");
        let image = |container: Option<&str>| Action::SetImage {
            target: api(),
            container: container.map(ToOwned::to_owned),
            image: "api:v2".to_owned(),
        };
        assert_eq!(act("image api=api:v2"), image(None));
        assert_eq!(act("image deploy/api c=api:v2"), image(Some("c")));
        assert_eq!(act("scale default/deployment/api 5"), Action::Scale(api(), 5));
        assert_eq!(act("delete pod redis-1"), Action::DeletePod(PodRef::Named("redis-1".to_owned())));
        assert_eq!(act("delete pod api"), Action::DeletePod(PodRef::Any("api/".to_owned())));
        assert_eq!(act("drain node node-2"), Action::Drain(NodeRef::Named("node-2".to_owned())));
        assert_eq!(act("undo api to 1"), Action::Undo(api(), Some(1)));
        assert_eq!(act("rollout restart deploy api"), Action::Restart(api()));
        assert_eq!(act("kubectl scale deploy api --replicas=5"), Action::Scale(api(), 5));
        assert_eq!(act("kubectl scale --replicas=5 deploy/api"), Action::Scale(api(), 5));
        assert_eq!(act("kubectl rollout undo deploy/api --to-revision=1"), Action::Undo(api(), Some(1)));
        assert_eq!(act("kubectl set image deploy/api c=api:v2"), image(Some("c")));
        assert_eq!(act("scale default/api 5"), Action::Scale(api(), 5));
        let budget = Target::new(Kind::PodDisruptionBudget, "api");
        assert_eq!(act("delete pdb api"), Action::Delete(budget, Propagation::Background));
        assert_eq!(act("delete node node-2"), Action::RemoveNode(NodeRef::Named("node-2".to_owned())));
        let drained = Action::Drain(NodeRef::Named("node-2".to_owned()));
        assert_eq!(act("kubectl drain node-2 --ignore-daemonsets --delete-emptydir-data"), drained);
        assert_eq!(act("restart deployments/api"), Action::Restart(api()));
        assert_eq!(act("scale deploy api 5"), Action::Scale(api(), 5));
        assert_eq!(act("suspend cj report"), Action::Suspend(Target::new(Kind::CronJob, "report"), true));
        assert_eq!(act("evict po/redis-1"), Action::Evict(PodRef::Named("redis-1".to_owned())));
        assert_eq!(act("fail no node-2"), Action::FailNode(NodeRef::Named("node-2".to_owned())));
        let gone = Action::DropTaints(NodeRef::Named("node-2".to_owned()), "gpu".to_owned());
        assert_eq!(act("taint node node-2 gpu-"), gone);
        let Action::AddTaint(_, taint) = act("taint node-2 gpu=yes:NoExecute") else { panic!("a taint") };
        assert_eq!((taint.key.as_str(), taint.effect.as_str()), ("gpu", "NoExecute"));
        assert_eq!(act("uncordon node/node-2"), Action::Uncordon(NodeRef::Named("node-2".to_owned())));
        assert_eq!(act("resume report"), Action::Suspend(Target::new(Kind::CronJob, "report"), false));
        assert_eq!(parse("wait 24h", &mut targets()), Ok(ScriptStep::Wait(Duration::from_secs(86_400))));
    }

    #[test]
    fn a_node_that_was_added_can_be_named() {
        let mut targets = targets();
        assert!(parse("drain node-3", &mut targets).is_err());
        assert!(parse("add node", &mut targets).is_ok());
        assert!(parse("drain node-3", &mut targets).is_ok());
        assert!(parse("add node node-3", &mut targets).is_err());
    }

    #[test]
    fn every_verb_is_read_as_it_is_shown() {
        for (verb, form, _) in ACTIONS {
            let found = parse(form, &mut targets());
            let said = found.as_ref().map_err(|error| error.message.clone());
            // Their names are not all among these few objects.
            assert!(
                said.is_ok() || said.is_err_and(|said| said.starts_with("there is no")),
                "{verb}: {form}"
            );
        }
    }

    #[test]
    fn errors_say_what_would_be_right() {
        for (text, error) in [
            ("", "an action is empty: write one such as `image api=api:v2`"),
            ("scael api 3", "unknown action `scael`: did you mean `scale`, as in `scale redis 5`?"),
            ("scale api", "`scale api` is no action: write it as `scale redis 5`"),
            ("scale api many", "`many` is no number of replicas: write `scale api 5`"),
            ("scale api -1", "`-1` is no number of replicas: write `scale api 5`"),
            (
                "scale report 3",
                "a CronJob has no replicas: only a Deployment, StatefulSet, ReplicaSet or ReplicationController has",
            ),
            (
                "image api=",
                "`image api=` is no action: write it as `image api=api:v2` or `image deploy/api c=api:v2`",
            ),
            ("undo api to x", "`x` is no number of a revision: write `undo api to 1`"),
            (
                "restart report",
                "a CronJob cannot be restarted: only a Deployment, StatefulSet or DaemonSet can",
            ),
            ("add machine", "`add machine` is no action: write it as `add node` or `add node spare`"),
            ("image ap=x", "there is no workload `ap`: did you mean `api`?"),
            ("drain node-7", "there is no node `node-7`: did you mean `node-1`?"),
            ("scael", "unknown action `scael`: did you mean `scale`, as in `scale redis 5`?"),
            ("image api d=x", "the Deployment `api` has no container `d`: did you mean `c`?"),
            ("fail node-9", "there is no workload and no node `node-9`: did you mean `node-1`?"),
            ("fail node", "`fail node` is no action: write it as `fail api` or `fail node-2`"),
            ("drain node", "`drain node` is no action: write it as `drain node-2`"),
            (
                "restart svc api",
                "a plan does nothing with a Service by itself: an action names a workload, a Pod or a node; other changes are \
                 made in the manifests: `workload plan OLD NEW`",
            ),
            (
                "restart pod redis-1",
                "`restart` is for a workload, not for a Pod: name the workload, or write `delete pod redis-1` or `evict pod \
                 redis-1`",
            ),
            (
                "delete pdb web",
                "the manifests have no PodDisruptionBudget `web`: the workloads are `cronjob/report`, `deployment/api`",
            ),
            ("taint node-2 :NoExecute", "the taint `:NoExecute` has no key: write `gpu=yes:NoExecute`"),
            (
                "add node Big_One",
                "`Big_One` is no name of a node: it has a-z, 0-9, `-` and `.`, as in `add node node-4`",
            ),
            (
                "drain api",
                "there is no node `api`: the nodes are `node-1`, `node-2`; `--nodes` says how many there are",
            ),
            ("pause report", "a CronJob cannot be paused: write `suspend report`"),
            ("suspend api", "a Deployment cannot be suspended: write `pause api`"),
            ("wait long", "`long` is no duration: write it as `500ms`, `2s`, `1m30s`, `24h` or `7d`"),
        ] {
            assert_eq!(parse(text, &mut targets()).unwrap_err().to_string(), error, "{text}");
        }
    }
}
