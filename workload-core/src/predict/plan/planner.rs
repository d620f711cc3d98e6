//! What a plan is made from.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;

use super::action::parse;
use super::action_error::ActionError;
use super::answers;
use super::assumed;
use super::input::PlanInput;
use super::model::Plan;
use super::object_set::ObjectSet;
use super::run::drive;
use super::targets::Targets;
use crate::predict::simulation::{Behaviour, Kind, Node, PodFilter, Ties};

/// Objects, nodes, times and actions: [`plan`](Self::plan) gives what would happen.
///
/// Without anything else said there are three nodes with room for 250 Pods each, a Pod takes
/// 2 s to become ready and 1 s to stop, one of a Job runs for 3 s, and the run begins at
/// 2026-01-01 00:00 UTC.
#[derive(Clone, Debug)]
pub struct Planner {
    input: PlanInput,
    /// What actions may name; `None` until the first is read.
    targets: Option<Targets>,
}

impl Planner {
    /// What happens when these objects are applied.
    #[must_use]
    pub fn new(new: impl Into<ObjectSet>) -> Self {
        let input = PlanInput { new: new.into().named(), ..PlanInput::default() };
        Self { input, targets: None }.nodes(3)
    }

    /// The objects that are there before, and have settled.
    #[must_use]
    pub fn old(mut self, old: impl Into<ObjectSet>) -> Self {
        self.input.old = old.into().named();
        Self { targets: None, ..self }
    }

    /// So many equal nodes as clouds have them: `node-1`, `node-2` …; see [`Plan::assumptions`].
    #[must_use]
    pub fn nodes(self, count: u32) -> Self {
        let mut planner = self.on((1..=count).map(|number| assumed::node(format!("node-{number}"))));
        planner.input.assumes_nodes = true;
        planner
    }

    /// These nodes. Of two with one name the first counts.
    #[must_use]
    pub fn on(mut self, nodes: impl IntoIterator<Item = Node>) -> Self {
        let mut names = BTreeSet::new();
        self.input.nodes = nodes.into_iter().filter(|node| names.insert(node.name.clone())).collect();
        self.input.assumes_nodes = false;
        Self { targets: None, ..self }
    }

    /// How long a Pod takes from its place on a node to ready.
    #[must_use]
    pub fn ready(mut self, ready: Duration) -> Self {
        self.input.timings.ready = ready;
        self
    }

    /// How long a Pod takes to stop.
    #[must_use]
    pub fn stop(mut self, stop: Duration) -> Self {
        self.input.timings.stop = stop;
        self
    }

    /// The moment at which the run begins; schedules go by it.
    #[must_use]
    pub fn starts_at(mut self, moment: Timestamp) -> Self {
        self.input.starts_at = Some(moment);
        self
    }

    /// How long the Pods of one workload take: of a Job or CronJob, to do their work; of any
    /// other, to become ready.
    ///
    /// # Errors
    ///
    /// When there is no such workload.
    pub fn duration(mut self, workload: &str, time: Duration) -> Result<Self, ActionError> {
        let target = self.targets().workload(workload)?;
        let is_task = matches!(target.kind, Kind::Job | Kind::CronJob);
        self.input.timings.behaviours.push(Behaviour {
            of: PodFilter { workload: Some(target.name), ..PodFilter::default() },
            ready_after: (!is_task).then_some(time),
            run_for: is_task.then_some(time),
            ..Behaviour::default()
        });
        Ok(self)
    }

    /// Does something once everything before it has settled, such as `scale redis 5`; see
    /// [`ACTIONS`](super::ACTIONS). Say the nodes and the old objects before.
    ///
    /// # Errors
    ///
    /// When the words are no action, or name what is not there: what would be right.
    pub fn act(mut self, words: &str) -> Result<Self, ActionError> {
        let step = parse(words, self.targets())?;
        self.input.script.push((words.split_whitespace().collect::<Vec<_>>().join(" "), step));
        Ok(self)
    }

