//! Manifests applied to a cluster through the crate kube, by server-side apply.

use std::error::Error;
use std::fmt;

use kube::Client;
use kube::api::{Api, Patch, PatchParams};
use kube::core::{ApiResource, DynamicObject, GroupVersionKind};
use kube::discovery::{Scope, pinned_kind};

use crate::describe::Manifests;
use crate::export::protocol::ExportedPlace;
use crate::k8s::{Object, ObjectRef};

/// The field manager under which objects are applied, unless another one is said.
const FIELD_MANAGER: &str = "workload";

/// Applies objects to a cluster, one server-side apply each.
///
/// ```no_run
/// # async fn run(client: kube::Client, manifests: workload_core::Manifests) -> Result<(), workload_core::export::ApplyError> {
/// use workload_core::export::Apply;
///
/// let applied = Apply::new(client).dry_run().apply_all(&manifests).await?;
/// println!("{} objects would be applied", applied.len());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Apply {
    client: Client,
    namespace: Option<String>,
    parameters: PatchParams,
}

impl fmt::Debug for Apply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { namespace, parameters, .. } = self;
        f.debug_struct("Apply")
            .field("namespace", namespace)
            .field("parameters", parameters)
            .finish_non_exhaustive()
    }
}

impl Apply {
    /// Applies with `client` as the field manager `workload`; what names no namespace goes to the client's.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client, namespace: None, parameters: PatchParams::apply(FIELD_MANAGER) }
    }

    /// The namespace of objects that name none.
    #[must_use]
    pub fn namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Another field manager.
    #[must_use]
    pub fn field_manager(mut self, manager: impl Into<String>) -> Self {
        self.parameters.field_manager = Some(manager.into());
        self
    }

    /// The server checks and defaults everything and keeps nothing.
    #[must_use]
    pub fn dry_run(mut self) -> Self {
        self.parameters = self.parameters.dry_run();
        self
    }

    /// Takes over fields that another field manager set.
    #[must_use]
    pub fn force(mut self) -> Self {
        self.parameters = self.parameters.force();
        self
    }

    /// Applies all objects in order; gives them as the server answered.
    ///
    /// # Errors
    ///
    /// The first object that the server did not take; those after it are not sent.
    pub async fn apply_all(&self, manifests: &Manifests) -> Result<Vec<DynamicObject>, ApplyError> {
        let mut applied = Vec::new();
        for manifest in manifests {
            let answer = self.apply(&manifest.object).await.map_err(|error| {
                let place = manifest.origin_of("").map(|origin| origin.place.into());
                ApplyError { object: reference(&manifest.object), place, source: error }
            })?;
            applied.push(answer);
        }
        Ok(applied)
    }

    /// Applies one object; gives it as the server answered. The kind of a custom resource is looked up first.
    ///
    /// # Errors
    ///
    /// What the client or the server says.
    pub async fn apply(&self, object: &Object) -> kube::Result<DynamicObject> {
        let version = object.api_version().rsplit('/').next().unwrap_or_default();
        let kind = GroupVersionKind::gvk(object.group(), version, object.kind());
        let (resource, namespaced) = if let Some(plural) = object.plural() {
            (ApiResource::from_gvk_with_plural(&kind, plural), object.is_namespaced())
        } else {
            let (resource, found) = pinned_kind(&self.client, &kind).await?;
            (resource, found.scope == Scope::Namespaced)
        };
        let client = self.client.clone();
        let api: Api<DynamicObject> = match (namespaced, object.namespace().or(self.namespace.as_deref())) {
            (true, Some(namespace)) => Api::namespaced_with(client, namespace, &resource),
            (true, None) => Api::default_namespaced_with(client, &resource),
            (false, _) => Api::all_with(client, &resource),
        };
        api.patch(object.name(), &self.parameters, &Patch::Apply(DynamicObject::from(object))).await
    }
}

fn reference(object: &Object) -> ObjectRef {
    ObjectRef {
        api_version: object.api_version().to_owned(),
        kind: object.kind().to_owned(),
        namespace: object.namespace().map(ToOwned::to_owned),
        name: object.name().to_owned(),
    }
}

/// An object that was not applied.
#[derive(Debug)]
#[non_exhaustive]
pub struct ApplyError {
    /// The object.
    pub object: ObjectRef,
    /// The Rust code that asked for it.
    pub place: Option<ExportedPlace>,
    /// What the client or the server said.
    pub source: kube::Error,
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was not applied: {}", self.object, self.source)?;
        self.place.iter().try_for_each(|place| write!(f, " (asked for at {place})"))
    }
}

impl Error for ApplyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}
