//! What the API server refuses, as rules: one for each of its reasons.

use super::rule::{Check, Rule};
use super::severity::Severity;
use crate::validate::field_error::ErrorType;

/// Declares the rules of the server's reasons and the way from a reason to its rule.
macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $code:ident $name:ident: $reason:ident,)+) => {
        pub(super) static RULES: &[&Rule] = &[$(&Rule {
            code: stringify!($code),
            name: stringify!($name),
            severity: Severity::Error,
            sections: &[],
            doc: concat!($($doc, "\n"),+),
            check: Check::Server(ErrorType::$reason),
        }),+];

        /// The rule of a reason.
        #[must_use]
        pub(crate) fn rule_of(reason: ErrorType) -> &'static Rule {
            const ORDER: &[ErrorType] = &[$(ErrorType::$reason),+];
            let at = ORDER.iter().position(|one| *one == reason).unwrap_or_default();
            RULES[at]
        }
    };
}

reasons! {
    /// The text is no YAML that the API server reads.
    ///
    /// The server reads YAML 1.1 as Go does. Everything after the place is unread; the next
    /// document of the file is read still.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: redis
    /// ```
    V01 syntax: Syntax,
    /// A key stands twice in one map.
    ///
    /// Only the last value would count, and the server refuses to guess. A key that repeats one
    /// brought by a merge (`<<`) counts too.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: settings}
    /// data:
    ///   mode: slow
    ///   mode: fast
    /// ```
    V02 duplicate_key: DuplicateKey,
    /// A value has the wrong type.
    ///
    /// Most often a number or a bool where a string belongs (`"8080"`, `"yes"` need quotes in
    /// labels, annotations and `env`), or a number in quotes where a number belongs.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: settings}
    /// data:
    ///   port: 8080
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: settings}
    /// data:
    ///   port: "8080"
    /// ```
    V03 wrong_type: Type,
    /// The kind has no such field.
    ///
    /// Misspelt, wrongly indented, or of another kind. `kubectl apply` refuses it; other clients
    /// drop it silently, which is worse.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: settings}
    /// datas: {mode: fast}
    /// ```
    V04 unknown_field: UnknownField,
    /// No kind of that name is served under that API version.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// ```
    V05 unknown_kind: UnknownKind,
    /// The API version is served no longer.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1beta1
    /// kind: CronJob
    /// metadata: {name: cleanup}
    /// ```
    V06 removed_api: RemovedApi,
    /// Something that must be said is not.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: api}
    /// spec:
    ///   containers:
    ///   - image: api:v1
    /// ```
    V07 required: Required,
    /// A value that the server cannot take: out of range, badly spelt, at odds with another.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: cleanup}
    /// spec:
    ///   schedule: "0 25 * * *"
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - {name: cleanup, image: "cleanup:v1"}
    /// ```
    V08 invalid: Invalid,
    /// A word that is none of those allowed.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: api}
    /// spec:
    ///   type: Loadbalancer
    ///   ports:
    ///   - port: 80
    /// ```
    V09 unsupported: Unsupported,
    /// The same thing twice in a list that must not repeat it.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: api}
    /// spec:
    ///   containers:
    ///   - {name: api, image: "api:v1"}
    ///   - {name: api, image: "proxy:v1"}
    /// ```
    V10 duplicate: Duplicate,
    /// A name of something that is not in the object.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: redis}
    /// spec:
    ///   containers:
    ///   - name: redis
    ///     image: redis:7.4
    ///     volumeMounts:
    ///     - {name: data, mountPath: /data}
    /// ```
    V11 not_found: NotFound,
    /// Something that may not be said here.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: api}
    /// spec:
    ///   initContainers:
    ///   - name: wait
    ///     image: busybox:1.37
    ///     readinessProbe: {exec: {command: ["true"]}}
    ///   containers:
    ///   - {name: api, image: "api:v1"}
    /// ```
    V12 forbidden: Forbidden,
    /// A text that is too long.
    V13 too_long: TooLong,
    /// A list with too many items.
    V14 too_many: TooMany,
    /// Text that kubectl passes by without a word: it applies one object, and drops the other.
    ///
    /// kubectl cuts a stream at its `---` lines, and of what stands between two of them it reads the first
    /// document alone. So `...` ends more than people mean it to, and of two JSON objects behind a `---`
    /// line only one is applied.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: applied}
    /// ...
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: dropped}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: applied}
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: applied-too}
    /// ```
    V15 dropped_document: Dropped,
}
