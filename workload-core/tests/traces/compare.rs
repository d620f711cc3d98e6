//! Comparing facts, and saying what agrees.

use std::collections::BTreeMap;

use serde_json::Value;

use super::nodes::Nodes;

/// Facts by name.
pub type Facts = BTreeMap<String, Value>;

/// Facts that are not compared, by the end of their names, each with its reason.
const LEFT_OUT: &[(&str, &str)] = &[
    (
        "create_order",
        "the names of the Pods chosen are racy, as the traces' README says; StatefulSets and Jobs are compared",
    ),
    ("create_bursts", "likewise"),
    ("delete_order", "likewise"),
    ("delete_bursts", "likewise"),
    ("evictions", "likewise; they are compared counted by result"),
    ("final.pods", "likewise"),
    ("final.pods_per_node", "placement on equal nodes is racy, as the README says"),
    ("max_ready", "racy to the last Pod, as the README says: Pods become ready some milliseconds apart"),
    ("max_total_with_terminating", "likewise"),
    ("node_log", "the order of a node's NoSchedule and NoExecute is racy; the settled log is compared"),
    ("replicaset_scalings", "the single changes are racy, the settled sizes are compared"),
    ("scaling_messages", "the same changes as text, after event aggregation"),
];

/// Facts that are not compared in one scenario, each with its reason.
const LEFT_OUT_IN: &[(&str, &str, &str)] = &[
    (
        "drain/no-pdb",
        ".segment[",
        "the recorder filed the uncordon of 14 s before the start, so its segments are in another order",
    ),
    (
        "drain/no-pdb",
        "create_order_by_revision",
        "two workloads are applied at once: their controllers make Pods side by side",
    ),
    ("deployment/roll-10-surge-unavail-2-3", "Deployment/web.steps", SLOW),
    ("scheduling/gates-deployment", "time ", BUSY),
    ("job2/quota-blocks-pods", "time ", BUSY),
    (
        "statefulset/pvc-retention-scaled-delete-deleted-delete",
        "time ",
        "the scheduler collides with the controller that writes the claims' owners, which costs about 2 s, as the README says",
    ),
];

/// Why some steps of the later recordings took longer.
const BUSY: &str = "the recording machine had two busy cores, as the README says: in this scenario a controller answered \
                    half a second and more later, again and again";

/// Why big bursts of Pods took longer than their delays.
const SLOW: &str = "the recording machine took more than a second for what ten Pods at once ask of it, and so much \
                    longer than the delays that nothing held still; the simulation's controllers answer at once";

/// Facts left out above that are exact for kinds whose Pods have fixed places.
const EXACT_IN: &[&str] = &["statefulset", "statefulset-gate", "job", "cronjob", "job2", "cron2"];

/// What was compared so far.
#[derive(Default)]
pub struct Tally {
    agree: usize,
    left_out: usize,
    racy: (usize, usize),
    wrong: Vec<String>,
    scenarios: (usize, usize),
    of_records: bool,
}

impl Tally {
    /// A tally of the recorded events themselves.
    pub fn of_records() -> Self {
        Self { of_records: true, ..Self::default() }
    }

    /// Compares one scenario and prints the outcome.
    pub fn scenario(&mut self, name: &str, trace: &Value, facts: &Facts, times: &Facts) {
        let before = self.wrong.len();
        let agreed = self.agree;
        let nodes = Nodes::of(trace);
        // A Pod with constraints of its own has none by default, and nodes of one place are drawn by lot.
        let spreads_itself = trace.to_string().contains("topologySpreadConstraints");
        for (fact, want) in trace["stable_facts"].as_object().unwrap() {
            let have = facts.get(fact).unwrap_or(&Value::Null);
            let [want, have] = [want, have].map(|value| nodes.blurred(fact, value));
            self.fact(name, fact, (&want, &have), facts, spreads_itself);
        }
        if let Some((want, have)) = counted_evictions(trace, facts) {
            self.judge(name, "evictions counted by result", want == have, &want, &have);
        }
        for (time, want) in trace["stable_times"].as_object().unwrap() {
            if nodes.is_drawn(time) {
                self.left_out += 1;
                continue;
            }
            let have = times.get(time).unwrap_or(&Value::Null);
            let close = are_close(want, have, tolerance(name, facts));
            self.judge(name, &format!("time {time}"), close, want, have);
        }
        let wrong = self.wrong.len() - before;
        self.scenarios.0 += 1;
        self.scenarios.1 += usize::from(wrong == 0);
        let verdict = if wrong == 0 { "agree" } else { "DISAGREE" };
        println!("{verdict:8} {name}: {} facts agree, {wrong} do not", self.agree - agreed);
        for line in &self.wrong[before..] {
            println!("    {line}");
        }
    }

    fn fact(
        &mut self,
        name: &str,
        fact: &str,
        (want, have): (&Value, &Value),
        facts: &Facts,
        spreads_itself: bool,
    ) {
        let group = name.split('/').next().unwrap_or_default();
        let ends = |end: &str| fact == end || fact.ends_with(&format!(".{end}"));
        let is_open = fact == "final.pods_per_node_by_workload" && spreads_itself;
        let racy = is_open || LEFT_OUT.iter().any(|(end, _)| ends(end)) && !EXACT_IN.contains(&group);
        if racy && !self.of_records {
            self.left_out += 1;
            self.racy.0 += usize::from(want == have);
            self.racy.1 += 1;
        } else {
            let agrees = match fact {
                _ if fact.ends_with(".statuses_settled") => {
                    settle_alike(want, have, facts.get(&long(fact)).unwrap_or(&Value::Null))
                }
                "final.workloads" => are_alike(want, have),
                "event_reasons" => without_no_pods(want) == without_no_pods(have),
                _ => want == have,
            };
            self.judge(name, fact, agrees, want, have);
        }
    }

