//! The live tree of `workload status --watch` and `workload wait`, on a terminal.

use std::process::Command;
use std::time::Duration;

use super::bench::{Bench, DEPLOYMENT};
use super::pty::Pty;
use super::wait::deployed;

fn on_a_terminal(bench: &Bench, args: &[&str]) -> Pty {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.args(args).current_dir(bench.folder.path());
    command.env("KUBECONFIG", bench.folder.path().join("kubeconfig")).env("TERM", "xterm-256color");
    Pty::run(command.env_remove("NO_COLOR").env_remove("CI"))
}

/// How a terminal is told to clear a line, as only what is drawn again does.
const CLEAR: &str = "\u{1b}[2K";

#[test]
fn a_watched_state_is_drawn_again_where_it_stands() {
    let bench = deployed(Duration::from_secs(20), DEPLOYMENT);
    let mut shown = on_a_terminal(&bench, &["status", "web.yaml", "--watch"]);
    shown.expect("Deployment default/web  in progress: 0 of 3 Pods available");
    shown.expect("ReplicaSet web-");
    bench.cluster.advance(Duration::from_secs(120));
    shown.expect("Deployment default/web  ready");
    let text = shown.stop();
    assert!(text.contains(CLEAR), "{text:?}");
}

#[test]
fn a_wait_shows_its_tree_and_takes_it_away() {
    let bench = deployed(Duration::from_secs(20), DEPLOYMENT);
    let mut shown = on_a_terminal(&bench, &["wait", "web.yaml"]);
    shown.expect("  ReplicaSet web-");
    bench.cluster.advance(Duration::from_secs(120));
    let shown = shown.finish();
    assert_eq!(shown.status, 0, "{}", shown.text);
    assert!(shown.text.contains(CLEAR) && shown.text.contains("ready"), "{:?}", shown.text);
    let last = shown.text.trim_end().lines().last().unwrap();
    assert!(last.contains("1 object"), "{last:?}");
}
