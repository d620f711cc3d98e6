//! The words that describe a Service.

use crate::k8s::literal::word_forms;

word_forms! {
    /// How a Service is reached.
    ServiceType: "the type of a Service" {
        /// From inside the cluster, under one address: Kubernetes' default.
        ClusterIP,
        /// From outside, under a port of every node.
        NodePort,
        /// From outside, through the cloud's load balancer.
        LoadBalancer,
    }
}

word_forms! {
    /// To which Pods traffic from a node goes.
    TrafficPolicy: "a traffic policy" {
        /// To any: Kubernetes' default.
        Cluster,
        /// To those on the same node.
        Local,
    }
}

word_forms! {
    /// Whether a client stays with a Pod.
    SessionAffinity: "a session affinity" {
        /// It does not: Kubernetes' default.
        None,
        /// By its address.
        ClientIP,
    }
}
