//! Kubernetes' own names are keys or have an answer, and what is said of them is true.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Fields of Kubernetes that an app may be asked for, as they are written in YAML.
const FIELDS: &[&str] = &[
    "activeDeadlineSeconds",
    "affinity",
    "allowPrivilegeEscalation",
    "appArmorProfile",
    "args",
    "automountServiceAccountToken",
    "backoffLimit",
    "backoffLimitPerIndex",
    "command",
    "completionMode",
    "completions",
    "concurrencyPolicy",
    "containerPort",
    "containers",
    "dnsConfig",
    "dnsPolicy",
    "enableServiceLinks",
    "env",
    "envFrom",
    "externalTrafficPolicy",
    "failedJobsHistoryLimit",
    "failureThreshold",
    "fsGroup",
    "fsGroupChangePolicy",
    "hostAliases",
    "hostIPC",
    "hostNetwork",
    "hostPID",
    "hostPort",
    "hostUsers",
    "hostname",
    "image",
    "imagePullPolicy",
    "imagePullSecrets",
    "ingressClassName",
    "initContainers",
    "initialDelaySeconds",
    "internalTrafficPolicy",
    "lifecycle",
    "livenessProbe",
    "loadBalancerClass",
    "loadBalancerSourceRanges",
    "maxFailedIndexes",
    "maxReplicas",
    "maxSkew",
    "maxSurge",
    "maxUnavailable",
    "minAvailable",
    "minDomains",
    "minReadySeconds",
    "minReplicas",
    "mountPath",
    "mountPropagation",
    "nodeAffinity",
    "nodeName",
    "nodePort",
    "nodeSelector",
    "nodeTaintsPolicy",
    "parallelism",
    "partition",
    "paused",
    "periodSeconds",
    "persistentVolumeClaimRetentionPolicy",
    "podAffinity",
    "podAntiAffinity",
    "podFailurePolicy",
    "podManagementPolicy",
    "podReplacementPolicy",
    "postStart",
    "preStop",
    "preemptionPolicy",
    "priorityClassName",
    "privileged",
    "procMount",
    "progressDeadlineSeconds",
    "publishNotReadyAddresses",
    "readOnly",
    "readOnlyRootFilesystem",
    "readinessGates",
    "readinessProbe",
    "recursiveReadOnly",
    "replicas",
    "resourceClaims",
    "resources",
    "restartPolicy",
    "revisionHistoryLimit",
    "runAsGroup",
    "runAsNonRoot",
    "runAsUser",
    "runtimeClassName",
    "schedule",
    "schedulerName",
    "seLinuxOptions",
    "seccompProfile",
    "securityContext",
    "selector",
    "serviceAccountName",
    "sessionAffinity",
    "setHostnameAsFQDN",
    "shareProcessNamespace",
    "startingDeadlineSeconds",
    "startupProbe",
    "stdin",
    "stdinOnce",
    "strategy",
    "subPath",
    "subPathExpr",
    "subdomain",
    "successPolicy",
    "successThreshold",
    "successfulJobsHistoryLimit",
    "supplementalGroups",
    "suspend",
    "template",
    "terminationGracePeriodSeconds",
    "terminationMessagePath",
    "terminationMessagePolicy",
    "timeZone",
    "timeoutSeconds",
    "tolerationSeconds",
    "tolerations",
    "topologyKey",
    "topologySpreadConstraints",
    "trafficDistribution",
    "ttlSecondsAfterFinished",
    "tty",
    "updateStrategy",
    "volumeClaimTemplates",
    "volumeMounts",
    "volumes",
    "whenUnsatisfiable",
    "windowsOptions",
    "workingDir",
];

/// What the reference names between this and a backtick: its keys, or the keys in groups.
fn listed(before: &str) -> BTreeSet<String> {
    let reference = include_str!("../docs/grammar.md");
    let names =
        reference.lines().filter_map(|line| line.trim_start().strip_prefix(before)?.split('`').next());
    names.map(ToOwned::to_owned).collect()
}

/// The literals of a table of the derive, whose rows have so many.
fn table(file: &str, columns: usize) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../workload-derive/src").join(file);
    let text = fs::read_to_string(path).unwrap();
    let rows = text.split(" = &[\n").nth(1).unwrap().split("\n];").next().unwrap().replace("\\\"", "");
    let literals: Vec<_> = rows.split('"').skip(1).step_by(2).map(ToOwned::to_owned).collect();
    literals.chunks(columns).map(<[_]>::to_vec).collect()
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

#[test]
fn every_field_is_a_key_or_has_an_answer() {
    let keys: BTreeSet<_> = listed("## `").union(&listed("- `")).cloned().collect();
    let aliases = table("aliases.rs", 2);
    for alias in &aliases {
        assert!(keys.contains(&alias[1]), "`{}` is no key", alias[1]);
    }
    let hints = table("hints.rs", 3);
    let answered = |name: &str| {
        let alias = aliases.iter().find(|alias| alias[0] == name);
        let key = alias.map_or_else(|| snake(name), |alias| alias[1].clone());
        keys.contains(&key) || hints.iter().any(|hint| hint[1] == key)
    };
    let unknown: Vec<_> = FIELDS.iter().filter(|name| !answered(name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// The sources below a folder, one after another.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: std::path::PathBuf| {
        if path.is_dir() { sources(&path) } else { fs::read_to_string(path).unwrap() }
    };
    entries.map(text).collect()
}

#[test]
fn the_documentation_is_found_by_kubernetes_names() {
    let text = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/describe"));
    for alias in table("aliases.rs", 2).iter().filter(|alias| snake(&alias[0]) != alias[1]) {
        let named = text.lines().any(|line| {
            line.trim_start().starts_with("#[doc(alias") && line.contains(&format!("\"{}\"", alias[0]))
        });
        assert!(named, "no `#[doc(alias)]` says that `{}` is `{}`", alias[0], alias[1]);
    }
}

#[test]
fn what_is_said_to_be_no_key_is_none() {
    let keys = listed("## `");
    let hints = table("hints.rs", 3);
    assert!(hints.len() > 20 && hints.iter().all(|hint| hint[2].contains(' ')), "{hints:?}");
    for hint in hints {
        assert!(!hint[0].is_empty() || !keys.contains(&hint[1]), "`{}` is a key of the app", hint[1]);
    }
}

#[test]
fn groups_of_names_have_the_keys_that_the_derive_knows() {
    let derive = include_str!("../../workload-derive/src/words.rs");
    let known = derive.split("const BESIDE_NAMES").nth(1).unwrap().split("];").next().unwrap();
    let reference = include_str!("../docs/grammar.md");
    for group in ["env", "config_map"] {
        let page =
            reference.split(&format!("\n## `{group}`\n")).nth(1).unwrap().split("\n## ").next().unwrap();
        for key in page.lines().filter_map(|line| line.strip_prefix("- `")?.split('`').next()) {
            assert!(key.starts_with('"') || known.contains(&format!("\"{key}\"")), "{group}: {key}");
        }
    }
}
