//! Written by `.ci/update` from the methods of workload-core: the types whose methods are keys, each with its keys.

/// A type, and its keys: `key:Type` where the key takes a group of keys, `…` where the names are the user's.
pub(crate) const KEYS: &[(&str, &str)] = &[
    ("Allow", "groups names resources verbs"),
    (
        "Autoscale",
        "container:ContainerLoad cpu cpu_value labels:Names max memory memory_value min name \
         scale_down:ScalingRules scale_up:ScalingRules",
    ),
    ("ClaimRetention", "deleted scaled"),
    (
        "Container",
        "args command device:Device env:Env image image_pull_policy live:Probe mount:MountRef name \
         port:Port post_start:Hook pre_stop:Hook ready:Probe resources:Resources security:Security \
         startup:Probe stdin stdin_once termination_message_path termination_message_policy tty \
         working_dir",
    ),
    ("ContainerLoad", "cpu memory name"),
    ("Context", "create_namespace instance labels:Names namespace part_of"),
    (
        "Description",
        "affinity:PodAffinity annotations:Names anti_affinity:PodAffinity args automount_token \
         autoscale:Autoscale backoff_limit backoff_limit_per_index claim_retention:ClaimRetention command \
         completions concurrency config_map:Names container:Container container_name create_namespace \
         deadline description device:Device disruption_budget:DisruptionBudget dns:Dns dns_policy env:Env \
         extra_service:ExtraService first_ordinal grace_period history:History host_alias:HostAlias \
         host_ipc host_network host_pid host_users hostname hostname_as_fqdn image image_pull_policy \
         image_pull_secrets indexed ingress:IngressPart init:Container instance job_annotations:Names \
         job_labels:Names labels:Names live:Probe managed_by max_failed_indexes min_ready mount:Mount name \
         namespace network_policy:NetworkPolicy node_affinity:NodeAffinity node_name node_selector:Names \
         object object_name on_delete own_labels:Names parallel parallelism part_of paused \
         pod_annotations:Names pod_deadline pod_failure_policy:PodFailurePolicy pod_labels:Names \
         pod_replacement_policy pod_resources:Resources pod_security:PodSecurity port:Port post_start:Hook \
         pre_stop:Hook preemption_policy priority_class progress_deadline rbac:Rbac readiness_gate \
         ready:Probe recommended_labels recreate replicas resource_claim:ResourceClaim resources:Resources \
         restart revision_history rolling_update:RollingUpdate runtime_class schedule scheduler \
         secret:Names security:Security selector:Names service:ServicePart service_account:ServiceAccount \
         service_links share_processes sidecar:Container spread:Spread starting_deadline startup:Probe \
         stdin stdin_once subdomain success_policy:SuccessPolicy suspend template_name template_namespace \
         termination_message_path termination_message_policy time_zone tolerate:Toleration ttl tty version \
         volume:Mount working_dir",
    ),
    ("Device", "path volume"),
    ("DisruptionBudget", "labels:Names max_unavailable min_available name unhealthy"),
    ("Dns", "nameservers searches …"),
    ("Env", "from_config from_optional_config from_optional_secret from_secret prefix …"),
    (
        "ExtraService",
        "absent annotations:Names existing external_traffic_policy headless internal_traffic_policy \
         labels:Names load_balancer_class load_balancer_source_ranges name port:OfferedPort ports \
         publish_not_ready selector:Names session_affinity traffic_distribution type",
    ),
    ("Failure", "condition container exit_code other_exit_code"),
    ("History", "failed successful"),
    ("Hook", "exec headers:Names http port scheme sleep"),
    ("HostAlias", "ip names"),
    ("IngressPart", "annotations:Names class host labels:Names name path path_type port tls"),
    (
        "Literal",
        "secret optional_secret config optional_config field resource resource_in resource_of not exists \
         absent above below",
    ),
    ("Mount", "name path propagation read_only recursive_read_only sub_path sub_path_expr"),
    ("MountRef", "path propagation read_only recursive_read_only sub_path sub_path_expr volume"),
    ("NetworkPolicy", "allow_from:Peer allow_to:Peer deny_egress deny_ingress labels:Names name"),
    ("NodeAffinity", "prefer:NodeTerms require:NodeTerms"),
    ("NodeTerms", "weight …"),
    ("OfferedPort", "app_protocol name node number protocol target"),
    ("Peer", "app block namespace port protocol …"),
    ("PodAffinity", "app host key namespaces weight zone …"),
    ("PodFailurePolicy", "count:Failure fail_index:Failure fail_job:Failure ignore:Failure"),
    (
        "PodSecurity",
        "app_armor fs_group fs_group_change_policy run_as_group run_as_non_root run_as_user seccomp \
         seccomp_file selinux:SeLinux supplemental_group supplemental_groups_policy windows:Windows …",
    ),
    (
        "Port",
        "app_protocol host host_ip internal name node number protocol service service_name unnamed \
         unnamed_service",
    ),
    (
        "Probe",
        "delay exec failures grace_period grpc headers:Names host http period port scheme service success \
         tcp timeout",
    ),
    ("Rate", "count period"),
    ("Rbac", "allow:Allow binding labels:Names name"),
    ("ResourceClaim", "existing name template"),
    ("ResourceList", "cpu ephemeral_storage memory …"),
    ("Resources", "claim limits:ResourceList requests:ResourceList"),
    ("RollingUpdate", "max_surge max_unavailable partition"),
    ("ScalingRules", "percent:Rate pods:Rate select stabilization"),
    ("SeLinux", "level role type user"),
    (
        "Security",
        "add allow_privilege_escalation app_armor drop privileged proc_mount read_only_root restricted \
         run_as_group run_as_non_root run_as_user seccomp seccomp_file selinux:SeLinux windows:Windows",
    ),
    ("ServiceAccount", "annotations:Names create labels:Names name"),
    (
        "ServicePart",
        "absent annotations:Names existing external_traffic_policy headless internal_traffic_policy \
         labels:Names load_balancer_class load_balancer_source_ranges name port:OfferedPort ports \
         publish_not_ready selector:Names session_affinity traffic_distribution type",
    ),
    (
        "Spread",
        "host key match_label_keys max_skew min_domains node_affinity_policy node_taints_policy otherwise \
         zone …",
    ),
    ("Success", "count indexes"),
    ("SuccessPolicy", "rule:Success"),
    ("Toleration", "control_plane effect everything key operator seconds value without_value"),
    ("Windows", "gmsa host_process run_as_user_name"),
];
