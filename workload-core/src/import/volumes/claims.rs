//! Claims as values: those of each Pod, and those that all Pods share.

use serde_json::Value as Json;

use super::chain::{Chain, Written, made, new};
use crate::describe::shape::{Stateful, Stateless};
use crate::describe::volumes::{
    Access, AccessMode, Claim, PerPod, ReadOnlyMany, ReadWriteMany, ReadWriteOnce, ReadWriteOncePod,
};
use crate::import::expr::Expr;
use crate::import::labels::read;
use crate::import::literal::{parsed, text};
use crate::k8s::values::{AnnotationKey, LabelKey, LabelValue, ObjectName, Quantity};

/// What a claim asks for, as far as the types can say it.
struct Request<'j> {
    size: &'j str,
    mode: AccessMode,
    spec: &'j Json,
    metadata: &'j Json,
}

impl<'j> Request<'j> {
    fn of(claim: &'j Json) -> Option<Self> {
        let spec = claim.get("spec")?;
        let size = spec.pointer("/resources/requests/storage").and_then(Json::as_str);
        let mode = spec.pointer("/accessModes/0").and_then(|mode| serde_json::from_value(mode.clone()).ok());
        Some(Self {
            // Without a size it is no claim that a server takes; `customize` takes this one away again.
            size: size.filter(|size| parsed::<Quantity>(size).is_some()).unwrap_or("1Gi"),
            mode: mode.unwrap_or(AccessMode::ReadWriteOnce),
            spec,
            metadata: claim.get("metadata").unwrap_or(&Json::Null),
        })
    }
}

/// Says the rest of a request with the calls that both types of claims have; what is no such value stays unsaid.
macro_rules! say {
    ($chain:ident, $request:ident) => {{
        let name = |json: &Json| parsed::<ObjectName>(json.as_str()?);
        match $request.spec.get("storageClassName").and_then(Json::as_str) {
            Some("") => $chain = $chain.then("no_storage_class()", |claim| claim.no_storage_class()),
            Some(class) => {
                if let Some(class) = parsed::<ObjectName>(class) {
                    let call = format!("storage_class({})", new("ObjectName", class.as_str()));
                    $chain = $chain.then(&call, |claim| claim.storage_class(class));
                }
            }
            None => {}
        }
        if $request.spec.get("volumeMode").and_then(Json::as_str) == Some("Block") {
            $chain = $chain.then("block()", |claim| claim.block());
        }
        let is_snapshot =
            $request.spec.pointer("/dataSource/kind").and_then(Json::as_str) == Some("VolumeSnapshot");
        let snapshot = $request.spec.pointer("/dataSource/name").filter(|_| is_snapshot).and_then(name);
        if let Some(snapshot) = snapshot {
            let call = format!("from_snapshot({})", new("ObjectName", snapshot.as_str()));
            $chain = $chain.then(&call, |claim| claim.from_snapshot(snapshot));
        }
        for (key, value) in read($request.metadata.get("labels")) {
            let call = Expr::call("label", [made("LabelKey", &key), made("LabelValue", &value)]);
            if let (Some(key), Some(value)) = (parsed::<LabelKey>(&key), parsed::<LabelValue>(&value)) {
                $chain = $chain.call(call, |claim| claim.label(key, value));
            }
        }
        for (key, value) in read($request.metadata.get("annotations")) {
            let call = Expr::call("annotation", [made("AnnotationKey", &key), Expr::text(&value)]);
            if let Some(key) = parsed::<AnnotationKey>(&key) {
                $chain = $chain.call(call, |claim| claim.annotation(key, value));
            }
        }
    }};
}

/// A claim template as a `PerPod`; what the type cannot say is left to `customize`.
pub(super) fn per_pod(template: &Json) -> Option<Written> {
    let request = Request::of(template)?;
    let mut chain = Chain::new(new("PerPod", request.size), PerPod::of(parsed::<Quantity>(request.size)?));
    if request.mode != AccessMode::ReadWriteOnce {
        let call = format!("access(AccessMode::{})", request.mode.as_str());
        chain = chain.then(&call, |claim| claim.access(request.mode));
    }
    say!(chain, request);
    chain.written::<Stateful>("PerPod")
}

/// A claim object as a `Claim` that comes with the app, without the labels that it takes from the app.
pub(super) fn own_claim(claim: &Json, is_read_only: bool) -> Option<Written> {
    match Request::of(claim)?.mode {
        AccessMode::ReadWriteOnce => shared::<ReadWriteOnce>(claim, is_read_only, "Claim"),
        AccessMode::ReadWriteOncePod => {
            shared::<ReadWriteOncePod>(claim, is_read_only, "Claim<ReadWriteOncePod>")
        }
        AccessMode::ReadOnlyMany => shared::<ReadOnlyMany>(claim, is_read_only, "Claim<ReadOnlyMany>"),
        AccessMode::ReadWriteMany => shared::<ReadWriteMany>(claim, is_read_only, "Claim<ReadWriteMany>"),
    }
}

fn shared<A: Access>(claim: &Json, is_read_only: bool, ty: &str) -> Option<Written> {
    let request = Request::of(claim)?;
    let own_name = request.metadata.get("name")?.as_str()?;
    let value = Claim::<A>::of(parsed::<Quantity>(request.size)?);
    let chain = Chain::new(new("Claim", request.size), value);
    let call = format!("named({})", new("ObjectName", own_name));
    let name = parsed::<ObjectName>(own_name)?;
    let mut chain = chain.then(&call, |claim| claim.named(name));
    if let Some(volume) = request.spec.get("volumeName").and_then(Json::as_str) {
        let call = format!("volume({})", new("ObjectName", volume));
        let volume = parsed::<ObjectName>(volume)?;
        chain = chain.then(&call, |claim| claim.volume(volume));
    }
    say!(chain, request);
    if is_read_only {
        chain = chain.then("read_only()", Claim::read_only);
    }
    chain.written::<Stateless>(ty)
}

/// A claim that exists; a ReadWriteOnce one is for one replica.
pub(super) fn existing(name: &str, is_read_only: bool, has_replicas: bool) -> Option<Written> {
    if has_replicas {
        return existing_as::<ReadWriteMany>(name, is_read_only, "Claim<ReadWriteMany>");
    }
    existing_as::<ReadWriteOnce>(name, is_read_only, "Claim")
}

fn existing_as<A: Access>(name: &str, is_read_only: bool, ty: &str) -> Option<Written> {
    let value = Claim::<A>::existing_of(parsed::<ObjectName>(name)?);
    let mut chain = Chain::new(format!("Claim::existing({})", text(name)), value);
    if is_read_only {
        chain = chain.then("read_only()", Claim::read_only);
    }
    chain.written::<Stateless>(ty)
}
