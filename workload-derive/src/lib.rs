//! The derive macros of `workload-core`.
