//! Any text as an image's reference: what is taken is kept as it is written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use workload_core::values::Image;

fuzz_target!(|text: &str| match Image::parse(text.to_owned()) {
    Ok(image) => assert_eq!(image.as_str(), text),
    Err(error) => assert!(!error.to_string().is_empty()),
});
