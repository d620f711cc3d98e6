//! The article's apps, described as its readers would, and what comes out.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use workload_core::{PerPod, Workload};

/// A cache that keeps its data.
#[derive(Workload)]
#[workload(stateful, image = "redis:7.4", service = "redis-service")]
struct Redis {
    #[workload(replicas)]
    replicas: u32,
    #[workload(port)]
    redis: u16,
    #[workload(mount = "/data")]
    data: PerPod,
}

/// Removes expired keys at three every night.
#[derive(Workload)]
#[workload(schedule = "0 3 * * *", image = "redis-cleanup:v1.0", env(LOG = "info", DEPTH = 3))]
struct RedisCleanup {
    #[workload(env)]
    redis_host: String,
}

#[test]
fn redis() {
    let redis = Redis { replicas: 3, redis: 6379, data: PerPod::new("1Gi") };
    let manifests = redis.manifests();
    let kinds: Vec<_> = manifests.objects().map(workload_core::k8s::Object::kind).collect();
    assert_eq!(kinds, ["Service", "StatefulSet"]);
    let replicas = manifests.as_slice()[1].origins.iter().find(|origin| origin.path == "spec.replicas");
    assert_eq!(replicas.map(|origin| origin.place.file()), Some(file!()));
}

#[test]
fn cleanup() {
    let cleanup = RedisCleanup { redis_host: "redis-service:6379".to_owned() };
    let yaml = cleanup.manifests().to_yaml();
    assert!(yaml.contains("schedule: 0 3 * * *"), "{yaml}");
    assert!(yaml.contains("- name: REDIS_HOST\n              value: redis-service:6379"), "{yaml}");
}
