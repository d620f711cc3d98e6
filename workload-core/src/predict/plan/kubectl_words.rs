//! What people paste from kubectl, in the words of an action.

/// What kubectl wants said and a plan does anyway: a drain passes DaemonSets by and deletes scratch space.
const DONE_ANYWAY: &[&str] = &["--ignore-daemonsets", "--delete-emptydir-data"];

/// The words as an action has them: `kubectl scale deploy api --replicas=3` is `scale deploy api 3`.
pub(super) fn of_kubectl(words: &[&str]) -> Vec<String> {
    let words = without(words, &["kubectl"]);
    let words = without(words, &["rollout", "set"]);
    let mut plain = Vec::new();
    let mut last = Vec::new();
    for word in words {
        if let Some(count) = word.strip_prefix("--replicas=") {
            last.push(count.to_owned());
        } else if let Some(revision) = word.strip_prefix("--to-revision=") {
            last.extend(["to".to_owned(), revision.to_owned()]);
        } else if !DONE_ANYWAY.contains(word) {
            plain.push((*word).to_owned());
        }
    }
    plain.extend(last);
    plain
}

/// The words without one of `first` before them; that one alone is what was written.
fn without<'s, 'w>(words: &'s [&'w str], first: &[&str]) -> &'s [&'w str] {
    match words {
        [one, rest @ ..] if first.contains(one) && !rest.is_empty() => rest,
        words => words,
    }
}
