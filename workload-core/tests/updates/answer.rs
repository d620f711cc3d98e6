//! Our answer to an update.

use workload_core::predict::diff::{Action, Changes, Effect, FieldChange};

use super::recorded::Update;

/// Where kinds have their Pod templates.
const TEMPLATES: [&str; 3] = ["spec.template", "spec.jobTemplate.spec.template", "template"];

/// What is said of an update.
pub struct Answer {
    pub refused: bool,
    /// The whole message of a refusal.
    pub message: String,
    /// Whether an object of another name is added.
    pub adds: bool,
    pub template_changes: bool,
}

pub fn answer(update: &Update, live: bool) -> Answer {
    let changes =
        Changes::between(std::slice::from_ref(update.before(live)), std::slice::from_ref(&update.new));
    let fields = changes.changes.iter().flat_map(|change| &change.fields);
    Answer {
        refused: changes.is_forbidden(),
        message: changes.changes.iter().find_map(|change| change.refusal.clone()).unwrap_or_default(),
        adds: changes.changes.iter().any(|change| change.action == Action::Added),
        template_changes: fields.filter(|field| !is_kept(field)).any(is_of_template),
    }
}

fn is_of_template(field: &FieldChange) -> bool {
    TEMPLATES.iter().any(|template| field.path.starts_with(template))
}

/// Whether the server keeps the field as it was.
fn is_kept(field: &FieldChange) -> bool {
    matches!(&field.effect, Effect::Ignored { until } if until.ends_with("deleted and made again"))
}
