//! Which objects belong together: each workload with the objects that its keys can say as well.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::app::App;
use super::belongs::{Owner, binding, selects};
use super::build;
use super::evaluate::leave_out_unsaid;
use super::input::Input;
use super::kinds::Kind;
use super::members::Members;
use super::minimal::leave_out_defaults;
use super::prove::complete;
use super::remarks::attach;
use super::report::{Imported, Outcome, Report};

/// The apps of an import, and what no app brings.
pub(super) struct Folded<'i> {
    /// The apps.
    pub(super) apps: Vec<App>,
    /// The objects that are kept as they are.
    pub(super) kept: Vec<&'i Input>,
    /// What became of each object.
    pub(super) report: Report,
}

/// Folds objects into apps, as far as they give the same objects back.
pub(super) fn fold(inputs: &[(String, Input)]) -> Folded<'_> {
    let is_in = |input: &Input| input.left_out.is_none();
    let objects: Vec<&Json> =
        inputs.iter().map(|(_, input)| if is_in(input) { &input.object } else { &Json::Null }).collect();
    let mut owners: Vec<Option<usize>> = vec![None; objects.len()];
    let mut apps: Vec<App> = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        let Some(kind) = Kind::of(object) else { continue };
        let Some((mut app, members)) = app_of(at, kind, &objects, &owners) else { continue };
        if inputs[at].1.is_live {
            let members: Vec<&Json> = members.iter().map(|member| objects[*member]).collect();
            leave_out_defaults(&mut app, &members);
        }
        while apps.iter().any(|other| other.rust_name == app.rust_name) {
            app.rust_name.push_str(object["kind"].as_str().unwrap_or("App"));
        }
        for member in members {
            attach(&mut app, objects[member], &inputs[member].1.remarks);
            owners[member] = Some(apps.len());
        }
        apps.push(app);
    }
    let imported = inputs
        .iter()
        .zip(&owners)
        .map(|((file, input), owner)| imported(file, input, owner.and_then(|owner| apps.get(owner))));
    let report = Report { objects: imported.collect() };
    let kept = inputs.iter().zip(&owners).filter(|((_, input), owner)| owner.is_none() && is_in(input));
    let kept = kept.map(|((_, input), _)| input);
    Folded { kept: kept.collect(), apps, report }
}

/// The app of a workload with all that belongs to it and that its keys can say, and the places of those objects.
fn app_of(at: usize, kind: Kind, objects: &[&Json], owners: &[Option<usize>]) -> Option<(App, Vec<usize>)> {
    let object = objects[at];
    let is_free = |other: &usize| owners[*other].is_none();
    let service = service_of(object, kind, objects).filter(is_free);
    let with = service.and_then(|service| {
        let members = Members { object, kind, service: Some(objects[service]), others: Vec::new() };
        Some((proved(&members)?, members, vec![at, service]))
    });
    let (mut app, mut members, mut places) = with.or_else(|| {
        let members = Members { object, kind, service: None, others: Vec::new() };
        Some((proved(&members)?, members, vec![at]))
    })?;
    let owner = Owner { kind, object, service: members.service };
    for (other, candidate) in objects.iter().enumerate() {
        if places.contains(&other) || !is_free(&other) || !owner.may_have(candidate, objects) {
            continue;
        }
        let is_shared = candidate["kind"] == "Service" && selected_by(candidate, objects).len() != 1;
        let pair = if candidate["kind"] == "Role" { binding(candidate, objects) } else { None };
        let mut others = members.others.clone();
        others.push(candidate);
        others.extend(pair);
        let wider = Members { others, ..members };
        let Some(better) =
            proved(&wider).filter(|better| !is_shared && better.edits.len() <= app.edits.len())
        else {
            continue;
        };
        places.push(other);
        places.extend(pair.and_then(|pair| objects.iter().position(|object| std::ptr::eq(*object, pair))));
        (app, members) = (better, wider);
    }
    Some((app, places))
}

/// The app, if its objects equal the members, or do so with the smallest edits of the workload and its Service.
fn proved(members: &Members<'_>) -> Option<App> {
    let mut app = build::app(members)?;
    leave_out_unsaid(&mut app);
    complete(app, &members.all())
}

/// The Service in front of a workload: the first one that selects its Pods and no other workload's; of a stateful app
/// the one that it names.
fn service_of(object: &Json, kind: Kind, objects: &[&Json]) -> Option<usize> {
    let governing = object.pointer("/spec/serviceName").and_then(Json::as_str);
    objects.iter().position(|service| {
        let is_right = kind != Kind::Stateful || name(service) == governing;
        service["kind"] == "Service"
            && is_right
            && selects(service, object)
            && selected_by(service, objects).len() == 1
    })
}

/// The names of the workloads that a Service selects.
fn selected_by<'j>(service: &Json, objects: &[&'j Json]) -> BTreeSet<&'j str> {
    objects.iter().filter(|other| selects(service, other)).filter_map(|other| name(other)).collect()
}

fn name(object: &Json) -> Option<&str> {
    object.pointer("/metadata/name").and_then(Json::as_str)
}

/// What became of one object.
fn imported(file: &str, input: &Input, app: Option<&App>) -> Imported {
    let is_workload = Kind::of(&input.object).is_some();
    let own_name = name(&input.object);
    let is_own = |is_service: bool| match app {
        Some(app) if is_service => input.object["kind"] == "Service" && app.service.as_deref() == own_name,
        _ => is_workload,
    };
    let edits = app.into_iter().flat_map(|app| &app.edits).filter(|edit| is_own(edit.is_service));
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
            (None, _) if input.left_out.is_some() => Outcome::Skipped,
            (None, _) => Outcome::Kept,
            (Some(_), true) => Outcome::Native,
            (Some(_), false) => Outcome::Customized,
        },
        app: app.map(|app| app.rust_name.clone()),
        fields,
        reason: input.left_out,
    }
}
