//! The defaults that Rust code reads, as typed constants.

/// Replicas of a Deployment, ReplicaSet, StatefulSet or `ReplicationController`.
pub(crate) const REPLICAS: i32 = 1;
/// Revisions that a Deployment, StatefulSet or DaemonSet keeps.
pub(crate) const REVISION_HISTORY_LIMIT: i32 = 10;
/// Seconds without progress after which a Deployment counts as stuck.
pub(crate) const PROGRESS_DEADLINE_SECONDS: i32 = 600;
/// `maxSurge` and `maxUnavailable` of a Deployment.
pub(crate) const DEPLOYMENT_BOUND: &str = "25%";
/// `maxUnavailable` of a DaemonSet.
pub(crate) const DAEMON_SET_MAX_UNAVAILABLE: i32 = 1;
/// `maxSurge` of a DaemonSet.
pub(crate) const DAEMON_SET_MAX_SURGE: i32 = 0;
/// The ordinal from which on a StatefulSet updates its Pods.
pub(crate) const PARTITION: i32 = 0;
/// Pods of a Job that run at once.
pub(crate) const PARALLELISM: i32 = 1;
/// Pods of a Job that have to succeed, when it does not say how many run at once either.
pub(crate) const COMPLETIONS: i32 = 1;
/// Failures after which a Job fails.
pub(crate) const BACKOFF_LIMIT: i32 = 6;
/// The same for a Job with a limit for each index: that limit decides.
pub(crate) const BACKOFF_LIMIT_WITH_INDEX_LIMIT: i32 = i32::MAX;
/// Successful Jobs that a CronJob keeps.
pub(crate) const SUCCESSFUL_JOBS_HISTORY_LIMIT: i32 = 3;
/// Failed Jobs that a CronJob keeps.
pub(crate) const FAILED_JOBS_HISTORY_LIMIT: i32 = 1;
/// The protocol of a port.
pub(crate) const PROTOCOL: &str = "TCP";
/// The lower bound of an autoscaler.
pub(crate) const MIN_REPLICAS: i32 = 1;
/// Seconds that a Pod gets to stop.
pub(crate) const TERMINATION_GRACE_PERIOD_SECONDS: i32 = 30;
/// Seconds for which Pods stay on a node that is not ready or unreachable.
pub(crate) const NODE_FAILURE_TOLERATION_SECONDS: i32 = 300;
/// Seconds for which a projected service account token is valid.
pub(crate) const TOKEN_EXPIRATION_SECONDS: i32 = 3600;
/// Permissions of files from ConfigMaps, Secrets and their kin: octal 0644.
pub(crate) const FILE_MODE: i32 = 0o644;
/// Seconds for which a Service with client affinity sends a client to the same Pod.
pub(crate) const CLIENT_IP_AFFINITY_SECONDS: i32 = 10_800;
/// Seconds that a probe waits for an answer.
pub(crate) const PROBE_TIMEOUT_SECONDS: i32 = 1;
/// Seconds between two probes.
pub(crate) const PROBE_PERIOD_SECONDS: i32 = 10;
/// Successes in a row after which a probe counts as successful.
pub(crate) const PROBE_SUCCESS_THRESHOLD: i32 = 1;
/// Failures in a row after which a probe counts as failed.
pub(crate) const PROBE_FAILURE_THRESHOLD: i32 = 3;
