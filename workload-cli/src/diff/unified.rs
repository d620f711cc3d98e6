//! A forecast as a unified diff of YAML.

use std::fmt::Write as _;

use serde_json::Value;
use similar::TextDiff;
use workload_core::syntax::to_yaml;

use super::shown::Shown;

/// A diff of each object that is not as it will be.
pub(crate) fn unified(shown: &Shown<'_>) -> String {
    let mut text = String::new();
    for object in shown.forecast.objects.iter().filter(|object| object.is_change()) {
        let [before, after] = [&object.before, &object.after].map(yaml);
        let diff = TextDiff::from_lines(&before, &after);
        let name = object.object.to_string().replace(' ', "/");
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "{}",
            diff.unified_diff().header(&format!("live/{name}"), &format!("applied/{name}"))
        );
        if let Some(refusal) = &object.refusal {
            let _ = writeln!(text, "# refused: {}", refusal.replace('\n', " "));
        }
        for conflict in &object.conflicts {
            let _ = writeln!(text, "# refused: {} belongs to {}", conflict.path, conflict.manager);
        }
    }
    text
}

fn yaml(object: &Value) -> String {
    if object.is_null() { String::new() } else { to_yaml(object) }
}
