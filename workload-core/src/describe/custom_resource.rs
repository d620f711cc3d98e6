//! Custom resources with a type of their own, as the crate kube derives them.

use std::any::TypeId;
use std::panic::Location;

use k8s_openapi::ClusterResourceScope;
use serde::Serialize;

use crate::describe::error::DescriptionError;
use crate::describe::manifests::Manifests;
use crate::describe::to_manifests::{Context, ToManifests};
use crate::k8s::DynamicObject;

/// A custom resource with a type of its own, as `#[derive(kube::CustomResource)]` makes one, as the member of a
/// stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomResource<K>(pub K);

impl<K: kube::Resource<DynamicType = ()> + Serialize> ToManifests for CustomResource<K>
where
    K::Scope: 'static,
{
    #[track_caller]
    fn manifests_in(&self, context: &Context) -> Manifests {
        let object = match DynamicObject::from_serialize(&self.0) {
            Ok(object) => object,
            Err(error) => {
                let message = format!("{} cannot be written: {error}", K::kind(&()));
                let error = DescriptionError { message, place: Some(*Location::caller()) };
                return Manifests::default().with_errors(vec![error]);
            }
        };
        let is_cluster_scoped = TypeId::of::<K::Scope>() == TypeId::of::<ClusterResourceScope>();
        if is_cluster_scoped { object.cluster_scoped() } else { object }.manifests_in(context)
    }
}

impl ToManifests for kube::core::DynamicObject {
    #[track_caller]
    fn manifests_in(&self, context: &Context) -> Manifests {
        DynamicObject::from(self.clone()).manifests_in(context)
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::events::v1::Event;
    use k8s_openapi::api::flowcontrol::v1::FlowSchema;
    use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

    use super::*;
    use crate::k8s::values::Namespace;

    #[test]
    fn the_scope_is_that_of_the_type() {
        let metadata = ObjectMeta { name: Some("a".to_owned()), ..ObjectMeta::default() };
        let context = Context { namespace: Some(Namespace::new("shop")), ..Context::default() };
        let schema = FlowSchema { metadata: metadata.clone(), ..FlowSchema::default() };
        let schema = CustomResource(schema).manifests_in(&context);
        let event = CustomResource(Event { metadata, ..Event::default() }).manifests_in(&context);
        let namespace =
            |manifests: &Manifests| manifests.objects().next().unwrap().namespace().map(ToOwned::to_owned);
        assert_eq!((namespace(&schema), namespace(&event)), (None, Some("shop".to_owned())));
        assert_eq!(schema.errors(), []);
    }
}
