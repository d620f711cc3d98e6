//! What makes a finding the same one after the text around it, the folder or the order changed.

use std::collections::HashMap;

use workload_core::syntax::text::fingerprint;
use workload_core::validate::lint::{Finding, ObjectHeader};

/// The rule, the object, the field by key and name, and the message. Where there is no object, the
/// file stands for it.
pub(crate) fn identity(finding: &Finding) -> String {
    let object = finding.object.as_deref().filter(|object| object.kind.is_some());
    let whose = object.map_or_else(|| file_name(&finding.file), object_name);
    format!("{} {whose}: {} {}", finding.rule.code, finding.named_path, without_indexes(&finding.message))
}

/// `Deployment.apps shop/api`; an absent namespace and `default` are one.
fn object_name(object: &ObjectHeader) -> String {
    let part = |text: &Option<String>| text.clone().unwrap_or_default();
    // A version comes and goes; the group stays.
    let api_version = part(&object.api_version);
    let group = api_version.split_once('/').map(|(group, _)| format!(".{group}")).unwrap_or_default();
    let namespace = object.namespace.as_deref().filter(|namespace| *namespace != "default");
    let namespace = namespace.map(|namespace| format!("{namespace}/")).unwrap_or_default();
    format!("{}{group} {namespace}{}", part(&object.kind), part(&object.name))
}

/// The name of a file without its folder.
fn file_name(file: &str) -> String {
    let name = file.replace('\\', "/");
    name.rsplit('/').next().unwrap_or_default().to_owned()
}

/// A message that names fields, without the places of items in their lists.
fn without_indexes(message: &str) -> String {
    let mut parts = message.split('[');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        text.push('[');
        text.push_str(if rest.starts_with(']') { rest } else { part });
    }
    text
}

/// A fingerprint of each finding, in their order; those that are the same are counted.
pub(crate) fn fingerprints(findings: &[Finding]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mark = |finding: &Finding| {
        let identity = identity(finding);
        let number = seen.entry(identity.clone()).or_default();
        *number += 1;
        fingerprint([identity.as_bytes(), number.to_string().as_bytes()])
    };
    findings.iter().map(mark).collect()
}

#[cfg(test)]
mod tests {
    use workload_core::syntax::text::Source;
    use workload_core::validate::lint::{Selection, lint};

    use super::*;

    fn identities(file: &str, text: &str) -> Vec<String> {
        let outcome = lint(&[Source::new(file, text)], &Selection::default());
        let mut identities: Vec<_> = outcome.findings.iter().map(identity).collect();
        identities.sort();
        identities
    }

    #[test]
    fn neither_order_nor_folder_matters() {
        let head = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n";
        let (one, two) = ("  - {name: one, image: a, x: 1}\n", "  - {name: two, image: b, x: 1}\n");
        let first = identities("k8s/a.yaml", &format!("{head}{one}{two}"));
        let second = identities("../b.yaml", &format!("# more\n{head}{two}{one}"));
        assert_eq!(first, second);
        assert!(
            first.iter().any(|identity| identity.starts_with("V04 Pod a: spec.containers[name=one].x ")),
            "{first:?}"
        );
    }
}
