//! What commands cost: requests always, and memory and time of 500 objects where that is asked for.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use workload_core::cluster::Cluster;

use super::bench::Bench;

/// ConfigMaps, Services and Deployments in turn, with a value that changes.
fn objects(count: usize, value: &str) -> String {
    let mut text = String::new();
    for number in 0..count {
        let name = format!("object-{number}");
        // Writing to a String cannot fail.
        let _ = match number % 3 {
            0 => writeln!(
                text,
                "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{value: '{value}'}}"
            ),
            1 => writeln!(
                text,
                "---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}, labels: {{value: '{value}'}}}}\nspec: {{selector: {{app: {name}}}, ports: [{{port: 80}}]}}"
            ),
            _ => writeln!(
                text,
                "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}}}\nspec:\n  selector: {{matchLabels: {{app: {name}}}}}\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n    spec: {{containers: [{{name: web, image: 'web:{value}', env: [{{name: A, value: b}}], resources: {{limits: {{memory: 64Mi}}, requests: {{cpu: 100m}}}}}}]}}"
            ),
        };
    }
    text
}

/// What a command cost.
struct Cost {
    requests: usize,
    time: Duration,
    /// The most memory that it had, in KiB; 0 where that is not known.
    peak: u64,
}

fn run(bench: &Bench, args: &str, code: i32) -> Cost {
    let before = bench.cluster.requests().len();
    let begun = Instant::now();
    let mut child = bench.start(args);
    let mut out = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let ended = loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
        peak = peak.max(now.unwrap_or_default());
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let time = begun.elapsed();
    reader.join().unwrap().unwrap();
    assert_eq!(ended.code(), Some(code), "{args}");
    Cost { requests: bench.cluster.requests().len() - before, time, peak }
}

/// A release of which the second revision is to be rolled back.
fn costs(count: usize) -> Vec<(&'static str, Cost)> {
    let bench = Bench::of(Cluster::without_workloads());
    bench.write("all.yaml", &objects(count, "one"));
    let command = "apply all.yaml --yes --name all";
    let mut all = vec![("apply, all new", run(&bench, command, 0))];
    all.push(("diff, nothing to do", run(&bench, "diff all.yaml", 0)));
    all.push(("apply, nothing to do", run(&bench, command, 0)));
    bench.write("all.yaml", &objects(count, "two"));
    all.push(("diff, all changed", run(&bench, "diff all.yaml", 1)));
    all.push(("apply, all changed", run(&bench, command, 0)));
    all.push(("rollback, all changed", run(&bench, "rollback all --yes", 0)));
    all
}

/// Each object is read once, asked about once and written once; beside that a command has few requests.
#[test]
fn requests_grow_by_what_is_read_asked_and_written() {
    let per_object = [3, 2, 2, 2, 3, 3];
    let [few, many] = [6, 36].map(costs);
    for (((what, few), (_, many)), each) in few.iter().zip(&many).zip(per_object) {
        assert_eq!(many.requests - few.requests, 30 * each, "{what}: {} requests of 36", many.requests);
        assert!(few.requests - 6 * each <= 20, "{what}: {} requests of 6", few.requests);
    }
}

/// `cargo test --release -p workload-cli --test cluster -- --ignored --nocapture measure`
#[test]
#[ignore = "measures 500 objects, for the guide"]
fn five_hundred_objects() {
    println!("| command | requests | seconds | peak memory |\n|---|---|---|---|");
    for (what, cost) in costs(500) {
        let (seconds, peak) = (cost.time.as_secs_f64(), cost.peak / 1024);
        println!("| {what} | {} | {seconds:.2} | {peak} MiB |", cost.requests);
    }
}
