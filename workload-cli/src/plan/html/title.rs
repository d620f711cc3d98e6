//! Workloads by their kind first, as changes are called on the page too.

use workload_core::predict::plan::Plan;

/// `shop/Deployment/api` as `Deployment shop/api`.
pub(super) fn title(name: &str) -> String {
    match name.split('/').collect::<Vec<_>>().as_slice() {
        [kind, own] => format!("{kind} {own}"),
        [namespace, kind, own] => format!("{kind} {namespace}/{own}"),
        _ => name.to_owned(),
    }
}

/// A sentence with the workloads of a plan called so.
pub(super) fn with_titles(plan: &Plan, sentence: &str) -> String {
    let mut names: Vec<_> = plan.workloads.iter().map(|own| own.name.as_str()).collect();
    // A name may be the beginning of another.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.into_iter().fold(sentence.to_owned(), |sentence, name| sentence.replace(name, &title(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_comes_first() {
        assert_eq!(title("Deployment/api"), "Deployment api");
        assert_eq!(title("shop/Deployment/api"), "Deployment shop/api");
        assert_eq!(title("other"), "other");
    }
}
