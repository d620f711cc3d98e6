//! What stands under the pointer: findings, and what is known of the field.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use gen_lsp_types::{HoverParams, Position};
use serde_json::{Value, json};
use workload_core::learn::field::{ChangeOfField, Field, field_at, runs, size};
use workload_core::predict::diff::{Effect, Rollout};
use workload_core::syntax::text::{EditorPosition, Lines};
use workload_core::syntax::yaml::{Outline, Path as YamlPath, Step};

use super::diagnostics::range;
use super::dns::{host_at, may_hold_hosts, resolved};
use super::explain::brief;
use super::schema::Shape;
use super::session::Session;
use super::uri::to_path;

/// Number of runs of a schedule that are shown.
const RUNS: usize = 3;

/// The answer to `textDocument/hover`.
pub(super) fn hover(session: &Session, params: HoverParams) -> Value {
    let place = params.text_document_position_params;
    let Some(path) = to_path(&place.text_document.uri) else { return Value::Null };
    let Some(document) = session.documents.get(&path) else { return Value::Null };
    let (lines, units) = (Lines::of(&document.text), session.client.units);
    let Position { line, character } = place.position;
    let offset = lines.offset(EditorPosition { line, character }, units);
    let found = session.results.of(&path).filter(|found| found.text == document.text);
    let here = found.into_iter().flat_map(|found| &*found.findings).filter(|one| one.span.touches(offset));
    let mut parts: Vec<_> = here.map(|finding| brief(finding.rule)).collect();
    parts.dedup();
    let field = field_at(&document.text, offset);
    let seen = Seen { session, path: &path, text: &document.text, offset };
    parts.extend(field.as_ref().map(|field| seen.about(field)));
    // What is half written has fields too.
    let unfinished = if field.is_none() { seen.field_typed() } else { None };
    parts.extend(unfinished);
    if parts.is_empty() {
        return Value::Null;
    }
    let range = field.map(|field| range(&lines, field.span, units));
    json!({ "contents": { "kind": "markdown", "value": parts.join("\n\n---\n\n") }, "range": range })
}

/// What is looked at.
struct Seen<'s> {
    session: &'s Session,
    path: &'s Path,
    text: &'s str,
    offset: usize,
}

impl Seen<'_> {
    /// What is known of a field, line by line.
    fn about(&self, field: &Field) -> String {
        let mut lines = vec![format!("`{}` of {}", field.path, field.kind)];
        lines.extend(self.documentation(&field.api_version, &field.kind, &field.steps));
        lines.extend(field.default.as_ref().map(|default| format!("Default: `{default}`")));
        lines.extend(field.change.as_ref().map(told));
        lines.extend(field.versions.iter().cloned());
        lines.extend(field.value.as_ref().and_then(size));
        lines.extend(next_runs(field));
        lines.extend(self.host(field));
        lines.join("\n\n")
    }

    /// What the host name at the place resolves to.
    fn host(&self, field: &Field) -> Option<String> {
        let host = Some(host_at(self.text, self.offset)).filter(|_| may_hold_hosts(&field.steps))?;
        let files = self.session.names();
        let file = files.iter().find(|file| *file.path == *self.path)?;
        let object = file.names.objects.iter().find(|object| object.span.touches(self.offset))?;
        resolved(&files, &object.namespace, host)
    }

    /// What the documentation of a field says: Kubernetes' own, or that of the definition.
    fn documentation(&self, api_version: &str, kind: &str, steps: &[Step]) -> Option<String> {
        let schema = self.session.schema(self.path, api_version, kind);
        let spot = schema.at(api_version, kind, steps)?;
        let of_type = match spot.shape {
            Shape::Object(own) => own.about.as_str(),
            _ => "",
        };
        let about =
            spot.field.map(|field| field.about.as_str()).filter(|about| !about.is_empty()).unwrap_or(of_type);
        (!about.is_empty()).then(|| about.to_owned())
    }

    /// What is known of the key at a place of a document that does not parse.
    fn field_typed(&self) -> Option<String> {
        let outline = Outline::at(self.text, self.offset);
        let said = |name: &str| {
            let entry = outline.entry(&YamlPath(vec![Step::Field(name.to_owned())]))?;
            Some(self.text.get(entry.value.range())?.trim_matches(['"', '\'']).to_owned())
        };
        let (api_version, kind) = (said("apiVersion")?, said("kind")?);
        let entry = outline.entries.iter().find(|entry| entry.span.touches(self.offset))?;
        let documentation = self.documentation(&api_version, &kind, &entry.path.0)?;
        Some(format!("`{}` of {kind}\n\n{documentation}", entry.path))
    }
}

/// What a change of a field does.
fn told(change: &ChangeOfField) -> String {
    let pods = if matches!(change.effect, Effect::InPlace) { "" } else { change.pods.as_str() };
    let told =
        format!("A change {}. For example: {} {pods}", in_words(&change.effect), sentence(&change.message));
    told.trim_end().to_owned()
}

/// What a change does, in the words that lead on to the reason.
fn in_words(effect: &Effect) -> &'static str {
    match effect {
        Effect::InPlace => "happens **in place**",
        Effect::Ignored { .. } => "**waits**",
        Effect::RollsPods { rollout: Rollout::NextJobs } => "counts for the **next Jobs**",
        Effect::RollsPods { rollout: Rollout::NextPods } => "counts for the **next Pods**",
        Effect::RollsPods { rollout: Rollout::ContainerRestart } => "**restarts the container**",
        Effect::RollsPods { .. } => "**rolls the Pods**",
        Effect::Forbidden { .. } => "is **forbidden**",
    }
}

fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('.');
    format!("{text}.")
}

/// The next runs of a schedule.
fn next_runs(field: &Field) -> Option<String> {
    let (zone, schedule) = (field.time_zone.as_ref()?, field.value.as_ref()?.as_str()?);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    let runs = runs(schedule, zone, i64::try_from(now).ok()?, RUNS)?;
    let of = if zone.is_empty() { "; no `timeZone` is given, so it is the controller's" } else { "" };
    Some(match runs.times.as_slice() {
        [] => "It never runs".to_owned(),
        times => format!("Next runs: {} ({}{of})", times.join(", "), runs.zone),
    })
}
