//! `#[derive(Stack)]`: a group of workloads.