    /// What would happen. The same input gives the same plan, to the byte.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let claims = assumed::claims(&self.input);
        let objects: Vec<_> = claims.iter().filter_map(assumed::claim).collect();
        let record = drive(&self.input, &objects, Ties::First);
        let plan = answers::plan(&self.input, &record, &claims);
        if plan.is_forbidden() {
            return plan;
        }
        let other = is_small(&plan).then(|| {
            let record = drive(&self.input, &objects, Ties::Last);
            answers::plan(&self.input, &record, &claims)
        });
        let either = answers::either(&record, &plan, other.as_ref());
        Plan { either, ..plan }
    }

    fn targets(&mut self) -> &mut Targets {
        self.targets.get_or_insert_with(|| {
            let nodes = self.input.nodes.iter().map(|node| node.name.clone()).collect();
            Targets::new(self.input.objects(), nodes)
        })
    }
}

/// A plan of no more Pods, and no more moments, is run a second time to see what chance decides.
const SMALL: (usize, usize) = (300, 5_000);

fn is_small(plan: &Plan) -> bool {
    let pods: usize = plan.workloads.iter().map(|workload| workload.pods.len()).sum();
    let moments: usize = plan.workloads.iter().map(|workload| workload.samples.len()).sum();
    pods <= SMALL.0 && moments <= SMALL.1
}

#[cfg(test)]
mod tests {
    use super::*;

