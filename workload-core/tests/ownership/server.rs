//! An API server without a network: requests in, objects or refusals out.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use workload_core::ownership::{
    ApplyError, BuiltinKind, CustomKind, Endpoint, JsonPatchError, ResetFields, Writer, apply,
    conflict_message, json_patch, merge_patch, strategic_merge_patch, type_name, update,
};

use crate::admission;
use crate::check;
use crate::kinds::{Kind, is_created_by_put, is_namespaced, needs_version, resource};
use crate::meta_check;
use crate::refusal::{Cause, Refusal};
use crate::request::Request;
use crate::strategy;

const NAMESPACE: &str = "own-demo";
const STALE: &str =
    "the object has been modified; please apply your changes to the latest version and try again";

/// What the server holds.
#[derive(Default)]
pub struct Server {
    custom: BTreeMap<String, Kind>,
    pub objects: BTreeMap<(String, String), Value>,
    versions: u64,
    uids: u64,
    names: u64,
    pub addresses: strategy::Addresses,
    /// The current second.
    pub now: String,
}

/// A success.
#[derive(Clone, Debug)]
pub struct Reply {
    pub code: u64,
    /// The object after the request; nothing when it is gone.
    pub object: Value,
    pub changed: bool,
}

impl Server {
    /// A server that serves some custom kinds.
    pub fn serving(kinds: &BTreeMap<String, Kind>) -> Self {
        Self { custom: kinds.clone(), ..Self::default() }
    }

    fn define(&mut self, definition: Value) {
        let kind = definition["spec"]["names"]["kind"].as_str().unwrap().to_owned();
        self.custom
            .insert(kind, Kind::Custom(CustomKind::from_definition(&definition).into(), definition.into()));
    }

    fn kind(&self, request: &Request) -> Result<Kind, Refusal> {
        if let Some(kind) = self.custom.get(&request.kind) {
            return Ok(kind.clone());
        }
        let kind = BuiltinKind::new(&request.api_version, &request.kind).map(Kind::Builtin);
        kind.ok_or_else(|| Refusal::new(404, "NotFound", "the server could not find the requested resource"))
    }

    pub fn handle(&mut self, request: &Request) -> Result<Reply, Refusal> {
        let kind = self.kind(request)?;
        let name = self.resolve(request);
        match request.verb.as_str() {
            "get" => {
                let object = self.find(request, &name)?;
                Ok(Reply { code: 200, object: self.respond(&kind, request, &object), changed: false })
            }
            "delete" => self.delete(request, &kind, &name),
            "create" => self.create(request, &kind),
            _ => self.write(request, &kind, &name),
        }
    }

    /// The name in the address: where a request gives none, the object with a generated name.
    fn resolve(&self, request: &Request) -> String {
        let is_generated =
            |(kind, name): &&(String, String)| kind == &request.kind && name.starts_with("web-r");
        match self.objects.keys().find(is_generated) {
            Some((_, name)) if request.name.is_none() => name.clone(),
            _ => request.resolved_name(),
        }
    }

    fn find(&self, request: &Request, name: &str) -> Result<Value, Refusal> {
        let object = self.objects.get(&(request.kind.clone(), name.to_owned())).cloned();
        object.ok_or_else(|| not_found(request, name))
    }

    /// The object in the version of the request.
    fn respond(&self, kind: &Kind, request: &Request, object: &Value) -> Value {
        if object["apiVersion"] == request.api_version.as_str() || request.subresource == "scale" {
            return object.clone();
        }
        kind.versions().convert(object, &request.api_version).unwrap_or_else(|_| object.clone())
    }

    fn create(&mut self, request: &Request, kind: &Kind) -> Result<Reply, Refusal> {
        check::options(request, "CreateOptions")?;
        let body = check::body(request)?;
        self.namespace(request, &body)?;
        check::well_formed(kind, &body, false)?;
        let (mut new, unknown) = kind.decode(&body);
        check::strict(request, &unknown, false)?;
        meta_check::owners_once(&mut new);
        let live = kind.versions().empty(&request.api_version);
        let new = self.tracked(request, kind, &live, &new);
        self.store_new(request, kind, new)
    }

