//! The types that generated source imports, and which of them a source uses.

/// Types of values.
const VALUES: &[&str] = &[
    "AnnotationKey",
    "ContainerResource",
    "DataKey",
    "EnvName",
    "FieldPath",
    "Image",
    "Indexes",
    "LabelKey",
    "LabelValue",
    "MountPath",
    "Name",
    "Namespace",
    "ObjectName",
    "Amount",
    "PortName",
    "PortNumber",
    "PortRef",
    "Quantity",
    "ResourceName",
    "Schedule",
    "ServiceName",
    "SubPath",
    "TimeZone",
    "UrlPath",
];

/// Types of volumes.
const VOLUMES: &[&str] = &[
    "AccessMode",
    "AnyVolume",
    "Claim",
    "ConfigFiles",
    "Csi",
    "HostPath",
    "HostPathType",
    "ImageFiles",
    "Nfs",
    "PerPod",
    "PodFields",
    "Projected",
    "ReadOnlyMany",
    "ReadWriteMany",
    "ReadWriteOncePod",
    "Scratch",
    "SecretFiles",
];

/// Types of parts.
const PARTS: &[&str] = &[
    "AddressText",
    "Allow",
    "Annotations",
    "AppArmor",
    "Autoscale",
    "ClaimRetention",
    "Concurrency",
    "ConfigMapPart",
    "ContainerLoad",
    "Device",
    "DisruptionBudget",
    "Dns",
    "DnsPolicy",
    "Env",
    "EnvValue",
    "ExitCode",
    "ExtraService",
    "Failure",
    "FsGroupChangePolicy",
    "Headers",
    "History",
    "Hook",
    "HostAlias",
    "IngressPart",
    "Labels",
    "MountPropagation",
    "MountRef",
    "NetworkPolicy",
    "NodeAffinity",
    "NodePolicy",
    "NodeSelector",
    "NodeTerm",
    "NodeTerms",
    "OfferedPort",
    "PathType",
    "Peer",
    "PodAffinity",
    "PodFailurePolicy",
    "PodReplacementPolicy",
    "PodSecurity",
    "Port",
    "PreemptionPolicy",
    "Probe",
    "ProcMount",
    "Protocol",
    "PullPolicy",
    "Rate",
    "Rbac",
    "RecursiveReadOnly",
    "ResourceClaim",
    "ResourceList",
    "Resources",
    "RestartPolicy",
    "Retention",
    "RollingUpdate",
    "ScalingRules",
    "Scheme",
    "SeLinux",
    "Seccomp",
    "Security",
    "SelectPolicy",
    "ServiceAccount",
    "ServicePart",
    "ServiceType",
    "SessionAffinity",
    "Spread",
    "Success",
    "SuccessPolicy",
    "SupplementalGroupsPolicy",
    "TaintEffect",
    "TerminationMessagePolicy",
    "Toleration",
    "TolerationOperator",
    "TrafficPolicy",
    "UnhealthyPods",
    "Unsatisfiable",
    "Windows",
    "Words",
];

/// Types of the crate's first page.
const FACADE: &[&str] = &["Address", "Container", "PerNode", "RunOnce", "Scheduled", "Stateful", "Stateless"];

/// What every module means something else by.
const PRELUDE: &[&str] = &[
    "Box",
    "Err",
    "Manifests",
    "None",
    "Ok",
    "Option",
    "Result",
    "Self",
    "Some",
    "Stack",
    "String",
    "Vec",
    "Workload",
];

/// Whether a struct may not be called so.
pub(super) fn is_taken(name: &str) -> bool {
    [VALUES, VOLUMES, PARTS, FACADE, PRELUDE].iter().any(|list| list.contains(&name))
}

/// The imports of a source: each path with what is used of it, and of the first page what `more` says as well.
pub(super) fn imports(source: &str, more: &[&'static str]) -> String {
    let words = words(source);
    let used = |list: &[&'static str]| -> Vec<&'static str> {
        list.iter().copied().filter(|name| words.contains(name)).collect()
    };
    let mut facade = used(FACADE);
    facade.extend(more);
    let mut out = String::new();
    for (path, mut names) in [
        ("workload_core::parts", used(PARTS)),
        ("workload_core::values", used(VALUES)),
        ("workload_core::volumes", used(VOLUMES)),
        ("workload_core", facade),
    ] {
        names.sort_by_key(|name| (name.starts_with(|c: char| c.is_ascii_lowercase()), *name));
        match names.as_slice() {
            [] => {}
            [one] => out.push_str(&format!("use {path}::{one};\n")),
            many => out.push_str(&listed(path, many)),
        }
    }
    out
}

/// One import of several names, in lines of the usual width.
fn listed(path: &str, names: &[&str]) -> String {
    let line = format!("use {path}::{{{}}};\n", names.join(", "));
    if line.len() <= 101 {
        return line;
    }
    let mut out = format!("use {path}::{{\n   ");
    let mut width = 3;
    for name in names {
        if width + name.len() + 2 > 100 {
            out.push_str("\n   ");
            width = 3;
        }
        out.push_str(&format!(" {name},"));
        width += name.len() + 2;
    }
    out + "\n};\n"
}

/// The words of a source outside of its texts and comments.
fn words(source: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if let Some(length) = raw_text(rest) {
            at += length;
        } else if rest.starts_with('"') {
            at += text(rest);
        } else {
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            if length > 0 {
                words.push(&rest[..length]);
            }
            at += length
                .max(rest.chars().next().map_or(1, |c| if length == 0 { c.len_utf8() } else { length }));
        }
    }
    words
}

/// The length of a raw text that begins here.
fn raw_text(rest: &str) -> Option<usize> {
    let hashes = rest.strip_prefix('r')?.chars().take_while(|c| *c == '#').count();
    let inner = rest[1 + hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(2 + hashes + inner.find(&end)? + end.len())
}

/// The length of a text that begins here.
fn text(rest: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !is_escaped => return at + 1,
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::{imports, words};

    #[test]
    fn texts_and_comments_are_no_words() {
        let source = "// Image\nlet a = Name::new(\"Image \\\" Port\", r#\"Port \"x\" \"#); // Port";
        assert_eq!(words(source), ["let", "a", "Name", "new"]);
        assert_eq!(
            imports(source, &["Stack"]),
            "use workload_core::values::Name;\nuse workload_core::Stack;\n"
        );
    }
}