    fn judge(&mut self, name: &str, fact: &str, agrees: bool, want: &Value, have: &Value) {
        if LEFT_OUT_IN.iter().any(|(scenario, part, _)| name == *scenario && fact.contains(part)) {
            self.left_out += 1;
            return;
        }
        if agrees {
            self.agree += 1;
        } else {
            self.wrong.push(format!("{fact}\n        real {want}\n        here {have}"));
        }
    }

    /// Prints the sums, and fails when anything disagrees.
    pub fn finish(self) {
        println!(
            "{} of {} scenarios agree; {} facts agree, {} do not, {} are left out (of which {} agree):",
            self.scenarios.1,
            self.scenarios.0,
            self.agree,
            self.wrong.len(),
            self.left_out,
            self.racy.0
        );
        for (fact, reason) in LEFT_OUT {
            println!("    {fact} is left out: {reason}");
        }
        for (scenario, fact, reason) in LEFT_OUT_IN {
            println!("    {scenario} {fact} is left out: {reason}");
        }
        // A record keeps one of three runs, which hesitated here and there where the others did not.
        let forgiven = if self.of_records { self.agree / 200 } else { 0 };
        assert!(
            self.wrong.len() <= forgiven,
            "{} facts disagree with the real controllers",
            self.wrong.len()
        );
    }
}

/// How many seconds times may differ: one; two where ten Pods or more are made at once, for which
/// the recording machine needed over a second; one and a half for the Jobs of a CronJob, which are
/// made 0.0 to 0.5 s after their minute, as the README says.
fn tolerance(name: &str, facts: &Facts) -> f64 {
    let bursts = facts["create_bursts"].as_array().unwrap().iter();
    let largest = bursts.map(|burst| burst.as_array().unwrap().len()).max().unwrap_or(0);
    match largest {
        10.. => 2.0,
        _ if name.starts_with("cronjob/") => 1.5,
        _ => 1.0,
    }
}

/// Whether times are the same, give or take; a null in the record was not stable.
fn are_close(want: &Value, have: &Value, tolerance: f64) -> bool {
    match (want, have) {
        (Value::Null, _) => true,
        (Value::Array(want), Value::Array(have)) => {
            want.len() <= have.len()
                && want.iter().zip(have).all(|(want, have)| are_close(want, have, tolerance))
        }
        _ => want.as_f64().zip(have.as_f64()).is_some_and(|(want, have)| (want - have).abs() <= tolerance),
    }
}

/// The name of the states that stayed longer than a batch of the Job controller.
pub fn long(fact: &str) -> String {
    format!("{fact} for long")
}

/// Whether statuses settle alike. A state between two batches lasts 1 s here; in a real cluster it
/// lasts that much less what the first batch took, and was settled in some runs and not in others.
fn settle_alike(want: &Value, have: &Value, long: &Value) -> bool {
    let list = |value: &Value| {
        let mut states = value.as_array().cloned().unwrap_or_default();
        states.dedup();
        states
    };
    let is_within = |few: &[Value], many: &[Value]| {
        let mut many = many.iter();
        few.iter().all(|state| many.any(|other| other == state))
    };
    is_within(&list(want), &list(have)) && is_within(&list(long), &list(want))
}

/// Whether workloads end alike. The record adds `spec.replicas`, an input, lists `active` Jobs when
/// there are none, and leaves out the
/// conditions of budgets, the times of `CronJobs`, and that a Job was resumed.
fn are_alike(want: &Value, have: &Value) -> bool {
    let (want, have) = (want.as_object().unwrap(), have.as_object().unwrap());
    let plain = |name: &str, fields: &Value| {
        let mut fields = fields.as_object().unwrap().clone();
        fields.retain(|key, value| {
            let is_input =
                matches!(key.as_str(), "spec.replicas" | "lastScheduleTime" | "lastSuccessfulTime");
            let idle = key == "active" && *value == serde_json::json!([]);
            !(is_input || idle || key == "conditions" && name.starts_with("PodDisruptionBudget"))
        });
        if let Some(conditions) = fields.get_mut("conditions").and_then(Value::as_object_mut) {
            conditions.retain(|_, value| *value != "False/JobResumed");
        }
        fields
    };
    let names: std::collections::BTreeSet<_> = want.keys().chain(have.keys()).collect();
    let empty = serde_json::json!({"conditions": {}});
    names.into_iter().all(|name| {
        plain(name, want.get(name).unwrap_or(&empty)) == plain(name, have.get(name).unwrap_or(&empty))
    })
}

/// Whether a budget looks before its Pods are there is racy.
fn without_no_pods(reasons: &Value) -> Vec<&Value> {
    reasons.as_array().unwrap().iter().filter(|reason| **reason != "PodDisruptionBudget NoPods").collect()
}

/// How many evictions had which result, where all recorded runs agree on it. Which Pods were
/// asked for first is racy.
fn counted_evictions(trace: &Value, facts: &Facts) -> Option<(Value, Value)> {
    let count = |list: &Value| {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for item in list.as_array().unwrap() {
            *counts.entry(item.as_str().unwrap().split_once(' ').unwrap().1.to_owned()).or_default() += 1;
        }
        serde_json::json!(counts)
    };
    let varies = trace["varies"]["evictions"].as_array();
    let stable = trace["stable_facts"].get("evictions");
    let runs: Vec<_> = varies.into_iter().flatten().take(3).chain(stable).map(count).collect();
    let want = runs.first()?.clone();
    runs.iter().all(|run| *run == want).then(|| (want, count(&facts["evictions"])))
}
