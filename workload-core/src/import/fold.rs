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
use super::reasons;
use super::remarks::attach;

/// The kinds of companions in the order of their keys.
const KEYS: &[&str] = &[
    "Service",
    "ServiceAccount",
    "Role",
    "HorizontalPodAutoscaler",
    "PodDisruptionBudget",
    "NetworkPolicy",
    "Ingress",
    "ConfigMap",
    "PersistentVolumeClaim",
];

/// An app, and the places of its objects among the inputs.
pub(super) struct Draft {
    /// The app.
    pub(super) app: App,
    /// The app before its texts were linked with others.
    pub(super) unlinked: App,
    /// The places of its objects.
    pub(super) members: Vec<usize>,
}

/// The apps of an import, and whose each object is.
pub(super) struct Folded {
    /// The apps.
    pub(super) drafts: Vec<Draft>,
    /// For each input the app that brings it.
    pub(super) owners: Vec<Option<usize>>,
    /// For each input why no app brings it, where it could.
    pub(super) reasons: Vec<Option<String>>,
}

/// Folds objects into apps, as far as they give the same objects back.
pub(super) fn fold(inputs: &[(String, Input)]) -> Folded {
    let is_in = |input: &Input| input.left_out.is_none();
    let objects: Vec<&Json> =
        inputs.iter().map(|(_, input)| if is_in(input) { &input.object } else { &Json::Null }).collect();
    let in_order = in_order(&objects);
    let mut owners: Vec<Option<usize>> = vec![None; objects.len()];
    let mut drafts: Vec<Draft> = Vec::new();
    let mut reasons: Vec<Option<String>> = vec![None; objects.len()];
    for (at, object) in objects.iter().enumerate() {
        let Some(kind) = Kind::of(object) else { continue };
        let Some((mut app, members)) = app_of(at, kind, (&objects, &in_order), &owners, &mut reasons) else {
            let members = Members { object, kind, service: None, others: Vec::new() };
            reasons[at] = Some(reasons::of_workload(&members));
            continue;
        };
        let own: Vec<&Json> = members.iter().map(|member| objects[*member]).collect();
        leave_out_defaults(&mut app, &own, inputs[at].1.is_live);
        for member in &members {
            attach(&mut app, objects[*member], &inputs[*member].1.remarks);
            owners[*member] = Some(drafts.len());
        }
        drafts.push(Draft { unlinked: app.clone(), app, members });
    }
    Folded { drafts, owners, reasons }
}

/// The app of a workload with all that belongs to it and that its keys can say, and the places of those objects.
fn app_of(
    at: usize,
    kind: Kind,
    (objects, in_order): (&[&Json], &[usize]),
    owners: &[Option<usize>],
    reasons: &mut [Option<String>],
) -> Option<(App, Vec<usize>)> {
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
    for &other in in_order {
        let candidate = objects[other];
        if places.contains(&other) || !is_free(&other) || !owner.may_have(candidate, objects) {
            continue;
        }
        let is_shared = candidate["kind"] == "Service" && selected_by(candidate, objects).len() != 1;
        if let Some(users) = users(candidate, objects).filter(|users| users.len() > 1) {
            reasons[other] = Some(reasons::several(&users));
            continue;
        }
        let pair = if candidate["kind"] == "Role" { binding(candidate, objects) } else { None };
        let mut others = members.others.clone();
        others.push(candidate);
        others.extend(pair);
        let wider = Members { others, ..members };
        let Some(better) =
            proved(&wider).filter(|better| !is_shared && better.edits.len() <= app.edits.len())
        else {
            reasons[other] = if is_shared { None } else { reasons::of_companion(&wider, candidate) };
            continue;
        };
        places.push(other);
        places.extend(pair.and_then(|pair| objects.iter().position(|object| std::ptr::eq(*object, pair))));
        (app, members) = (better, wider);
    }
    Some((app, places))
}

/// The places of the objects in the order of their keys: an export writes them in another order than they were read in.
fn in_order(objects: &[&Json]) -> Vec<usize> {
    let rank = |at: &usize| {
        let kind = objects[*at]["kind"].as_str().unwrap_or_default();
        KEYS.iter().position(|known| *known == kind).unwrap_or(KEYS.len())
    };
    let mut places: Vec<usize> = (0..objects.len()).collect();
    places.sort_by_key(rank);
    places
}

/// The workloads that use what several may use: a ConfigMap, a claim, an account, its rights.
fn users<'j>(candidate: &Json, objects: &[&'j Json]) -> Option<Vec<&'j str>> {
    let kinds = ["ConfigMap", "PersistentVolumeClaim", "ServiceAccount", "Role"];
    kinds.contains(&candidate["kind"].as_str()?).then(|| {
        let users = objects.iter().filter(|object| {
            let owner = Kind::of(object).map(|kind| Owner { kind, object, service: None });
            owner.is_some_and(|owner| owner.may_have(candidate, objects))
        });
        users.filter_map(|object| name(object)).collect()
    })
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