    fn namespace(&self, request: &Request, body: &Value) -> Result<(), Refusal> {
        let wanted = request.namespace.as_deref().unwrap_or(NAMESPACE);
        let given = body["metadata"]["namespace"].as_str().filter(|given| !given.is_empty());
        if is_namespaced(&request.kind) && given.is_some_and(|given| given != wanted) {
            let message =
                "the namespace of the provided object does not match the namespace sent on the request";
            return Err(Refusal::bad_request(message));
        }
        Ok(())
    }

    fn tracked(&self, request: &Request, kind: &Kind, live: &Value, new: &Value) -> Value {
        let reset = kind.reset_fields(&request.kind, &request.api_version, &request.subresource);
        let endpoint = endpoint(request, kind, &reset);
        update(&endpoint, live, new, &Writer { manager: &request.manager(), time: &self.now, force: false })
    }

    /// What is common to all creations.
    fn store_new(&mut self, request: &Request, kind: &Kind, mut new: Value) -> Result<Reply, Refusal> {
        admission::create(&request.kind, &mut new);
        if request.namespace.is_some() && is_namespaced(&request.kind) {
            let namespace = request.namespace.clone().unwrap_or_default();
            return Err(Refusal::new(404, "NotFound", format!("namespaces \"{namespace}\" not found")));
        }
        let uid = format!("U{}", self.uids);
        let generated = format!("web-r{}", self.names);
        let metadata = &mut new["metadata"];
        let is_generated = metadata["name"].as_str().unwrap_or_default().is_empty()
            && metadata["generateName"].as_str().is_some_and(|prefix| !prefix.is_empty());
        if is_generated {
            metadata["name"] = json!(generated);
        }
        metadata["uid"] = json!(uid);
        metadata["creationTimestamp"] = json!(self.now);
        for key in ["resourceVersion", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"] {
            metadata.as_object_mut().unwrap().remove(key);
        }
        if is_namespaced(&request.kind) {
            metadata["namespace"] = json!(NAMESPACE);
        }
        let mut addresses = self.addresses.clone();
        strategy::create(&request.kind, kind, &mut new, &self.now, &mut addresses);
        let causes = check::object(&request.kind, kind, &new, None, &request.subresource);
        if !causes.is_empty() {
            return Err(Refusal::invalid(causes));
        }
        let mut stored = kind.store(&new);
        let name = stored["metadata"]["name"].as_str().unwrap_or_default().to_owned();
        let key = (request.kind.clone(), name.clone());
        if let Some(known) = self.objects.get(&key) {
            let dying = if known["metadata"]["deletionTimestamp"].is_string() {
                "object is being deleted: "
            } else {
                ""
            };
            let resource = resource(&request.kind, &request.api_version);
            return Err(Refusal::new(
                409,
                "AlreadyExists",
                format!("{dying}{resource} \"{name}\" already exists"),
            ));
        }
        self.addresses = addresses;
        self.uids += 1;
        self.names += u64::from(is_generated);
        if !request.dry_run {
            self.versions += 1;
            stored["metadata"]["resourceVersion"] = json!(self.versions.to_string());
            stored = self.to_storage(kind, stored);
            self.objects.insert(key, stored.clone());
            self.learn_definition(&stored);
            self.establish(&stored);
        }
        Ok(Reply { code: 201, object: self.respond(kind, request, &stored), changed: !request.dry_run })
    }

    fn learn_definition(&mut self, object: &Value) {
        if object["kind"] == "CustomResourceDefinition" {
            self.define(object.clone());
        }
    }

