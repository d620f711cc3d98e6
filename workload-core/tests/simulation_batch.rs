//! DaemonSets, Jobs and CronJobs with numbers of our own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::batch::v1::{CronJob, Job};
use serde::de::DeserializeOwned;
use workload_core::k8s::Object;
use workload_core::predict::simulation::{
    Action, Behaviour, Event, EventKind, Kind, Node, NodeRef, PodFilter, PodRef, Propagation, Run,
    Simulation, Target, Timings,
};

fn read<T: DeserializeOwned + Into<Object>>(yaml: &str) -> Object {
    serde_yaml::from_str::<T>(yaml).unwrap().into()
}

/// A DaemonSet with these fields in its spec and in its Pods' spec.
fn agent(spec: &str, pod: &str) -> Object {
    read::<DaemonSet>(&format!(
        "{{metadata: {{name: agent}}, spec: {{selector: {{matchLabels: {{app: a}}}}, {spec} \
         template: {{metadata: {{labels: {{app: a}}}}, spec: {{{pod} containers: [{{name: c, image: 'app:v1'}}]}}}}}}}}"
    ))
}

fn rolling(bounds: &str) -> Object {
    agent(&format!("updateStrategy: {{rollingUpdate: {{{bounds}}}}},"), "")
}

const TASK: &str = "template: {spec: {restartPolicy: Never, containers: [{name: c, image: 'job:v1'}]}}";

fn job(spec: &str) -> Object {
    read::<Job>(&format!("{{metadata: {{name: job}}, spec: {{{spec} {TASK}}}}}"))
}

