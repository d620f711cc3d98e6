//! Every mistake is a compile error where it is made, with what to do instead.
//!
//! The files of `ui/` stand in folders named after the mistake; what the compiler says to each
//! stands beside it. `TRYBUILD=overwrite cargo test -p workload-core --test ui` writes it anew:
//! read the difference as a user would.

#[test]
fn mistakes_are_explained() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}
