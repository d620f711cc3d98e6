//! Crowded nodes: Pods of two priorities, a budget, a claim that one node has at a time, ports of the node,
//! and nodes that fail, are drained and go.

use std::time::Duration;

use proptest::prelude::*;
use workload_core::predict::plan::{ObjectSet, Plan, Planner, PodLife};
use workload_core::predict::simulation::Node;

/// A node has so much cpu.
const NODE: u32 = 2000;

/// Thousandths of a cpu that a Pod of each workload requests.
const REQUESTS: [(&str, u32); 3] =
    [("Deployment/low", 500), ("Deployment/high", 800), ("StatefulSet/db", 300)];

/// The claim that Pods of `low` may share.
const CLAIM: &str = "shared";

/// The port of the node that Pods of `high` may hold.
const PORT: u16 = 9090;

/// Of one workload no more Pods are made for each thing that is done: more would be a circle.
const MOST_PODS: usize = 60;

/// What a scenario is made of.
#[derive(Clone, Debug)]
pub struct Crowd {
    low: u32,
    high: u32,
    db: u32,
    nodes: u32,
    /// `minAvailable` of the budget over `low`; none at 0.
    budget: u32,
    host_port: bool,
    claim: bool,
    attach: bool,
    stop: u64,
    actions: Vec<&'static str>,
}

/// Actions that only evict: a budget stands in front of each.
pub const EVICTING: &[&str] = &[
    "drain node-1",
    "drain node-2",
    "uncordon node-1",
    "uncordon node-2",
    "evict pod low",
    "add node",
    "wait 3s",
    "wait 2m",
];

/// Actions of all sorts.
pub const ANY: &[&str] = &[
    "scale high 1",
    "scale high 4",
    "scale low 6",
    "scale db 3",
    "restart low",
    "restart high",
    "restart db",
    "fail node-1",
    "recover node-1",
    "out-of-service node-1",
    "remove node-2",
    "drain node-1",
    "uncordon node-1",
    "evict pod low",
    "delete pod db-0",
    "delete pod db-0 force",
    "delete pod low",
    "add node",
    "wait 1s",
    "wait 30s",
    "wait 7m",
];

pub fn crowd(actions: &'static [&'static str]) -> impl Strategy<Value = Crowd> {
    let counts = (0_u32..7, 0_u32..4, 0_u32..4, 1_u32..4, 0_u32..4, 0_u64..4);
    let choices = (any::<bool>(), any::<bool>(), any::<bool>());
    let actions = prop::collection::vec(prop::sample::select(actions), 1..6);
    (counts, choices, actions).prop_map(|(counts, choices, actions)| {
        let (low, high, db, nodes, budget, stop) = counts;
        let (host_port, claim, attach) = choices;
        Crowd { low, high, db, nodes, budget, host_port, claim, attach, stop, actions }
    })
}

impl Crowd {
    fn objects(&self) -> ObjectSet {
        let requests = |cpu: u32| format!("resources: {{requests: {{cpu: {cpu}m}}}}");
        let workload = |kind: &str, name: &str, replicas: u32, more: &str, pod: &str, container: &str| {
            format!(
                "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec:\n  replicas: {replicas}\n{more}  \
                 selector: {{matchLabels: {{app: {name}}}}}\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n    \
                 spec:\n{pod}      containers: [{{name: c, image: 'c:v1', {container}}}]\n---\n"
            )
        };
        let [low, high, db] = REQUESTS.map(|(_, cpu)| requests(cpu));
        let volume = format!("      volumes: [{{name: v, persistentVolumeClaim: {{claimName: {CLAIM}}}}}]\n");
        let port = format!("{high}, ports: [{{containerPort: 80, hostPort: {PORT}}}]");
        let size = "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}";
        let templates =
            format!("  serviceName: db\n  volumeClaimTemplates: [{{metadata: {{name: data}}, {size}}}]\n");
        let mut parts = vec![
            "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: 1000\n---\n"
                .to_owned(),
            workload("Deployment", "low", self.low, "", if self.claim { &volume } else { "" }, &low),
            workload(
                "Deployment",
                "high",
                self.high,
                "",
                "      priorityClassName: high\n",
                if self.host_port { &port } else { &high },
            ),
            workload("StatefulSet", "db", self.db, &templates, "", &db),
        ];
        if self.claim {
            parts.push(format!(
                "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: {CLAIM}}}\n{size}\n---\n"
            ));
        }
        if self.budget > 0 {
            parts.push(format!(
                "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: low}}\nspec: {{minAvailable: {}, \
                 selector: {{matchLabels: {{app: low}}}}}}\n",
                self.budget
            ));
        }
        ObjectSet::from_yaml(&parts.concat()).unwrap()
    }

