//! The keys of each shape, as the builder knows them.

use super::attribute::Attribute;
use super::read::Read;
use super::typed::Typed;
use crate::describe::Description;
use crate::describe::objects::Assemble;
use crate::describe::shape::{PerNode, RunOnce, Scheduled, Stateful, Stateless};
use crate::k8s::values::Name;

/// A shape whose keys are known here.
pub(super) trait Keys: Assemble {
    /// Says what the attribute says; none when the shape has no such key, or the key takes no such value.
    fn say(description: &mut Description<Self>, attribute: &Attribute) -> Option<()>;

    /// What the attribute says as the value of a field; none when no expression makes it.
    fn typed(attribute: &Attribute) -> Option<Typed>;
}

macro_rules! keys {
    ($shape:ty: $($key:ident)*) => {
        impl Keys for $shape {
            fn say(description: &mut Description<Self>, attribute: &Attribute) -> Option<()> {
                match attribute.key.as_str() {
                    $(stringify!($key) => { description.$key(Read::read(&attribute.value)?); })*
                    _ => return None,
                }
                Some(())
            }

            fn typed(attribute: &Attribute) -> Option<Typed> {
                let mut description = Description::<Self>::new(Name::new("app"));
                match attribute.key.as_str() {
                    $(stringify!($key) => Typed::of(&attribute.value, |value| { description.$key(value); }),)*
                    _ => None,
                }
            }
        }
    };
}

/// The keys that every shape has, before those of one shape.
macro_rules! with_common_keys {
    ($($shape:ty: $($own:ident)*,)+) => {$(
        keys!($shape: name object_name template_name template_namespace namespace container_name recommended_labels part_of instance version managed_by labels own_labels
            annotations pod_labels pod_annotations image image_pull_policy image_pull_secrets command args working_dir stdin
            stdin_once tty env port resources startup ready live post_start pre_stop security pod_security device
            termination_message_path termination_message_policy init sidecar container service extra_service
            service_account automount_token grace_period host_network host_pid host_ipc share_processes service_links
            host_users hostname subdomain hostname_as_fqdn node_name preemption_policy pod_deadline dns dns_policy host_alias
            pod_resources resource_claim readiness_gate node_selector node_affinity affinity anti_affinity spread tolerate
            priority_class scheduler runtime_class rbac network_policy config_map create_namespace
            $($own)*);
    )+};
}

with_common_keys! {
    Stateless: selector replicas rolling_update recreate min_ready revision_history progress_deadline paused autoscale
        disruption_budget ingress,
    Stateful: selector replicas rolling_update on_delete min_ready revision_history parallel first_ordinal claim_retention
        autoscale disruption_budget ingress,
    PerNode: selector rolling_update on_delete min_ready revision_history disruption_budget,
    RunOnce: parallelism completions indexed backoff_limit backoff_limit_per_index max_failed_indexes deadline ttl suspend
        restart pod_failure_policy pod_replacement_policy success_policy,
    Scheduled: schedule time_zone concurrency starting_deadline history job_labels job_annotations parallelism completions
        indexed backoff_limit backoff_limit_per_index max_failed_indexes deadline ttl suspend restart pod_failure_policy
        pod_replacement_policy success_policy,
}
