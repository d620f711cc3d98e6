//! Where a configuration was written, field by field.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use workload_core::export::{ExportedManifest, ExportedPlace};
use workload_core::live::document_path;
use workload_core::ownership::PathElement;
use workload_core::syntax::text::Lines;
use workload_core::syntax::yaml::{Path, documents};

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    /// The file, or the name of a rendered text.
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: u32,
}

/// Where an object was written.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// In a text.
    Text {
        /// The name of the text.
        name: Arc<str>,
        /// The text.
        text: Arc<str>,
        /// The number of the document, from 0.
        document: usize,
        /// The object in the document.
        root: Path,
    },
    /// In Rust.
    Export(Arc<ExportedManifest>, ExportedPlace),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

impl Source {
    /// Where a field of the object was written, or what is nearest to it.
    pub(crate) fn place(&self, object: &Value, field: &[PathElement]) -> Place {
        let path = document_path(object, field);
        match self {
            Self::Text { name, text, document, root } => {
                let whole = Path(root.0.iter().chain(&path.0).cloned().collect());
                Place { file: name.to_string(), line: line(text, *document, &whole) }
            }
            Self::Export(manifest, export) => {
                let place = manifest.place_of(&path.to_string()).unwrap_or(export);
                Place { file: crate::export::near_file(&place.file), line: place.line }
            }
        }
    }
}

fn line(text: &str, number: usize, path: &Path) -> u32 {
    let Some(document) = documents(text).nth(number) else { return 1 };
    let at = document.tree.map(|tree| {
        let found = tree.locate(path);
        found.key.unwrap_or(found.span).start
    });
    Lines::of(text).position(at.unwrap_or(document.span.start)).line
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_is_found_in_its_document() {
        let text = "kind: A\n---\nitems:\n- metadata: {name: a}\n- spec:\n    ports:\n    - port: 80\n";
        let root = Path(vec![
            workload_core::syntax::yaml::Step::Field("items".to_owned()),
            workload_core::syntax::yaml::Step::Index(1),
        ]);
        let source = Source::Text { name: "a.yaml".into(), text: text.into(), document: 1, root };
        let object = json!({"spec": {"ports": [{"port": 80}]}});
        let at = |path: &[PathElement]| source.place(&object, path).line;
        let key =
            PathElement::Key(vec![("port".to_owned(), json!(80)), ("protocol".to_owned(), json!("TCP"))]);
        assert_eq!(
            at(&[PathElement::field("spec"), PathElement::field("ports"), key, PathElement::field("port")]),
            7
        );
        assert_eq!(at(&[PathElement::field("spec")]), 5);
        assert_eq!(at(&[PathElement::field("spec"), PathElement::field("replicas")]), 5);
    }
}
