//! A text that is checked: a whole file, or a stretch of one that is too large to be kept.

use std::borrow::Cow;
use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use crate::syntax::text::Source;
use crate::validate::placeholder::without_expressions;

/// A file that is not kept in memory, and of which parts are read again.
pub trait Reread: Debug + Send + Sync {
    /// The text of a range of its bytes; none when it can no longer be read.
    fn read(&self, range: Range<usize>) -> Option<String>;
}

/// A stretch of whole documents of a large file. [`lint_part`](super::lint_part) checks it on its own, so that the
/// file need not be in memory.
///
/// It begins at the start of the file or where
/// [`whole_documents`](crate::syntax::yaml::whole_documents) ended the stretch before it.
#[derive(Clone, Debug)]
pub struct FilePart {
    /// The file's name, with the text of the stretch.
    pub source: Source,
    /// Where the stretch begins in the file, in bytes.
    pub offset: usize,
    /// Number of lines of the file before it.
    pub lines_before: u32,
    /// The whole file.
    pub file: Arc<dyn Reread>,
}

/// The text of a file, kept or to be read again.
#[derive(Clone, Debug)]
pub(super) enum FileText {
    Kept(Arc<String>),
    Elsewhere {
        file: Arc<dyn Reread>,
        /// Whether the expressions of templates were masked before it was checked.
        is_masked: bool,
    },
}

impl FileText {
    /// The text of a range of the file, as it was checked.
    pub(super) fn get(&self, range: Range<usize>) -> Option<Cow<'_, str>> {
        match self {
            Self::Kept(text) => text.get(range).map(Cow::Borrowed),
            Self::Elsewhere { file, is_masked: false } => file.read(range).map(Cow::Owned),
            Self::Elsewhere { file, is_masked: true } => {
                let text = file.read(range)?;
                Some(Cow::Owned(without_expressions(&text).into_owned()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::whole_documents;
    use crate::validate::lint::{FileReport, Selection, lint, lint_across_files, lint_part};

    /// Objects that refer to one another, suppressions, templates, errors and patches, in one file.
    const TEXT: &str = "# The whole file is a test.
apiVersion: apps/v1
kind: Deployment
metadata: {name: ünit, labels: {tier: 5}}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      containers:
      - name: c
        image: redis:{{ .Values.tag }}
        args: [--host, redis-0.redis]
---
apiVersion: v1
kind: Service
metadata: {name: a}
spec:
  selector: {app: a}
  ports: [{port: 80, targetPort: web}] # workload: allow N04 because it comes
# workload: allow R06 because the tag is replaced
---
apiVersion: v1
kind: Pod
metadata: {name: p, annotations: {workload/allow: 'S01 because of this; X99'}}
spec:
  containers:
  - {name: c, image: 'nginx:{{ .Values.tag }}', Ports: []}
--- # said
apiVersion: v1
kind: Service
metadata: {name: b}
spec:
  selector: {app: a}
  ports: [{port: 80, targetPort: web}]
---
apiVersion: v1
kind: Pod
metadata: [
---
apiVersion: v1
kind: Pod
metadata: {name: q}
spec:
  containers:
  - {name: c, image: nginx}
";

    #[derive(Debug)]
    struct Memory(String);

    impl Reread for Memory {
        fn read(&self, range: Range<usize>) -> Option<String> {
            self.0.get(range).map(ToOwned::to_owned)
        }
    }

    /// What the stretches of a text give, each as short as it may be.
    fn in_parts(text: &str, file: &Arc<dyn Reread>, selection: &Selection) -> Vec<FileReport> {
        let (mut reports, mut offset) = (Vec::new(), 0);
        while offset < text.len() {
            let rest = &text[offset..];
            let lines = rest.match_indices('\n').map(|(at, _)| at + 4).filter(|at| *at < rest.len());
            let length = lines.map(|end| whole_documents(&rest[..end])).find(|length| *length > 0);
            let length = length.unwrap_or(rest.len());
            let lines_before = u32::try_from(text[..offset].lines().count()).unwrap();
            let source = Source::new("a.yaml", &rest[..length]);
            reports
                .push(lint_part(&FilePart { source, offset, lines_before, file: file.clone() }, selection));
            offset += length;
        }
        reports
    }

    #[test]
    fn stretches_give_what_the_whole_file_gives() {
        let selection = Selection::default();
        let file: Arc<dyn Reread> = Arc::new(Memory(TEXT.to_owned()));
        let reports = in_parts(TEXT, &file, &selection);
        assert_eq!(reports.len(), 5);
        let outcome = lint_across_files(reports, &selection);
        assert_eq!(outcome, lint(&[Source::new("a.yaml", TEXT)], &selection));
        for code in ["N04", "V04", "A01", "V01"] {
            assert!(outcome.findings.iter().any(|finding| finding.rule.code == code), "{code}");
        }
        assert!(outcome.findings.iter().any(|finding| finding.patch.is_some()));
    }

    #[test]
    fn a_finding_stands_though_its_text_is_gone() {
        let selection = Selection { select: vec!["N04".to_owned()], ..Selection::default() };
        let file: Arc<dyn Reread> = Arc::new(Memory(String::new()));
        let outcome = lint_across_files(in_parts(TEXT, &file, &selection), &selection);
        let whole = lint(&[Source::new("a.yaml", TEXT)], &selection);
        assert!(!whole.findings.is_empty());
        let said = |outcome: &crate::validate::lint::Outcome| -> Vec<String> {
            outcome.findings.iter().map(|finding| finding.message.clone()).collect()
        };
        assert!(said(&outcome).iter().any(|message| said(&whole).contains(message)));
        assert!(outcome.findings.iter().all(|finding| finding.start.line == 1));
    }
}
