//! The texts that containers and ConfigMaps are given, and the Pods whose names stand in them.

use crate::validate::rules::facts::addresses::each_told;
use crate::validate::rules::facts::hyphenated::hyphenated;
use crate::validate::rules::facts::subject::Subject;

/// The names before a number in a text: `redis` of `redis-0.redis:6379`.
pub(crate) fn numbered_names(text: &str) -> impl Iterator<Item = &str> {
    let counts = |rest: &[u8]| rest.first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'$');
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'$');
    hyphenated(text, counts, letters).filter_map(|range| of_number(&text[range]))
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
    each_told(subject, &mut |_, text| {
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