fn tick(spec: &str) -> Object {
    read::<CronJob>(&format!(
        "{{metadata: {{name: tick}}, spec: {{{spec} jobTemplate: {{spec: {{{TASK}}}}}}}}}"
    ))
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn of(kind: Kind, name: &str) -> Target {
    Target::new(kind, name)
}

fn run_with(timings: Timings, nodes: Vec<Node>, end: u64, actions: Vec<(u64, Action)>) -> Run {
    let mut simulation = Simulation::new(nodes).unwrap();
    simulation.timings(timings);
    for (at, action) in actions {
        simulation.at(seconds(at), action);
    }
    simulation.run(seconds(end))
}

fn nodes(count: u32) -> Vec<Node> {
    (1..=count).map(|number| Node::new(format!("node-{number}"))).collect()
}

fn run(count: u32, object: Object, actions: Vec<(u64, Action)>) -> Run {
    run_for(600, Timings::default(), count, object, actions)
}

fn run_for(end: u64, timings: Timings, count: u32, object: Object, mut actions: Vec<(u64, Action)>) -> Run {
    actions.insert(0, (0, Action::Apply(vec![object])));
    run_with(timings, nodes(count), end, actions)
}

/// Pods end with an exit code.
fn ends(which: PodFilter, code: i32) -> Timings {
    let behaviours = vec![Behaviour { of: which, exit_code: Some(code), ..Behaviour::default() }];
    Timings { behaviours, ..Timings::default() }
}

fn all() -> PodFilter {
    PodFilter::default()
}

/// The names to which something happened, with the second.
fn when(run: &Run, kind: Kind, is: impl Fn(&EventKind) -> bool) -> Vec<(u64, String)> {
    let events = run.events().filter(|event: &Event| event.kind() == kind && is(event.what()));
    events.map(|event| (event.at().as_secs(), event.name())).collect()
}

fn times(happened: Vec<(u64, String)>) -> Vec<u64> {
    happened.into_iter().map(|(at, _)| at).collect()
}

fn created(run: &Run, kind: Kind) -> Vec<(u64, String)> {
    when(run, kind, |what| *what == EventKind::Created)
}

/// The conditions of a kind's object, as type and reason, with the second.
fn conditions(run: &Run, kind: Kind) -> Vec<(u64, &'static str, &'static str)> {
    let events = run.events().filter(|event| event.kind() == kind);
    let events = events.filter_map(|event| match event.what() {
        EventKind::Condition(condition) => Some((event.at().as_secs(), condition.kind, condition.reason)),
        _ => None,
    });
    events.collect()
}

fn said(run: &Run, wanted: &str) -> usize {
    run.events()
        .filter(|event| matches!(event.what(), EventKind::Event { reason, .. } if *reason == wanted))
        .count()
}

fn new_image() -> Action {
    Action::SetImage { target: of(Kind::DaemonSet, "agent"), container: None, image: "app:v2".to_owned() }
}

#[test]
fn a_third_of_seven_nodes_rolls_three_at_a_time() {
    let run = run(7, rolling("maxUnavailable: 30%"), vec![(10, new_image())]);
    let deleted = when(&run, Kind::Pod, |what| *what == EventKind::Deleting);
    assert_eq!(times(deleted), [10, 10, 10, 13, 13, 13, 16]);
    assert_eq!(run.lowest_ready("agent"), 4);
}

#[test]
fn a_surge_keeps_every_node_ready() {
    let run = run(5, rolling("maxSurge: 2, maxUnavailable: 0"), vec![(10, new_image())]);
    assert_eq!(times(created(&run, Kind::Pod)), [0, 0, 0, 0, 0, 10, 10, 12, 12, 14]);
    assert_eq!(run.lowest_ready("agent"), 5);
}

#[test]
fn a_node_without_a_working_pod_is_rolled_first_and_uses_up_the_budget() {
    let unready = Action::SetReady(PodRef::On("node-4".to_owned()), false);
    let run = run(5, rolling("maxUnavailable: 1"), vec![(5, unready), (10, new_image())]);
    let deleted = when(&run, Kind::Pod, |what| *what == EventKind::Deleting);
    assert_eq!(deleted[0], (10, "agent/r1@node-4".to_owned()));
    assert_eq!(times(deleted), [10, 13, 16, 19, 22]);
}

#[test]
fn on_delete_waits_for_hands() {
    let set = agent("updateStrategy: {type: OnDelete},", "");
    let run = run(3, set, vec![(10, new_image()), (20, Action::DeletePod(PodRef::On("node-2".to_owned())))]);
    assert_eq!(created(&run, Kind::Pod)[3..], [(21, "agent/r2@node-2".to_owned())]);
}

#[test]
fn taints_keep_away_or_drive_out_and_tolerations_last_as_long_as_they_say() {
    let tolerant = agent("", "tolerations: [{key: b, operator: Exists, tolerationSeconds: 30}],");
    let taint = |key: &str, effect: &str| Node::new("x").taint(key, "", effect).taints;
    let mut three = nodes(3);
    three[2] = three[2].clone().taint("a", "", "NoSchedule");
    let on = |name: &str| NodeRef::Named(name.to_owned());
    let actions = vec![
        (0, Action::Apply(vec![tolerant])),
        (10, Action::TaintNode(on("node-1"), taint("b", "NoExecute"))),
        (20, Action::TaintNode(on("node-2"), taint("a", "NoSchedule"))),
        (60, Action::TaintNode(on("node-2"), taint("a", "NoExecute"))),
    ];
    let run = run_with(Timings::default(), three, 600, actions);
    let deleted = when(&run, Kind::Pod, |what| *what == EventKind::Deleting);
    // Thirty seconds after the taint that it tolerates for so long, again and again; at once where
    // it does not tolerate it.
    assert_eq!(deleted[0], (40, "agent/r1@node-1".to_owned()));
    assert!(deleted.contains(&(60, "agent/r1@node-2".to_owned())));
    assert!(created(&run, Kind::Pod).iter().all(|(_, name)| !name.ends_with("node-3")));
}

#[test]
fn a_removed_node_keeps_its_pod_until_it_is_collected() {
    let remove = Action::RemoveNode(NodeRef::Named("node-3".to_owned()));
    let run = run(3, agent("", ""), vec![(25, remove)]);
    let gone = when(&run, Kind::Pod, |what| *what == EventKind::Deleted);
    assert!((65..=85).contains(&gone[0].0), "{gone:?}");
}

#[test]
fn failures_are_retried_ever_later_and_then_given_up() {
    let run = run_for(600, ends(all(), 3), 3, job("backoffLimit: 3,"), vec![]);
    // Each runs for 5 s; pauses of 10, 20, 40 s begin at the end of the one before.
    assert_eq!(times(created(&run, Kind::Pod)), [0, 15, 40, 85]);
    assert_eq!(
        conditions(&run, Kind::Job),
        [(91, "FailureTarget", "BackoffLimitExceeded"), (91, "Failed", "BackoffLimitExceeded")]
    );
}

#[test]
fn a_success_resets_the_pause() {
    let first = ends(PodFilter { attempt: Some(1), ..all() }, 1);
    let run = run_for(600, first, 3, job("completions: 3, parallelism: 1,"), vec![]);
    assert_eq!(times(created(&run, Kind::Pod)), [0, 15, 21, 27]);
    assert_eq!(conditions(&run, Kind::Job).last(), Some(&(33, "Complete", "CompletionsReached")));
}

#[test]
fn a_failed_index_is_given_up_alone() {
    let bad = ends(PodFilter { index: Some(2), ..all() }, 1);
    let spec = "completionMode: Indexed, completions: 6, parallelism: 3, backoffLimitPerIndex: 2, maxFailedIndexes: 1,";
    let run = run_for(600, bad, 3, job(spec), vec![]);
    let names: Vec<_> =
        created(&run, Kind::Pod).into_iter().filter(|(_, name)| name.contains("i2-")).collect();
    assert_eq!(names.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 15, 40]);
    assert_eq!(conditions(&run, Kind::Job).last(), Some(&(46, "Failed", "FailedIndexes")));
}

