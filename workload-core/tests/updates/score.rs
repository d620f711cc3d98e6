//! How often our answers are the server's, by kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::answer::{Answer, answer};
use super::recorded::Update;

/// The scores of all kinds.
#[derive(Default)]
pub struct Scores(BTreeMap<String, Score>);

/// The score of one kind, or of all.
#[derive(Default)]
pub struct Score {
    pub updates: usize,
    agreed: usize,
    refused_fields: usize,
    named_fields: usize,
    templates: usize,
    right_templates: usize,
    verdicts: Vec<String>,
    other_fields: Vec<String>,
    other_templates: Vec<String>,
}

impl Scores {
    pub fn add(&mut self, update: &Update, live: bool) {
        self.0.entry(update.kind.clone()).or_default().add(update, &answer(update, live));
    }

    pub fn total(&self) -> Score {
        let mut total = Score::default();
        for score in self.0.values() {
            total.updates += score.updates;
            total.agreed += score.agreed;
            total.refused_fields += score.refused_fields;
            total.named_fields += score.named_fields;
            total.templates += score.templates;
            total.right_templates += score.right_templates;
        }
        total
    }

    /// A line for each kind, with at most so many examples of each sort of disagreement.
    pub fn report(&self, examples: usize) -> String {
        let mut text = String::new();
        for (kind, score) in &self.0 {
            let _ = writeln!(text, "{kind:34} {}", score.line());
            let sorts = [
                ("answer", &score.verdicts),
                ("field", &score.other_fields),
                ("template", &score.other_templates),
            ];
            for (sort, told) in sorts {
                for example in told.iter().take(examples) {
                    let _ = writeln!(text, "    {sort}: {example}");
                }
            }
        }
        let _ = writeln!(text, "{:34} {}", "all", self.total().line());
        text
    }
}

impl Score {
    fn add(&mut self, update: &Update, ours: &Answer) {
        self.updates += 1;
        let told = format!("{} [{}] {}", update.id, update.state, update.change);
        let was_refused = update.v1_36.status == "rejected";
        let agrees = if update.is_of_another_object() {
            ours.adds || ours.refused
        } else {
            ours.refused == was_refused
        };
        if !agrees {
            let server = if was_refused { "refused" } else { "taken" };
            self.verdicts.push(format!("{told}: the server has {server} it; {}", ours.message));
            return;
        }
        self.agreed += 1;
        if was_refused && ours.refused {
            self.fields_of(update, ours, &told);
        }
        if let Some(template) = &update.v1_36.template {
            self.templates += 1;
            if ours.template_changes == (template == "changed") {
                self.right_templates += 1;
            } else {
                self.other_templates.push(format!("{told}: {template}"));
            }
        }
    }

    fn fields_of(&mut self, update: &Update, ours: &Answer, told: &str) {
        for field in update.v1_36.causes.iter().filter_map(|cause| cause.field.as_deref()) {
            self.refused_fields += 1;
            if ours.message.contains(field) {
                self.named_fields += 1;
            } else {
                self.other_fields.push(format!("{told}: not {field}; {}", ours.message));
            }
        }
    }

    pub fn agreement(&self) -> f64 {
        percent(self.agreed, self.updates)
    }

    pub fn fields(&self) -> f64 {
        percent(self.named_fields, self.refused_fields)
    }

    pub fn templates(&self) -> f64 {
        percent(self.right_templates, self.templates)
    }

    fn line(&self) -> String {
        format!(
            "{:5} of {:5} answers ({:6.2} %), {:5} of {:5} fields, {:4} of {:4} templates",
            self.agreed,
            self.updates,
            self.agreement(),
            self.named_fields,
            self.refused_fields,
            self.right_templates,
            self.templates
        )
    }
}

/// Of nothing, all.
fn percent(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 100.0 } else { 100.0 * number(part) / number(whole) }
}
