//! The objects that a description gives: the builder is called as the derive's code would call it.

use serde_json::Value as Json;

use super::app::{App, Edit, Field, Part};
use super::attribute::Attribute;
use super::keys::Keys;
use super::kinds::Kind;
use super::leaves::with_leaves;
use super::read::Read;
use super::typed::Typed;
use crate::describe::Description;
use crate::describe::attribute::check_beside;
use crate::describe::objects::{Assembly, Objects as _};
use crate::describe::parts::{Address, Mount};
use crate::describe::shape::{PerNode, RunOnce, Scheduled, Shape, Stateful, Stateless};
use crate::describe::workload::complete;
use crate::k8s::literal::{Leaf, Part as _, Written};
use crate::k8s::values::{MountPath, Name};

/// Evaluates an expression with the shape of a kind in the place of a type.
macro_rules! in_shape {
    ($kind:expr, $shape:ident => $value:expr) => {
        match $kind {
            Kind::Stateless => {
                type $shape = Stateless;
                $value
            }
            Kind::Stateful => {
                type $shape = Stateful;
                $value
            }
            Kind::PerNode => {
                type $shape = PerNode;
                $value
            }
            Kind::RunOnce => {
                type $shape = RunOnce;
                $value
            }
            Kind::Scheduled => {
                type $shape = Scheduled;
                $value
            }
        }
    };
}

/// Leaves out what the builder does not take.
pub(super) fn leave_out_unsaid(app: &mut App) {
    in_shape!(app.kind, S => leave_out::<S>(app));
}

/// What an attribute says as the value of a field.
pub(super) fn typed(kind: Kind, attribute: &Attribute) -> Option<Typed> {
    in_shape!(kind, S => S::typed(attribute))
}

/// Where the Service of an app is reached, and its namespace; none where it has no address.
pub(super) fn address(app: &App) -> Option<(Address, Option<String>)> {
    match app.kind {
        Kind::Stateless => address_of::<Stateless>(app),
        Kind::Stateful => address_of::<Stateful>(app),
        _ => None,
    }
}

fn address_of<S: Keys>(app: &App) -> Option<(Address, Option<String>)> {
    app.service.as_ref()?;
    let description = described::<S>(app)?;
    Some((description.address(), description.identity.namespace.clone()))
}

/// Whether what the struct says contradicts itself at compile time.
pub(super) fn is_refused(app: &App) -> bool {
    in_shape!(app.kind, S => refused::<S>(app))
}

fn refused<S: Keys>(app: &App) -> bool {
    with_leaves(&app.attributes, |attributes| {
        let fields = app.fields.iter().map(|field| Leaf { key: &field.key, written: Written::Later });
        let leaves: Vec<_> = attributes.iter().copied().chain(fields).collect();
        leaves.iter().any(|leaf| check_beside::<S>(&leaves, leaf.key).is_err())
    })
}

fn leave_out<S: Keys>(app: &mut App) {
    let mut description = Description::<S>::new(Name::new("app"));
    app.attributes.retain(|attribute| S::say(&mut description, attribute).is_some());
    app.fields.retain(|field| say_field(&mut description, field).is_some());
    while let Some(at) = contradiction::<S>(app) {
        app.attributes.remove(at);
    }
}

/// The first attribute that contradicts the others, by the checks that the derive runs at compile time.
fn contradiction<S: Keys>(app: &App) -> Option<usize> {
    with_leaves(&app.attributes, |attributes| {
        let fields = app.fields.iter().map(|field| Leaf { key: &field.key, written: Written::Later });
        let leaves: Vec<_> = attributes.iter().copied().chain(fields).collect();
        attributes.iter().position(|leaf| check_beside::<S>(&leaves, leaf.key).is_err())
    })
}

/// The objects of an app; none when its description contradicts itself.
pub(super) fn objects(app: &App) -> Option<Vec<Json>> {
    in_shape!(app.kind, S => objects_of::<S>(app))
}

/// The description of an app in its stack.
fn described<S: Keys>(app: &App) -> Option<Description<S>> {
    let mut description = Description::<S>::new(Name::new("app"));
    for attribute in &app.attributes {
        S::say(&mut description, attribute)?;
    }
    for field in &app.fields {
        say_field(&mut description, field)?;
    }
    complete(&mut description, &app.context);
    Some(description)
}

fn objects_of<S: Keys>(app: &App) -> Option<Vec<Json>> {
    let description = described::<S>(app)?;
    if !description.errors().is_empty() {
        return None;
    }
    let objects = S::assemble(Assembly::of(description)).into_objects();
    let mut objects = objects.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>().ok()?;
    for edit in &app.edits {
        let is_meant = |object: &&mut Json| match &app.service {
            Some(name) if edit.is_service => {
                object["kind"] == "Service" && object["metadata"]["name"] == **name
            }
            _ => Kind::of(object) == Some(app.kind),
        };
        apply(objects.iter_mut().find(is_meant)?, edit)?;
    }
    Some(objects)
}

fn say_field<S: Keys>(description: &mut Description<S>, field: &Field) -> Option<()> {
    let (name, source) = match &field.part {
        Part::Keys(all) => return all.iter().try_for_each(|attribute| S::say(description, attribute)),
        Part::Volume { name, source } => (Name::parse(name.clone()).ok()?, source),
    };
    let mut mount = Mount::<S>::of(name.into(), (**source).clone());
    for option in &field.options {
        say_mount(&mut mount, option)?;
    }
    if let Some(path) = &field.beside {
        mount.set_beside(MountPath::parse(path.clone()).ok()?);
        description.mount(mount);
    } else {
        description.volume(mount);
    }
    Some(())
}

fn say_mount<S: Shape>(mount: &mut Mount<S>, option: &Attribute) -> Option<()> {
    let value = &option.value;
    let _: &mut Mount<S> = match option.key.as_str() {
        "name" => mount.name(Read::read(value)?),
        "read_only" => mount.read_only(Read::read(value)?),
        "sub_path" => mount.sub_path(Read::read(value)?),
        "sub_path_expr" => mount.sub_path_expr(Read::read(value)?),
        "propagation" => mount.propagation(Read::read(value)?),
        "recursive_read_only" => mount.recursive_read_only(Read::read(value)?),
        _ => return None,
    };
    Some(())
}

/// Applies an edit to an object as JSON, as `workload_core::customize` does to a typed one.
fn apply(object: &mut Json, edit: &Edit) -> Option<()> {
    let edited = match &edit.value {
        Some(value) => crate::describe::customize::set_in(object, &edit.pointer, value.clone()),
        None => crate::describe::customize::remove_in(object, &edit.pointer),
    };
    edited.ok()?;
    // A field that the typed object does not have would be lost.
    let typed = crate::k8s::Object::from_json(object)?;
    *object = serde_json::to_value(typed).ok()?;
    Some(())
}
