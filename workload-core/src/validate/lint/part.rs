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

/// A file that texts are added to and read from again, so that they need not be in memory.
pub trait Spill: Reread {
    /// Adds a text at the end; the range of its bytes, and none when it could not be written.
    fn put(&self, text: &str) -> Option<Range<usize>>;
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
    /// Where what is found is kept; in memory when that is nowhere.
    pub spill: Option<Arc<dyn Spill>>,
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
    use std::sync::Mutex;

    use super::*;
    use crate::syntax::yaml::whole_documents;
    use crate::validate::lint::across_files::checked;
    use crate::validate::lint::{FileReport, Finding, Selection, lint, lint_across_files, lint_part};
    use crate::validate::rules::Severity;

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

    /// A file in memory.
    #[derive(Debug, Default)]
    struct Added(Mutex<String>);

    impl Reread for Added {
        fn read(&self, range: Range<usize>) -> Option<String> {
            self.0.lock().unwrap().get(range).map(ToOwned::to_owned)
        }
    }

    impl Spill for Added {
        fn put(&self, text: &str) -> Option<Range<usize>> {
            let mut all = self.0.lock().unwrap();
            let start = all.len();
            all.push_str(text);
            Some(start..all.len())
        }
    }

    /// One that is full, and one that loses what it is given.
    #[derive(Debug)]
    struct Broken(bool);

    impl Reread for Broken {
        fn read(&self, _: Range<usize>) -> Option<String> {
            None
        }
    }

    impl Spill for Broken {
        fn put(&self, text: &str) -> Option<Range<usize>> {
            self.0.then_some(0..text.len())
        }
    }

    /// What the stretches of a text give, each as short as it may be.
    fn in_parts(
        text: &str,
        (file, spill): (&Arc<dyn Reread>, Option<&Arc<dyn Spill>>),
        selection: &Selection,
    ) -> Vec<FileReport> {
        let (mut reports, mut offset) = (Vec::new(), 0);
        while offset < text.len() {
            let rest = &text[offset..];
            let lines = rest.match_indices('\n').map(|(at, _)| at + 4).filter(|at| *at < rest.len());
            let length = lines.map(|end| whole_documents(&rest[..end])).find(|length| *length > 0);
            let length = length.unwrap_or(rest.len());
            let lines_before = u32::try_from(text[..offset].lines().count()).unwrap();
            let source = Source::new("a.yaml", &rest[..length]);
            let (file, spill) = (file.clone(), spill.cloned());
            reports.push(lint_part(&FilePart { source, offset, lines_before, file, spill }, selection));
            offset += length;
        }
        reports
    }

    #[test]
    fn stretches_give_what_the_whole_file_gives() {
        let selection = Selection::default();
        let file: Arc<dyn Reread> = Arc::new(Memory(TEXT.to_owned()));
        let whole = lint(&[Source::new("a.yaml", TEXT)], &selection);
        let spills: [Option<Arc<dyn Spill>>; 3] =
            [None, Some(Arc::new(Added::default())), Some(Arc::new(Broken(false)))];
        for spill in &spills {
            let reports = in_parts(TEXT, (&file, spill.as_ref()), &selection);
            assert_eq!(reports.len(), 5);
            let outcome = lint_across_files(reports, &selection);
            assert_eq!(outcome, whole, "{spill:?}");
        }
        for code in ["N04", "V04", "A01", "V01"] {
            assert!(whole.findings.iter().any(|finding| finding.rule.code == code), "{code}");
        }
        assert!(whole.findings.iter().any(|finding| finding.patch.is_some()));
    }

    #[test]
    fn findings_one_by_one_are_those_of_the_list() {
        for least in [None, Some(Severity::Warning)] {
            let selection = Selection { least, ..Selection::default() };
            // The second text holds no suppressions.
            let texts = [TEXT.to_owned(), TEXT.replace("workload: ", "said: ").replace("workload/", "said/")];
            for text in texts {
                let file: Arc<dyn Reread> = Arc::new(Memory(text.clone()));
                let spill: Arc<dyn Spill> = Arc::new(Added::default());
                let across = checked(in_parts(&text, (&file, Some(&spill)), &selection), &selection);
                let (outcome, findings) = across.finish_in_order(&selection);
                assert!(findings.are_packed() && outcome.findings.is_empty());
                let own: Vec<_> = findings.iter().collect();
                assert_eq!(own, lint(&[Source::new("a.yaml", &*text)], &selection).findings);
                for severity in [Severity::Error, Severity::Warning, Severity::Info] {
                    let count = own.iter().filter(|finding| finding.severity == severity).count();
                    assert_eq!(findings.count(severity), count);
                }
                assert_eq!(findings.len(), own.len());
            }
        }
    }

    #[test]
    fn findings_that_are_lost_are_told() {
        let selection = Selection::default();
        let file: Arc<dyn Reread> = Arc::new(Memory(TEXT.to_owned()));
        let spill: Arc<dyn Spill> = Arc::new(Broken(true));
        let outcome = lint_across_files(in_parts(TEXT, (&file, Some(&spill)), &selection), &selection);
        let lost = |finding: &Finding| finding.message.contains("can no longer be read");
        assert!(outcome.findings.iter().filter(|finding| lost(finding)).count() > 3);
    }

    #[test]
    fn a_finding_stands_though_its_text_is_gone() {
        let selection = Selection { select: vec!["N04".to_owned()], ..Selection::default() };
        let file: Arc<dyn Reread> = Arc::new(Memory(String::new()));
        let outcome = lint_across_files(in_parts(TEXT, (&file, None), &selection), &selection);
        let whole = lint(&[Source::new("a.yaml", TEXT)], &selection);
        assert!(!whole.findings.is_empty());
        let said = |outcome: &crate::validate::lint::Outcome| -> Vec<String> {
            outcome.findings.iter().map(|finding| finding.message.clone()).collect()
        };
        assert!(said(&outcome).iter().any(|message| said(&whole).contains(message)));
        assert!(outcome.findings.iter().all(|finding| finding.start.line == 1));
    }
}