    /// The API server's own controllers accept the names of a new definition and serve it.
    fn establish(&mut self, object: &Value) {
        if object["kind"] != "CustomResourceDefinition" {
            return;
        }
        let condition = |name: &str, reason: &str, message: &str| json!({"type": name, "status": "True", "reason": reason, "message": message, "lastTransitionTime": self.now});
        let mut new = object.clone();
        new["status"]["acceptedNames"] = object["spec"]["names"].clone();
        new["status"]["conditions"] = json!([
            condition("NamesAccepted", "NoConflicts", "no conflicts found"),
            condition("Established", "InitialNamesAccepted", "the initial names have been accepted"),
        ]);
        let kind = BuiltinKind::new("apiextensions.k8s.io/v1", "CustomResourceDefinition").unwrap();
        let reset = ResetFields::new();
        let endpoint = Endpoint {
            versions: &kind,
            api_version: "apiextensions.k8s.io/v1",
            kind: "CustomResourceDefinition",
            subresource: "status",
            reset_fields: &reset,
        };
        let mut new = update(
            &endpoint,
            object,
            &new,
            &Writer { manager: "kube-apiserver", time: &self.now, force: false },
        );
        self.versions += 1;
        new["metadata"]["resourceVersion"] = json!(self.versions.to_string());
        let name = object["metadata"]["name"].as_str().unwrap_or_default().to_owned();
        self.objects.insert(("CustomResourceDefinition".to_owned(), name), kind.store(&new));
    }

    /// The object in the version that its kind is stored in.
    fn to_storage(&self, kind: &Kind, object: Value) -> Value {
        let wanted = match kind {
            Kind::Custom(_, definition) => {
                let group = definition["spec"]["group"].as_str().unwrap_or_default();
                let versions = definition["spec"]["versions"].as_array().unwrap();
                let stored = versions.iter().find(|version| version["storage"] == true).unwrap();
                format!("{group}/{}", stored["name"].as_str().unwrap_or_default())
            }
            Kind::Builtin(_) if object["kind"] == "HorizontalPodAutoscaler" => "autoscaling/v2".to_owned(),
            Kind::Builtin(_) => return object,
        };
        if object["apiVersion"] == wanted {
            return object;
        }
        kind.store(&kind.versions().convert(&object, &wanted).unwrap_or(object))
    }

    /// Any write to an object that may be there.
    fn write(&mut self, request: &Request, kind: &Kind, name: &str) -> Result<Reply, Refusal> {
        let options = if request.verb == "update" || request.verb == "scale-update" {
            "UpdateOptions"
        } else {
            "PatchOptions"
        };
        check::options(request, options)?;
        let body = check::body(request)?;
        let live = self.objects.get(&(request.kind.clone(), name.to_owned())).cloned();
        let is_apply = request.verb == "apply";
        let creates = (is_apply || request.verb == "update" && is_created_by_put(&request.kind))
            && request.subresource.is_empty();
        if request.verb == "update" {
            self.put_preconditions(request, &body, name, live.as_ref())?;
        }
        let Some(live) = live else {
            if !creates {
                return Err(not_found(request, name));
            }
            let empty = kind.versions().empty(&request.api_version);
            let new = self.changed(request, kind, &empty, &body)?;
            if let (true, Some(uid)) =
                (is_apply, new["metadata"]["uid"].as_str().filter(|uid| !uid.is_empty()))
            {
                let message = format!(
                    "uid mismatch: the provided object specified uid {uid}, and no existing object was found"
                );
                return Err(conflict(request, name, &message));
            }
            self.check_name(request, &new, name)?;
            return self.store_new(request, kind, new);
        };
        let mut new = if request.subresource == "scale" {
            self.scaled(request, kind, &live, &body)?
        } else {
            self.changed(request, kind, &live, &body)?
        };
        if is_apply || request.verb.ends_with("-patch") {
            self.namespace(request, &new)?;
            self.check_name(request, &new, name)?;
        }
        if !is_namespaced(&request.kind) {
            new["metadata"].as_object_mut().unwrap().remove("namespace");
        }
        meta_check::owners_once(&mut new);
        admission::update(&request.kind, &mut new, &live);
        self.store_change(request, kind, name, &live, new)
    }

    fn check_name(&self, request: &Request, new: &Value, name: &str) -> Result<(), Refusal> {
        let given = new["metadata"]["name"].as_str().unwrap_or_default();
        if given.is_empty() {
            let message = format!(
                "the name of the object ({name} based on URL) was undeterminable: name must be provided"
            );
            return Err(Refusal::bad_request(message));
        }
        if given != name {
            return Err(Refusal::bad_request(format!(
                "the name of the object ({given}) does not match the name on the URL ({name})"
            )));
        }
        let _ = request;
        Ok(())
    }

