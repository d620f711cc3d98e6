//! The API server's validation of typed objects.
//!
//! One file a kind, one file a part that kinds share. Each adds
//! [`FieldError`](crate::validate::field_error::FieldError)s whose type and path are the server's and
//! whose message is our own. The facts are those of kube-apiserver 1.36, which sets defaults before
//! it validates: a field with a default may be absent.
//!
//! To add a kind, implement `Validate` for it in a file of its own, and add a line to the list of
//! kinds in `k8s/object.rs`.

mod access_modes;
mod address;
mod admission;
mod api_service;
mod autoscaler;
mod budget;
#[cfg(feature = "custom_resources")]
mod cel_expression;
mod checks;
mod config;
mod controller_revision;
mod cron_job;
mod csi_driver;
mod custom_resource;
mod custom_resource_definition;
mod daemon_set;
mod deployment;
mod endpoint_slice;
mod endpoints;
mod flow_schema;
mod ingress;
mod ingress_class;
mod job;
mod lease;
mod limit_range;
mod meta;
mod name;
mod namespace;
mod network_policy;
mod node;
mod persistent_volume;
mod persistent_volume_claim;
mod pod;
mod pod_template;
mod pods;
mod priority_class;
mod priority_level;
mod quota_resources;
mod rbac;
mod replica_set;
mod replication_controller;
mod resource_quota;
mod runtime_class;
mod seen;
mod selection;
mod service;
mod service_account;
mod special_ip;
mod stateful_set;
mod storage_class;
#[cfg(test)]
mod testing;
mod validate;
mod value;
mod volume_parameters;
mod volume_sources;

k8s_openapi::k8s_if_ge_1_34! {
    mod volume_attributes_class;
}

pub(super) use custom_resource::built_in_metadata;
#[cfg(feature = "custom_resources")]
pub(super) use custom_resource::{embedded_metadata, metadata as custom_resource_metadata};

use self::validate::Validate as _;
use crate::k8s::Object;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Declares the dispatch to the kinds, from the list that [`Object`] is made of.
macro_rules! dispatch {
    ($($kind:ident in $($path:ident)::+,)+) => {
        /// Adds everything that the server would refuse in `object`, which stands at `at`.
        pub fn validate(object: &Object, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
            match object {
                $(Object::$kind(object) => object.validate(at, errors),)+
                // Custom resources are checked against their definitions, not here.
                Object::Dynamic(_) => {}
            }
        }
    };
}

crate::k8s::for_each_kind!(dispatch);
