//! From a workload's object and its companions to an app.

use serde_json::Value as Json;

use super::app::{App, Field, Part};
use super::attribute::{Attribute, Value, has};
use super::companions::{account_keys, companion_keys};
use super::container::{PORT, labelled, main_keys};
use super::expr::Expr;
use super::kinds::Kind;
use super::labels::Labelled;
use super::members::Members;
use super::names::{pascal, snake};
use super::own_data::OwnData;
use super::pod::pod_keys;
use super::service::{Ports, service_key};
use super::table::How::Plain;
use super::table::keys;
use super::volumes::{Volumes, add_volumes};
use crate::describe::Context;

/// An app of these objects.
pub(super) fn app(members: &Members<'_>) -> Option<App> {
    let object_name = members.object.pointer("/metadata/name")?.as_str()?;
    let name = &*object_name.replace('.', "-");
    let pod = members.template().get("spec")?;
    let main = pod.pointer("/containers/0")?;
    let service =
        members.service.and_then(|service| service.pointer("/metadata/name")).and_then(Json::as_str);
    let mut app = App {
        kind: members.kind,
        rust_name: pascal(name),
        ident: snake(name),
        name: name.to_owned(),
        service: service.map(ToOwned::to_owned),
        attributes: vec![Attribute::new("name", Value::Text(name.to_owned()))],
        fields: Vec::new(),
        edits: Vec::new(),
        comments: Vec::new(),
        context: Context::default(),
    };
    if object_name != name {
        app.attributes.push(Attribute::new("object_name", Value::Text(object_name.to_owned())));
    }
    let labels = Labelled::of(members);
    identity(&mut app, members, &labels);
    if let Some(container) = main.get("name").and_then(Json::as_str).filter(|container| *container != name) {
        app.attributes.push(Attribute::new("container_name", Value::Text(container.to_owned())));
    }
    app.attributes.extend(members.kind.keys(members.object));
    let ports = Ports::of(main, members.service);
    app.attributes.extend(service_key(members, &labels, &ports));
    app.attributes.extend(main_keys(main).into_iter().filter(|key| key.key != "image"));
    app.attributes.extend(pod_keys(pod));
    let own = OwnData::of(members, &labels);
    let beside: Vec<&Json> = members.others.iter().copied().filter(|other| !own.has(other)).collect();
    add_account(&mut app, account_keys(&labels, &beside));
    app.attributes.extend(companion_keys(name, &labels, &beside));
    image(&mut app, main)?;
    replicas(&mut app, members);
    port_fields(&mut app, main, &ports);
    let most = beside.iter().filter_map(|other| other.pointer("/spec/maxReplicas")?.as_i64()).max();
    let volumes = Volumes {
        pod,
        templates: members.object.pointer("/spec/volumeClaimTemplates").unwrap_or(&Json::Null),
        has_replicas: members.replicas().max(most).is_some_and(|count| count > 1),
        own: &own.objects,
    };
    add_volumes(&mut app, &volumes);
    Some(app)
}

/// Says that the account comes with the app.
fn add_account(app: &mut App, account: Vec<Attribute>) {
    let key = app.attributes.iter_mut().find(|attribute| attribute.key == "service_account");
    if let Some(Value::Group(said)) = key.map(|key| &mut key.value) {
        said.extend(account);
    }
}

/// Namespace, labels and annotations.
fn identity(app: &mut App, members: &Members<'_>, labels: &Labelled) {
    let Members { object, .. } = *members;
    let template = members.template();
    let text_at = |pointer: &str| object.pointer(pointer).and_then(Json::as_str);
    if let Some(namespace) = text_at("/metadata/namespace") {
        app.attributes.push(Attribute::new("namespace", Value::Text(namespace.to_owned())));
    }
    app.attributes.extend(labels.keys(&app.name));
    let annotations = |object: &Json| object.pointer("/metadata/annotations").cloned().unwrap_or_default();
    app.attributes.extend(labelled("annotations", &annotations(object)));
    let metadata = template.get("metadata").unwrap_or(&Json::Null);
    app.attributes.extend(keys(
        metadata,
        &[("name", "template_name", Plain), ("namespace", "template_namespace", Plain)],
    ));
    app.attributes.extend(labelled("pod_annotations", &annotations(template)));
    if app.kind == Kind::Scheduled {
        let job = object.pointer("/spec/jobTemplate").unwrap_or(&Json::Null);
        app.attributes.extend(labelled("job_annotations", &annotations(job)));
        app.attributes.extend(labelled("job_labels", job.pointer("/metadata/labels").unwrap_or(&Json::Null)));
    }
}

/// The image is a field: it is what differs from place to place. Without one there is no app.
fn image(app: &mut App, main: &Json) -> Option<()> {
    let image = main.get("image")?.as_str().filter(|image| !image.is_empty())?;
    app.fields.push(Field {
        ident: "image".to_owned(),
        ty: "Image".to_owned(),
        key: "image".to_owned(),
        beside: None,
        options: Vec::new(),
        value: Expr::call("Image::new", [Expr::Text { hint: "image".to_owned(), text: image.to_owned() }]),
        part: Part::Keys(vec![Attribute::new("image", Value::Text(image.to_owned()))]),
        comments: Vec::new(),
    });
    Some(())
}

fn replicas(app: &mut App, members: &Members<'_>) {
    let Some(count) = members.replicas() else { return };
    if has(&app.attributes, "autoscale") || !matches!(app.kind, Kind::Stateless | Kind::Stateful) {
        return;
    }
    app.fields.push(Field {
        ident: "replicas".to_owned(),
        ty: "u32".to_owned(),
        key: "replicas".to_owned(),
        beside: None,
        options: Vec::new(),
        value: Expr::atom(count.to_string()),
        part: Part::Keys(vec![Attribute::new("replicas", Value::Number(count))]),
        comments: Vec::new(),
    });
}

/// Each port of the main container is a field, called as the port is.
fn port_fields(app: &mut App, main: &Json, ports: &Ports) {
    for (at, port) in main.get("ports").and_then(Json::as_array).into_iter().flatten().enumerate() {
        let Some(number) = port.get("containerPort").and_then(Json::as_i64) else { continue };
        let name = port.get("name").and_then(Json::as_str);
        let ident = app.free_ident(name.unwrap_or("port"));
        let mut options: Vec<_> = keys(port, PORT).into_iter().filter(|key| key.key != "name").collect();
        let mut beside = name.filter(|name| *name != ident.replace('_', "-")).map(ToOwned::to_owned);
        if name.is_none() {
            options.insert(0, Attribute::new("unnamed", Value::Flag(true)));
            beside = None;
        }
        options.extend(ports.options(at));
        let mut group = vec![Attribute::new("number", Value::Number(number))];
        group.extend(name.map(|name| Attribute::new("name", Value::Text(name.to_owned()))));
        group.extend(options.iter().cloned());
        app.fields.push(Field {
            ident,
            ty: "u16".to_owned(),
            key: "port".to_owned(),
            beside,
            options,
            value: Expr::atom(number.to_string()),
            part: Part::Keys(vec![Attribute::new("port", Value::Group(group))]),
            comments: Vec::new(),
        });
    }
}
