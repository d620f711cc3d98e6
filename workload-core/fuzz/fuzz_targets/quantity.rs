//! Any text as an amount: what is taken is kept as it is, and is below zero only with a minus.
#![no_main]

use std::cmp::Ordering;

use libfuzzer_sys::fuzz_target;
use workload_core::values::Quantity;

fuzz_target!(|text: &str| {
    let Ok(quantity) = Quantity::parse(text.to_owned()) else { return };
    assert_eq!(quantity.as_str(), text);
    assert_eq!(quantity.compare(&quantity), Ordering::Equal);
    assert_eq!(quantity.is_negative(), quantity.nanos() < 0);
    assert!(!quantity.is_negative() || text.starts_with('-'), "{text} is {}", quantity.nanos());
});
