//! The groups of the grammar, each with its keys: the builder's methods of the same names are called.

use super::attribute::Value;
use super::expr::Expr;
use super::leaves::with_leaves;
use super::read::Read;
use super::typed::argument;
use crate::describe::Container;
use crate::describe::parts::{
    Allow, Annotations, Autoscale, ClaimRetention, ContainerLoad, Device, DisruptionBudget, Dns, Env,
    ExtraService, Failure, Headers, History, Hook, HostAlias, IngressPart, Labels, MountRef, NetworkPolicy,
    NodeAffinity, NodeSelector, NodeTerms, OfferedPort, Peer, PodAffinity, PodFailurePolicy, PodSecurity,
    Port, Probe, Rate, Rbac, ResourceClaim, ResourceList, Resources, RollingUpdate, ScalingRules, SeLinux,
    Security, ServiceAccount, ServicePart, Spread, Success, SuccessPolicy, Toleration, Windows,
};
use crate::describe::shape::{PerNode, Stateful, Stateless};
use crate::k8s::literal::Literal;

macro_rules! groups {
    ($($type:ty: $($key:ident)* $(; $entry:ident)?,)+) => {$(
        impl Read for $type {
            const TYPE: &'static str = stringify!($type);

            fn read(value: &Value) -> Option<Self> {
                let Value::Group(attributes) = value else { return None };
                // What the derive refuses at compile time is not said here either.
                with_leaves(attributes, |leaves| Literal::<$type>::new().checked(leaves)).ok()?;
                let mut group = <$type>::new();
                for attribute in attributes {
                    match attribute.key.as_str() {
                        $(key if !attribute.is_entry && key == stringify!($key).trim_start_matches("r#") => {
                            group.$key(Read::read(&attribute.value)?);
                        })*
                        $(_ if attribute.is_entry => {
                            group.$entry(Read::read(&Value::Text(attribute.key.clone()))?, Read::read(&attribute.value)?);
                        })?
                        _ => return None,
                    }
                }
                Some(group)
            }

            fn expr(value: &Value) -> Option<Expr> {
                let Value::Group(attributes) = value else { return None };
                let name = Self::TYPE.split([' ', '<']).next().unwrap_or_default();
                let mut made = Expr::call(format!("{name}::new"), []);
                let mut group = <$type>::new();
                for attribute in attributes {
                    let call = match attribute.key.as_str() {
                        $(key if !attribute.is_entry && key == stringify!($key).trim_start_matches("r#") => {
                            let value = argument(&attribute.value, |value| { group.$key(value); })?;
                            Expr::call(stringify!($key), [value])
                        })*
                        $(_ if attribute.is_entry => {
                            let key = Value::Text(attribute.key.clone());
                            let (mut named, mut valued) = (None, None);
                            let name = argument(&key, |name| named = Some(name))?;
                            let value = argument(&attribute.value, |value| valued = Some(value))?;
                            group.$entry(named?, valued?);
                            Expr::call("entry", [name, value])
                        })?
                        _ => return None,
                    };
                    made = made.then(call);
                }
                // The methods hand the group on by reference.
                Some(if attributes.is_empty() { made } else { made.then(Expr::atom("clone()")) })
            }
        }
    )+};
}

groups! {
    Allow: groups resources names verbs,
    Annotations: ; entry,
    Autoscale: name labels min max cpu memory cpu_value memory_value container scale_up scale_down,
    ClaimRetention: deleted scaled,
    Container: name image image_pull_policy command args working_dir stdin stdin_once tty env port mount device resources
        startup ready live post_start pre_stop security termination_message_path termination_message_policy,
    ContainerLoad: name cpu memory,
    Device: volume path,
    DisruptionBudget: name labels min_available max_unavailable unhealthy,
    Dns: nameservers searches; entry,
    Env: prefix from_secret from_config from_optional_secret from_optional_config; entry,
    ExtraService: name r#type headless labels selector port annotations ports external_traffic_policy internal_traffic_policy
        load_balancer_class load_balancer_source_ranges session_affinity publish_not_ready traffic_distribution,
    Failure: exit_code other_exit_code container condition,
    Headers: ; entry,
    History: successful failed,
    Hook: exec http port scheme headers sleep,
    HostAlias: ip names,
    IngressPart: name labels class host path path_type port tls annotations,
    Labels: ; entry,
    MountRef: volume path read_only sub_path sub_path_expr propagation recursive_read_only,
    NetworkPolicy: name labels allow_from allow_to deny_ingress deny_egress,
    NodeAffinity: require prefer,
    NodeSelector: ; entry,
    NodeTerms: weight; entry,
    OfferedPort: name number target protocol app_protocol node,
    Peer: app namespace block port protocol; entry,
    PodAffinity: zone host key app namespaces weight; entry,
    PodFailurePolicy: fail_job fail_index ignore count,
    PodSecurity: run_as_user run_as_group run_as_non_root fs_group fs_group_change_policy supplemental_group seccomp seccomp_file
        app_armor selinux windows supplemental_groups_policy; entry,
    Port: name number service protocol app_protocol host node host_ip unnamed service_name unnamed_service internal,
    Probe: http port scheme host headers tcp grpc service exec delay period timeout success failures grace_period,
    Rate: count period,
    Rbac: name binding labels allow,
    ResourceClaim: name existing template,
    ResourceList: cpu memory ephemeral_storage; entry,
    Resources: requests limits claim,
    RollingUpdate<Stateless>: max_surge max_unavailable,
    RollingUpdate<Stateful>: max_unavailable partition,
    RollingUpdate<PerNode>: max_surge max_unavailable,
    ScalingRules: stabilization select pods percent,
    SeLinux: level role r#type user,
    Security: restricted run_as_user run_as_group run_as_non_root read_only_root privileged allow_privilege_escalation add drop
        seccomp seccomp_file app_armor selinux proc_mount windows,
    ServiceAccount: name create annotations labels,
    ServicePart: name r#type headless labels selector port existing absent annotations ports external_traffic_policy
        internal_traffic_policy load_balancer_class load_balancer_source_ranges session_affinity publish_not_ready
        traffic_distribution,
    Spread: zone host key max_skew otherwise min_domains node_affinity_policy node_taints_policy match_label_keys; entry,
    Success: indexes count,
    SuccessPolicy: rule,
    Toleration: control_plane everything key value without_value operator effect seconds,
    Windows: run_as_user_name host_process gmsa,
}
