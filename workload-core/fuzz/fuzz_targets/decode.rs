//! Any text as objects: decoded into their types and judged as the API server does.
#![no_main]

use libfuzzer_sys::fuzz_target;
use workload_core::validate::document::check_document;
use workload_core::syntax::yaml::documents;

fuzz_target!(|text: &str| {
    for document in documents(text) {
        let Ok(tree) = document.tree else { continue };
        for judged in judge(&tree, &document.duplicate_keys) {
            for fault in judged.faults {
                let located = tree.locate(fault.place.as_ref().unwrap_or(&fault.path));
                assert!(text.get(located.span.range()).is_some(), "{fault:?} at {located:?}");
            }
        }
    }
});