    fn put_preconditions(
        &self,
        request: &Request,
        body: &Value,
        name: &str,
        live: Option<&Value>,
    ) -> Result<(), Refusal> {
        let given = body["apiVersion"].as_str().unwrap_or_default();
        if given != request.api_version {
            return Err(Refusal::bad_request(format!(
                "the API version in the data ({given}) does not match the expected API version ({})",
                request.api_version
            )));
        }
        self.namespace(request, body)?;
        self.check_name(request, body, name)?;
        let uid = body["metadata"]["uid"].as_str().filter(|uid| !uid.is_empty());
        match (uid, live) {
            (Some(uid), Some(live)) if live["metadata"]["uid"] != uid => Err(conflict(
                request,
                name,
                &format!("StorageError: invalid object, Code: 4, UID in precondition: {uid}"),
            )),
            (Some(uid), None) if is_created_by_put(&request.kind) => Err(conflict(
                request,
                name,
                &format!("Precondition failed: UID in precondition: {uid}, UID in object meta: "),
            )),
            _ => Ok(()),
        }
    }

    /// The object that the request makes of the live one, with its owners.
    fn changed(&self, request: &Request, kind: &Kind, live: &Value, body: &Value) -> Result<Value, Refusal> {
        let current = || kind.versions().convert(live, &request.api_version).unwrap_or_else(|_| live.clone());
        if request.verb.ends_with("-patch")
            && request.verb != "json-patch"
            && !body.is_object()
            && !body.is_null()
        {
            return Err(Refusal::bad_request(
                "error decoding patch: cannot unmarshal into map[string]interface {}",
            ));
        }
        let patched = match request.verb.as_str() {
            "apply" => return self.applied(request, kind, live, body),
            "update" => body.clone(),
            "merge-patch" => merge_patch(&current(), body),
            "json-patch" => json_patched(&current(), body)?,
            "strategic-patch" => {
                if kind.is_custom() {
                    return Err(Refusal::new(415, "UnsupportedMediaType", ""));
                }
                let name = type_name(&request.api_version, &request.kind);
                strategic_merge_patch(&name, &current(), body)
                    .map_err(|error| Refusal::new(400, "BadRequest", error.0))?
            }
            other => return Err(Refusal::internal(format!("unknown verb {other}"))),
        };
        check::well_formed(kind, &patched, request.verb != "update")?;
        let (mut new, unknown) = kind.decode(&patched);
        check::strict(request, &unknown, request.verb != "update")?;
        if request.verb == "update" {
            meta_check::owners_once(&mut new);
        }
        Ok(self.tracked(request, kind, live, &new))
    }

    fn applied(&self, request: &Request, kind: &Kind, live: &Value, body: &Value) -> Result<Value, Refusal> {
        let reset = kind.reset_fields(&request.kind, &request.api_version, &request.subresource);
        let endpoint = endpoint(request, kind, &reset);
        let writer =
            Writer { manager: &request.manager(), time: &self.now, force: request.force == Some(true) };
        let new = apply(&endpoint, live, body, &writer).map_err(|error| refuse(&endpoint, body, error))?;
        check::duplicate_keys(request)?;
        Ok(new)
    }

