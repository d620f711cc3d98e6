//! Keys of the whole Pod: its account, its network, its end.

use k8s_openapi::api::core::v1::{LocalObjectReference, PodReadinessGate};

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::{
    Dns, DnsPolicy, HostAlias, PreemptionPolicy, ResourceClaim, Resources, ServiceAccount, Words,
};
use crate::describe::shape::Shape;
use crate::k8s::values::{AnnotationKey, Name, ObjectName};

/// A key that sets one field of the Pod's spec.
macro_rules! pod_keys {
    ($($(#[$doc:meta])* $key:ident: $type:ty => $field:ident, $path:literal;)+) => {
        impl<S: Shape> Description<S> {$(
            $(#[$doc])*
            #[track_caller]
            pub fn $key(&mut self, value: $type) -> &mut Self {
                self.pod.$field = Some(value.into());
                self.note(Anchor::Pod, $path)
            }
        )+}
    };
}

pod_keys! {
    /// `automount_token = false`: whether containers get the account's token.
    #[doc(alias("automountServiceAccountToken", "automount_service_account_token"))]
    automount_token: bool => automount_service_account_token, "automountServiceAccountToken";

    /// `grace_period = 60`: seconds that a Pod has to end before it is killed; 30 unless said.
    #[doc(alias("terminationGracePeriodSeconds", "termination_grace_period_seconds"))]
    grace_period: i64 => termination_grace_period_seconds, "terminationGracePeriodSeconds";

    /// `host_network`: the Pod uses the node's network.
    host_network: bool => host_network, "hostNetwork";

    #[doc(alias = "hostPID")]
    /// `host_pid`: the Pod sees the node's processes.
    host_pid: bool => host_pid, "hostPID";

    #[doc(alias = "hostIPC")]
    /// `host_ipc`: the Pod shares the node's inter-process communication.
    host_ipc: bool => host_ipc, "hostIPC";

    /// `share_processes`: the Pod's containers see one another's processes.
    #[doc(alias("shareProcessNamespace", "share_process_namespace"))]
    share_processes: bool => share_process_namespace, "shareProcessNamespace";

    /// `service_links = false`: whether containers get a variable for every Service of the namespace.
    #[doc(alias("enableServiceLinks", "enable_service_links"))]
    service_links: bool => enable_service_links, "enableServiceLinks";

    /// `host_users = false`: whether the Pod shares the node's user ids; `false` maps them to ids without rights.
    host_users: bool => host_users, "hostUsers";

    /// `hostname = "db"`: the host name of the Pod; the Pod's own name unless said.
    hostname: Name => hostname, "hostname";

    /// `subdomain = "db"`: the headless Service below which the Pod's host name is found.
    subdomain: Name => subdomain, "subdomain";

    /// `hostname_as_fqdn`: the Pod's host name is its whole DNS name.
    #[doc(alias("setHostnameAsFQDN", "set_hostname_as_f_q_d_n"))]
    hostname_as_fqdn: bool => set_hostname_as_fqdn, "setHostnameAsFQDN";

    /// `node_name = "node-1"`: the node that the Pods run on, past the scheduler.
    node_name: ObjectName => node_name, "nodeName";

    /// `preemption_policy = Never`: whether the Pods may push out others of a lower priority.
    preemption_policy: PreemptionPolicy => preemption_policy, "preemptionPolicy";

    /// `pod_deadline = 600`: seconds after which each Pod is ended.
    pod_deadline: i64 => active_deadline_seconds, "activeDeadlineSeconds";

    /// `dns_policy = ClusterFirstWithHostNet`: where the Pod looks names up.
    dns_policy: DnsPolicy => dns_policy, "dnsPolicy";
}

impl<S: Shape> Description<S> {
    /// `service_account = "api"`, `service_account(create)`: the account that the Pods run as.
    #[doc(alias("serviceAccountName", "service_account_name"))]
    #[track_caller]
    pub fn service_account(&mut self, account: ServiceAccount) -> &mut Self {
        self.service_account = Some(account);
        self.note(Anchor::Kind("ServiceAccount"), "");
        self.note(Anchor::Pod, "serviceAccountName")
    }

    /// `pod_resources(requests(cpu = "1"), limits(memory = "1Gi"))`: what all containers of the Pod ask for
    /// together, and may not exceed together.
    #[track_caller]
    pub fn pod_resources(&mut self, resources: Resources) -> &mut Self {
        self.pod.resources = Some(resources.into_raw());
        self.note(Anchor::Pod, "resources")
    }

    /// `resource_claim(name = "gpu", template = "one-gpu")`: a device that the Pod claims; containers name it in
    /// their `resources(claim = "gpu")`.
    #[doc(alias("resourceClaims", "resource_claims"))]
    #[track_caller]
    pub fn resource_claim(&mut self, claim: ResourceClaim) -> &mut Self {
        let claims = self.pod.resource_claims.get_or_insert_default();
        let path = format!("resourceClaims[{}]", claims.len());
        claims.push(claim.raw);
        self.note(Anchor::Pod, &path)
    }

    /// `readiness_gate = "example.com/warm"`: a condition that the Pod must have before it counts as ready.
    #[doc(alias("readinessGates", "readiness_gates"))]
    #[track_caller]
    pub fn readiness_gate(&mut self, condition: AnnotationKey) -> &mut Self {
        let gate = PodReadinessGate { condition_type: condition.into() };
        self.pod.readiness_gates.get_or_insert_default().push(gate);
        self.note(Anchor::Pod, "readinessGates")
    }

    /// `image_pull_secrets = ["registry"]`: Secrets for the registries of the images.
    #[track_caller]
    pub fn image_pull_secrets(&mut self, names: Words) -> &mut Self {
        let reference = |name| LocalObjectReference { name };
        self.pod.image_pull_secrets = Some(Vec::from(names).into_iter().map(reference).collect());
        self.note(Anchor::Pod, "imagePullSecrets")
    }

    /// `dns(nameservers = ["10.0.0.10"], "ndots" = "2")`: the Pod's own resolver settings.
    #[doc(alias("dnsConfig", "dns_config"))]
    #[track_caller]
    pub fn dns(&mut self, dns: Dns) -> &mut Self {
        self.pod.dns_config = Some(dns.raw);
        self.note(Anchor::Pod, "dnsConfig")
    }

    /// `host_alias(ip = "10.0.0.1", names = ["db.local"])`: a line of the Pod's hosts file.
    #[doc(alias("hostAliases", "host_aliases"))]
    #[track_caller]
    pub fn host_alias(&mut self, alias: HostAlias) -> &mut Self {
        self.pod.host_aliases.get_or_insert_default().push(alias.raw);
        self.note(Anchor::Pod, "hostAliases")
    }
}
