//! Any text through the whole validator: findings stand in the text, and patches leave it readable.
#![no_main]

use libfuzzer_sys::fuzz_target;
use workload_core::validate::lint::{Finding, Selection, lint};
use workload_core::syntax::text::Source;
use workload_core::syntax::yaml::documents;

fuzz_target!(|text: &str| {
    let outcome = lint(&[Source::new("a.yaml", text)], &Selection::default());
    for finding in &outcome.findings {
        assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
        assert!(finding.start.line >= 1 && finding.start.column >= 1, "{finding:?}");
        assert!(finding.start <= finding.end, "{finding:?}");
        for related in &finding.related {
            assert!(text.get(related.span.range()).is_some(), "{related:?}");
        }
        check_patch(text, finding);
    }
});

/// Applies a patch: no document breaks by it.
fn check_patch(text: &str, finding: &Finding) {
    let Some(patch) = &finding.patch else { return };
    let mut patched = text.to_owned();
    patched.replace_range(patch.span.range(), &patch.text);
    assert!(broken(&patched) <= broken(text), "{finding:?} makes of\n{text}\nthis:\n{patched}");
}

fn broken(text: &str) -> usize {
    documents(text).filter(|document| document.tree.is_err()).count()
}
