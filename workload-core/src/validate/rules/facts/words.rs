//! The texts that containers and ConfigMaps are given, and the Pods whose names stand in them.

use std::collections::HashSet;

use k8s_openapi::api::core::v1::ServiceSpec;

use crate::k8s::{Object, OptionalField as _};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::set::Set;

/// The texts that an object gives its programs: commands, arguments, values of variables, data
/// of a ConfigMap; and what a Service selects by.
pub(crate) fn each_text(subject: &Subject<'_>, look: &mut impl FnMut(&str)) {
    for part in subject.containers() {
        let container = part.container;
        container.command.iter().chain(&container.args).flatten().for_each(|text| look(text));
        let values = container.env.iter().flatten().filter_map(|variable| variable.value.as_deref());
        values.for_each(&mut *look);
    }
    match subject.object {
        Object::ConfigMap(map) => map.data.iter().flat_map(|data| data.values()).for_each(|text| look(text)),
        Object::Service(service) => {
            let spec: Option<&ServiceSpec> = service.spec.get();
            let selector = spec.and_then(|spec| spec.selector.as_ref());
            selector.into_iter().flat_map(|selector| selector.values()).for_each(|text| look(text));
        }
        _ => {}
    }
}

/// The names of which a text of the set names a Pod by number: `redis` for `redis-0.redis:6379`.
pub(crate) fn numbered(set: &Set) -> HashSet<String> {
    let mut names = HashSet::new();
    for subject in set.subjects() {
        each_text(&subject, &mut |text| {
            let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '$');
            names.extend(words.filter_map(of_number).map(ToOwned::to_owned));
        });
    }
    names
}

/// `redis` of `redis-0` and of `redis-$i`.
fn of_number(word: &str) -> Option<&str> {
    let (name, number) = word.rsplit_once('-')?;
    let counts = number.starts_with('$') || number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty();
    (counts && !name.is_empty()).then_some(name)
}

/// Whether any container of the Pods makes something of the Pod's own name or number.
pub(crate) fn knows_itself(subject: &Subject<'_>) -> bool {
    let told = subject.containers().any(|part| {
        let fields = part.container.env.iter().flatten().filter_map(|variable| {
            let field = variable.value_from.as_ref()?.field_ref.as_ref()?;
            Some(field.field_path.as_str())
        });
        fields.into_iter().any(|field| field == "metadata.name" || field.contains("pod-index"))
    });
    let mut asks = told;
    each_text(subject, &mut |text| {
        asks |= ["hostname", "HOSTNAME"].iter().any(|word| text.contains(word));
    });
    asks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pods_name_ends_with_its_number() {
        assert_eq!(of_number("redis-0"), Some("redis"));
        assert_eq!(of_number("my-redis-$i"), Some("my-redis"));
        assert_eq!(
            (of_number("redis"), of_number("redis-a"), of_number("-1"), of_number("redis-")),
            (None, None, None, None)
        );
    }
}