    /// The object after a write to its scale.
    fn scaled(&self, request: &Request, kind: &Kind, live: &Value, body: &Value) -> Result<Value, Refusal> {
        let Some(mapping) = kind.scale_mapping(&request.kind, &request.api_version) else {
            return Err(Refusal::new(404, "NotFound", "the server could not find the requested resource"));
        };
        let entries = live["metadata"]["managedFields"].as_array().cloned().unwrap_or_default();
        let mut scale = strategy::scale_of(live);
        scale["metadata"]["managedFields"] = json!(mapping.to_scale(&entries).unwrap_or_default());
        let scale_kind = BuiltinKind::new("autoscaling/v1", "Scale").map(Kind::Builtin).unwrap();
        let scale_request = Request {
            api_version: "autoscaling/v1".to_owned(),
            kind: "Scale".to_owned(),
            verb: if request.verb == "scale-update" { "update".to_owned() } else { request.verb.clone() },
            ..request.clone()
        };
        let changed = self.changed(&scale_request, &scale_kind, &scale, body)?;
        if request.verb == "apply" && kind.is_custom() {
            let name = body["metadata"]["name"].as_str().unwrap_or_default();
            return Err(Refusal::internal(format!(
                "failed to convert new object ({NAMESPACE}/{name}; autoscaling/v1, Kind=Scale) to proper version: request to convert CR to an invalid group/version: autoscaling/v1"
            )));
        }
        let replicas = changed["spec"]["replicas"].as_i64().unwrap_or(0);
        if replicas < 0 {
            return Err(Refusal::invalid(vec![Cause::new("Invalid", "spec.replicas")]));
        }
        let of_scale = changed["metadata"]["managedFields"].as_array().cloned().unwrap_or_default();
        let mut new = live.clone();
        new["spec"]["replicas"] = json!(replicas);
        new["metadata"]["managedFields"] =
            json!(mapping.to_object(&entries, &of_scale, &request.api_version).unwrap_or_default());
        if let Some(version) =
            changed["metadata"]["resourceVersion"].as_str().filter(|version| !version.is_empty())
        {
            new["metadata"]["resourceVersion"] = json!(version);
        }
        Ok(new)
    }

    /// What is common to all changes of an object that is there.
    fn store_change(
        &mut self,
        request: &Request,
        kind: &Kind,
        name: &str,
        live: &Value,
        new: Value,
    ) -> Result<Reply, Refusal> {
        let mut new = self.in_live_version(kind, live, new);
        let version = new["metadata"]["resourceVersion"].as_str().unwrap_or_default().to_owned();
        if version.is_empty() && needs_version(kind, &request.kind) {
            return Err(Refusal::invalid(vec![Cause::new("Invalid", "metadata.resourceVersion")]));
        }
        if !version.is_empty() && live["metadata"]["resourceVersion"] != version {
            return Err(conflict(request, name, STALE));
        }
        new["metadata"]["resourceVersion"] = live["metadata"]["resourceVersion"].clone();
        let mut addresses = self.addresses.clone();
        strategy::update(&request.kind, kind, &mut new, live, &request.subresource, &mut addresses);
        meta_check::keep(&mut new, live);
        let causes = check::object(&request.kind, kind, &new, Some(live), &request.subresource);
        if !causes.is_empty() {
            return Err(Refusal::invalid(causes));
        }
        self.addresses = addresses;
        revert_times(kind, &mut new, live);
        let mut stored = kind.store(&new);
        stored["metadata"].as_object_mut().unwrap().remove("selfLink");
        if is_finished(&stored) {
            if !request.dry_run {
                self.objects.remove(&(request.kind.clone(), name.to_owned()));
            }
            return Ok(Reply {
                code: 200,
                object: self.respond(kind, request, &stored),
                changed: !request.dry_run,
            });
        }
        let is_rewritten =
            !request.dry_run && strategy::is_rewritten(&request.kind, live, &mut self.addresses);
        let changed = stored != *live || is_rewritten;
        if changed && !request.dry_run {
            self.versions += 1;
            stored["metadata"]["resourceVersion"] = json!(self.versions.to_string());
            self.objects.insert((request.kind.clone(), name.to_owned()), stored.clone());
            self.learn_definition(&stored);
        }
        let answer = if request.subresource == "scale" && request.dry_run { live } else { &stored };
        Ok(Reply {
            code: 200,
            object: self.respond(kind, request, answer),
            changed: changed && !request.dry_run,
        })
    }

    fn in_live_version(&self, kind: &Kind, live: &Value, new: Value) -> Value {
        if new["apiVersion"] == live["apiVersion"] {
            return new;
        }
        let version = live["apiVersion"].as_str().unwrap_or_default();
        kind.versions().convert(&new, version).unwrap_or(new)
    }

