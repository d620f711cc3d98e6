//! Whether a text may hold Kubernetes objects: whoever walks a folder meets other programs' files.

/// Whether a document of `text` has two of `apiVersion`, `kind` and `metadata` among the keys of
/// its outermost map: a manifest may lack one by mistake.
///
/// The text need not be YAML: what is wrong with a manifest must not make it another program's.
pub(crate) fn may_hold_objects(text: &str) -> bool {
    let mut document = Document::default();
    for line in text.lines() {
        let line = line.trim_end().trim_start_matches('\u{feff}');
        if let Some(rest) = line.strip_prefix("---") {
            document = Document::default();
            document.read(rest.trim_start());
        } else {
            document.read(line);
        }
        if document.is_object() {
            return true;
        }
    }
    false
}

/// What is known of the document that is being read.
#[derive(Default)]
struct Document {
    /// Whether it is written in braces, as JSON is.
    in_braces: Option<bool>,
    /// The indentation of its first key.
    indentation: usize,
    /// Which of the keys it has.
    keys: [bool; 3],
}

/// The keys that every object has.
const KEYS: [&str; 3] = ["apiVersion", "kind", "metadata"];

impl Document {
    fn is_object(&self) -> bool {
        self.keys.iter().filter(|there| **there).count() > 1
    }

    fn read(&mut self, line: &str) {
        let bare = line.trim_start();
        if bare.is_empty() || bare.starts_with(['#', '%']) {
            return;
        }
        // A line of a template is none of the document's.
        if bare.starts_with("{{") || bare.starts_with("{%") {
            return;
        }
        let indentation = line.len() - bare.len();
        let in_braces = *self.in_braces.get_or_insert_with(|| {
            self.indentation = indentation;
            bare.starts_with(['{', '['])
        });
        for (there, key) in self.keys.iter_mut().zip(KEYS) {
            *there |= if in_braces {
                holds_key(bare, key)
            } else {
                indentation <= self.indentation && is_key(bare, key)
            };
        }
    }
}

/// Whether a line of JSON has that key somewhere.
fn holds_key(line: &str, key: &str) -> bool {
    line.contains(&format!("\"{key}\"")) || line.contains(&format!("{key}:"))
}

/// Whether a line begins with that key, in quotes or not; case is a mistake that is told.
fn is_key(line: &str, key: &str) -> bool {
    let line = line.strip_prefix("? ").unwrap_or(line).trim_start_matches(['"', '\'']);
    let named = line.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key));
    named && line[key.len()..].trim_start_matches(['"', '\'']).trim_start().starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::may_hold_objects;

    #[test]
    fn manifests_are_known_even_when_they_are_broken() {
        for text in [
            "apiVersion: v1\nkind: Pod\n",
            "# a comment\n---\n\"apiVersion\": v1\n'kind': Pod\nspec: [\n",
            "a: 1\n---\napiVersion: v1\nkind: Pod\n",
            "{\n  \"kind\": \"Pod\",\n  \"apiVersion\": \"v1\"\n}\n",
            "--- {apiVersion: v1, kind: Pod}\n",
            "{{- if .Values.on }}\napiVersion: v1\nkind: Pod\n{{- end }}\n",
            "  apiVersion: v1\n  kind: Pod\n",
            "apiversion: v1\nKind: Pod\n",
            "apiVersion: v1\nmetadata:\n  name: a\n",
        ] {
            assert!(may_hold_objects(text), "{text}");
        }
    }

    #[test]
    fn other_programs_files_are_passed_by() {
        for text in [
            "",
            "services:\n  web:\n    image: nginx\n",
            "- hosts: all\n  tasks:\n  - k8s:\n      definition:\n        apiVersion: v1\n        kind: Pod\n",
            "%YAML 1.2\n---\na: 1\n",
            "{\"a\": 1}\n{\"b\": 2}\n",
            "{% for x in y %}\n{{ x }}: {{ y }}\n{% endfor %}\n",
            "apiVersion: v2\nname: chart\n",
            "kind: pipeline\n---\napiVersion: v2\n",
        ] {
            assert!(!may_hold_objects(text), "{text}");
        }
    }
}
