//! Plans of random objects, nodes and actions: what no cluster does is in none of them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "random_plans/crowd.rs"]
mod crowd;

use std::fmt::Write as _;
use std::time::Duration;

use proptest::prelude::*;
use workload_core::predict::plan::{ObjectSet, Plan, Planner, PodLife, Workload};
use workload_core::predict::simulation::Node;

/// How many scenarios each property tries, unless `WORKLOAD_CASES` names another number.
const CASES: u32 = 48;

fn config() -> ProptestConfig {
    let named = std::env::var("WORKLOAD_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(named.unwrap_or(CASES))
}

/// The port of the node that Pods of the Deployment may hold.
const PORT: u16 = 8080;

/// What a scenario is made of.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is drawn for itself")]
struct Scenario {
    replicas: u32,
    surge: u32,
    unavailable: u32,
    recreate: bool,
    host_port: bool,
    stateful: u32,
    parallel: bool,
    completions: u32,
    parallelism: u32,
    agent: bool,
    tolerates: bool,
    nodes: u32,
    tainted: u32,
    ready: u64,
    stop: u64,
    actions: Vec<String>,
}

impl Scenario {
    fn objects(&self, version: u32) -> ObjectSet {
        let mut text = String::new();
        let pod = |name: &str, more: &str, spec: &str| {
            format!(
                "selector: {{matchLabels: {{app: {name}}}}}\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n    \
                 spec:\n      {spec}\n      containers: [{{name: c, image: '{name}:v{version}'{more}}}]\n"
            )
        };
        let strategy = if self.recreate {
            "{type: Recreate}".to_owned()
        } else {
            format!("{{rollingUpdate: {{maxSurge: {}, maxUnavailable: {}}}}}", self.surge, self.unavailable)
        };
        let port = if self.host_port {
            format!(", ports: [{{containerPort: 80, hostPort: {PORT}}}]")
        } else {
            String::new()
        };
        let _ = write!(
            text,
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  replicas: {}\n  strategy: {strategy}\n  {}---\n",
            self.replicas,
            pod("web", &port, "restartPolicy: Always"),
        );
        let policy = if self.parallel { "Parallel" } else { "OrderedReady" };
        let _ = write!(
            text,
            "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {{name: db}}\nspec:\n  replicas: {}\n  serviceName: db\n  \
             podManagementPolicy: {policy}\n  {}---\n",
            self.stateful,
            pod("db", "", "restartPolicy: Always"),
        );
        let tolerations =
            if self.tolerates { "tolerations: [{operator: Exists}]" } else { "restartPolicy: Always" };
        if self.agent {
            let _ = write!(
                text,
                "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: agent}}\nspec:\n  {}---\n",
                pod("agent", "", tolerations),
            );
        }
        let _ = write!(
            text,
            "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: once}}\nspec:\n  completions: {}\n  parallelism: {}\n  \
             template: {{spec: {{restartPolicy: Never, containers: [{{name: c, image: 'once:v1'}}]}}}}\n",
            self.completions, self.parallelism,
        );
        ObjectSet::from_yaml(&text).unwrap()
    }

    fn plan(&self) -> Plan {
        let nodes = (1..=self.nodes).map(|number| {
            let node = Node::new(format!("node-{number}"));
            if number <= self.tainted { node.taint("dedicated", "batch", "NoSchedule") } else { node }
        });
        let mut planner = Planner::new(self.objects(2))
            .old(self.objects(1))
            .on(nodes)
            .ready(Duration::from_secs(self.ready))
            .stop(Duration::from_secs(self.stop));
        for action in &self.actions {
            // An action may name what an earlier one has deleted.
            planner = match planner.clone().act(action) {
                Ok(planner) => planner,
                Err(_) => continue,
            };
        }
        planner.plan()
    }
}

/// Actions that only roll and scale up.
const CALM: &[&str] =
    &["image web=web:v3", "image db=db:v3", "restart web", "undo web", "wait 1s", "wait 3s"];

/// Actions of all sorts.
const WILD: &[&str] = &[
    "image web=web:v3",
    "image db=db:v3",
    "fail web",
    "scale web 1",
    "scale web 5",
    "scale db 0",
    "scale db 3",
    "restart db",
    "undo web",
    "pause web",
    "resume web",
    "delete pod db-0",
    "delete pod web",
    "drain node-1",
    "uncordon node-1",
    "cordon node-2",
    "fail node-2",
    "recover node-2",
    "out-of-service node-2",
    "remove node-1",
    "add node",
    "suspend once",
    "resume once",
    "delete once",
    "wait 1s",
    "wait 5s",
    "wait 10m",
];

fn scenario(actions: &'static [&'static str]) -> impl Strategy<Value = Scenario> {
    let counts = (0_u32..6, 0_u32..3, 0_u32..3, 0_u32..4, 1_u32..5, 1_u32..4);
    let choices = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let nodes = (1_u32..5, 0_u32..2, 0_u64..5, 0_u64..4);
    let actions = prop::collection::vec(prop::sample::select(actions), 0..6);
    (counts, choices, nodes, actions).prop_map(|(counts, choices, nodes, actions)| {
        let (replicas, surge, unavailable, stateful, completions, parallelism) = counts;
        let (recreate, host_port, parallel, agent, tolerates) = choices;
        let (nodes, tainted, ready, stop) = nodes;
        Scenario {
            replicas,
            surge,
            unavailable: if surge == 0 { unavailable.max(1) } else { unavailable },
            recreate,
            host_port,
            stateful,
            parallel,
            completions,
            parallelism,
            agent,
            tolerates,
            nodes: nodes.max(tainted + 1),
            tainted,
            ready,
            stop,
            actions: actions.into_iter().map(ToOwned::to_owned).collect(),
        }
    })
}

