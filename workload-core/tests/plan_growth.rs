//! What a plan of many objects costs: twice the objects, twice the memory that is asked for.
//!
//! Nothing here looks at a clock: allocations are counted, and this file has one test, so that they are its own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::alloc::System;
use std::fmt::Write as _;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use workload_core::predict::plan::{ObjectSet, Planner};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Apps of four objects each, in this version.
fn apps(count: usize, version: u32) -> String {
    let mut text = String::new();
    for number in 0..count {
        write!(
            text,
            "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: app-{number}}}\nspec:\n  replicas: 2\n  \
             selector: {{matchLabels: {{app: app-{number}}}}}\n  template:\n    metadata: {{labels: {{app: \
             app-{number}}}}}\n    spec:\n      containers:\n      - {{name: app, image: 'app:v{version}', envFrom: \
             [{{configMapRef: {{name: app-{number}}}}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: \
             app-{number}}}\nspec: {{selector: {{app: app-{number}}}, ports: [{{port: 80}}]}}\n---\napiVersion: \
             v1\nkind: ConfigMap\nmetadata: {{name: app-{number}}}\ndata: {{version: '{version}'}}\n---\napiVersion: \
             policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: app-{number}}}\nspec: {{maxUnavailable: 1, \
             selector: {{matchLabels: {{app: app-{number}}}}}}}\n"
        )
        .unwrap();
    }
    text
}

/// Number and bytes of the allocations that a plan of so many objects on each side asks for.
fn cost(objects: usize) -> (usize, usize) {
    let old = ObjectSet::existing_from_yaml(&apps(objects / 4, 1)).unwrap();
    let new = ObjectSet::from_yaml_over(&apps(objects / 4, 2), &old).unwrap();
    let region = Region::new(ALLOCATOR);
    let plan = Planner::new(new).old(old).nodes(20).plan();
    let counted = region.change();
    assert_eq!(plan.changes.changes.len(), objects / 2, "the Deployments and the ConfigMaps change");
    (counted.allocations, counted.bytes_allocated)
}

/// The same of one app, on so many nodes, with these actions.
fn cost_of(nodes: u32, actions: &[&str]) -> (usize, usize) {
    let set = ObjectSet::from_yaml(&apps(1, 1)).unwrap();
    let region = Region::new(ALLOCATOR);
    let mut planner = Planner::new(set).nodes(nodes);
    for action in actions {
        planner = planner.act(action).unwrap();
    }
    let plan = planner.plan();
    let counted = region.change();
    assert_eq!(plan.steps.len(), actions.len() + 1);
    (counted.allocations, counted.bytes_allocated)
}

#[track_caller]
fn is_linear(few: (usize, usize), many: (usize, usize)) {
    let is_linear = |few: usize, many: usize| many * 10 < few * 23;
    assert!(is_linear(few.0, many.0) && is_linear(few.1, many.1), "{few:?} {many:?}");
}

#[test]
fn a_plan_of_twice_as_much_costs_twice_as_much() {
    is_linear(cost(2000), cost(4000));
    is_linear(cost_of(20_000, &[]), cost_of(40_000, &[]));
    is_linear(cost_of(20, &["scale deploy/app-0 2000"]), cost_of(20, &["scale deploy/app-0 4000"]));
    // Pods that wait for a node wait without being looked at again and again.
    let waiting = |time: &str| cost_of(1, &["drain node-1", time]);
    is_linear(waiting("wait 24h"), waiting("wait 48h"));
    let day = waiting("wait 24h");
    assert!(day.0 < 1_000_000, "{} allocations for a day", day.0);
}