    pub fn plan(&self) -> Plan {
        let node = |number: u32| {
            let mut node = Node::new(format!("node-{number}"));
            node.room.cpu_millis = NODE.into();
            node.attaches = self.attach;
            node
        };
        let planner = Planner::new(self.objects())
            .old(self.objects())
            .on((1..=self.nodes).map(node))
            .stop(Duration::from_secs(self.stop));
        // An action may name what is not there, or not there any more.
        let act = |planner: Planner, action: &&str| planner.clone().act(action).unwrap_or(planner);
        self.actions.iter().fold(planner, act).plan()
    }

    /// What is so in every plan of crowded nodes.
    pub fn check(&self, plan: &Plan) -> Result<(), TestCaseError> {
        for workload in &plan.workloads {
            for pair in workload.samples.windows(2) {
                prop_assert!(pair[0].at <= pair[1].at, "{}: time goes back", workload.name);
            }
            let most = MOST_PODS * (self.actions.len() + 1);
            prop_assert!(workload.pods.len() <= most, "{}: {} Pods", workload.name, workload.pods.len());
        }
        let held = self.held(plan);
        check_room(&held, plan)?;
        self.check_ports(&held)?;
        self.check_volumes(plan)
    }

    /// The Pods that have something of a node, with the cpu and the times.
    fn held<'p>(&self, plan: &'p Plan) -> Vec<Held<'p>> {
        let cpu = |name: &str| REQUESTS.iter().find(|(known, _)| *known == name).map_or(0, |(_, cpu)| *cpu);
        let of = |workload: &'p workload_core::predict::plan::Workload| {
            let (name, cpu) = (workload.name.as_str(), cpu(&workload.name));
            workload.pods.iter().filter_map(move |pod| {
                let (from, to) = super::on_its_node(pod, plan.end)?;
                Some(Held { workload: name, pod, node: pod.node.as_deref()?, cpu, from, to })
            })
        };
        plan.workloads.iter().flat_map(of).collect()
    }

    fn check_ports(&self, held: &[Held<'_>]) -> Result<(), TestCaseError> {
        if !self.host_port {
            return Ok(());
        }
        let with_port: Vec<_> = held.iter().filter(|held| held.workload == "Deployment/high").collect();
        for (number, one) in with_port.iter().enumerate() {
            for other in &with_port[number + 1..] {
                let is_shared = one.node == other.node && one.from < other.to && other.from < one.to;
                prop_assert!(!is_shared, "{} and {} hold one port", one.pod.name, other.pod.name);
            }
        }
        Ok(())
    }

    /// A volume that is attached runs Pods of one node at a time.
    fn check_volumes(&self, plan: &Plan) -> Result<(), TestCaseError> {
        if !self.attach {
            return Ok(());
        }
        let pods: Vec<_> = plan.workloads.iter().flat_map(|workload| &workload.pods).collect();
        for (number, one) in pods.iter().enumerate() {
            for other in &pods[number + 1..] {
                let shares = one.claims.iter().any(|claim| other.claims.contains(claim));
                if !shares || one.node == other.node {
                    continue;
                }
                let (Some(own), Some(its)) = (runs(one), runs(other)) else { continue };
                let together = own.0 < its.1 && its.0 < own.1;
                prop_assert!(!together, "{} and {} run with one volume on two nodes", one.name, other.name);
            }
        }
        Ok(())
    }

    /// Evictions alone never leave fewer Pods ready than the budget asks for. More important Pods, which end
    /// others against a budget, are left out.
    pub fn check_budget(&self, plan: &Plan) -> Result<(), TestCaseError> {
        let low = plan.workloads.iter().find(|workload| workload.name == "Deployment/low");
        let is_met = |ready: u32| ready >= self.budget && self.high == 0;
        let Some(low) = low.filter(|low| low.ready_before.is_some_and(is_met)) else {
            return Ok(());
        };
        for sample in &low.samples {
            prop_assert!(sample.ready >= self.budget, "{sample:?} is below the budget of {}", self.budget);
        }
        Ok(())
    }
}

/// What a Pod has of a node, and when.
struct Held<'p> {
    workload: &'p str,
    pod: &'p PodLife,
    node: &'p str,
    cpu: u32,
    from: u64,
    to: u64,
}

/// At no moment the Pods of a node request more than it has.
fn check_room(held: &[Held<'_>], plan: &Plan) -> Result<(), TestCaseError> {
    for at in held.iter().map(|held| held.from) {
        // A node that is added has room for everything.
        for node in plan.nodes.iter().filter(|node| node.added.is_none()) {
            let there = held.iter().filter(|held| held.node == node.name && held.from <= at && at < held.to);
            let cpu: u32 = there.map(|held| held.cpu).sum();
            prop_assert!(cpu <= NODE, "{cpu}m of {NODE}m are requested on {} at {at}", node.name);
        }
    }
    Ok(())
}

/// From when to when the containers of a Pod run.
fn runs(pod: &PodLife) -> Option<(u64, u64)> {
    let is_running = |state: &str| matches!(state, "starting" | "unready" | "ready");
    let mut running = pod.spans.iter().filter(|span| is_running(span.state));
    let first = running.next()?;
    Some((first.from, running.next_back().unwrap_or(first).to))
}