    fn delete(&mut self, request: &Request, kind: &Kind, name: &str) -> Result<Reply, Refusal> {
        let live = self.find(request, name)?;
        let key = (request.kind.clone(), name.to_owned());
        let options = &request.body;
        meta_check::delete_options(options)?;
        meta_check::delete_preconditions(request, &live, options)?;
        let after = strategy::deleted(request, &live, options, &self.now);
        let Some(mut after) = after else {
            if !request.dry_run {
                self.objects.remove(&key);
                return Ok(Reply { code: 200, object: Value::Null, changed: true });
            }
            return Ok(Reply { code: 200, object: live, changed: false });
        };
        let changed = after != live;
        if changed && !request.dry_run {
            self.versions += 1;
            after["metadata"]["resourceVersion"] = json!(self.versions.to_string());
            self.objects.insert(key, after.clone());
        }
        let object = if request.dry_run { live } else { after };
        Ok(Reply {
            code: 200,
            object: self.respond(kind, request, &object),
            changed: changed && !request.dry_run,
        })
    }
}

fn endpoint<'a>(request: &'a Request, kind: &'a Kind, reset: &'a ResetFields) -> Endpoint<'a> {
    Endpoint {
        versions: kind.versions(),
        api_version: &request.api_version,
        kind: &request.kind,
        subresource: &request.subresource,
        reset_fields: reset,
    }
}

fn not_found(request: &Request, name: &str) -> Refusal {
    let resource = resource(&request.kind, &request.api_version);
    Refusal::new(404, "NotFound", format!("{resource} \"{name}\" not found"))
}

fn conflict(request: &Request, name: &str, why: &str) -> Refusal {
    let resource = resource(&request.kind, &request.api_version);
    Refusal::conflict(format!("Operation cannot be fulfilled on {resource} \"{name}\": {why}"))
}

fn json_patched(current: &Value, patch: &Value) -> Result<Value, Refusal> {
    json_patch(current, patch).map_err(|error| match error {
        JsonPatchError::Malformed(message) => Refusal::bad_request(message),
        _ => Refusal::new(422, "Invalid", "the server rejected our request due to an error in our request"),
    })
}

/// The server's answer to an apply that fails.
fn refuse(endpoint: &Endpoint<'_>, body: &Value, error: ApplyError) -> Refusal {
    match error {
        ApplyError::BadRequest(message) => Refusal::bad_request(message),
        ApplyError::Conflicts(conflicts) => {
            let causes = conflicts.iter().map(|conflict| Cause {
                reason: "FieldManagerConflict".to_owned(),
                field: conflict.path.to_string(),
                message: format!("conflict with {}", conflict.owner_text()),
            });
            Refusal { causes: causes.collect(), ..Refusal::conflict(conflict_message(&conflicts)) }
        }
        ApplyError::Schema(errors) => {
            let text = |key: &str| body["metadata"][key].as_str().unwrap_or_default().to_owned();
            let slash = if endpoint.api_version.contains('/') { "" } else { "/" };
            let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
            let lines = if lines.len() == 1 {
                lines[0].clone()
            } else {
                format!("errors:\n  {}", lines.join("\n  "))
            };
            Refusal::internal(format!(
                "failed to create typed patch object ({}/{}; {slash}{}, Kind={}): {lines}",
                text("namespace"),
                text("name"),
                endpoint.api_version,
                endpoint.kind
            ))
        }
        ApplyError::Failed(message) => Refusal::internal(message),
        _ => Refusal::internal("unknown"),
    }
}

/// A deletion is finished when nothing holds it any more.
fn is_finished(object: &Value) -> bool {
    let metadata = &object["metadata"];
    let none = metadata["finalizers"].as_array().is_none_or(Vec::is_empty);
    metadata["deletionTimestamp"].is_string() && metadata["deletionGracePeriodSeconds"] == 0 && none
}

/// When only times of owners have changed, nothing has.
fn revert_times(kind: &Kind, new: &mut Value, live: &Value) {
    let entries =
        |object: &Value| object["metadata"]["managedFields"].as_array().cloned().unwrap_or_default();
    let (before, mut after) = (entries(live), entries(new));
    if before.len() != after.len() || before.is_empty() {
        return;
    }
    for (after, before) in after.iter_mut().zip(&before) {
        match before.get("time") {
            Some(time) => after["time"] = time.clone(),
            None => {
                after.as_object_mut().unwrap().remove("time");
            }
        }
    }
    let mut reverted = new.clone();
    reverted["metadata"]["managedFields"] = json!(after);
    if kind.store(&reverted) == *live {
        *new = reverted;
    }
}