    const API: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: 3
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: api, image: 'api:v1', resources: {requests: {cpu: 250m}}}]}
";

    fn set(text: &str) -> ObjectSet {
        ObjectSet::from_yaml(text).unwrap()
    }

    fn api(from: &str, to: &str) -> ObjectSet {
        assert!(API.contains(from), "{from}");
        set(&API.replace(from, to))
    }

    fn act(planner: Planner, words: &[&str]) -> Plan {
        words.iter().try_fold(planner, |planner, words| planner.act(words)).unwrap().plan()
    }

    #[test]
    fn what_was_there_has_settled_at_time_0() {
        let plan = Planner::new(api("v1'", "v2'")).old(set(API)).plan();
        let own = plan.workload("api").unwrap();
        assert_eq!(own.lowest_ready.map(|lowest| (lowest.ready, lowest.wanted)), Some((3, 3)));
        assert_eq!((own.ready, own.wanted, own.highest_requests.cpu_millis), (3, Some(3), 1250));
        assert_eq!(own.pods.len(), 6);
        assert!(
            own.pods.iter().flat_map(|pod| &pod.spans).all(|span| span.from < span.to && span.to <= plan.end)
        );
        assert_eq!(plan.steps.iter().map(|step| step.at).collect::<Vec<_>>(), [0]);
        assert!(!plan.is_forbidden() && !plan.is_stuck());
        assert_eq!(plan.finish, Some(plan.steps[0].took));
    }

    #[test]
    fn what_is_refused_runs_on_as_it_was() {
        let selector = set(&API.replace("app: api", "app: web").replace("v1'", "v2'"));
        let plan = Planner::new(selector).old(set(API)).plan();
        assert!(plan.is_forbidden());
        assert_eq!(plan.notes, ["Deployment api runs on as it was: the server refuses its change."]);
        assert_eq!(plan.workload("api").unwrap().revisions.len(), 1);
    }

    #[test]
    fn what_is_gone_from_the_new_set_is_deleted() {
        let plan = Planner::new(ObjectSet::default()).old(set(API)).plan();
        let own = plan.workload("api").unwrap();
        assert!(own.pods.iter().all(|pod| pod.gone.is_some()));
        assert_eq!(own.samples.last().unwrap().pods, 0);
    }

    #[test]
    fn a_wait_comes_at_once_and_other_actions_once_all_is_settled() {
        let plan = act(Planner::new(set(API)), &["image api=api:v2", "wait 3s", "undo api", "add node"]);
        let times: Vec<_> = plan.steps.iter().map(|step| (step.words.as_str(), step.at)).collect();
        let image = times[1].1;
        assert_eq!(times[0], ("apply", 0));
        assert_eq!(times[2..4], [("wait 3s", image), ("undo api", image + 3000)]);
        assert!(times[4].1 >= times[3].1 + plan.steps[3].took);
        assert_eq!(plan.nodes[3].added, Some(times[4].1));
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let plan = act(Planner::new(set(API)), &["delete pod nobody"]);
        assert_eq!(plan.steps[1].refused.as_deref(), Some("there is no Pod nobody"));
        assert!(plan.is_stuck());
    }

    #[test]
    fn the_same_input_gives_the_same_plan() {
        let plan = || act(Planner::new(set(API)).nodes(4), &["drain node-1", "scale api 9", "remove node-2"]);
        let [one, other] = [plan(), plan()].map(|plan| serde_json::to_string(&plan).unwrap());
        assert_eq!(one, other);
    }

    #[test]
    fn a_dead_node_keeps_what_it_has_until_it_is_back() {
        let set = set(
            "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: redis}, spec: {serviceName: redis, \
             replicas: 2, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: \
             [{name: c, image: i}]}}}}",
        );
        let planner = || Planner::new(set.clone()).nodes(2);
        let dead = act(planner(), &["fail node-1", "wait 10m"]);
        let reason = &dead.stuck[0].reason;
        assert!(reason.starts_with("Pod redis-0 is being deleted and cannot end"), "{reason}");
        let way_out = dead.stuck[0].way_out.as_deref().unwrap();
        assert!(way_out.contains("out-of-service") && dead.stuck_groups[0].since.is_some(), "{way_out}");
        for end in ["recover node-1", "out-of-service node-1", "delete pod redis-0 force"] {
            let plan = act(planner(), &["fail node-1", "wait 10m", end]);
            assert!(
                !plan.is_stuck() && plan.workload("redis").unwrap().ready == 2,
                "{end}: {:?}",
                plan.stuck
            );
        }
    }

    #[test]
    fn pods_and_replica_sets_of_their_own_run_too() {
        let bare = "{apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {containers: [{name: c, image: i, ports: \
                    [{containerPort: 80, hostPort: 80}]}]}}";
        let two = format!("{bare}\n---\n{}", bare.replace("one", "two"));
        let plan = Planner::new(set(&two)).nodes(1).plan();
        assert_eq!(plan.workload("one").unwrap().ready, 1);
        assert!(plan.stuck[0].reason.contains("didn't have free ports"), "{:?}", plan.stuck);
    }

    #[test]
    fn policies_of_the_set_bound_its_pods() {
        let quota =
            "---\napiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {pods: '2'}}\n";
        let plan = Planner::new(set(&format!("{API}{quota}"))).plan();
        assert_eq!(plan.workload("api").unwrap().ready, 2);
        assert!(
            plan.stuck.iter().any(|blocker| blocker.reason.contains("exceeded quota: q")),
            "{:?}",
            plan.stuck
        );
    }

    #[test]
    fn a_drain_that_never_ends_takes_no_time() {
        let budget = "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {minAvailable: 3, \
                      selector: {matchLabels: {app: api}}}\n";
        let begin = std::time::Instant::now();
        let plan = act(Planner::new(set(&format!("{API}{budget}"))).nodes(1), &["drain node-1", "wait 24h"]);
        assert!(plan.is_stuck());
        let bare = act(Planner::new(set(API)).nodes(1), &["drain node-1", "wait 24h"]);
        assert!(bare.is_stuck());
        assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
    }

    #[test]
    fn durations_are_of_a_known_workload() {
        let slow = Planner::new(set(API)).duration("api", Duration::from_secs(30)).unwrap().plan();
        assert_eq!(slow.steps[0].took, 30_000);
        let error = Planner::new(set(API)).duration("ap", Duration::ZERO).unwrap_err();
        assert_eq!(error.to_string(), "there is no workload `ap`: did you mean `api`?");
    }
}
