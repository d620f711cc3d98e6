//! How often the validator agrees with the server, by kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use workload_core::syntax::yaml::documents;
use workload_core::validate::document::check_document;

use super::case::Case;

/// The score of a file of cases.
#[derive(Default)]
pub(super) struct Score {
    kinds: BTreeMap<String, Tally>,
    /// Texts that the server accepts and we refuse.
    pub(super) false_refusals: Vec<String>,
    /// Texts that the server refuses and we accept.
    pub(super) misses: Vec<String>,
    /// Refused texts of which none of our errors is at a field that the server names.
    pub(super) other_fields: Vec<String>,
}

/// Counts of one kind.
#[derive(Clone, Copy, Default)]
struct Tally {
    cases: usize,
    agreed: usize,
    with_field: usize,
    named: usize,
}

impl Score {
    /// Judges every case, one a line of `text`, or only those of a kind.
    pub(super) fn of(text: &str, kind: Option<&str>) -> Self {
        let mut score = Self::default();
        for line in text.lines() {
            let case: Case = serde_json::from_str(line).unwrap();
            if kind.is_none_or(|kind| kind == case.kind()) {
                score.count(&case);
            }
        }
        score
    }

    fn count(&mut self, case: &Case) {
        let errors = errors(&case.yaml);
        let tally = self.kinds.entry(case.kind().to_owned()).or_default();
        tally.cases += 1;
        let accepted = case.v1_36.is_accepted();
        if accepted == errors.is_empty() {
            tally.agreed += 1;
        } else if accepted {
            self.false_refusals.push(format!("{}\n    we: {errors:?}", case.title()));
        } else {
            self.misses.push(format!("{}\n    server: {}", case.title(), case.v1_36.message));
        }
        if accepted || case.v1_36.fields().next().is_none() {
            return;
        }
        tally.with_field += 1;
        let paths: Vec<_> = errors.iter().map(|(path, _)| path.as_str()).collect();
        if case.v1_36.names_one_of(&paths) {
            tally.named += 1;
        } else if !errors.is_empty() {
            let fields: Vec<_> = case.v1_36.fields().collect();
            self.other_fields.push(format!("{}\n    server: {fields:?}\n    we: {errors:?}", case.title()));
        }
    }

    /// How many cases there are.
    pub(super) fn cases(&self) -> usize {
        self.total().cases
    }

    /// The percentage of cases in which we accept or refuse as the server does.
    pub(super) fn agreement(&self) -> f64 {
        percent(self.total().agreed, self.total().cases)
    }

    /// The percentage of refused cases with fields in which we name one of them.
    pub(super) fn named(&self) -> f64 {
        percent(self.total().named, self.total().with_field)
    }

    fn total(&self) -> Tally {
        self.kinds.values().fold(Tally::default(), |sum, tally| Tally {
            cases: sum.cases + tally.cases,
            agreed: sum.agreed + tally.agreed,
            with_field: sum.with_field + tally.with_field,
            named: sum.named + tally.named,
        })
    }

    /// The score as a table, then up to `examples` disagreements of each sort.
    pub(super) fn report(&self, examples: usize) -> String {
        let mut report = String::new();
        let kinds = self.kinds.iter().map(|(kind, tally)| (kind.as_str(), *tally));
        for (kind, tally) in kinds.chain([("all", self.total())]) {
            let Tally { cases, agreed, with_field, named } = tally;
            let (agreement, share) = (percent(agreed, cases), percent(named, with_field));
            let _ = writeln!(
                report,
                "  {kind:34} {agreed:5} of {cases:5} {agreement:6.2} %   field named {named:5} of {with_field:5} {share:6.2} %"
            );
        }
        for (title, list) in [
            ("false refusals", &self.false_refusals),
            ("misses", &self.misses),
            ("another field", &self.other_fields),
        ] {
            let _ = writeln!(report, "  {title}: {}", list.len());
            for one in list.iter().take(examples) {
                let _ = writeln!(report, "  - {one}");
            }
        }
        report
    }
}

/// Our errors for a text: path and message.
fn errors(yaml: &str) -> Vec<(String, String)> {
    let mut errors = Vec::new();
    for document in documents(yaml) {
        match &document.tree {
            Err(error) => errors.push((String::new(), error.message.clone())),
            Ok(tree) => {
                for checked in check_document(tree, &document.duplicate_keys) {
                    let found = checked.errors.into_iter();
                    errors.extend(found.map(|error| (error.path.to_string(), error.message)));
                }
            }
        }
    }
    errors
}

fn percent(part: usize, whole: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a few thousand cases")]
    let (part, whole) = (part as f64, whole as f64);
    if whole == 0.0 { 100.0 } else { 100.0 * part / whole }
}
