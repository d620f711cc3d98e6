//! What a plan says of what does not get further, of what nobody asked for, and of what chance decides.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use workload_core::predict::plan::{ObjectSet, Plan, Planner};
use workload_core::predict::simulation::Node;

const POD: &str = "containers: [{name: c, image: 'c:v1'}]";

/// A workload of the group `apps` whose Pods have this spec.
fn workload(kind: &str, name: &str, more: &str, pod: &str) -> String {
    format!(
        "{{apiVersion: apps/v1, kind: {kind}, metadata: {{name: {name}}}, spec: {{{more}selector: {{matchLabels: {{app: \
         {name}}}}}, template: {{metadata: {{labels: {{app: {name}}}}}, spec: {{{pod}}}}}}}}}\n---\n"
    )
}

fn set(text: &str) -> ObjectSet {
    ObjectSet::from_yaml(text).unwrap()
}

fn plan(planner: Planner, actions: &[&str]) -> Plan {
    actions.iter().fold(planner, |planner, action| planner.act(action).unwrap()).plan()
}

/// Everything that is stuck, with its way out.
fn stuck(plan: &Plan) -> String {
    lines(&plan.stuck_groups)
}

/// Each on a line of its own.
fn lines(all: &[impl ToString]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn says(text: &str, wanted: &[&str]) {
    for part in wanted {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

#[test]
fn a_circle_ends_and_is_told() {
    let web = workload(
        "Deployment",
        "web",
        "replicas: 2, ",
        &format!(
            "tolerations: [{{key: disk, operator: Exists, effect: NoExecute, tolerationSeconds: 30}}], {POD}"
        ),
    );
    let nodes = [Node::new("node-1").taint("disk", "bad", "NoExecute")];
    let plan = plan(Planner::new(set(&web)).on(nodes), &[]);
    says(
        &stuck(&plan),
        &[
            "the Pods of Deployment/web go in a circle: node-1 has a taint that they tolerate for 30 s",
            "from 30s on",
        ],
    );
    assert!(plan.end < 600_000, "it goes on for {} ms", plan.end);
}

#[test]
fn a_taint_comes_and_goes() {
    let web = workload("Deployment", "web", "replicas: 1, ", POD);
    let actions = ["taint node-1 disk=bad:NoExecute", "taint node-1 disk-"];
    let plan = plan(Planner::new(set(&web)).nodes(1), &actions);
    let web = plan.workload("web").unwrap();
    assert_eq!((web.ready, web.pods.len()), (1, 2));
    let wrong = Planner::new(set("")).act("taint node-1 disk=bad").unwrap_err();
    says(&wrong.to_string(), &["the taint `disk=bad` has no effect"]);
}

#[test]
fn a_pod_on_a_node_that_is_not_there_is_deleted() {
    let pod =
        format!("{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {{nodeName: nope, {POD}}}}}");
    let plan = plan(Planner::new(set(&pod)), &[]);
    assert!(plan.workload("p").unwrap().pods[0].gone.is_some(), "{plan:?}");
}

#[test]
fn a_job_that_has_failed_is_told_with_the_reason() {
    let job = format!(
        "{{apiVersion: batch/v1, kind: Job, metadata: {{name: once}}, spec: {{backoffLimit: 0, template: {{spec: \
         {{restartPolicy: Never, {POD}}}}}}}}}"
    );
    let plan = plan(Planner::new(set(&job)), &["wait 1s", "fail once"]);
    says(&stuck(&plan), &["Job once has failed (BackoffLimitExceeded)", "`kubectl delete job once`"]);
    let foreign = job.replace("backoffLimit: 0", "managedBy: example.com/kueue");
    says(&Planner::new(set(&foreign)).plan().notes.join("\n"), &["Job once is managed by example.com/kueue"]);
}

#[test]
fn a_cron_job_that_never_starts_is_told() {
    let job = format!(
        "{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: c}}, spec: {{schedule: '*/5 * * * *', \
         startingDeadlineSeconds: 0, jobTemplate: {{spec: {{template: {{spec: {{restartPolicy: Never, {POD}}}}}}}}}}}}}"
    );
    says(&stuck(&plan(Planner::new(set(&job)), &["wait 1h"])), &["CronJob c never starts a Job"]);
}

#[test]
fn a_dead_node_stops_the_rollout_of_a_daemon_set() {
    let agent = set(&workload("DaemonSet", "agent", "", POD));
    let plan = plan(Planner::new(agent.clone()).old(agent), &["fail node-2", "image agent=c:v2"]);
    says(
        &stuck(&plan),
        &[
            "DaemonSet agent goes no further: 2 Pods have the old template, and the Pod on node-2, which is not ready",
        ],
    );
    let chance = lines(&plan.either);
    says(&chance, &["either node-2 is found dead at 55s, or at any other time from 45s to 1m"]);
}

#[test]
fn too_many_dead_nodes_are_told_as_the_reason() {
    let web = set(&workload("Deployment", "web", "replicas: 3, ", POD));
    let actions = ["fail node-1", "wait 1s", "fail node-2", "wait 1s", "fail node-3"];
    let plan = plan(Planner::new(web.clone()).old(web), &actions);
    says(&stuck(&plan), &["it is not evicted, as 3 of 3 nodes of the zone are not ready"]);
    let chance = lines(&plan.either);
    says(&chance, &["either the Pods of node-1 are evicted before too many other nodes are found dead"]);
}

#[test]
fn a_drain_says_what_the_budget_cannot_count() {
    let pod = |name: &str| {
        format!(
            "{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, labels: {{app: p}}}}, spec: {{{POD}}}}}\n---\n"
        )
    };
    let budget = |name: &str, limit: &str| {
        format!(
            "{{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {{name: {name}}}, spec: {{{limit}, selector: \
             {{matchLabels: {{app: p}}}}}}}}\n---\n"
        )
    };
    let bare = format!("{}{}", pod("a"), budget("b", "maxUnavailable: 1"));
    let told = stuck(&plan(Planner::new(set(&bare)).nodes(1), &["drain node-1"]));
    says(&told, &["nobody owns its Pods", "way out: say `minAvailable` as a number"]);
    let two = format!("{}{}{}", pod("a"), budget("b", "minAvailable: 0"), budget("c", "minAvailable: 0"));
    let told = stuck(&plan(Planner::new(set(&two)).nodes(1), &["drain node-1"]));
    says(&told, &["it is in 2 budgets, b and c", "way out: leave one of the budgets"]);
}

#[test]
fn who_is_ended_for_whom_and_taken_in_by_whom_is_noted() {
    let cpu = "containers: [{name: c, image: 'c:v1', resources: {requests: {cpu: '20'}}}]";
    let low = workload("Deployment", "low", "replicas: 1, ", cpu);
    let high = workload("Deployment", "high", "replicas: 1, ", &format!("priorityClassName: high, {cpu}"));
    let class =
        "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 1000}\n---\n";
    let new = set(&format!("{class}{low}{high}"));
    let plan = Planner::new(new).old(set(&low)).nodes(1).plan();
    says(
        &plan.notes.join("\n"),
        &["Pod low/r1-1 is ended on node-1 at 0s for high/r1-1, which has a higher priority."],
    );
    let pod = format!(
        "{{apiVersion: v1, kind: Pod, metadata: {{name: a, labels: {{app: web}}}}, spec: {{{POD}}}}}\n---\n"
    );
    let web = workload("ReplicaSet", "web", "replicas: 1, ", POD);
    let plan = Planner::new(set(&format!("{pod}{web}"))).old(set(&pod)).plan();
    assert_eq!(plan.notes, ["ReplicaSet/web takes in Pod a, which had no owner."]);
}

#[test]
fn autoscalers_in_each_others_way_are_told() {
    let web = workload("Deployment", "web", "replicas: 4, ", POD);
    let scaler = |name: &str, target: &str| {
        format!(
            "{{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {{name: {name}}}, spec: {{minReplicas: \
             2, maxReplicas: 8, scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: {target}}}}}}}\n---\n"
        )
    };
    let two = format!("{web}{}{}", scaler("a", "web"), scaler("b", "web"));
    says(
        &stuck(&Planner::new(set(&two)).plan()),
        &["a does not follow the load (AmbiguousSelector): b scales"],
    );
    let none = scaler("a", "nope");
    says(
        &stuck(&Planner::new(set(&none)).plan()),
        &["a scales nothing (FailedGetScale): there is no Deployment nope"],
    );
}

#[test]
fn an_orphaned_replica_set_goes_on_as_its_deployment() {
    let web = set(&workload("Deployment", "web", "replicas: 2, ", POD));
    let plan = plan(Planner::new(web.clone()).old(web), &["delete web orphan"]);
    assert_eq!(plan.workload("web").unwrap().ready, 2);
    assert_eq!(plan.notes, ["ReplicaSet web/r1 and its Pods go on, and nobody updates them any more."]);
}

#[test]
fn a_pod_that_no_node_is_large_enough_for_is_told_so() {
    let web = workload(
        "Deployment",
        "web",
        "replicas: 1, ",
        "containers: [{name: c, image: 'c:v1', resources: {requests: {cpu: '40'}}}]",
    );
    says(
        &stuck(&Planner::new(set(&web)).on([Node::new("node-1")]).plan()),
        &["no node has 40 CPU, from 0s on; way out: add a larger node, or request less"],
    );
}