#[test]
fn too_many_failed_indexes_end_the_job() {
    let spec = "completionMode: Indexed, completions: 9, parallelism: 2, backoffLimitPerIndex: 0, maxFailedIndexes: 2,";
    let run = run_for(600, ends(all(), 1), 3, job(spec), vec![]);
    assert_eq!(conditions(&run, Kind::Job).last().unwrap().2, "MaxFailedIndexesExceeded");
    assert_eq!(created(&run, Kind::Pod).len(), 4);
}

#[test]
fn a_policy_can_fail_an_index_or_the_job_or_ignore_a_code() {
    let policy = |action: &str| {
        format!(
            "completionMode: Indexed, completions: 3, parallelism: 3, backoffLimitPerIndex: 4, \
         podFailurePolicy: {{rules: [{{action: {action}, onExitCodes: {{operator: In, values: [7, 9]}}}}]}},"
        )
    };
    let bad = || ends(PodFilter { index: Some(0), ..all() }, 9);
    let index = run_for(600, bad(), 3, job(&policy("FailIndex")), vec![]);
    assert_eq!(conditions(&index, Kind::Job).last(), Some(&(6, "Failed", "FailedIndexes")));
    let whole = run_for(600, bad(), 3, job(&policy("FailJob")), vec![]);
    assert_eq!(conditions(&whole, Kind::Job).last().unwrap().2, "PodFailurePolicy");
    let ignored = run_for(3600, bad(), 3, job(&policy("Ignore")), vec![]);
    assert!(created(&ignored, Kind::Pod).len() > 8, "an ignored failure is tried for ever");
}

#[test]
fn some_indexes_may_be_enough() {
    let spec = "completionMode: Indexed, completions: 5, parallelism: 5, successPolicy: {rules: [{succeededIndexes: '1-3', succeededCount: 2}]},";
    let mut slow = Timings::default();
    for index in [0, 1, 4] {
        let of = PodFilter { index: Some(index), ..all() };
        slow.behaviours.push(Behaviour { of, run_for: Some(seconds(90)), ..Behaviour::default() });
    }
    let run = run_for(600, slow, 3, job(spec), vec![]);
    assert_eq!(
        conditions(&run, Kind::Job),
        [(6, "SuccessCriteriaMet", "SuccessPolicy"), (8, "Complete", "SuccessPolicy")]
    );
}

#[test]
fn a_deadline_counts_anew_after_a_pause() {
    let long = Timings { run: seconds(500), ..Timings::default() };
    let suspend = |on| Action::Suspend(of(Kind::Job, "job"), on);
    let run = run_for(
        600,
        long,
        3,
        job("activeDeadlineSeconds: 20,"),
        vec![(15, suspend(true)), (100, suspend(false))],
    );
    assert_eq!(
        conditions(&run, Kind::Job)[2..],
        [(120, "FailureTarget", "DeadlineExceeded"), (122, "Failed", "DeadlineExceeded")]
    );
}

#[test]
fn a_finished_job_goes_with_its_pods_after_its_time_to_live() {
    let run = run(3, job("completions: 2, ttlSecondsAfterFinished: 30,"), vec![]);
    assert_eq!(when(&run, Kind::Job, |what| *what == EventKind::Deleted), [(42, "job".to_owned())]);
    assert_eq!(when(&run, Kind::Pod, |what| *what == EventKind::Deleted).len(), 2);
}

#[test]
fn finished_pods_take_no_room() {
    let mut small = Node::new("small");
    small.room.pods = 2;
    let actions = vec![(0, Action::Apply(vec![job("completions: 20, parallelism: 2,")]))];
    let run = run_with(Timings::default(), vec![small], 600, actions);
    assert_eq!(conditions(&run, Kind::Job).last(), Some(&(60, "Complete", "CompletionsReached")));
}

