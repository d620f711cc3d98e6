//! Scenarios of our own: what the controllers' arithmetic gives for other numbers than the recorded ones.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use k8s_openapi::api::apps::v1::{Deployment, StatefulSet};
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::core::v1::{PersistentVolumeClaim, Taint};
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use serde::de::DeserializeOwned;
use workload_core::k8s::Object;
use workload_core::predict::simulation::{
    Action, Behaviour, EventKind, Kind, Node, NodeRef, PodFilter, PodRef, Propagation, Run, Simulation,
    State, Target, Timings,
};

fn read<T: DeserializeOwned + Into<Object>>(yaml: &str) -> Object {
    serde_yaml::from_str::<T>(yaml).unwrap().into()
}

fn web(replicas: i32, rest: &str) -> Object {
    read::<Deployment>(&format!(
        "metadata: {{name: web}}\nspec:\n  replicas: {replicas}\n  selector: {{matchLabels: {{app: web}}}}\n  \
         template: {{metadata: {{labels: {{app: web}}}}, spec: {{containers: [{{name: c, image: 'app:v1'}}]}}}}\n{rest}"
    ))
}

fn rolling(replicas: i32, surge: &str, unavailable: &str) -> Object {
    web(
        replicas,
        &format!("  strategy: {{rollingUpdate: {{maxSurge: {surge}, maxUnavailable: {unavailable}}}}}"),
    )
}

