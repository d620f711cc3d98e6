//! From a workload's object and its Service to an app.

use serde_json::Value as Json;

use super::app::{App, Field, Part};
use super::attribute::{Attribute, Value, has};
use super::container::{PORT, labelled, main_keys};
use super::kinds::Kind;
use super::labels::Labelled;
use super::literal::text;
use super::names::pascal;
use super::pod::pod_keys;
use super::service::{Ports, service_key};
use super::table::How::Plain;
use super::table::keys;
use super::volumes::add_volumes;

/// An app of a workload's object, with the Service in front of it where there is one.
pub(super) fn app(object: &Json, kind: Kind, service: Option<&Json>) -> Option<App> {
    let object_name = object.pointer("/metadata/name")?.as_str()?;
    let name = &*object_name.replace('.', "-");
    let template = kind.template(object);
    let pod = template.get("spec")?;
    let main = pod.pointer("/containers/0")?;
    let mut app = App {
        kind,
        rust_name: pascal(name),
        name: name.to_owned(),
        attributes: vec![Attribute::new("name", Value::Text(name.to_owned()))],
        fields: Vec::new(),
        edits: Vec::new(),
        comments: Vec::new(),
    };
    if object_name != name {
        app.attributes.push(Attribute::new("object_name", Value::Text(object_name.to_owned())));
    }
    identity(&mut app, object, template, service);
    if let Some(container) = main.get("name").and_then(Json::as_str).filter(|container| *container != name) {
        app.attributes.push(Attribute::new("container_name", Value::Text(container.to_owned())));
    }
    app.attributes.extend(kind.keys(object));
    let ports = Ports::of(main, service);
    app.attributes.extend(service_key(&app, object, service, &ports));
    app.attributes.extend(main_keys(main).into_iter().filter(|key| key.key != "image"));
    app.attributes.extend(pod_keys(pod));
    image(&mut app, main)?;
    replicas(&mut app, object);
    port_fields(&mut app, main, &ports);
    let has_replicas = object.pointer("/spec/replicas").and_then(Json::as_i64).is_some_and(|count| count > 1);
    add_volumes(
        &mut app,
        pod,
        object.pointer("/spec/volumeClaimTemplates").unwrap_or(&Json::Null),
        has_replicas,
    );
    Some(app)
}

/// Namespace, labels and annotations.
fn identity(app: &mut App, object: &Json, template: &Json, service: Option<&Json>) {
    let text_at = |pointer: &str| object.pointer(pointer).and_then(Json::as_str);
    if let Some(namespace) = text_at("/metadata/namespace") {
        app.attributes.push(Attribute::new("namespace", Value::Text(namespace.to_owned())));
    }
    app.attributes.extend(Labelled::of(object, template, service, app.kind).keys(&app.name));
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
        key: "image",
        beside: None,
        options: Vec::new(),
        value: format!("Image::new({})", text(image)),
        part: Part::Key(Attribute::new("image", Value::Text(image.to_owned()))),
    });
    Some(())
}

fn replicas(app: &mut App, object: &Json) {
    let Some(count) = object.pointer("/spec/replicas").and_then(Json::as_i64) else { return };
    if has(&app.attributes, "autoscale") || !matches!(app.kind, Kind::Stateless | Kind::Stateful) {
        return;
    }
    app.fields.push(Field {
        ident: "replicas".to_owned(),
        ty: "u32".to_owned(),
        key: "replicas",
        beside: None,
        options: Vec::new(),
        value: count.to_string(),
        part: Part::Key(Attribute::new("replicas", Value::Number(count))),
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
            key: "port",
            beside,
            options,
            value: number.to_string(),
            part: Part::Key(Attribute::new("port", Value::Group(group))),
        });
    }
}
