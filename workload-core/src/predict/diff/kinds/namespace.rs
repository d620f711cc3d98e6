//! Namespaces: with one goes everything in it.

use super::super::note::Note;
use super::super::object_diff::ObjectDiff;
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "",
    kind: "Namespace",
    fixed: &[],
    fields: &[],
    rest: other::updated,
    refused: other::nothing_else,
    workaround: other::recreated,
    added: other::added,
    removed,
};

fn removed(diff: &ObjectDiff) -> Note {
    other::removed(diff)
        .pods("Deleting it deletes every Pod in it, and everything else.")
        .data("Deleting it deletes every claim in it, whatever `persistentVolumeClaimRetentionPolicy` says; volumes with the policy `Retain` stay.")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::changes;

    #[test]
    fn everything_in_it_goes_with_it() {
        let shop = "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}";
        assert!(changes(shop, "").changes[0].note.data.contains("every claim"));
        assert!(changes(shop, shop).is_empty());
    }
}