fn workload<'p>(plan: &'p Plan, name: &str) -> Option<&'p Workload> {
    plan.workloads.iter().find(|workload| workload.name == name)
}

/// From when to when a Pod holds what it has of its node.
fn on_its_node(pod: &PodLife, end: u64) -> Option<(u64, u64)> {
    let is_over = |state: &str| matches!(state, "succeeded" | "failed");
    let first = pod.spans.iter().find(|span| span.state != "pending")?;
    let over = pod.spans.iter().find(|span| is_over(span.state)).map(|span| span.from);
    Some((first.from, over.or(pod.gone).unwrap_or(end)))
}

/// What is so in every plan.
fn check_always(scenario: &Scenario, plan: &Plan) -> Result<(), TestCaseError> {
    for workload in &plan.workloads {
        for pair in workload.samples.windows(2) {
            prop_assert!(pair[0].at <= pair[1].at, "{}: time goes back", workload.name);
        }
        for sample in &workload.samples {
            prop_assert!(sample.ready <= sample.pods, "{}: more ready than there are", workload.name);
        }
        for pod in &workload.pods {
            for pair in pod.spans.windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from, "{}: a gap", &pod.name);
            }
            let node = pod.node.as_deref().unwrap_or_default();
            let number: u32 = node.strip_prefix("node-").and_then(|number| number.parse().ok()).unwrap_or(0);
            let is_tainted = (1..=scenario.tainted).contains(&number);
            let may = workload.name == "DaemonSet/agent" && scenario.tolerates;
            prop_assert!(!is_tainted || may, "{} is on the tainted {node}", pod.name);
        }
    }
    check_host_ports(scenario, plan)?;
    check_job(scenario, plan)
}

fn check_host_ports(scenario: &Scenario, plan: &Plan) -> Result<(), TestCaseError> {
    let Some(web) = workload(plan, "Deployment/web").filter(|_| scenario.host_port) else { return Ok(()) };
    let held: Vec<_> = web
        .pods
        .iter()
        .filter_map(|pod| Some((pod, pod.node.as_deref()?, on_its_node(pod, plan.end)?)))
        .collect();
    for (number, (pod, node, (from, to))) in held.iter().enumerate() {
        for (other, its, (start, end)) in &held[number + 1..] {
            let together = node == its && from < end && start < to;
            prop_assert!(!together, "{} and {} hold one port of {node}", pod.name, other.name);
        }
    }
    Ok(())
}

fn check_job(scenario: &Scenario, plan: &Plan) -> Result<(), TestCaseError> {
    let Some(job) = workload(plan, "Job/once") else { return Ok(()) };
    let succeeded =
        job.pods.iter().filter(|pod| pod.spans.iter().any(|span| span.state == "succeeded")).count();
    // A Pod that was told to stop may still end well, and another has taken its place.
    let disturbed = job.pods.iter().filter(|pod| pod.gone.is_some()).count();
    prop_assert!(succeeded <= scenario.completions as usize + disturbed, "{succeeded} ended well");
    for sample in &job.samples {
        prop_assert!(sample.pods <= scenario.parallelism, "{} run at once", sample.pods);
    }
    Ok(())
}

/// A rollout keeps to its numbers when nothing else happens.
fn check_rollout(scenario: &Scenario, plan: &Plan) -> Result<(), TestCaseError> {
    let Some(web) = workload(plan, "Deployment/web") else { return Ok(()) };
    let most = scenario.replicas + if scenario.recreate { 0 } else { scenario.surge };
    for sample in &web.samples {
        prop_assert!(sample.pods <= most, "{} Pods where {most} are the most", sample.pods);
    }
    if let (false, Some(before)) = (scenario.recreate, web.ready_before) {
        let least = scenario.replicas.saturating_sub(scenario.unavailable).min(before);
        for sample in &web.samples {
            prop_assert!(sample.ready >= least, "{} ready where {least} are the least", sample.ready);
        }
    }
    let Some(db) = workload(plan, "StatefulSet/db") else { return Ok(()) };
    for sample in &db.samples {
        prop_assert!(sample.pods + sample.stopping <= scenario.stateful.max(db.highest_pods), "{sample:?}");
        prop_assert!(sample.pods <= scenario.stateful, "{} Pods of db", sample.pods);
    }
    // A set whose Pods need not wait for one another deletes one of an older template while another stops.
    if !scenario.parallel && db.ready_before == Some(scenario.stateful) {
        for sample in &db.samples {
            prop_assert!(sample.ready + 1 >= scenario.stateful, "{} of db are ready", sample.ready);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_rolls_keeps_to_its_numbers(scenario in scenario(CALM)) {
        let plan = scenario.plan();
        check_always(&scenario, &plan)?;
        check_rollout(&scenario, &plan)?;
    }

    #[test]
    fn crowded_nodes_never_hold_more_than_they_have(crowd in crowd::crowd(crowd::ANY)) {
        crowd.check(&crowd.plan())?;
    }

    #[test]
    fn evictions_leave_what_the_budget_asks_for(crowd in crowd::crowd(crowd::EVICTING)) {
        let plan = crowd.plan();
        crowd.check(&plan)?;
        crowd.check_budget(&plan)?;
    }

    #[test]
    fn whatever_is_done_no_plan_is_impossible(scenario in scenario(WILD)) {
        check_always(&scenario, &scenario.plan())?;
    }
}
