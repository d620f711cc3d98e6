//! Volumes that others serve, or that are made of several sources, by the type that is made for them.

use serde_json::Value as Json;

use super::chain::{Chain, Written, made, new};
use crate::describe::parts::PullPolicy;
use crate::describe::shape::Stateless;
use crate::describe::volumes::{Csi, ImageFiles, Nfs, PodFields, Projected};
use crate::import::expr::Expr;
use crate::import::literal::{parsed, text};
use crate::k8s::values::{ContainerResource, DataKey, FieldPath, Image, Name, NodePath, ObjectName, SubPath};

/// A volume of one of these sources; none where no call says all of it.
pub(super) fn driver(field: &str, what: &Json) -> Option<Written> {
    match field {
        "nfs" => nfs(what),
        "csi" => csi(what),
        "image" => image(what),
        "downwardAPI" => pod_fields(what),
        "projected" => projected(what),
        _ => None,
    }
}

fn word<'j>(object: &'j Json, field: &str) -> Option<&'j str> {
    object.get(field)?.as_str()
}

fn list<'j>(object: &'j Json, field: &str) -> impl Iterator<Item = &'j Json> {
    object.get(field).and_then(Json::as_array).into_iter().flatten()
}

fn is_read_only(source: &Json) -> bool {
    source.get("readOnly") == Some(&Json::Bool(true))
}

fn nfs(source: &Json) -> Option<Written> {
    let (server, path) = (word(source, "server")?, word(source, "path")?);
    let value = Nfs::of(server.to_owned().into(), parsed::<NodePath>(path)?);
    let mut chain = Chain::new(format!("Nfs::new({}, {})", text(server), text(path)), value);
    if is_read_only(source) {
        chain = chain.then("read_only()", Nfs::read_only);
    }
    chain.written::<Stateless>("Nfs")
}

fn csi(source: &Json) -> Option<Written> {
    let driver = word(source, "driver")?;
    let value = Csi::new(parsed::<ObjectName>(driver)?);
    let mut chain = Chain::new(format!("Csi::new({})", new("ObjectName", driver)), value);
    for (name, value) in source.get("volumeAttributes").and_then(Json::as_object).into_iter().flatten() {
        let value = value.as_str()?;
        let call = format!("attribute({}, {})", text(name), text(value));
        chain = chain.then(&call, |csi| csi.attribute(name, value));
    }
    if let Some(secret) = source.pointer("/nodePublishSecretRef/name").and_then(Json::as_str) {
        let name = parsed::<ObjectName>(secret)?;
        chain = chain.then(&format!("secret({})", new("ObjectName", secret)), |csi| csi.secret(name));
    }
    if let Some(kind) = word(source, "fsType") {
        chain = chain.then(&format!("fs_type({})", text(kind)), |csi| csi.fs_type(kind));
    }
    if is_read_only(source) {
        chain = chain.then("read_only()", Csi::read_only);
    }
    chain.written::<Stateless>("Csi")
}

fn image(source: &Json) -> Option<Written> {
    let image = word(source, "reference")?;
    let chain = Chain::new(new("ImageFiles", image), ImageFiles::of(parsed::<Image>(image)?));
    let read = |policy: &Json| parsed::<PullPolicy>(policy.as_str()?);
    let call = |policy: &PullPolicy| format!("pull_policy(PullPolicy::{policy:?})");
    let chain = chain.maybe(source.get("pullPolicy"), read, call, ImageFiles::pull_policy)?;
    chain.written::<Stateless>("ImageFiles")
}

/// The files with fields of the Pod, and with resources of its containers.
macro_rules! say_files {
    ($chain:ident, $source:expr) => {
        for file in list($source, "items") {
            let at = word(file, "path")?;
            let path = parsed::<SubPath>(at)?;
            let at = new("SubPath", at);
            if let Some(field) = file.pointer("/fieldRef/fieldPath").and_then(Json::as_str) {
                let call = Expr::call("field", [Expr::atom(at), made("FieldPath", field)]);
                let field = parsed::<FieldPath>(field)?;
                $chain = $chain.call(call, |files| files.field(path, field));
            } else {
                let source = file.get("resourceFieldRef")?;
                let (container, resource) = (word(source, "containerName")?, word(source, "resource")?);
                let call = format!(
                    "resource({at}, {}, {})",
                    new("Name", container),
                    new("ContainerResource", resource)
                );
                let (container, resource) =
                    (parsed::<Name>(container)?, parsed::<ContainerResource>(resource)?);
                $chain = $chain.then(&call, |files| files.resource(path, container, resource));
            }
        }
    };
}

/// The permissions of the files, where they are not the usual ones.
macro_rules! say_mode {
    ($chain:ident, $source:expr) => {
        if let Some(mode) = $source.get("defaultMode").and_then(Json::as_i64).filter(|mode| *mode != 0o644) {
            let mode = i32::try_from(mode).ok()?;
            $chain = $chain.then(&format!("mode({mode:#o})"), |files| files.mode(mode));
        }
    };
}

fn pod_fields(source: &Json) -> Option<Written> {
    let mut chain = Chain::new("PodFields::new()".to_owned(), PodFields::new());
    say_files!(chain, source);
    say_mode!(chain, source);
    chain.written::<Stateless>("PodFields")
}

fn projected(source: &Json) -> Option<Written> {
    let mut chain = Chain::new("Projected::new()".to_owned(), Projected::new());
    for one in list(source, "sources") {
        let (kind, what) = one.as_object()?.iter().next()?;
        match kind.as_str() {
            "configMap" | "secret" => chain = named(chain, kind, what)?,
            "downwardAPI" => say_files!(chain, what),
            "serviceAccountToken" => {
                let (at, audience) = (word(what, "path")?, word(what, "audience")?);
                let (path, seconds) = (parsed::<SubPath>(at)?, what.get("expirationSeconds")?.as_i64()?);
                let call = format!("token({}, {}, {seconds})", new("SubPath", at), text(audience));
                chain = chain.then(&call, |files| files.token(path, audience, seconds));
            }
            _ => return None,
        }
    }
    say_mode!(chain, source);
    chain.written::<Stateless>("Projected")
}

/// The files of a ConfigMap or a Secret among others.
fn named(chain: Chain<Projected>, kind: &str, source: &Json) -> Option<Chain<Projected>> {
    let own = word(source, "name")?;
    let name = parsed::<ObjectName>(own)?;
    let mut chain = if kind == "secret" {
        chain.then(&format!("secret({})", new("ObjectName", own)), |files| files.secret(name))
    } else {
        chain.then(&format!("config({})", new("ObjectName", own)), |files| files.config(name))
    };
    for item in list(source, "items") {
        let (key, path) = (word(item, "key")?, word(item, "path")?);
        let call = Expr::call("item", [made("DataKey", key), made("SubPath", path)]);
        let (key, path) = (parsed::<DataKey>(key)?, parsed::<SubPath>(path)?);
        chain = chain.call(call, |files| files.item(key, path));
    }
    if source.get("optional") == Some(&Json::Bool(true)) {
        chain = chain.then("optional()", Projected::optional);
    }
    Some(chain)
}