/// Jobs of `tick` that begin at a full minute, with the minute; the clock starts at a full hour.
fn minutes(run: &Run) -> Vec<u64> {
    let jobs = created(run, Kind::Job).into_iter();
    let start: u64 = 1_767_225_600 / 60;
    jobs.map(|(_, name)| name.strip_prefix("tick-").unwrap().parse::<u64>().unwrap() - start).collect()
}

fn longer(seconds_each: u64) -> Timings {
    Timings { run: seconds(seconds_each), ..Timings::default() }
}

#[test]
fn forbidden_runs_are_made_up_for_once() {
    let run =
        run_for(1200, longer(400), 3, tick("schedule: '*/3 * * * *', concurrencyPolicy: Forbid,"), vec![]);
    // The first runs from minute 3 to almost 10: of the times at 6 and 9 only the later is made.
    assert_eq!(minutes(&run), [3, 9, 15]);
    assert_eq!(times(created(&run, Kind::Job))[1], 583);
}

#[test]
fn replaced_runs_never_end() {
    let run =
        run_for(1000, longer(400), 3, tick("schedule: '*/5 * * * *', concurrencyPolicy: Replace,"), vec![]);
    assert_eq!(minutes(&run), [5, 10, 15]);
    assert_eq!(said(&run, "SuccessfulDelete"), 2);
    assert_eq!(said(&run, "SawCompletedJob"), 0);
}

#[test]
fn failed_and_successful_runs_are_kept_apart() {
    let spec = "schedule: '* * * * *', successfulJobsHistoryLimit: 2, failedJobsHistoryLimit: 0,";
    let good = run_for(630, Timings::default(), 3, tick(spec), vec![]);
    assert_eq!(
        created(&good, Kind::Job).len() - when(&good, Kind::Job, |what| *what == EventKind::Deleted).len(),
        2
    );
    let bad = TASK.replace("template:", "backoffLimit: 0, template:");
    let bad = read::<CronJob>(&format!(
        "{{metadata: {{name: tick}}, spec: {{{spec} jobTemplate: {{spec: {{{bad}}}}}}}}}"
    ));
    let bad = run_for(630, ends(all(), 1), 3, bad, vec![]);
    assert_eq!(
        created(&bad, Kind::Job).len(),
        when(&bad, Kind::Job, |what| *what == EventKind::Deleted).len()
    );
}

#[test]
fn a_long_pause_is_made_up_for_by_one_run_unless_it_is_too_late() {
    let suspend = |on| Action::Suspend(of(Kind::CronJob, "tick"), on);
    let actions = || vec![(90, suspend(true)), (1_000, suspend(false))];
    let late = run_for(1_100, Timings::default(), 3, tick("schedule: '*/5 * * * *',"), actions());
    assert_eq!((minutes(&late), times(created(&late, Kind::Job))), (vec![15], vec![1_000]));
    let strict = run_for(
        1_300,
        Timings::default(),
        3,
        tick("schedule: '*/5 * * * *', startingDeadlineSeconds: 60,"),
        actions(),
    );
    assert_eq!(minutes(&strict), [20]);
}

#[test]
fn a_new_schedule_begins_at_its_next_time() {
    let apply = Action::Apply(vec![tick("schedule: '* * * * *',")]);
    let run = run_for(1_000, Timings::default(), 3, tick("schedule: '0 0 * * *',"), vec![(890, apply)]);
    assert_eq!(minutes(&run), [15, 16]);
}

#[test]
fn a_deleted_cron_job_takes_its_jobs_with_it() {
    let delete = Action::Delete(of(Kind::CronJob, "tick"), Propagation::Background);
    let run = run_for(600, longer(100), 3, tick("schedule: '* * * * *',"), vec![(130, delete)]);
    assert_eq!(created(&run, Kind::Job).len(), 2);
    assert_eq!(when(&run, Kind::Pod, |what| *what == EventKind::Deleted).len(), 2);
}

#[test]
fn a_zone_decides_when_a_night_begins() {
    let spec = "schedule: '0 3 * * *', timeZone: Asia/Tokyo,";
    let run = run_for(86_400, Timings::default(), 3, tick(spec), vec![]);
    assert_eq!(minutes(&run), [18 * 60]);
}

#[test]
fn the_same_input_gives_the_same_run() {
    let once = || {
        let run = run_for(
            3_600,
            longer(75),
            4,
            tick("schedule: '* * * * *',"),
            vec![(100, Action::Drain(NodeRef::Named("node-2".to_owned())))],
        );
        run.events()
            .map(|event| format!("{:?} {} {:?}", event.at(), event.name(), event.what()))
            .collect::<Vec<_>>()
    };
    assert_eq!(once(), once());
}
