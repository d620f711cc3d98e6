//! Any text as YAML: documents, comments, and the two ways to read a document.
#![no_main]

use libfuzzer_sys::fuzz_target;
use workload_core::private::ways_differ;
use workload_core::syntax::yaml::{NodeId, comments, documents};

fuzz_target!(|text: &str| {
    for document in documents(text) {
        match document.tree {
            Ok(tree) => {
                for id in tree.ids() {
                    let span = tree.raw(id).span;
                    assert!(text.get(span.range()).is_some(), "{id:?} is at {span:?}");
                }
                let last = tree.ids().last().unwrap_or(NodeId::ROOT);
                let located = tree.locate(&tree.path_of(last));
                assert!(text.get(located.span.range()).is_some(), "{located:?}");
            }
            Err(error) => assert!(text.get(error.span.range()).is_some(), "{error:?}"),
        }
    }
    for comment in comments(text, |_| true) {
        assert!(text[comment.span.range()].starts_with('#'), "{comment:?}");
    }
    assert_eq!(ways_differ(text), None);
});
