//! Which objects belong together: each workload with the Service in front of it.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::app::App;
use super::build;
use super::evaluate::leave_out_unsaid;
use super::input::Input;
use super::kinds::Kind;
use super::labels::read;
use super::prove::complete;
use super::report::{Imported, Outcome, Report};

/// The apps of an import, and what no app brings.
pub(super) struct Folded<'i> {
    /// The apps.
    pub(super) apps: Vec<App>,
    /// The objects that are kept as they are.
    pub(super) kept: Vec<&'i Json>,
    /// What became of each object.
    pub(super) report: Report,
}

/// Folds objects into apps, as far as they give the same objects back.
pub(super) fn fold(inputs: &[(String, Input)]) -> Folded<'_> {
    let objects: Vec<&Json> = inputs.iter().map(|(_, input)| &input.object).collect();
    let mut owners: Vec<Option<usize>> = vec![None; objects.len()];
    let mut apps: Vec<App> = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        let Some(kind) = Kind::of(object) else { continue };
        let Some((mut app, service)) = app_of(object, kind, &objects) else { continue };
        while apps.iter().any(|other| other.rust_name == app.rust_name) {
            app.rust_name.push_str(object["kind"].as_str().unwrap_or("App"));
        }
        app.comments.clone_from(&inputs[at].1.comments);
        for member in [Some(at), service].into_iter().flatten() {
            owners[member] = Some(apps.len());
        }
        apps.push(app);
    }
    let imported = inputs
        .iter()
        .zip(&owners)
        .map(|((file, input), owner)| imported(file, input, owner.and_then(|owner| apps.get(owner))));
    let report = Report { objects: imported.collect() };
    let kept = inputs.iter().zip(&owners).filter(|((_, input), owner)| owner.is_none() && input.has_name());
    let kept = kept.map(|((_, input), _)| &input.object);
    Folded { kept: kept.collect(), apps, report }
}

/// The app of a workload, with its Service where the two go together, or else without.
fn app_of(object: &Json, kind: Kind, objects: &[&Json]) -> Option<(App, Option<usize>)> {
    let service = service_of(object, kind, objects);
    let with = service.and_then(|at| Some((proved(object, kind, Some(objects[at]))?, Some(at))));
    with.or_else(|| Some((proved(object, kind, None)?, None)))
}

fn proved(object: &Json, kind: Kind, service: Option<&Json>) -> Option<App> {
    let mut app = build::app(object, kind, service)?;
    leave_out_unsaid(&mut app);
    let inputs: Vec<&Json> = [Some(object), service].into_iter().flatten().collect();
    complete(app, &inputs)
}

/// The Service in front of a workload: the first one that selects its Pods and no other workload's; of a stateful app
/// the one that it names.
fn service_of(object: &Json, kind: Kind, objects: &[&Json]) -> Option<usize> {
    let name = |object: &Json| object.pointer("/metadata/name").and_then(Json::as_str).map(ToOwned::to_owned);
    let selected_by = |service: &Json| {
        let workloads = objects.iter().filter(|other| selects(service, other));
        workloads.filter_map(|other| name(other)).collect::<BTreeSet<_>>()
    };
    let governing = object.pointer("/spec/serviceName").and_then(Json::as_str);
    objects.iter().position(|service| {
        let is_right = kind != Kind::Stateful || name(service).as_deref() == governing;
        service["kind"] == "Service"
            && is_right
            && selects(service, object)
            && selected_by(service).len() == 1
    })
}

/// Whether a Service selects the Pods of a workload.
fn selects(service: &Json, workload: &Json) -> bool {
    let Some(kind) = Kind::of(workload) else { return false };
    let namespace = |object: &Json| {
        object.pointer("/metadata/namespace").and_then(Json::as_str).unwrap_or("default").to_owned()
    };
    let selector = read(service.pointer("/spec/selector"));
    let labels = read(kind.template(workload).pointer("/metadata/labels"));
    !selector.is_empty()
        && namespace(service) == namespace(workload)
        && selector.iter().all(|(key, value)| labels.get(key) == Some(value))
}

/// What became of one object.
fn imported(file: &str, input: &Input, app: Option<&App>) -> Imported {
    let is_workload = Kind::of(&input.object).is_some();
    let edits = app.into_iter().flat_map(|app| &app.edits).filter(|edit| edit.is_service != is_workload);
    let fields: Vec<_> = edits.map(|edit| edit.pointer.trim_start_matches('/').replace('/', ".")).collect();
    let text =
        |pointer: &str| input.object.pointer(pointer).and_then(Json::as_str).unwrap_or_default().to_owned();
    Imported {
        file: file.to_owned(),
        line: input.line,
        kind: text("/kind"),
        name: text("/metadata/name"),
        is_workload,
        outcome: match (app, fields.is_empty()) {
            (None, _) if !input.has_name() => Outcome::Skipped,
            (None, _) => Outcome::Kept,
            (Some(_), true) => Outcome::Native,
            (Some(_), false) => Outcome::Customized,
        },
        app: app.map(|app| app.rust_name.clone()),
        fields,
    }
}
