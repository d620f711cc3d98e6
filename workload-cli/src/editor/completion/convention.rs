//! What fields of custom resources name, by the words that their authors use for it.

/// The kind of object whose name is the value of the field at a path, and the object whose data has the key that
/// is the value; `said` reads the fields beside it. None for a field that seems to name nothing.
pub(super) fn named_by_convention(
    path: &[String],
    said: impl Fn(&[String]) -> Option<String>,
) -> Option<(String, Option<String>)> {
    let (last, above) = path.split_last()?;
    let beside = |field: &str| said(&[above, &[field.to_owned()]].concat());
    let lower = last.to_lowercase();
    // An item of a list is named by the list.
    let holder = above.iter().rev().find(|step| step.parse::<usize>().is_err());
    let holder = holder.map(|step| step.to_lowercase()).unwrap_or_default();
    match lower.as_str() {
        "name" => Some((beside("kind").or_else(|| kind_in(&holder).map(str::to_owned))?, None)),
        "key" => Some((kind_in(&holder)?.to_owned(), Some(beside("name")?))),
        word => Some((kind_in(word.strip_suffix("name")?)?.to_owned(), None)),
    }
}

/// The kind in a word such as `secretKeyRef` or `existingSecret`, in lower case.
fn kind_in(word: &str) -> Option<&'static str> {
    const KINDS: [(&str, &str); 9] = [
        ("secret", "Secret"),
        ("configmap", "ConfigMap"),
        ("serviceaccount", "ServiceAccount"),
        ("service", "Service"),
        ("claim", "PersistentVolumeClaim"),
        ("storageclass", "StorageClass"),
        ("ingressclass", "IngressClass"),
        ("priorityclass", "PriorityClass"),
        ("runtimeclass", "RuntimeClass"),
    ];
    let word = ["keyref", "keyselector", "ref", "reference"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    KINDS.iter().find(|(end, _)| word.ends_with(end)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(path: &str, beside: &[(&str, &str)]) -> Option<(String, Option<String>)> {
        let path: Vec<_> = path.split('.').map(str::to_owned).collect();
        let said = |path: &[String]| {
            let last = path.last().unwrap();
            beside.iter().find(|(field, _)| field == last).map(|(_, value)| (*value).to_owned())
        };
        named_by_convention(&path, said)
    }

    #[test]
    fn fields_are_known_by_their_names() {
        let kind = |path: &str| named(path, &[]).map(|(kind, _)| kind);
        assert_eq!(kind("spec.tls.secretName").as_deref(), Some("Secret"));
        assert_eq!(kind("spec.passwordSecretRef.name").as_deref(), Some("Secret"));
        assert_eq!(kind("spec.configMapRefs.0.name"), None);
        assert_eq!(kind("spec.serviceAccountName").as_deref(), Some("ServiceAccount"));
        assert_eq!(kind("spec.commonName"), None);
        let issuer = named("spec.issuerRef.name", &[("kind", "Issuer")]);
        assert_eq!(issuer, Some(("Issuer".to_owned(), None)));
        let key = named("spec.secretKeyRef.key", &[("name", "tls")]);
        assert_eq!(key, Some(("Secret".to_owned(), Some("tls".to_owned()))));
    }
}