fn redis(replicas: i32, rest: &str) -> Object {
    read::<StatefulSet>(&format!(
        "metadata: {{name: redis}}\nspec:\n  serviceName: redis-service\n  replicas: {replicas}\n  \
         selector: {{matchLabels: {{app: redis}}}}\n  \
         template: {{metadata: {{labels: {{app: redis}}}}, spec: {{containers: [{{name: c, image: 'app:v1'}}]}}}}\n{rest}"
    ))
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn image(kind: Kind, name: &str, image: &str) -> Action {
    Action::SetImage { target: Target::new(kind, name), container: None, image: image.to_owned() }
}

fn scale(kind: Kind, name: &str, replicas: i32) -> Action {
    Action::Scale(Target::new(kind, name), replicas)
}

fn new_image() -> Action {
    image(Kind::Deployment, "web", "app:v2")
}

/// Applies the objects at once, then does the actions at their seconds.
fn run(nodes: u32, objects: Vec<Object>, actions: Vec<(u64, Action)>) -> Run {
    run_with(Timings::default(), nodes, objects, actions)
}

fn run_with(timings: Timings, nodes: u32, objects: Vec<Object>, actions: Vec<(u64, Action)>) -> Run {
    let mut simulation = Simulation::with_nodes(nodes);
    simulation.timings(timings);
    simulation.at(Duration::ZERO, Action::Apply(objects));
    for (at, action) in actions {
        simulation.at(seconds(at), action);
    }
    simulation.run(seconds(3600))
}

/// Pods whose image is `app:bad` never become ready.
fn with_bad_image() -> Timings {
    let of = PodFilter { image: Some("app:bad".to_owned()), ..PodFilter::default() };
    let never = Behaviour { of, ready: Some(false), ..Behaviour::default() };
    Timings { behaviours: vec![never], ..Timings::default() }
}

/// The sizes of web's ReplicaSets after each second in which one changed.
fn sizes(run: &Run) -> Vec<(u64, Vec<i32>)> {
    let (mut now, mut history) = (Vec::<(String, i32)>::new(), Vec::<(u64, Vec<i32>)>::new());
    for event in run.events().filter(|event| event.kind() == Kind::ReplicaSet) {
        match event.what() {
            EventKind::CreatedAt { replicas } => now.push((event.name(), *replicas)),
            EventKind::Scaled { to, .. } => {
                let set = now.iter_mut().find(|(name, _)| *name == event.name());
                set.unwrap().1 = *to;
            }
            _ => continue,
        }
        let at = event.at().as_secs();
        history.retain(|(other, _)| *other != at);
        history.push((at, now.iter().map(|(_, size)| *size).collect()));
    }
    history
}

fn reasons(run: &Run) -> Vec<String> {
    run.stuck().into_iter().map(|stuck| stuck.reason).collect()
}

#[test]
fn eight_replicas_roll_by_a_third() {
    // maxSurge 33% of 8 rounds up to 3, maxUnavailable 33% down to 2.
    let run = run(3, vec![rolling(8, "33%", "33%")], vec![(10, new_image())]);
    assert_eq!(sizes(&run), [(0, vec![8]), (10, vec![6, 5]), (12, vec![1, 8]), (14, vec![0, 8])]);
    assert_eq!(run.lowest_ready("web"), 6);
    assert_eq!(run.time_to_finish(), Some(seconds(5)));
}

#[test]
fn a_surge_alone_keeps_everything_ready() {
    let run = run(3, vec![rolling(6, "2", "0")], vec![(10, new_image())]);
    assert_eq!(run.lowest_ready("Deployment/web"), 6);
    assert_eq!(sizes(&run).last().unwrap().1, [0, 6]);
    assert!(run.highest_pods("web") <= 8 + 2, "a surge of 2 and 2 that stop");
}

#[test]
fn no_bounds_at_all_take_one_pod_at_a_time() {
    let run = run(3, vec![rolling(2, "0", "0%")], vec![(10, new_image())]);
    assert_eq!(run.lowest_ready("web"), 1);
    assert_eq!(sizes(&run), [(0, vec![2]), (10, vec![1, 1]), (12, vec![0, 2])]);
}

#[test]
fn a_bad_image_stops_at_the_mix_the_bounds_allow() {
    let bad = image(Kind::Deployment, "web", "app:bad");
    let run = run_with(with_bad_image(), 3, vec![rolling(12, "2", "3")], vec![(10, bad)]);
    assert_eq!(sizes(&run).last().unwrap().1, [9, 5]);
    assert_eq!(run.lowest_ready("web"), 9);
    assert_eq!(run.time_to_finish(), None);
    let stuck = reasons(&run);
    assert_eq!(stuck[0], "Pod web/r2-1 runs and does not become ready");
    assert!(
        stuck.last().unwrap().contains("5 of 12 Pods have the new template, 9 are available"),
        "{stuck:?}"
    );
    assert!(stuck.last().unwrap().contains("Kubernetes does not roll back by itself"), "{stuck:?}");
}

#[test]
fn scaling_a_stuck_update_shares_in_proportion() {
    let bad = image(Kind::Deployment, "web", "app:bad");
    let actions = vec![(10, bad), (20, scale(Kind::Deployment, "web", 24))];
    let run = run_with(with_bad_image(), 3, vec![rolling(12, "2", "3")], actions);
    // 9 and 5 of 14 become 26 in the same proportion: 16.7 and 9.3.
    assert_eq!(sizes(&run).last().unwrap().1, [17, 9]);
}

#[test]
fn the_history_keeps_as_many_as_it_is_told() {
    let updates =
        (1..=5).map(|round| (round * 20, image(Kind::Deployment, "web", &format!("app:v{}", round + 1))));
    let run = run(3, vec![web(2, "  revisionHistoryLimit: 2")], updates.collect());
    let deleted: Vec<_> = run
        .events()
        .filter(|event| event.kind() == Kind::ReplicaSet && *event.what() == EventKind::Deleted)
        .map(|event| event.name())
        .collect();
    assert_eq!(deleted, ["web/r1", "web/r2", "web/r3"]);
}

#[test]
fn recreate_leaves_a_gap() {
    let slow = Timings { stop: seconds(7), ..Timings::default() };
    let run = run_with(slow, 3, vec![web(2, "  strategy: {type: Recreate}")], vec![(10, new_image())]);
    assert_eq!(run.lowest_ready("web"), 0);
    assert_eq!(run.time_to_finish(), Some(seconds(9)));
    assert_eq!(run.highest_pods("web"), 2);
}

#[test]
fn a_statefulset_starts_in_order_and_stops_from_the_top() {
    let run = run(3, vec![redis(4, "")], vec![(20, scale(Kind::StatefulSet, "redis", 2))]);
    let pods = |wanted: EventKind| -> Vec<String> {
        let of = run.events().filter(|event| event.kind() == Kind::Pod && *event.what() == wanted);
        of.map(|event| format!("{} at {}", event.name(), event.at().as_secs())).collect()
    };
    assert_eq!(pods(EventKind::Ready), ["redis-0 at 2", "redis-1 at 4", "redis-2 at 6", "redis-3 at 8"]);
    assert_eq!(pods(EventKind::Deleting), ["redis-3 at 20", "redis-2 at 21"]);
    let address = run.lifelines()[3].address.clone();
    assert_eq!(address.as_deref(), Some("redis-3.redis-service.default.svc.cluster.local"));
}

#[test]
fn a_partition_keeps_the_lower_pods() {
    let objects = vec![redis(5, "  updateStrategy: {rollingUpdate: {partition: 3}}")];
    let run = run(3, objects, vec![(20, image(Kind::StatefulSet, "redis", "app:v2"))]);
    let last: Vec<_> = run.lifelines().into_iter().filter(|life| life.gone.is_none()).collect();
    let mut revisions: Vec<_> = last.iter().map(|life| (life.name.as_str(), life.revision)).collect();
    revisions.sort_unstable();
    assert_eq!(revisions, [("redis-0", 1), ("redis-1", 1), ("redis-2", 1), ("redis-3", 2), ("redis-4", 2)]);
}

#[test]
fn a_broken_statefulset_stays_broken_after_the_undo() {
    let set = || Target::new(Kind::StatefulSet, "redis");
    let actions = vec![(20, image(Kind::StatefulSet, "redis", "app:bad")), (40, Action::Undo(set(), None))];
    let run = run_with(with_bad_image(), 3, vec![redis(3, "")], actions);
    let stuck = run.stuck();
    let set = stuck.iter().find(|stuck| stuck.about == "StatefulSet/redis").unwrap();
    let waits = "StatefulSet redis waits for Pod redis-2 to become ready and touches no other until then, not even redis-2 itself";
    assert_eq!((&*set.reason, set.way_out.as_deref()), (waits, Some("`kubectl delete pod redis-2`")));
}

#[test]
fn claims_stay_with_the_name() {
    let claims = "  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce]}}]";
    let actions = vec![(20, Action::DeletePod(PodRef::Named("redis-1".to_owned())))];
    let run = run(3, vec![redis(2, claims)], actions);
    let lives = run.lifelines();
    assert_eq!(lives[1].claims, ["data-redis-1"]);
    assert_eq!((lives[2].name.as_str(), &lives[2].claims), ("redis-1", &lives[1].claims));
    let made = run.events().filter(|event| event.kind() == Kind::PersistentVolumeClaim);
    assert_eq!(made.filter(|event| *event.what() == EventKind::Created).count(), 2);
}

#[test]
fn a_volume_on_another_node_stops_a_rolling_update() {
    let claim = read::<PersistentVolumeClaim>("metadata: {name: data}\nspec: {accessModes: [ReadWriteOnce]}");
    let deployment = read::<Deployment>(
        "metadata: {name: web}\nspec:\n  replicas: 1\n  selector: {matchLabels: {app: web}}\n  template:\n    \
         metadata: {labels: {app: web}}\n    spec:\n      containers: [{name: c, image: 'app:v1'}]\n      \
         volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]",
    );
    let stuck = run(2, vec![claim.clone(), deployment.clone()], vec![(10, new_image())]);
    assert_eq!(
        reasons(&stuck)[0],
        "Pod web/r2-1 waits for the volume of data that Pod web/r1-1 holds on node-1"
    );
    let life = &stuck.lifelines()[1];
    assert_eq!(life.spans.last().unwrap().state, State::WaitingForVolume);
    let alone = run(1, vec![claim, deployment], vec![(10, new_image())]);
    assert_eq!(reasons(&alone), Vec::<String>::new(), "on one node both can have it");
}

#[test]
fn a_budget_paces_a_drain_or_blocks_it() {
    let budget = |spec: &str| {
        read::<PodDisruptionBudget>(&format!(
            "metadata: {{name: web}}\nspec: {{selector: {{matchLabels: {{app: web}}}}, {spec}}}"
        ))
    };
    let drain = || (10, Action::Drain(NodeRef::Named("node-1".to_owned())));
    let add = || (8, Action::AddNode(Node::new("node-2")));
    let run_with_budget = |spec: &str| run(1, vec![web(5, ""), budget(spec)], vec![add(), drain()]);

    let paced = run_with_budget("maxUnavailable: 40%");
    assert_eq!(paced.lowest_ready("web"), 3);
    // Two at once, asked again after 5 s and after 10 s, gone 1 s later, ready 2 s after the eviction.
    assert_eq!(paced.time_to_finish(), Some(seconds(12)));

    let blocked = run_with_budget("minAvailable: 100%");
    assert_eq!(blocked.lowest_ready("web"), 5);
    let stuck = reasons(&blocked);
    assert_eq!(
        stuck[0],
        "drain of node-1 waits for Pod web/r1-1: the budget web allows 0 disruptions, as it needs 5 healthy Pods and has 5"
    );
}

#[test]
fn what_fits_nowhere_says_why_and_starts_when_it_fits() {
    let big = read::<Deployment>(
        "metadata: {name: web}\nspec:\n  replicas: 3\n  selector: {matchLabels: {app: web}}\n  template:\n    \
         metadata: {labels: {app: web}}\n    spec: {nodeSelector: {disk: ssd}, containers: [{name: c, image: a, resources: {requests: {cpu: '20'}}}]}",
    );
    let mut simulation = Simulation::new([Node::new("a").label("disk", "ssd"), Node::new("b")]).unwrap();
    simulation.at(Duration::ZERO, Action::Apply(vec![big.clone()]));
    let stuck = reasons(&simulation.run(seconds(60)));
    assert_eq!(
        stuck[0],
        "Pod web/r1-2 fits no node: 0/2 nodes are available: 1 Insufficient cpu, \
         1 node(s) didn't match Pod's node affinity/selector."
    );

    let mut simulation = Simulation::new([Node::new("a").label("disk", "ssd"), Node::new("b")]).unwrap();
    simulation.at(Duration::ZERO, Action::Apply(vec![big]));
    let ssd = vec![("disk".to_owned(), Some("ssd".to_owned()))];
    simulation.at(seconds(5), Action::LabelNode(NodeRef::Named("b".to_owned()), ssd));
    simulation.at(seconds(9), Action::AddNode(Node::new("c").label("disk", "ssd")));
    let run = simulation.run(seconds(60));
    assert_eq!(reasons(&run), Vec::<String>::new());
    assert_eq!(run.time_to_finish(), Some(seconds(2)));
}

#[test]
fn pods_that_want_to_be_apart_stop_an_update_that_surges() {
    let apart = |bounds: &str| {
        read::<Deployment>(&format!(
            "metadata: {{name: web}}\nspec:\n  replicas: 3\n  strategy: {{rollingUpdate: {{{bounds}}}}}\n  \
             selector: {{matchLabels: {{app: web}}}}\n  template:\n    metadata: {{labels: {{app: web}}}}\n    spec:\n      \
             containers: [{{name: c, image: 'app:v1'}}]\n      affinity: {{podAntiAffinity: \
             {{requiredDuringSchedulingIgnoredDuringExecution: [{{topologyKey: kubernetes.io/hostname, \
             labelSelector: {{matchLabels: {{app: web}}}}}}]}}}}"
        ))
    };
    let stuck = run(3, vec![apart("maxSurge: 1, maxUnavailable: 0")], vec![(10, new_image())]);
    assert_eq!(
        reasons(&stuck)[0],
        "Pod web/r2-1 fits no node: 0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules."
    );
    let rolls = run(3, vec![apart("maxSurge: 0, maxUnavailable: 1")], vec![(10, new_image())]);
    assert_eq!(reasons(&rolls), Vec::<String>::new());
    assert_eq!(rolls.lowest_ready("web"), 2);
}

#[test]
fn zones_differ_by_no_more_than_the_skew() {
    let spread = read::<Deployment>(
        "metadata: {name: web}\nspec:\n  replicas: 5\n  selector: {matchLabels: {app: web}}\n  template:\n    \
         metadata: {labels: {app: web}}\n    spec:\n      containers: [{name: c, image: 'app:v1'}]\n      \
         topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, \
         labelSelector: {matchLabels: {app: web}}}]",
    );
    let nodes = [("a", "1"), ("b", "2"), ("c", "2"), ("d", "2")]
        .map(|(name, zone)| Node::new(name).label("zone", zone));
    let mut simulation = Simulation::new(nodes).unwrap();
    simulation.at(Duration::ZERO, Action::Apply(vec![spread]));
    let lives = simulation.run(seconds(60)).lifelines();
    let on_a = lives.iter().filter(|life| life.node.as_deref() == Some("a")).count();
    assert!((2..=3).contains(&on_a), "{on_a} of 5 Pods are in the zone of one node");
}

#[test]
fn a_taint_is_tolerated_for_as_long_as_said() {
    let tolerant = read::<Deployment>(
        "metadata: {name: web}\nspec:\n  replicas: 1\n  selector: {matchLabels: {app: web}}\n  template:\n    \
         metadata: {labels: {app: web}}\n    spec:\n      containers: [{name: c, image: 'app:v1'}]\n      \
         tolerations: [{key: x, operator: Exists, effect: NoExecute, tolerationSeconds: 30}]",
    );
    let node = || NodeRef::Named("node-1".to_owned());
    let taint = Taint { key: "x".to_owned(), effect: "NoExecute".to_owned(), ..Taint::default() };
    let taints = |at, taints: Vec<Taint>| (at, Action::TaintNode(node(), taints));
    let deleting = |run: &Run| {
        let mut deleting = run.events().filter(|event| *event.what() == EventKind::Deleting);
        deleting.next().map(|event| event.at().as_secs())
    };
    let stays = run(1, vec![tolerant.clone()], vec![taints(10, vec![taint.clone()]), taints(39, Vec::new())]);
    assert_eq!(deleting(&stays), None);
    let goes = run(1, vec![tolerant], vec![taints(10, vec![taint])]);
    assert_eq!(deleting(&goes), Some(40));
}

#[test]
fn what_was_orphaned_is_adopted_by_the_next_of_the_name() {
    let orphan = |kind, name: &str| Action::Delete(Target::new(kind, name), Propagation::Orphan);
    let claims = "  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce]}}]";
    let actions = vec![
        (20, orphan(Kind::StatefulSet, "redis")),
        (21, orphan(Kind::Deployment, "web")),
        (30, Action::Apply(vec![redis(3, claims), web(3, "")])),
    ];
    let run = run(3, vec![redis(2, claims), web(2, "")], actions);
    let names: Vec<_> = run.lifelines().into_iter().map(|life| (life.name, life.gone)).collect();
    assert_eq!(names.len(), 2 + 2 + 2, "one Pod more each: {names:?}");
    assert!(names.iter().all(|(_, gone)| gone.is_none()), "{names:?}");
    assert_eq!(run.lowest_ready("redis"), 2);
}

#[test]
fn an_autoscaler_keeps_within_its_bounds() {
    let scaler = read::<HorizontalPodAutoscaler>(
        "metadata: {name: web}\nspec: {minReplicas: 4, maxReplicas: 6, scaleTargetRef: {kind: Deployment, name: web}}",
    );
    let run = run(3, vec![web(2, ""), scaler], vec![(40, scale(Kind::Deployment, "web", 9))]);
    let wanted: Vec<_> =
        run.samples("web").iter().map(|sample| (sample.at.as_secs(), sample.wanted)).collect();
    // It looks every 15 s, so a count outside its bounds stands until the next look.
    assert_eq!(wanted.first(), Some(&(0, 2)));
    assert!(wanted.contains(&(15, 4)) && wanted.contains(&(45, 6)), "{wanted:?}");
}

#[test]
fn the_same_input_gives_the_same_run() {
    let once = || {
        let objects = vec![rolling(20, "30%", "10%"), redis(3, "")];
        let run = run(
            4,
            objects,
            vec![(10, new_image()), (11, Action::Drain(NodeRef::Named("node-2".to_owned())))],
        );
        format!(
            "{:?}",
            run.events().map(|event| (event.at(), event.name(), event.what().clone())).collect::<Vec<_>>()
        )
    };
    assert_eq!(once(), once());
}
